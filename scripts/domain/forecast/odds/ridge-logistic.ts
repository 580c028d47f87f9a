/** Looked up once: these run millions of times. */
const { abs, exp, log, log1p, max, sqrt } = Math;

/** Rows of a design in sparse form: row r has the columns `column[i]` with `value[i]` for i in [from[r], from[r+1]). */
export interface Design {
    readonly rows: number;
    readonly columns: number;
    readonly from: Uint32Array;
    readonly column: Uint16Array;
    readonly value: Float64Array;
}

const MOST_STEPS = 25;
const MOST_HALVINGS = 12;
/** Full Newton steps; near the optimum the last curvature is good enough, and it is by far the dearest part of a step. */
const NEWTON_STEPS = 3;

/**
 * Weights w that minimise −log likelihood + ridge/2 · Σ w_j² of P(y=1) = 1 / (1 + e^(−x·w)) by Newton's method with step
 * halving (undamped Newton diverges on short logs, METHOD §3). Column 0 is the intercept and is not penalised.
 */
export function fitRidgeLogistic(design: Design, outcomes: Uint8Array, ridge: number): Float64Array {
    const { rows, columns } = design;
    const wins = outcomes.reduce((sum, won) => sum + won, 0);
    let weights: Float64Array = new Float64Array(columns);
    weights[0] = log((wins + 0.5) / (rows - wins + 0.5));
    // Odds of all rows under the weights that were tried last: exponentials are what a step costs.
    const odds = new Float64Array(rows);
    let loss = lossOf(design, outcomes, weights, ridge, odds);
    let curvature: Float64Array = new Float64Array(0);
    let isStale = true;
    for (let step = 0; step < MOST_STEPS; step += 1) {
        const isFresh = isStale || step < NEWTON_STEPS;
        if (isFresh) curvature = factorize(hessianOf(design, odds, ridge), columns);
        const direction = solve(curvature, gradientOf(design, outcomes, weights, ridge, odds), columns);
        let next = weights;
        let nextLoss = loss;
        let size = 1;
        for (let halving = 0; halving < MOST_HALVINGS; halving += 1, size /= 2) {
            next = weights.map((weight, index) => weight - size * direction[index]!);
            nextLoss = lossOf(design, outcomes, next, ridge, odds);
            if (nextLoss < loss) break;
        }
        isStale = size < 1;
        if (!(nextLoss < loss)) {
            if (isFresh) break;
            isStale = true;
            lossOf(design, outcomes, weights, ridge, odds);
            continue;
        }
        const gain = loss - nextLoss;
        weights = next;
        loss = nextLoss;
        if (gain < 1e-6 * (1 + loss)) break;
    }
    return weights;
}

export const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** x · w of one row. */
export function scoreOf({ from, column, value }: Design, row: number, weights: Float64Array): number {
    let score = 0;
    for (let index = from[row]!; index < from[row + 1]!; index += 1) score += value[index]! * weights[column[index]!]!;
    return score;
}

/** The loss of the weights; leaves each row's odds in `odds`. */
function lossOf(design: Design, outcomes: Uint8Array, weights: Float64Array, ridge: number, odds: Float64Array): number {
    let loss = 0;
    for (let row = 0; row < design.rows; row += 1) {
        const score = scoreOf(design, row, weights);
        const shrinking = exp(-abs(score));
        odds[row] = score >= 0 ? 1 / (1 + shrinking) : shrinking / (1 + shrinking);
        const isSurprise = (outcomes[row] === 1) === score < 0;
        loss += log1p(shrinking) + (isSurprise ? abs(score) : 0);
    }
    for (let index = 1; index < weights.length; index += 1) loss += (ridge / 2) * weights[index]! ** 2;
    return loss;
}

function gradientOf(
    { rows, from, column, value }: Design,
    outcomes: Uint8Array,
    weights: Float64Array,
    ridge: number,
    odds: Float64Array
): Float64Array {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : ridge * weight));
    for (let row = 0; row < rows; row += 1) {
        const residual = odds[row]! - outcomes[row]!;
        for (let index = from[row]!; index < from[row + 1]!; index += 1) gradient[column[index]!]! += residual * value[index]!;
    }
    return gradient;
}

/** The upper triangle of Xᵀ diag(p(1−p)) X + ridge, without ridge on the intercept. */
function hessianOf({ rows, columns, from, column, value }: Design, odds: Float64Array, ridge: number): Float64Array {
    const hessian = new Float64Array(columns * columns);
    for (let row = 0; row < rows; row += 1) {
        const p = odds[row]!;
        const curvature = max(1e-9, p * (1 - p));
        const end = from[row + 1]!;
        for (let index = from[row]!; index < end; index += 1) {
            const at = column[index]! * columns;
            const weighted = curvature * value[index]!;
            // Columns ascend within a row, so this stays in the upper triangle.
            for (let other = index; other < end; other += 1) hessian[at + column[other]!]! += weighted * value[other]!;
        }
    }
    for (let index = 1; index < columns; index += 1) hessian[index * columns + index]! += ridge;
    return hessian;
}

/** Cholesky: turns the upper triangle of a positive definite H, in place, into U with Uᵀ U = H. */
function factorize(matrix: Float64Array, size: number): Float64Array {
    for (let row = 0; row < size; row += 1) {
        let pivot = matrix[row * size + row]!;
        for (let above = 0; above < row; above += 1) pivot -= matrix[above * size + row]! ** 2;
        const root = sqrt(max(pivot, 1e-9));
        matrix[row * size + row] = root;
        for (let at = row + 1; at < size; at += 1) {
            let sum = matrix[row * size + at]!;
            for (let above = 0; above < row; above += 1) sum -= matrix[above * size + row]! * matrix[above * size + at]!;
            matrix[row * size + at] = sum / root;
        }
    }
    return matrix;
}

/** Solves Uᵀ U x = right. */
function solve(factor: Float64Array, right: Float64Array, size: number): Float64Array {
    const x = Float64Array.from(right);
    for (let row = 0; row < size; row += 1) {
        for (let above = 0; above < row; above += 1) x[row]! -= factor[above * size + row]! * x[above]!;
        x[row]! /= factor[row * size + row]!;
    }
    for (let row = size - 1; row >= 0; row -= 1) {
        for (let after = row + 1; after < size; after += 1) x[row]! -= factor[row * size + after]! * x[after]!;
        x[row]! /= factor[row * size + row]!;
    }
    return x;
}
