import type { Rollup } from './roll-up';
import { sumCents, type Cents } from './money';

/** What the org itself says is open: one aggregate query of its own, not the rows that were rolled up. */
export interface OrgTotal {
    readonly deals: number;
    readonly open: Cents;
}

/** The forecast's open dollars, added up along every way they are shown, against the org's own total. */
export interface Reconciliation {
    readonly byMonth: Cents;
    readonly byQuarter: Cents;
    readonly inForecast: Cents;
    readonly preRegistration: Cents;
    readonly deals: number;
    /** Undefined for a past date: the org only knows its total of now. */
    readonly org: OrgTotal | undefined;
    /** Everything adds up to the same cent and the same number of deals. */
    readonly agrees: boolean;
}

/** Adds the lines up again and compares them with each other and with the org. */
export function reconcile(rollup: Rollup, org: OrgTotal | undefined): Reconciliation {
    const monthly = rollup.lines.filter((line) => line.periodType !== 'Quarter');
    const quarterly = rollup.lines.filter((line) => line.periodType !== 'Month');
    const outside = monthly.filter((line) => line.attribution === 'Pre-registration');
    const byMonth = sumCents(monthly.map((line) => line.open));
    const byQuarter = sumCents(quarterly.map((line) => line.open));
    const preRegistration = sumCents(outside.map((line) => line.open));
    const deals = monthly.reduce((sum, line) => sum + line.deals, 0);
    const expectedByMonth = sumCents(monthly.map((line) => line.expected));
    const expectedByQuarter = sumCents(quarterly.map((line) => line.expected));
    const agrees =
        byMonth === byQuarter &&
        expectedByMonth === expectedByQuarter &&
        (org === undefined || (org.open === byMonth && org.deals === deals));
    return { byMonth, byQuarter, inForecast: byMonth - preRegistration, preRegistration, deals, org, agrees };
}
