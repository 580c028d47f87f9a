import type { Day } from '../calendar-day';
import type { PastForecast, PastTotal } from './past-forecast';

/** Wins that are added on both sides of a ratio, so that periods with hardly a win do not blow it up. */
const OFFSET_WINS = 3;
/** What is assumed before anything is known: three past errors of 35 %; of wins, of 25 % beside the chance that moves so few. */
const PRIOR_ERRORS = 3;
const PRIOR_SPREAD = 0.35;
const PRIOR_SPREAD_OF_WINS = 0.25;

/** How far own past forecasts were off. */
export interface Spread {
    /** Standard deviation of ln(actual / expected). */
    readonly s: number;
    readonly pastForecasts: number;
}

/** A forecast and what came; `offset` is what three wins are worth in its unit. */
export interface Miss {
    readonly expected: number;
    readonly actual: number;
    readonly offset: number;
}

/** METHOD §4.7: e = ln((actual + 3) / (expected + 3)), s² = (Σe² + 3 · 0.35²) / (n + 3); money in units of an expected win. */
export function measureSpread(misses: readonly Miss[], prior = PRIOR_SPREAD): Spread {
    const squares = misses.reduce((sum, { expected, actual, offset }) => sum + Math.log((actual + offset) / (expected + offset)) ** 2, 0);
    const s = Math.sqrt((squares + PRIOR_ERRORS * prior ** 2) / (misses.length + PRIOR_ERRORS));
    return { s, pastForecasts: misses.length };
}

/**
 * What is assumed of a number of wins: s₀² = 0.25² + 1 / (expected + 3), the variance of ln of a Poisson count beside what a model
 * errs. Of thirteen forecasts with three periods each that err by 10, 20 and 35 % (normal, drawn 4,000 times), ranges that begin
 * with 35 % whatever the number hold 100, 94 and 83 % of outcomes; with this, at a hundred wins a period, 98, 89 and 78 %.
 */
const priorOfWins = (expected: number): number => Math.sqrt(PRIOR_SPREAD_OF_WINS ** 2 + 1 / (Math.max(0, expected) + OFFSET_WINS));

/** P10 and P90 of wins expected in some periods of a forecast made on `day`, by the forecasts made before it. */
export function rangeOfWins(before: readonly PastForecast[], periods: Summed, day: Day, expected: number) {
    return rangeAround(expected, OFFSET_WINS, measureSpread(missesInWins(before, periods, day), priorOfWins(expected)));
}

/** P10 and P90 = (expected + offset) · exp(∓ t(n+3, 0.9) · s) − offset, not below 0. */
export function rangeAround(
    expected: number,
    offset: number,
    { s, pastForecasts }: Spread
): { readonly low: number; readonly high: number } {
    const factor = Math.exp(studentT90(pastForecasts + PRIOR_ERRORS) * s);
    return { low: Math.max(0, (expected + offset) / factor - offset), high: (expected + offset) * factor - offset };
}

/** Periods whose sum is looked at: the same ones ahead of every past forecast, or those that each of them had, such as the rest of its quarter. */
export type Summed = readonly number[] | ((forecast: PastForecast) => readonly number[]);

/** Past misses of the sum of some periods, in wins, as far as the periods had ended by `knownOn`. */
const missesInWins = (past: readonly PastForecast[], periods: Summed, knownOn: Day): readonly Miss[] =>
    collect(past, periods, knownOn).map(({ expected, actual }) => ({ expected, actual, offset: OFFSET_WINS }));

/**
 * The same in cents; three wins are worth three average open deals. Money has the spread of its own past errors rather than
 * a simulation of single deals under one shared shock (METHOD §4.7): over five known-truth worlds, four of them with 3 % of
 * deals thirty times as large, the simulation held .87 .75 .77 .83 .88 of outcomes and this .87 .70 .78 .77 .83, with 60
 * outcomes each no difference that chance does not make, for ranges a tenth narrower.
 */
export const missesInMoney = (past: readonly PastForecast[], periods: Summed, knownOn: Day): readonly Miss[] =>
    collect(past, periods, knownOn).map(({ expectedMoney, actualMoney, averageAmount }) => ({
        expected: expectedMoney,
        actual: actualMoney,
        offset: offsetInMoney(averageAmount)
    }));

export const offsetInMoney = (averageAmount: number): number => Math.max(1, OFFSET_WINS * averageAmount);

function collect(past: readonly PastForecast[], periods: Summed, knownOn: Day) {
    return past.flatMap((forecast) => {
        const sum = sumPeriods(forecast, typeof periods === 'function' ? periods(forecast) : periods);
        return sum && sum.endsOn <= knownOn ? [{ ...sum, averageAmount: forecast.averageAmount }] : [];
    });
}

/** The total of some periods together; undefined when there are none, or one was not forecast. */
export function sumPeriods({ totals }: PastForecast, periods: readonly number[]): PastTotal | undefined {
    const own = periods.flatMap((period) => totals[1 + period] ?? []);
    if (own.length === 0 || own.length < periods.length || own.some(({ expected }) => Number.isNaN(expected))) return undefined;
    const sum = (key: Exclude<keyof PastTotal, 'endsOn'>) => own.reduce((all, total) => all + total[key], 0);
    return {
        endsOn: Math.max(...own.map(({ endsOn }) => endsOn)),
        expected: sum('expected'),
        actual: sum('actual'),
        expectedMoney: sum('expectedMoney'),
        actualMoney: sum('actualMoney'),
        crm: sum('crm'),
        closedConversion: sum('closedConversion')
    };
}

/**
 * The 0.9 quantile of Student's t: the quantiles of 3 to 6 degrees of freedom by table, beyond by the Cornish-Fisher
 * expansion, which is within 0.001 there.
 */
export function studentT90(degrees: number): number {
    const exact = [3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398][degrees - 1];
    if (exact !== undefined) return exact;
    const z = 1.2815515655446004;
    const first = (z ** 3 + z) / 4;
    const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
    const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
    return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
