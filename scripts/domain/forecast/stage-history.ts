import { dayOfMoment, type Day } from './calendar-day';
import type { Deal, HistoryEntry } from './deal';
import type { Cents } from './money';
import { standOf, type StageKind, type StageOrder } from './stage-order';

/** A stretch of days in one overlay stage. */
export interface Stay {
    readonly order: number;
    readonly kind: StageKind;
    readonly from: Day;
    /** The day the deal left; undefined while it is still there. */
    readonly until: Day | undefined;
}

/** History rows in the order they happened; rows of one moment keep the order of their ids. */
export const inOrder = (history: readonly HistoryEntry[]): readonly HistoryEntry[] =>
    [...history].sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));

/**
 * The overlay stages that a deal passed. Salesforce writes a history row for every change of stage, amount, probability
 * or close date, so rows that leave the deal in the same overlay stage collapse into one stay; so do stages passed
 * within one day, of which only the last counts. A deal without history has one stay, from the day it was created.
 */
export function staysOf(deal: Deal, stages: StageOrder): readonly Stay[] {
    const steps = deal.history.length > 0 ? inOrder(deal.history) : [{ at: undefined, stageName: deal.stageName }];
    const stays: { order: number; kind: StageKind; from: Day; until: Day | undefined }[] = [];
    for (const { at, stageName } of steps) {
        const { order, kind } = standOf(stages, stageName);
        const from = at === undefined ? deal.createdOn : dayOfMoment(at);
        if (stays.at(-1)?.from === from) stays.pop();
        const last = stays.at(-1);
        if (last?.order === order && last.kind === kind) {
            last.until = undefined;
            continue;
        }
        if (last) last.until = from;
        stays.push({ order, kind, from, until: undefined });
    }
    return stays;
}

/** The stay that a deal was in at the end of a day; undefined before it existed. */
export const stayOn = (stays: readonly Stay[], day: Day): Stay | undefined =>
    stays.findLast((stay) => stay.from <= day && (stay.until === undefined || stay.until > day));

/** The first day after `day` on which the deal was won; undefined when that never happened. */
export const firstWinAfter = (stays: readonly Stay[], day: Day): Day | undefined =>
    stays.find((stay) => stay.kind === 'won' && stay.from > day)?.from;

/**
 * Since when the deal has stood at or past an overlay order without falling below it. This is the dwell of an earned stage:
 * a deal that claims more than it proved has been waiting at the proven stage since it first got there.
 */
export function standingSince(stays: readonly Stay[], order: number, day: Day): Day | undefined {
    let since: Day | undefined;
    for (const stay of stays) {
        if (stay.from > day) break;
        if (stay.kind === 'open' && stay.order >= order) since ??= stay.from;
        else since = undefined;
    }
    return since;
}

/** The amount that a history in order shows at the end of a day; undefined when it shows none. */
export function amountOn(history: readonly HistoryEntry[], day: Day): Cents | undefined {
    return history.findLast((entry) => dayOfMoment(entry.at) <= day)?.amount;
}
