/** Looked up once: these run millions of times. */
const { abs, exp, log, log1p, max, sqrt } = Math;

/** Rows of a design in sparse form: row r has the columns `column[i]` with `value[i]` for i in [from[r], from[r+1]). */
export interface Design {
    readonly rows: number;
    readonly columns: number;
    readonly from: Uint32Array;
    readonly column: Uint16Array;
    readonly value: Float64Array;
    /** How much each row counts. */
    readonly weight: Float64Array;
}

const MOST_STEPS = 25;
const MOST_HALVINGS = 12;
/** A Newton step that promises less than this share of the loss is the last one, and is not looked at again: what it leaves is its square. */
const LAST_GAIN = 1e-4;

/**
 * Weights w that minimise −log likelihood + ridge/2 · Σ w_j² of P(y=1) = 1 / (1 + e^(−x·w)) by Newton's method with step
 * halving (undamped Newton diverges on short logs, METHOD §3). Column 0 is the intercept and is not penalised.
 * There is one minimum, wherever it starts; `start`, weights of a similar question, is nearer to it than none.
 */
export function fitRidgeLogistic(design: Design, outcomes: Uint8Array, ridge: number, start?: Float64Array): Float64Array {
    const { columns, weight } = design;
    const all = weight.reduce((sum, one) => sum + one, 0);
    const wins = outcomes.reduce((sum, won, row) => sum + won * weight[row]!, 0);
    let here = new Slope(columns);
    let there = new Slope(columns);
    if (start) here.weights.set(start);
    else here.weights[0] = log((wins + 0.5) / (all - wins + 0.5));
    here.measure(design, outcomes, ridge);
    for (let step = 0; step < MOST_STEPS; step += 1) {
        const direction = solve(factorize(here.curvature, columns), here.gradient, columns);
        const promise = dot(direction, here.gradient) / 2;
        if (promise < LAST_GAIN * (1 + here.loss)) return there.stepFrom(here, direction, 1).weights;
        for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
            there.stepFrom(here, direction, 0.5 ** halving).measure(design, outcomes, ridge);
            if (there.loss < here.loss) break;
        }
        if (!(there.loss < here.loss)) break;
        [here, there] = [there, here];
    }
    return here.weights;
}

/** Loss, gradient and curvature at some weights: one pass over the rows gives all three, for exponentials and memory are what a pass costs. */
class Slope {
    readonly weights: Float64Array;
    readonly gradient: Float64Array;
    /** The upper triangle of Xᵀ diag(p(1−p)) X + ridge, without ridge on the intercept. */
    readonly curvature: Float64Array;
    loss = 0;

    constructor(columns: number) {
        this.weights = new Float64Array(columns);
        this.gradient = new Float64Array(columns);
        this.curvature = new Float64Array(columns * columns);
    }

    /** Takes a step down from other weights. */
    stepFrom({ weights }: Slope, direction: Float64Array, size: number): this {
        for (let index = 0; index < weights.length; index += 1) this.weights[index] = weights[index]! - size * direction[index]!;
        return this;
    }

    measure({ rows, columns, from, column, value, weight }: Design, outcomes: Uint8Array, ridge: number): void {
        const { weights, gradient, curvature } = this;
        gradient.fill(0);
        curvature.fill(0);
        let loss = 0;
        for (let row = 0; row < rows; row += 1) {
            const start = from[row]!;
            const end = from[row + 1]!;
            let score = 0;
            for (let index = start; index < end; index += 1) score += value[index]! * weights[column[index]!]!;
            const shrinking = exp(-abs(score));
            const p = score >= 0 ? 1 / (1 + shrinking) : shrinking / (1 + shrinking);
            const isSurprise = (outcomes[row] === 1) === score < 0;
            const counts = weight[row]!;
            loss += counts * (log1p(shrinking) + (isSurprise ? abs(score) : 0));
            const residual = counts * (p - outcomes[row]!);
            const bend = counts * max(1e-9, p * (1 - p));
            for (let index = start; index < end; index += 1) {
                const own = column[index]!;
                const x = value[index]!;
                gradient[own]! += residual * x;
                const at = own * columns;
                const weighted = bend * x;
                // Columns ascend within a row, so this stays in the upper triangle.
                for (let other = index; other < end; other += 1) curvature[at + column[other]!]! += weighted * value[other]!;
            }
        }
        for (let index = 1; index < columns; index += 1) {
            loss += (ridge / 2) * weights[index]! ** 2;
            gradient[index]! += ridge * weights[index]!;
            curvature[index * columns + index]! += ridge;
        }
        this.loss = loss;
    }
}

function dot(left: Float64Array, right: Float64Array): number {
    let sum = 0;
    for (let index = 0; index < left.length; index += 1) sum += left[index]! * right[index]!;
    return sum;
}

export const sigmoid = (x: number): number => 1 / (1 + exp(-x));

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
