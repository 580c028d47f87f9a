import type { Day } from './calendar-day';
import type { FiscalPeriod } from './fiscal-periods';
import type { DealState, PastSnapshot } from './landmark';
import { learnWindow, tallyWindow, type SnapshotTally, type Window, type WindowOdds } from './window-odds';

/** A period with what the past says about a window that lies as far ahead. */
export interface LearntPeriod {
    readonly period: FiscalPeriod;
    readonly window: Window;
    readonly tallies: readonly SnapshotTally[];
    /** Undefined: too little history for a window this far ahead. */
    readonly odds: WindowOdds | undefined;
}

/** What is left of a period after `asOf`, in days from then. */
export const windowOf = (period: FiscalPeriod, asOf: Day): Window => ({ from: Math.max(1, period.from - asOf), to: period.to - asOf });

/** Learns the odds of each period from the snapshots; see learnWindow. */
export function learnPeriods(periods: readonly FiscalPeriod[], snapshots: readonly PastSnapshot[], asOf: Day): readonly LearntPeriod[] {
    return periods.map((period) => {
        const window = windowOf(period, asOf);
        const tallies = tallyWindow(snapshots, window);
        return { period, window, tallies, odds: learnWindow(tallies, window, asOf) };
    });
}

/**
 * P(won in period) for each period in turn; undefined where nothing could be learnt. Windows are learnt apart from each
 * other, so their sum may pass 1 in thin cells; it is then scaled back to 1, since a deal is won once.
 */
export function oddsByPeriod(periods: readonly LearntPeriod[], state: DealState): readonly (number | undefined)[] {
    const odds = periods.map((learnt) => learnt.odds?.oddsOf(state));
    const sum = odds.reduce<number>((total, p) => total + (p ?? 0), 0);
    return sum > 1 ? odds.map((p) => p && p / sum) : odds;
}
