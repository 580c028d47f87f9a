import type { Day } from './calendar-day';
import type { DealState } from './cells';
import { learnRhythm, type QuarterPosition } from './fiscal-rhythm';
import type { FiscalPeriod } from './fiscal-periods';
import type { PastPipeline } from './landmark';
import { learnWindow, type Window, type WindowOdds } from './window-odds';

/** A month to forecast with what the past says about a window that lies as far ahead. */
export interface LearntMonth {
    readonly month: FiscalPeriod;
    /** Undefined: too little history for a window this far ahead. */
    readonly odds: WindowOdds | undefined;
    /** Factor for the month's place in its fiscal quarter. */
    readonly rhythm: number;
}

/** What is left of a month after `asOf`, in days from then. */
export const windowOf = (month: FiscalPeriod, asOf: Day): Window => ({ from: Math.max(1, month.from - asOf), to: month.to - asOf });

/** Learns the odds of each month from what was known on `asOf`. */
export function learnMonths(
    months: readonly FiscalPeriod[],
    past: PastPipeline,
    positionOf: QuarterPosition,
    asOf: Day
): readonly LearntMonth[] {
    const rhythm = learnRhythm(past, positionOf, asOf);
    return months.map((month) => ({
        month,
        odds: learnWindow(past, windowOf(month, asOf), asOf),
        rhythm: rhythm[positionOf(month.to)] ?? 1
    }));
}

/**
 * P(won in month) for each month in turn; undefined where nothing could be learnt. Months are learnt apart from each
 * other, so their sum may pass 1; it is then scaled back to 1, since a deal is won once.
 */
export function oddsByMonth(months: readonly LearntMonth[], state: DealState): readonly (number | undefined)[] {
    const odds = months.map((learnt) => learnt.odds && learnt.rhythm * learnt.odds.oddsOf(state));
    const sum = odds.reduce<number>((total, p) => total + (p ?? 0), 0);
    return sum > 1 ? odds.map((p) => p && p / sum) : odds;
}
