import type { Day } from '../calendar-day';
import type { Span } from '../period-axis';
import type { DealOdds } from '../learnt-forecast';

/** A deal that is hardly ever won within the periods has no expected close. */
const LEAST_CHANCE = 0.01;

/** Odds of one deal from those of the window and of each period (see DealOdds). */
export function toDealOdds(odds: Float64Array, window: number, periods: readonly Span[], asOf: Day): DealOdds {
    const byPeriod = odds.slice(1);
    return {
        window: (days) => (days === window ? odds[0]! : wonBy(byPeriod, periods, asOf, asOf + days)),
        periods: byPeriod,
        // Few of a million deals are asked for it.
        get expectedCloseOn() {
            return medianDay(byPeriod, periods, asOf);
        }
    };
}

/** P(won up to a day), wins spread evenly over the days of their period; after the last period nothing is added. */
function wonBy(odds: Float64Array, periods: readonly Span[], asOf: Day, day: Day): number {
    return periods.reduce((sum, { from, to }, index) => {
        const start = Math.max(from - 1, asOf);
        const part = to <= start ? 1 : Math.min(1, Math.max(0, (day - start) / (to - start)));
        return sum + (part === 0 ? 0 : part * odds[index]!);
    }, 0);
}

function medianDay(odds: Float64Array, periods: readonly Span[], asOf: Day): Day | undefined {
    const known = odds.map((p) => (Number.isNaN(p) ? 0 : p));
    const total = known.reduce((sum, p) => sum + p, 0);
    if (total < LEAST_CHANCE) return undefined;
    let left = total / 2;
    for (let index = 0; index < periods.length; index += 1) {
        const start = Math.max(periods[index]!.from - 1, asOf);
        if (known[index]! >= left) return Math.max(asOf, Math.ceil(start + (left / known[index]!) * (periods[index]!.to - start)));
        left -= known[index]!;
    }
    return periods[periods.length - 1]?.to;
}
