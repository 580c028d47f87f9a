import { dateOf, momentOf, monthOfQuarter } from './calendar';
import { Random } from './random';

export type DealKind = 'Direct' | 'SI' | 'ISV' | 'Reseller' | 'Marketplace';

/** One change of stage or close date, as OpportunityHistory keeps it. */
export interface HistoryStep {
    readonly day: number;
    /** Index into the list of open stages, or 'won' or 'lost'. */
    readonly stage: number | 'won' | 'lost';
    readonly closeDay: number;
}

/** The life of a deal up to today. */
export interface DealHistory {
    readonly steps: readonly HistoryStep[];
    readonly last: HistoryStep;
}

/** Median days per open stage and chance to leave it alive, by kind: partner deals are slower, and stronger once past discovery. */
const PACE: Record<DealKind, { readonly medianDays: number; readonly survive: readonly number[] }> = {
    Direct: { medianDays: 11, survive: [0.8, 0.82, 0.84, 0.86, 0.88, 0.88, 0.82, 0.72] },
    SI: { medianDays: 15, survive: [0.86, 0.84, 0.82, 0.9, 0.92, 0.92, 0.86, 0.8] },
    ISV: { medianDays: 12, survive: [0.84, 0.82, 0.82, 0.88, 0.9, 0.9, 0.84, 0.74] },
    Reseller: { medianDays: 10, survive: [0.84, 0.8, 0.84, 0.86, 0.88, 0.9, 0.82, 0.68] },
    Marketplace: { medianDays: 9, survive: [0.86, 0.86, 0.86, 0.9, 0.92, 0.92, 0.88, 0.8] }
};

/** Lives a deal from its creation until it closes or today comes. `openStages` is the number of open StageName values. */
export function liveDeal(random: Random, kind: DealKind, createdDay: number, today: number, openStages: number): DealHistory {
    const pace = PACE[kind];
    let day = createdDay;
    let closeDay = createdDay + random.between(70, 130);
    const steps: HistoryStep[] = [{ day, stage: 0, closeDay }];
    for (let stage = 0; stage < openStages; stage++) {
        const survives = random.chance(pace.survive[Math.min(stage, pace.survive.length - 1)]!);
        const leaves = Math.round(day + Math.max(1, random.logNormal(pace.medianDays * (survives ? 1 : 1.8), 0.65)));
        while (closeDay < Math.min(leaves, today)) {
            // Nobody leaves a close date in the past for long: the deal is pushed.
            const pushedOn = Math.max(closeDay + random.between(0, 4), steps[steps.length - 1]!.day);
            if (pushedOn >= Math.min(leaves, today)) break;
            closeDay = pushedOn + random.between(25, 50);
            steps.push({ day: pushedOn, stage, closeDay });
        }
        if (!survives) return end(steps, leaves, 'lost', today);
        const closing = stage === openStages - 1;
        day = closing ? untilQuarterEnd(random, leaves, createdDay) : leaves;
        if (closing) return end(steps, day, 'won', today);
        if (day > today) break;
        steps.push({ day, stage: stage + 1, closeDay });
    }
    return { steps, last: steps[steps.length - 1]! };
}

/** Signatures wait for the quarter's end more often than not, and then come all through its last month. */
function untilQuarterEnd(random: Random, day: number, createdDay: number): number {
    let at = day;
    while (monthOfQuarter(at) !== 2 && random.chance(0.965)) at += 1;
    if (at === day || monthOfQuarter(at) !== 2) return at;
    let lastDay = at;
    while (monthOfQuarter(lastDay + 1) === 2) lastDay += 1;
    // Drawn apart, so that one deal's signature does not change every deal after it.
    const late = new Random(day * 10_007 + createdDay).next();
    return at + Math.floor((lastDay - at + 1) * late);
}

function end(steps: HistoryStep[], day: number, stage: 'won' | 'lost', today: number): DealHistory {
    if (day <= today) steps.push({ day, stage, closeDay: day });
    return { steps, last: steps[steps.length - 1]! };
}

/** OpportunityHistory rows and the fields of the deal that follow from them. */
export function historyRows(
    history: DealHistory,
    stageNames: StageNames,
    amount: number
): { readonly StageName: string; readonly CloseDate: string; readonly CreatedDate: string; readonly Amount: number }[] {
    return history.steps.map(({ day, stage, closeDay }, index) => ({
        StageName: nameOf(stageNames, stage),
        CloseDate: dateOf(closeDay),
        CreatedDate: momentOf(day, index % 60),
        Amount: amount
    }));
}

export interface StageNames {
    /** Open StageName values in order. */
    readonly open: readonly string[];
    readonly won: string;
    readonly lost: string;
}

export const nameOf = (names: StageNames, stage: HistoryStep['stage']): string =>
    stage === 'won' ? names.won : stage === 'lost' ? names.lost : names.open[stage]!;
