import type { Day } from '../calendar-day';
import { CANDIDATES, type CandidateName } from '../learnt-forecast';
import type { ClosedConversion, CrmOdds } from './crm-odds';
import { baseOdds, candidateOdds, REGRESSION_PERIODS, type FittedOdds, type Verdict, type Weights } from './fitted-odds';
import type { Sightings } from './sightings';

/** Squared error and log loss, in sum. */
export interface Losses {
    brier: number;
    logLoss: number;
    rows: number;
}

/** What a forecast said of one window, all open deals together, and what came. */
export interface PastTotal {
    /** Last day of the window. */
    readonly endsOn: Day;
    expected: number;
    actual: number;
    expectedMoney: number;
    actualMoney: number;
    crm: number;
    closedConversion: number;
}

/** A forecast made on a past day from what was known then, against what came; compare `endsOn` with what is known. */
export interface PastForecast {
    readonly day: Day;
    readonly open: number;
    /** Mean amount of open deals, cents. */
    readonly averageAmount: number;
    /** Window, then periods. */
    readonly totals: readonly PastTotal[];
    /** Of the window and the periods that all models cover; by target. */
    readonly losses: readonly Readonly<Record<CandidateName | 'blend' | 'base' | 'crm' | 'closedConversion', Losses>>[];
    /** Deals won within the window, by index. */
    readonly wonDeals: readonly number[];
}

/** What one row was told; called with the same arrays for every row. */
export type OnRow = (
    row: number,
    odds: Float64Array,
    window: { readonly base: number; readonly crm: number; readonly closed: number }
) => void;

/** The sightings of one day among others. */
export interface OpenRows {
    readonly sightings: Sightings;
    readonly rows: Uint32Array;
}

export interface Compared {
    readonly crm: CrmOdds;
    readonly closed: ClosedConversion;
}

const LEAST_ODDS = 1e-3;

/** Makes the forecast for the open deals of a day and sets it against their later wins. */
export function makePastForecast(
    fitted: FittedOdds,
    verdict: Verdict,
    { sightings: open, rows }: OpenRows,
    compared: Compared,
    onRow?: OnRow
): PastForecast {
    const { targets, day } = fitted;
    const totals = targets.map(({ upTo }): PastTotal => ({ ...NOTHING, endsOn: day + upTo }));
    const losses = targets.slice(0, 1 + REGRESSION_PERIODS).map(noLosses);
    const odds = new Float64Array(targets.length);
    const wonDeals: number[] = [];
    const base = targets.map((_, target) => baseOdds(fitted, target));
    let amounts = 0;
    for (const row of rows) {
        const amount = open.amount[row]! || 0;
        amounts += amount;
        let sum = 0;
        for (let target = 0; target < targets.length; target += 1) {
            const window = targets[target]!;
            const won = open.wonIn[row]! > window.after && open.wonIn[row]! <= window.upTo;
            const weights = target === 0 ? verdict.window : verdict.periods;
            odds[target] = blendRow(fitted, weights, open, row, target, won, base[target]!, losses[target]);
            if (target > 0 && odds[target]! > 0) sum += odds[target]!;
        }
        if (sum > 1) for (let target = 1; target < targets.length; target += 1) odds[target]! /= sum;
        let crmWindow = 0;
        let closedWindow = 0;
        for (let target = 0; target < targets.length; target += 1) {
            const window = targets[target]!;
            const won = open.wonIn[row]! > window.after && open.wonIn[row]! <= window.upTo;
            const crm = compared.crm.oddsOf(open, row, window);
            const closed = compared.closed.oddsOf(open, row, window);
            const total = totals[target]!;
            const loss = losses[target];
            total.expected += odds[target]!;
            total.expectedMoney += odds[target]! * amount;
            total.crm += crm;
            total.closedConversion += closed;
            if (won) {
                total.actual += 1;
                total.actualMoney += open.wonAmount[row]!;
            }
            if (loss) {
                lose(loss.blend, odds[target]!, won);
                lose(loss.crm, crm, won);
                lose(loss.closedConversion, closed, won);
            }
            if (target > 0) continue;
            crmWindow = crm;
            closedWindow = closed;
            if (won) wonDeals.push(open.deal[row]!);
        }
        onRow?.(row, odds, { base: base[0]!, crm: crmWindow, closed: closedWindow });
    }
    return { day, open: rows.length, averageAmount: rows.length === 0 ? 0 : amounts / rows.length, totals, losses, wonDeals };
}

/** The blend for one row; notes what each model alone would have lost. */
function blendRow(
    fitted: FittedOdds,
    weights: Weights,
    open: Sightings,
    row: number,
    target: number,
    won: boolean,
    base: number,
    losses: PastForecast['losses'][number] | undefined
): number {
    let sum = 0;
    let total = 0;
    for (const name of CANDIDATES) {
        const weight = weights[name];
        if (weight === 0 && !losses) continue;
        const p = candidateOdds(fitted, name, open, row, target);
        if (Number.isNaN(p)) continue;
        if (losses) lose(losses[name], p, won);
        sum += p * weight;
        total += weight;
    }
    if (losses) lose(losses.base, base, won);
    return total > 0 ? sum / total : base;
}

function lose(losses: Losses, p: number, won: boolean): void {
    if (Number.isNaN(p)) return;
    const sure = Math.min(1 - LEAST_ODDS, Math.max(LEAST_ODDS, p));
    losses.brier += won ? (1 - p) ** 2 : p * p;
    losses.logLoss -= Math.log(won ? sure : 1 - sure);
    losses.rows += 1;
}

const NOTHING = { expected: 0, actual: 0, expectedMoney: 0, actualMoney: 0, crm: 0, closedConversion: 0 };
const none = (): Losses => ({ brier: 0, logLoss: 0, rows: 0 });
const noLosses = (): PastForecast['losses'][number] => ({
    cohort: none(),
    timeline: none(),
    regression: none(),
    aligned: none(),
    blend: none(),
    base: none(),
    crm: none(),
    closedConversion: none()
});
