import type { Day } from '../calendar-day';
import type { DealOdds } from '../learnt-forecast';
import type { Span } from '../period-axis';

/** A deal that is hardly ever won within the periods has no expected close. */
const LEAST_CHANCE = 0.01;

/** What the odds of the deals of one day have in common. */
export interface OddsOfDay {
    readonly asOf: Day;
    /** Days of the scored window. */
    readonly window: number;
    readonly periods: readonly Span[];
    /** Odds by row: of the window, then of each period. */
    readonly columns: readonly Float64Array[];
}

/** Odds of one deal, in a row of the columns (see DealOdds). There may be a million: what few are asked for is made when it is asked for. */
export class RowOdds implements DealOdds {
    readonly #day: OddsOfDay;
    readonly #row: number;

    constructor(day: OddsOfDay, row: number) {
        this.#day = day;
        this.#row = row;
    }

    inPeriod(ahead: number): number {
        return this.#day.columns[1 + ahead]?.[this.#row] ?? NaN;
    }

    get periods(): Float64Array {
        return Float64Array.from(this.#day.periods, (_, ahead) => this.inPeriod(ahead));
    }

    window(days: number): number {
        const { window, columns, periods, asOf } = this.#day;
        return days === window ? columns[0]![this.#row]! : wonBy(this.periods, periods, asOf, asOf + days);
    }

    get expectedCloseOn(): Day | undefined {
        return medianDay(this.periods, this.#day.periods, this.#day.asOf);
    }
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
