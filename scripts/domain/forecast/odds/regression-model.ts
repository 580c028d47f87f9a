import type { Day } from '../calendar-day';
import type { Pull } from '../learnt-forecast';
import type { Known } from './cohort-model';
import { DealFeatures, lnAmount, type AmountScale, type AskedWindow } from './deal-features';
import { fitRidgeLogistic, sigmoid, type Design } from './ridge-logistic';
import type { Sightings } from './sightings';
import { endedRows } from './tempo';

const RIDGE = 2;
/** Fewer different deals that were won, or that were not, cannot carry a regression. */
const FEWEST_OF_EACH = 20;

/** Weights learnt for one window. */
export interface Regression {
    readonly features: DealFeatures;
    readonly weights: Float64Array;
    /** Mean of each column among the rows learnt from. */
    readonly means: Float64Array;
}

/**
 * Landmark logistic regression (METHOD §4.5; landmarking after van Houwelingen 2007): ridge 2, damped Newton, on sightings
 * whose window had ended by the last known day, at most `mostRows` of them, taken evenly. `windowOf` a snapshot day is the window that
 * its rows are asked about. Undefined when there are too few wins to learn from.
 */
export function learnRegression(
    sightings: Sightings,
    states: number,
    partnerTypes: number,
    windowOf: (day: Day) => AskedWindow,
    known: Known,
    mostRows: number
): Regression | undefined {
    const rows = rowsToLearnFrom(sightings, windowOf, known, mostRows);
    const outcomes = Uint8Array.from(rows, (row) => {
        const { after, upTo } = windowOf(sightings.day[row]!);
        return sightings.wonIn[row]! > after && sightings.wonIn[row]! <= upTo ? 1 : 0;
    });
    if (countDeals(sightings, rows, outcomes, 1) < FEWEST_OF_EACH) return undefined;
    if (countDeals(sightings, rows, outcomes, 0) < FEWEST_OF_EACH) return undefined;
    const features = new DealFeatures(states, partnerTypes, scaleAmounts(sightings, rows));
    const design = layDesign(sightings, rows, windowOf, features);
    const means = new Float64Array(features.columns);
    for (let index = 0; index < design.from[design.rows]!; index += 1) means[design.column[index]!]! += design.value[index]! / design.rows;
    return { features, weights: fitRidgeLogistic(design, outcomes, RIDGE), means };
}

/** P(won in the window). */
export function regressionOdds({ features, weights }: Regression, sightings: Sightings, row: number, window: AskedWindow): number {
    const length = features.write(sightings, row, window);
    let score = 0;
    for (let index = 0; index < length; index += 1) score += features.value[index]! * weights[features.column[index]!]!;
    return sigmoid(score);
}

/** What pulls the odds of a row up or down against the average row learnt from, in log-odds. */
export function pullsOf(
    { features, weights, means }: Regression,
    sightings: Sightings,
    row: number,
    window: AskedWindow
): ReadonlyMap<Pull, number> {
    const length = features.write(sightings, row, window);
    const pulls = new Map<Pull, number>();
    const add = (column: number, value: number) => {
        const pull = features.pulls[column];
        if (pull) pulls.set(pull, (pulls.get(pull) ?? 0) + value * weights[column]!);
    };
    for (let index = 0; index < length; index += 1) add(features.column[index]!, features.value[index]!);
    means.forEach((mean, column) => add(column, -mean));
    return pulls;
}

function rowsToLearnFrom(sightings: Sightings, windowOf: (day: Day) => AskedWindow, known: Known, mostRows: number): Int32Array {
    const rows = endedRows(sightings, windowOf, known);
    const every = Math.max(1, Math.ceil(rows.length / mostRows));
    return every === 1 ? rows : rows.filter((_, index) => index % every === 0);
}

/** Different deals among the rows with an outcome; rows of a deal are neighbours. */
function countDeals(sightings: Sightings, rows: Int32Array, outcomes: Uint8Array, outcome: number): number {
    let count = 0;
    let last = -1;
    rows.forEach((row, index) => {
        if (outcomes[index] !== outcome || sightings.deal[row] === last) return;
        last = sightings.deal[row]!;
        count += 1;
    });
    return count;
}

function scaleAmounts(sightings: Sightings, rows: Int32Array): AmountScale {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
        if (Number.isNaN(sightings.amount[row]!)) continue;
        const ln = lnAmount(sightings.amount[row]!);
        count += 1;
        sum += ln;
        squares += ln * ln;
    }
    const mean = count === 0 ? 0 : sum / count;
    const spread = count === 0 ? 1 : Math.sqrt(Math.max(0, squares / count - mean * mean));
    return { mean, spread: spread > 1e-6 ? spread : 1 };
}

function layDesign(sightings: Sightings, rows: Int32Array, windowOf: (day: Day) => AskedWindow, features: DealFeatures): Design {
    const most = rows.length * 24;
    const column = new Uint16Array(most);
    const value = new Float64Array(most);
    const from = new Uint32Array(rows.length + 1);
    let end = 0;
    rows.forEach((row, index) => {
        const length = features.write(sightings, row, windowOf(sightings.day[row]!));
        column.set(features.column.subarray(0, length), end);
        value.set(features.value.subarray(0, length), end);
        end += length;
        from[index + 1] = end;
    });
    return { rows: rows.length, columns: features.columns, from, column, value };
}
