/** Money in whole cents. Sums of safe integers stay exact, which floating dollars do not. */
export type Cents = number;

/**
 * Splits `total` into whole cents in proportion to `weights`, losing and inventing none (largest remainder, Hamilton):
 * each share gets the floor of total × weight / Σ weights, and the cents that are left go to the largest fractions,
 * the earlier share first when they tie. Weights are finite and not negative; when all are 0 the first share takes all.
 */
export function allocateCents(total: Cents, weights: readonly number[]): readonly Cents[] {
    if (weights.length === 0) throw new RangeError('Money cannot be split among nobody.');
    // Most deals are nobody's but the host's.
    if (weights.length === 1) return [total === 0 ? 0 : total];
    const sum = weights.reduce((left, right) => left + right, 0);
    if (sum <= 0) return weights.map((_, index) => (index === 0 ? total : 0));
    const sign = total < 0 ? -1 : 1;
    const exact = weights.map((weight) => (Math.abs(total) * weight) / sum);
    const shares = exact.map(Math.floor);
    const byFraction = exact.map((value, index) => ({ index, fraction: value - Math.floor(value) }));
    byFraction.sort((left, right) => right.fraction - left.fraction || left.index - right.index);
    let left = Math.abs(total) - shares.reduce((a, b) => a + b, 0);
    for (let turn = 0; left > 0; turn = (turn + 1) % byFraction.length, left -= 1) {
        const next = byFraction[turn];
        if (next) shares[next.index] = (shares[next.index] ?? 0) + 1;
    }
    // Rounding of huge products may floor one cent too high; it is taken back from the largest share.
    if (left < 0) shares[shares.indexOf(Math.max(...shares))]! += left;
    return shares.map((share) => (share === 0 ? 0 : sign * share));
}

export const sumCents = (amounts: Iterable<Cents>): Cents => {
    let sum = 0;
    for (const amount of amounts) sum += amount;
    return sum;
};
