import type { Day } from '../calendar-day';
import { rangeOfWins, sumPeriods, type Summed } from './error-spread';
import type { PastForecast } from './past-forecast';

/** METHOD §4.9. */
const MOST_BIAS = 0.1;
const LEAST_COVERAGE = 0.65;
const MOST_COVERAGE = 0.97;
/** Ranges that hold nearly everything are called too wide only where they are: wider than this share of what came. */
const MOST_WIDTH = 1.3;

/** How past totals of one kind did, in wins. */
export interface Totals {
    readonly snapshots: number;
    readonly wape: number;
    readonly crmWape: number;
    readonly bias: number;
    readonly coverage80: number;
    /** Mean P90 − P10 over the mean outcome. */
    readonly width: number;
    /** Different last days of what was summed: forecasts of one quarter are of one outcome and count once here. */
    readonly outcomes: number;
}

/** First and last day on which judged forecasts were made. */
export interface JudgedDays {
    readonly judgedFrom: Day;
    readonly judgedTo: Day;
}

export const isJudged = (day: Day, { judgedFrom, judgedTo }: JudgedDays): boolean => day >= judgedFrom && day <= judgedTo;

/**
 * Totals of past forecasts made from `judgedFrom` to `judgedTo`, as far as they had ended by `asOf`, each of `spans` counted apart and
 * each range made with the spread that was known on its day.
 */
export function sumTotals(past: readonly PastForecast[], spans: readonly Summed[], facts: JudgedDays & { readonly asOf: Day }): Totals {
    let [snapshots, actual, missed, crmMissed, expected, inside, width] = [0, 0, 0, 0, 0, 0, 0];
    const ends = new Set<Day>();
    past.forEach((forecast, index) => {
        for (const span of spans) {
            const total = sumPeriods(forecast, typeof span === 'function' ? span(forecast) : span);
            if (!total || total.endsOn > facts.asOf || !isJudged(forecast.day, facts)) continue;
            const { low, high } = rangeOfWins(past.slice(0, index), span, forecast.day, total.expected);
            snapshots += 1;
            ends.add(total.endsOn);
            width += high - low;
            actual += total.actual;
            expected += total.expected;
            missed += Math.abs(total.expected - total.actual);
            crmMissed += Math.abs(total.crm - total.actual);
            if (total.actual >= low && total.actual <= high) inside += 1;
        }
    });
    return {
        snapshots,
        wape: missed / actual,
        crmWape: crmMissed / actual,
        bias: expected / actual - 1,
        // Of nothing won there is nothing to hold.
        coverage80: actual === 0 ? NaN : inside / snapshots,
        width: width / actual,
        outcomes: ends.size
    };
}

/**
 * What speaks against planning on such totals, in plain words; none: nothing does. A CRM whose probabilities are assumed was never
 * promised by anybody: it is no bar to pass.
 */
export function aboutTotals(
    { wape, crmWape, bias, coverage80, width }: Totals,
    name: string,
    { crmIsAssumed }: { readonly crmIsAssumed: boolean }
): readonly string[] {
    if (!Number.isFinite(wape)) return [`${name}: nothing was won in past periods to compare with.`];
    const reasons: string[] = [];
    if (Math.abs(bias) >= MOST_BIAS) {
        reasons.push(
            `${name}: past forecasts were ${percentBeside(Math.abs(bias), MOST_BIAS)} too ${bias > 0 ? 'high' : 'low'}; less than ${percent(MOST_BIAS)} is asked.`
        );
    }
    if (!crmIsAssumed && wape >= crmWape) {
        reasons.push(
            `${name}: past forecasts missed by ${percentBeside(wape, crmWape)}, the CRM's probability on the close date by ${percentBeside(crmWape, wape)}.`
        );
    }
    if (coverage80 < LEAST_COVERAGE) {
        reasons.push(
            `${name}: ranges that should hold 80 % of outcomes held ${percentBeside(coverage80, LEAST_COVERAGE)}; at least ${percent(LEAST_COVERAGE)} is asked.`
        );
    }
    if (coverage80 > MOST_COVERAGE && width > MOST_WIDTH) {
        reasons.push(
            `${name}: ranges that should hold 80 % of outcomes held ${percent(coverage80)} and were ${width.toFixed(2)} times as wide as ` +
                `what came; at most ${MOST_WIDTH} is asked.`
        );
    }
    return reasons;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

const MOST_DECIMALS = 2;

/** A share with as many decimals as it takes to tell it from the limit that it is held against, two at the most. */
export function percentBeside(share: number, limit: number): string {
    for (let decimals = 0; decimals <= MOST_DECIMALS; decimals += 1) {
        const text = (100 * share).toFixed(decimals);
        if (text !== (100 * limit).toFixed(decimals)) return `${text} %`;
    }
    return percent(share);
}
