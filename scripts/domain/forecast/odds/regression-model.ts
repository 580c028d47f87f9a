import type { Day } from '../calendar-day';
import type { Pull } from '../learnt-forecast';
import type { Known } from './cohort-model';
import { DealFeatures, type AmountScale, type AskedWindow } from './deal-features';
import type { Landmarks } from './learning-ground';
import { fitRidgeLogistic, sigmoid, type Design } from './ridge-logistic';
import { thinOut } from './rows-by-day';
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
 * its rows are asked about. `similar` is one of a like question, which
 * spares steps. Undefined when there are too few wins to learn from.
 */
export function learnRegression(
    landmarks: Landmarks,
    states: number,
    partnerTypes: number,
    windowOf: (day: Day) => AskedWindow,
    known: Known,
    mostRows: number,
    similar?: Regression
): Regression | undefined {
    const { sightings } = landmarks;
    const rows = thinOut(endedRows(landmarks, windowOf, known), mostRows);
    const outcomes = new Uint8Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) {
        const days = sightings.wonIn[rows[index]!]!;
        const { after, upTo } = windowOf(sightings.day[rows[index]!]!);
        if (days > after && days <= upTo) outcomes[index] = 1;
    }
    if (isRare(sightings, rows, outcomes, 1) || isRare(sightings, rows, outcomes, 0)) return undefined;
    const features = new DealFeatures(states, partnerTypes, scaleAmounts(sightings, rows));
    const design = layDesign(sightings, rows, windowOf, features);
    const means = new Float64Array(features.columns);
    for (let index = 0; index < design.from[design.rows]!; index += 1) means[design.column[index]!]! += design.value[index]! / design.rows;
    return { features, weights: fitRidgeLogistic(design, outcomes, RIDGE, similar?.weights), means };
}

/** P(won in the window). */
export function regressionOdds({ features, weights }: Regression, sightings: Sightings, row: number, window: AskedWindow): number {
    return sigmoid(features.score(sightings, row, window, weights));
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

/** Whether too few different deals have an outcome. */
function isRare({ deal }: Sightings, rows: Uint32Array, outcomes: Uint8Array, outcome: number): boolean {
    const deals = new Set<number>();
    for (let index = 0; index < rows.length && deals.size < FEWEST_OF_EACH; index += 1)
        if (outcomes[index] === outcome) deals.add(deal[rows[index]!]!);
    return deals.size < FEWEST_OF_EACH;
}

function scaleAmounts(sightings: Sightings, rows: Uint32Array): AmountScale {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
        const ln = sightings.lnAmount[row]!;
        if (Number.isNaN(ln)) continue;
        count += 1;
        sum += ln;
        squares += ln * ln;
    }
    const mean = count === 0 ? 0 : sum / count;
    const spread = count === 0 ? 1 : Math.sqrt(Math.max(0, squares / count - mean * mean));
    return { mean, spread: spread > 1e-6 ? spread : 1 };
}

function layDesign(sightings: Sightings, rows: Uint32Array, windowOf: (day: Day) => AskedWindow, features: DealFeatures): Design {
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
