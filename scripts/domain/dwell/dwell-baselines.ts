import type { Day } from '../forecast/calendar-day';
import type { Deal } from '../forecast/deal';
import { partnerTypeOn } from '../forecast/partner-type';
import { staysOf } from '../forecast/stage-history';
import type { StageOrder } from '../forecast/stage-order';
import { medianOf, restrictedMean, type Spell } from './kaplan-meier';

/** Stays longer than a year count as a year: their tail is not what "usual" means. */
export const DWELL_HORIZON_DAYS = 365;

/** The usual stay in one overlay stage. */
export interface DwellBaseline {
    readonly stageOrder: number;
    /** Undefined: all types together. */
    readonly partnerType: string | undefined;
    /** Shrunk towards all types; what "usually n days here" says. */
    readonly meanDays: number;
    /** Of this stage and type alone. */
    readonly ownMeanDays: number;
    /** Half of this stage and type's own stays have ended by then; undefined while most still last. */
    readonly medianDays: number | undefined;
    /** Stays that were seen to end, and those that still last. */
    readonly ended: number;
    readonly lasting: number;
    /** Fewer ended stays than the stage map's minimum sample: the mean leans on all partner types. */
    readonly borrows: boolean;
}

/**
 * Usual stay per overlay stage and per stage × partner type, from deals as seen at `asOf` with stage history.
 * mean = (n · own + m · all) / (n + m), where own and all are restricted Kaplan-Meier means, n the ended stays of the
 * type and m the map's minimum sample: at the minimum sample a type's own experience and everybody's weigh the same.
 */
export function measureDwell(deals: readonly Deal[], stages: StageOrder, asOf: Day, minimumSample: number): readonly DwellBaseline[] {
    const byStage = new Map<number, { readonly partnerType: string; readonly spell: Spell }[]>();
    for (const deal of deals) {
        if (deal.history.length === 0) continue;
        for (const { order, kind, from, until } of staysOf(deal, stages)) {
            if (kind !== 'open') continue;
            const spell = { days: (until ?? asOf) - from, ended: until !== undefined };
            const stays = byStage.get(order) ?? [];
            stays.push({ partnerType: partnerTypeOn(deal, until ?? asOf), spell });
            byStage.set(order, stays);
        }
    }
    return [...byStage].sort(([left], [right]) => left - right).flatMap(([order, stays]) => baselinesOf(order, stays, minimumSample));
}

function baselinesOf(
    stageOrder: number,
    stays: readonly { readonly partnerType: string; readonly spell: Spell }[],
    minimumSample: number
): readonly DwellBaseline[] {
    const all = stays.map(({ spell }) => spell);
    const allMean = restrictedMean(all, DWELL_HORIZON_DAYS) ?? 0;
    const types = [...new Set(stays.map(({ partnerType }) => partnerType))].sort();
    const baseline = (partnerType: string | undefined, spells: readonly Spell[]): DwellBaseline => {
        const ended = spells.filter((spell) => spell.ended).length;
        const own = restrictedMean(spells, DWELL_HORIZON_DAYS) ?? allMean;
        const weight = ended + minimumSample;
        const meanDays = partnerType === undefined || weight === 0 ? own : (ended * own + minimumSample * allMean) / weight;
        return {
            stageOrder,
            partnerType,
            meanDays,
            ownMeanDays: own,
            medianDays: medianOf(spells),
            ended,
            lasting: spells.length - ended,
            borrows: ended < minimumSample
        };
    };
    const ofType = (partnerType: string) => stays.filter((stay) => stay.partnerType === partnerType).map(({ spell }) => spell);
    return [baseline(undefined, all), ...types.map((partnerType) => baseline(partnerType, ofType(partnerType)))];
}
