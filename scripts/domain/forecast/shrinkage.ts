/** What was seen in one cell: `trials` deals' worth of evidence, of which `wins` were won. Neither need be whole. */
export interface Seen {
    readonly trials: number;
    readonly wins: number;
}

/** Candidate strengths of the parent's opinion, in deals; METHOD: a grid is enough, the likelihood is flat near its top. */
export const KAPPA_GRID: readonly number[] = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/**
 * The shrunk probability p = (wins + κ · parent) / (trials + κ): the cell's own share, pulled towards its parent as if
 * the parent had shown κ further deals (beta-binomial posterior mean; Robbins' empirical Bayes, Casella 1985).
 */
export const shrink = ({ trials, wins }: Seen, parent: number, kappa: number): number => (wins + kappa * parent) / (trials + kappa);

/**
 * The κ of the grid under which the cells of one level are likeliest, given their parents' probabilities m:
 * Σ ln B(wins + κm, trials − wins + κ(1−m)) − ln B(κm, κ(1−m)). Much alike cells give a large κ, unlike ones a small κ.
 * Without cells nothing is known about how they differ, and the largest κ (all trust in the parent) is returned.
 */
export function chooseKappa(cells: readonly { readonly seen: Seen; readonly parent: number }[], grid = KAPPA_GRID): number {
    let best = grid[grid.length - 1] ?? 0;
    if (cells.length === 0) return best;
    let bestLikelihood = -Infinity;
    for (const kappa of grid) {
        const likelihood = cells.reduce((sum, { seen, parent }) => sum + logMarginal(seen, parent, kappa), 0);
        if (likelihood >= bestLikelihood) {
            bestLikelihood = likelihood;
            best = kappa;
        }
    }
    return best;
}

/** ln of the beta-binomial likelihood without its binomial coefficient, which does not depend on κ. */
export function logMarginal({ trials, wins }: Seen, parent: number, kappa: number): number {
    const mean = Math.min(1 - 1e-9, Math.max(1e-9, parent));
    const alpha = kappa * mean;
    const beta = kappa * (1 - mean);
    return logBeta(wins + alpha, trials - wins + beta) - logBeta(alpha, beta);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** ln Γ(x) for x > 0: recurrence up to 8, then Stirling's series (Abramowitz & Stegun 6.1.41), good to about 1e-13. */
export function logGamma(x: number): number {
    let shift = 0;
    let value = x;
    while (value < 8) {
        shift -= Math.log(value);
        value += 1;
    }
    const inverse = 1 / value;
    const square = inverse * inverse;
    const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
    return shift + (value - 0.5) * Math.log(value) - value + 0.5 * Math.log(2 * Math.PI) + series;
}
