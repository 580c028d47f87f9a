/** How many of how many. */
export interface Share {
    readonly count: number;
    readonly of: number;
}

/**
 * Two-sided exact test of Fisher: the chance of a difference at least as unlikely as the one seen, when both shares are really
 * the same. Sums the hypergeometric probabilities that do not exceed the observed one. 1 when either side is empty.
 */
export function fisherExact(left: Share, right: Share): number {
    const total = left.of + right.of;
    const hits = left.count + right.count;
    const logChance = (count: number) => logChoose(left.of, count) + logChoose(right.of, hits - count) - logChoose(total, hits);
    const seen = logChance(left.count);
    let sum = 0;
    for (let count = Math.max(0, hits - right.of); count <= Math.min(left.of, hits); count += 1) {
        const chance = logChance(count);
        if (chance <= seen + 1e-9) sum += Math.exp(chance);
    }
    return Math.min(1, sum);
}

const logFactorials: number[] = [0];

function logChoose(of: number, count: number): number {
    for (let next = logFactorials.length; next <= of; next += 1) logFactorials.push(logFactorials[next - 1]! + Math.log(next));
    return logFactorials[of]! - logFactorials[count]! - logFactorials[of - count]!;
}

/** Normal deviate of a 95 % interval. */
const Z = 1.959964;

/** 95 % interval of a share (Wilson 1927), which stays sensible with few cases; undefined without any. */
export function wilsonInterval({ count, of }: Share): { readonly low: number; readonly high: number } | undefined {
    if (of === 0) return undefined;
    const share = count / of;
    const centre = share + (Z * Z) / (2 * of);
    const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
    const scale = 1 + (Z * Z) / of;
    return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
