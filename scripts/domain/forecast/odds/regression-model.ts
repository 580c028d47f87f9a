import type { Pull } from '../learnt-forecast';
import type { SomeAnswers } from './answered-rows';
import { DealFeatures, type AmountScale, type AskedWindow } from './deal-features';
import { fitRidgeLogistic, sigmoid, type Design } from './ridge-logistic';
import type { Sightings } from './sightings';

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
 * whose window had ended, each asked about the window of its day. `similar` is one of a like question, which spares steps.
 * Undefined when there are too few wins to learn from.
 */
export function learnRegression(answered: SomeAnswers, states: number, partnerTypes: number, similar?: Regression): Regression | undefined {
    if (isRare(answered, 1) || isRare(answered, 0)) return undefined;
    const features = new DealFeatures(states, partnerTypes, scaleAmounts(answered));
    const design = layDesign(answered, features);
    return { features, weights: fitRidgeLogistic(design, answered.won, RIDGE, similar?.weights), means: meansOf(design) };
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
function isRare({ sightings: { deal }, rows, won }: SomeAnswers, outcome: number): boolean {
    const deals = new Set<number>();
    for (let index = 0; index < rows.length && deals.size < FEWEST_OF_EACH; index += 1)
        if (won[index] === outcome) deals.add(deal[rows[index]!]!);
    return deals.size < FEWEST_OF_EACH;
}

function scaleAmounts({ sightings, rows, weight }: SomeAnswers): AmountScale {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < rows.length; index += 1) {
        const ln = sightings.lnAmount[rows[index]!]!;
        if (Number.isNaN(ln)) continue;
        count += weight[index]!;
        sum += weight[index]! * ln;
        squares += weight[index]! * ln * ln;
    }
    const mean = count === 0 ? 0 : sum / count;
    const spread = count === 0 ? 1 : Math.sqrt(Math.max(0, squares / count - mean * mean));
    return { mean, spread: spread > 1e-6 ? spread : 1 };
}

function layDesign({ sightings, windowOf, rows, weight }: SomeAnswers, features: DealFeatures): Design {
    const most = rows.length * 24;
    const column = new Uint16Array(most);
    const value = new Float64Array(most);
    const from = new Uint32Array(rows.length + 1);
    let end = 0;
    for (let index = 0; index < rows.length; index += 1) {
        const length = features.write(sightings, rows[index]!, windowOf(sightings.day[rows[index]!]!));
        for (let place = 0; place < length; place += 1, end += 1) {
            column[end] = features.column[place]!;
            value[end] = features.value[place]!;
        }
        from[index + 1] = end;
    }
    return { rows: rows.length, columns: features.columns, from, column, value, weight };
}

/** Mean of each column. */
function meansOf({ rows, columns, from, column, value, weight }: Design): Float64Array {
    const means = new Float64Array(columns);
    let all = 0;
    for (let row = 0; row < rows; row += 1) {
        all += weight[row]!;
        for (let index = from[row]!; index < from[row + 1]!; index += 1) means[column[index]!]! += weight[row]! * value[index]!;
    }
    return means.map((sum) => sum / all);
}
