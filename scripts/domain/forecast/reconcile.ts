import type { RatedDeal } from './deal-roll';
import type { PeriodForecast, Rollup } from './roll-up';
import { sumCents, type Cents } from './money';

/** What the org itself says is open: one aggregate query of its own, not the rows that were rolled up. */
export interface OrgTotal {
    readonly deals: number;
    /** To the cent. With several currencies the org converts each row unrounded and adds up in the corporate currency. */
    readonly open: Cents;
}

/** The forecast's open dollars, added up along every way they are shown, against the org's own total. */
export interface Reconciliation {
    readonly byMonth: Cents;
    readonly byQuarter: Cents;
    readonly inForecast: Cents;
    readonly preRegistration: Cents;
    readonly deals: number;
    /** What rounding each converted row to the cent adds to the unrounded sum of the rows; 0 with one currency. */
    readonly rounding: Cents;
    /** Undefined for a past date, and for files: nobody can contradict the rows. */
    readonly org: OrgTotal | undefined;
    /** Everything adds up to the same cent and the same number of deals. */
    readonly agrees: boolean;
}

/**
 * Adds the lines up again and compares them with each other and with the org. `unrounded` is the converted open total
 * before any row was rounded, in cents; undefined with one currency.
 */
export function reconcile(rollup: Rollup, org: OrgTotal | undefined, unrounded?: number): Reconciliation {
    const monthly = rollup.lines.filter((line) => line.periodType !== 'Quarter');
    const quarterly = rollup.lines.filter((line) => line.periodType !== 'Month');
    const outside = monthly.filter((line) => line.attribution === 'Pre-registration');
    const byMonth = sumCents(monthly.map((line) => line.open));
    const byQuarter = sumCents(quarterly.map((line) => line.open));
    const preRegistration = sumCents(outside.map((line) => line.open));
    const deals = monthly.reduce((sum, line) => sum + line.deals, 0);
    const rounding = unrounded === undefined ? 0 : byMonth - Math.round(unrounded);
    const agrees =
        byMonth === byQuarter &&
        sumDeals(rollup, ({ amount }) => amount) === byMonth &&
        expectedAgrees(rollup) &&
        (org === undefined || (org.open === byMonth - rounding && org.deals === deals));
    return { byMonth, byQuarter, inForecast: byMonth - preRegistration, preRegistration, deals, rounding, org, agrees };
}

function sumDeals({ openDeals }: Pick<Rollup, 'openDeals'>, centsOf: (deal: RatedDeal) => Cents): Cents {
    let sum = 0;
    for (const deal of openDeals) sum += centsOf(deal);
    return sum;
}

/**
 * All quarters that are told, and the months told beside them, are the sum over the deals; a quarter of which every month is
 * told is their sum.
 */
function expectedAgrees({ months, quarters, openDeals }: Rollup): boolean {
    const byDeal = sumDeals({ openDeals }, ({ expected }) => expected ?? 0);
    const told = quarters.filter(({ expected }) => expected !== undefined);
    const monthsOf = ({ period: { from, to } }: PeriodForecast) => months.filter(({ period }) => period.from >= from && period.to <= to);
    const inside = new Set(told.flatMap(monthsOf));
    const sum = (periods: readonly PeriodForecast[]) => sumCents(periods.map(({ expected }) => expected ?? 0));
    return (
        byDeal === sum(told) + sum(months.filter((month) => !inside.has(month))) &&
        told.every((quarter) => {
            const own = monthsOf(quarter);
            return own.some(({ expected }) => expected === undefined) || quarter.expected === sum(own);
        })
    );
}
