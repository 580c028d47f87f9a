import { yearAndMonthOf, type Day } from './calendar-day';
import type { FiscalPeriod } from './fiscal-periods';
import { SNAPSHOT_EVERY_DAYS, type PastPipeline } from './landmark';
import { logGamma } from './shrinkage';
import { learnWindow } from './window-odds';

/** Position of a day's month in its fiscal quarter: 0, 1, 2. */
export type QuarterPosition = (day: Day) => number;

/** Candidate strengths, in wins, of the belief that every month is alike. */
const PRIOR_GRID: readonly number[] = [2, 5, 10, 20, 50, 100, 500];

/** The position by the org's fiscal periods; for days that they do not cover, by calendar quarters. */
export function locateInQuarter(periods: readonly FiscalPeriod[]): QuarterPosition {
    const months = periods.filter(({ type }) => type === 'Month').sort((left, right) => left.from - right.from);
    const quarters = periods.filter(({ type }) => type === 'Quarter');
    const known = new Map<Day, number>();
    const locate = (day: Day): number => {
        const quarter = quarters.find(({ from, to }) => from <= day && day <= to);
        const inside = quarter ? months.filter(({ from, to }) => from >= quarter.from && to <= quarter.to) : [];
        const position = inside.findIndex(({ from, to }) => from <= day && day <= to);
        return position >= 0 ? position : (yearAndMonthOf(day).month - 1) % 3;
    };
    return (day) => {
        const position = known.get(day) ?? locate(day);
        known.set(day, position);
        return position;
    };
}

/**
 * How much likelier a deal is won in each month of the fiscal quarter than in an average month:
 * R = (observed + a) / (expected + a) wins, both over the 14 days after each past snapshot known by `knownOn`; expected
 * by odds that know nothing of the calendar. METHOD §4.2 fixes a = 20; here it is chosen, so that an org whose months are
 * plainly unlike is not held back by it (see choosePrior). All 1 when there is too little to learn from.
 */
export function learnRhythm(past: PastPipeline, positionOf: QuarterPosition, knownOn: Day): readonly number[] {
    const window = { from: 1, to: SNAPSHOT_EVERY_DAYS };
    const odds = learnWindow(past, window, knownOn);
    if (!odds) return [1, 1, 1];
    const observed = [0, 0, 0];
    const expected = [0, 0, 0];
    for (const { day, sightings } of past.snapshots) {
        if (day + window.to > knownOn) break;
        const sum = sightings.reduce((total, { state }) => total + odds.oddsOf(state), 0);
        for (let after = window.from; after <= window.to; after += 1) expected[positionOf(day + after)]! += sum / SNAPSHOT_EVERY_DAYS;
        for (const { wonOn } of sightings) if (wonOn !== undefined && wonOn <= day + window.to) observed[positionOf(wonOn)]! += 1;
    }
    const months = observed.map((wins, position) => ({ observed: wins, expected: expected[position] ?? 0 }));
    const prior = choosePrior(months);
    return months.map((month) => (month.observed + prior) / (month.expected + prior));
}

/**
 * The strength a of the grid under which the months are likeliest when each month's factor is gamma distributed with mean
 * 1 and shape a (gamma-Poisson): Σ ln Γ(O+a) − ln Γ(a) + a ln(a / (a+E)) + O ln(E / (a+E)). Ties go to the larger a.
 */
export function choosePrior(months: readonly { readonly observed: number; readonly expected: number }[]): number {
    const likelihoodOf = (prior: number) =>
        months
            .filter(({ expected }) => expected > 0)
            .reduce((sum, { observed, expected }) => {
                const known = logGamma(observed + prior) - logGamma(prior);
                return sum + known + prior * Math.log(prior / (prior + expected)) + observed * Math.log(expected / (prior + expected));
            }, 0);
    const likelihoods = PRIOR_GRID.map(likelihoodOf);
    return PRIOR_GRID[likelihoods.lastIndexOf(Math.max(...likelihoods))] ?? 0;
}
