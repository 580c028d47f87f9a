import type { Day } from '../calendar-day';
import { CANDIDATES, type CandidateName } from '../learnt-forecast';
import type { ClosedConversion, CrmOdds } from './crm-odds';
import type { AskedWindow } from './deal-features';
import { baseOdds, REGRESSION_PERIODS, type FittedOdds, type Verdict } from './fitted-odds';
import { expectOnce, RatedRows, type OddsColumn } from './rated-rows';
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
    readonly expected: number;
    readonly actual: number;
    readonly expectedMoney: number;
    readonly actualMoney: number;
    readonly crm: number;
    readonly closedConversion: number;
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

/** What one row was told, by its place among the rows; called with the same array for every row. */
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
    { sightings, rows }: OpenRows,
    compared: Compared,
    onRow?: OnRow
): PastForecast {
    const { targets, day } = fitted;
    const rated = new RatedRows(fitted, sightings, rows);
    const judged = targets.slice(0, 1 + REGRESSION_PERIODS).map(() => noLosses());
    const won = targets.map((target) => wonColumn(sightings, rows, target));
    const odds = targets.map((_, target) => {
        const losses = judged[target];
        if (!losses) return rated.blend(verdict, target);
        const columns: Partial<Record<CandidateName, OddsColumn>> = {};
        for (const name of CANDIDATES) {
            columns[name] = rated.candidate(name, target);
            if (columns[name]) loseAll(losses[name], columns[name], won[target]!);
        }
        loseAll(losses.base, new Float64Array(rows.length).fill(baseOdds(fitted, target)), won[target]!);
        return rated.blend(verdict, target, columns);
    });
    expectOnce(odds);
    const others = targets.map((target) => ({
        crm: rateAll(compared.crm, { sightings, rows }, target),
        closed: rateAll(compared.closed, { sightings, rows }, target)
    }));
    judged.forEach((losses, target) => {
        loseAll(losses.blend, odds[target]!, won[target]!);
        loseAll(losses.crm, others[target]!.crm, won[target]!);
        loseAll(losses.closedConversion, others[target]!.closed, won[target]!);
    });
    if (onRow) tellRows(onRow, odds, baseOdds(fitted, 0), others[0]!);
    return {
        day,
        open: rows.length,
        averageAmount: rows.length === 0 ? 0 : sum(rows, (row) => sightings.amount[row]! || 0) / rows.length,
        totals: targets.map(({ upTo }, target) => ({
            endsOn: day + upTo,
            ...addUp({ sightings, rows }, odds[target]!, won[target]!),
            crm: sum(others[target]!.crm),
            closedConversion: sum(others[target]!.closed)
        })),
        losses: judged,
        wonDeals: Array.from(
            rows.filter((_, index) => won[0]![index] === 1),
            (row) => sightings.deal[row]!
        )
    };
}

/** 1 where the row was won in the window. */
function wonColumn({ wonIn }: Sightings, rows: Uint32Array, { after, upTo }: AskedWindow): Uint8Array {
    const won = new Uint8Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) {
        const days = wonIn[rows[index]!]!;
        if (days > after && days <= upTo) won[index] = 1;
    }
    return won;
}

function rateAll(compared: CrmOdds | ClosedConversion, { sightings, rows }: OpenRows, window: AskedWindow): Float64Array {
    const odds = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) odds[index] = compared.oddsOf(sightings, rows[index]!, window);
    return odds;
}

function tellRows(
    onRow: OnRow,
    odds: readonly Float64Array[],
    base: number,
    others: Readonly<Record<'crm' | 'closed', Float64Array>>
): void {
    const told = new Float64Array(odds.length);
    for (let row = 0; row < odds[0]!.length; row += 1) {
        for (let target = 0; target < odds.length; target += 1) told[target] = odds[target]![row]!;
        onRow(row, told, { base, crm: others.crm[row]!, closed: others.closed[row]! });
    }
}

function addUp({ sightings, rows }: OpenRows, odds: Float64Array, won: Uint8Array) {
    const total = { expected: 0, actual: 0, expectedMoney: 0, actualMoney: 0 };
    for (let index = 0; index < rows.length; index += 1) {
        total.expected += odds[index]!;
        total.expectedMoney += odds[index]! * (sightings.amount[rows[index]!]! || 0);
        if (won[index] !== 1) continue;
        total.actual += 1;
        total.actualMoney += sightings.wonAmount[rows[index]!]!;
    }
    return total;
}

function sum(column: Float64Array | Uint32Array, valueOf: (value: number) => number = (value) => value): number {
    let total = 0;
    for (let index = 0; index < column.length; index += 1) total += valueOf(column[index]!);
    return total;
}

/** Adds what odds lost; those that are not known lose nothing. */
function loseAll(losses: Losses, odds: Float64Array, won: Uint8Array): void {
    for (let index = 0; index < odds.length; index += 1) {
        const p = odds[index]!;
        if (Number.isNaN(p)) continue;
        const ofOutcome = won[index] === 1 ? p : 1 - p;
        losses.brier += (1 - ofOutcome) ** 2;
        losses.logLoss -= Math.log(Math.min(1 - LEAST_ODDS, Math.max(LEAST_ODDS, ofOutcome)));
        losses.rows += 1;
    }
}

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
