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

/** On the last day of a month nothing of it is left. */
export const isEmpty = ({ from, to }: Window): boolean => to < from;

/** Learns the odds of each month from what was known on `asOf`. */
export function learnMonths(
    months: readonly FiscalPeriod[],
    past: PastPipeline,
    positionOf: QuarterPosition,
    asOf: Day
): readonly LearntMonth[] {
    const rhythm = learnRhythm(past, positionOf, asOf);
    return months.map((month) => {
        const window = windowOf(month, asOf);
        const factor = isEmpty(window) ? 0 : (rhythm[positionOf(month.to)] ?? 1);
        return { month, odds: learnWindow(past, window, asOf), rhythm: factor };
    });
}

/**
 * P(won in month) for each month in turn; undefined where nothing could be learnt. The fiscal rhythm moves wins between
 * the months and makes neither more nor fewer of them: p' = p R · Σp / Σ(p R). Months are learnt apart from each other, so
 * their sum may pass 1; it is then scaled back to 1, since a deal is won once.
 */
export function oddsByMonth(months: readonly LearntMonth[], state: DealState): readonly (number | undefined)[] {
    const plain = months.map(({ odds, rhythm }) => (rhythm === 0 ? odds && 0 : odds?.oddsOf(state)));
    const moved = plain.map((p, index) => p && p * (months[index]?.rhythm ?? 1));
    const total = sumOf(plain);
    const scale = total === 0 ? 0 : Math.min(1, total) / sumOf(moved);
    return moved.map((p) => p && p * scale);
}

const sumOf = (odds: readonly (number | undefined)[]): number => odds.reduce<number>((sum, p) => sum + (p ?? 0), 0);
