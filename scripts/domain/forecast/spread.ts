import type { Cents } from './money';
import type { PastForecast } from './replay';

/** Fewer past forecasts than this say nothing about how far the next one may be off. */
export const FEWEST_PAST_FORECASTS = 6;

/** A range that holds the outcome 8 times in 10, going by how far past forecasts of this kind were off. */
export interface Range {
    readonly low: Cents;
    readonly mid: Cents;
    readonly high: Cents;
}

/**
 * P10–P90 from the log-ratio errors of past forecasts (METHOD §4.7), never from independent deals:
 * e = ln((actual + c) / (expected + c)) with c the money of three average deals, s² = (Σe² + 3 · 0.35²) / (n + 3),
 * P10, P90 = (expected + c) · exp(∓ t(n+3, 0.9) · s) − c, not below 0. Undefined with fewer than six past forecasts.
 */
export function rangeAround(expected: Cents, past: readonly PastForecast[], averageDeal: Cents): Range | undefined {
    if (past.length < FEWEST_PAST_FORECASTS) return undefined;
    const offset = 3 * Math.max(1, averageDeal);
    const squares = past.reduce((sum, { expected: said, actual }) => sum + Math.log((actual + offset) / (said + offset)) ** 2, 0);
    const spread = Math.sqrt((squares + 3 * 0.35 ** 2) / (past.length + 3));
    const factor = Math.exp(studentT90(past.length + 3) * spread);
    const low = Math.max(0, Math.round((expected + offset) / factor - offset));
    return { low, mid: expected, high: Math.round((expected + offset) * factor - offset) };
}

/** The 0.9 quantile of Student's t, by the Cornish-Fisher expansion; within 0.001 from four degrees of freedom on. */
export function studentT90(degrees: number): number {
    const z = 1.2815515655446004;
    const first = (z ** 3 + z) / 4;
    const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
    const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
    return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** How past forecasts of one kind did: WAPE = Σ|expected − actual| / Σ actual, bias = Σ expected / Σ actual − 1. */
export function judgeForecasts(past: readonly PastForecast[]): { readonly wape: number; readonly bias: number } | undefined {
    const actual = past.reduce((sum, one) => sum + one.actual, 0);
    if (actual <= 0) return undefined;
    const missed = past.reduce((sum, one) => sum + Math.abs(one.expected - one.actual), 0);
    const expected = past.reduce((sum, one) => sum + one.expected, 0);
    return { wape: missed / actual, bias: expected / actual - 1 };
}
