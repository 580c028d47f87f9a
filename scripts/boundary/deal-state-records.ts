import { z } from 'zod';
import type { DealState, DealStates } from '../domain/forecast/change';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import { FORECAST_METHOD } from '../domain/forecast/snapshot';
import { ProblemError } from '../domain/problem';
import { readRows, salesforceDate } from './row-reader';
import { SNAPSHOT_OBJECT, type SnapshotRecord } from './snapshot-records';

/** A row holds what a forecast knew of so many deals: an org counts 2 KB for every row, however little it holds. */
const DEALS_PER_ROW = 2_000;
/** What the field holds at most. */
const CHARACTERS_PER_ROW = 131_072;

const KIND = 'Deal States';

/** The day of the last snapshot before a day that kept its deals. */
export const lastStatesQuery = (before: Day): string =>
    `SELECT As_Of__c FROM ${SNAPSHOT_OBJECT} WHERE Kind__c = '${KIND}' AND As_Of__c < ${isoOf(before)} ORDER BY As_Of__c DESC LIMIT 1`;

/** The rows of that day. */
export const statesQuery = (day: Day): string =>
    `SELECT Id, Snapshot_Key__c, As_Of__c, Deal_States__c FROM ${SNAPSHOT_OBJECT} WHERE Kind__c = '${KIND}' AND As_Of__c = ${isoOf(day)}`;

/** The rows that keep the deals of a forecast; none when there is nothing to keep. `empty` is a record with every field empty. */
export function toStateRecords(states: DealStates | undefined, mapVersion: string, empty: SnapshotRecord): readonly SnapshotRecord[] {
    if (!states) return [];
    const ordered = [...states.deals].sort((left, right) => (left.id < right.id ? -1 : 1));
    return packRows(ordered).map((deals, index) => ({
        ...empty,
        Snapshot_Key__c: `${isoOf(states.asOf)}|deals|${String(index + 1).padStart(4, '0')}`,
        Kind__c: KIND,
        As_Of__c: isoOf(states.asOf),
        Deals__c: deals.length,
        Deal_States__c: toText(deals, states.periods),
        Map_Version__c: mapVersion,
        Method__c: FORECAST_METHOD
    }));
}

/** As many deals to a row as fit; an org without any still says so. */
function packRows(deals: readonly DealState[]): readonly (readonly DealState[])[] {
    const rows: DealState[][] = [[]];
    let characters = 0;
    for (const deal of deals) {
        const length = JSON.stringify(toTuple(deal, 0)).length + deal.stageName.length + 8;
        const row = rows.at(-1)!;
        if (row.length >= DEALS_PER_ROW || characters + length > CHARACTERS_PER_ROW - 1_000) {
            rows.push([deal]);
            characters = length;
        } else {
            row.push(deal);
            characters += length;
        }
    }
    return rows;
}

/** Stage names stand once per row: [stages, deals, periods]. */
function toText(deals: readonly DealState[], periods: readonly string[] = []): string {
    const stages = [...new Set(deals.map(({ stageName }) => stageName))];
    return JSON.stringify([stages, deals.map((deal) => toTuple(deal, stages.indexOf(deal.stageName))), periods]);
}

const toTuple = ({ id, expected, amount, closeOn, claimedOrder, earnedOrder }: DealState, stage: number) =>
    [id, expected, amount, closeOn, stage, claimedOrder, earnedOrder] as const;

const cents = z.number().int();
const order = z.number().int();
const stages = z.array(z.string());
const deals = z.array(z.tuple([z.string(), cents, cents, z.number().int(), z.number().int(), order, order]));
/** Rows that were kept before periods were have none. */
const stateText = z.union([z.tuple([stages, deals, z.array(z.string())]), z.tuple([stages, deals])]);
const stateRow = z.object({ Snapshot_Key__c: z.string(), As_Of__c: salesforceDate, Deal_States__c: z.string() });
const lastRow = z.object({ As_Of__c: salesforceDate });

/** The day that the answer of lastStatesQuery names. */
export const readLastDay = (rows: readonly unknown[]): Day | undefined => readRows(lastRow, SNAPSHOT_OBJECT, rows)[0]?.As_Of__c;

/** The deals that were kept on a day; undefined without rows. Throws ROW_DAMAGED when somebody changed what stands there. */
export function readDealStates(rows: readonly unknown[]): DealStates | undefined {
    const read = readRows(stateRow, SNAPSHOT_OBJECT, rows);
    const [first] = read;
    if (!first) return undefined;
    const texts = read.map(({ Snapshot_Key__c: key, Deal_States__c: text }) => parseText(text, key));
    const kept = texts.flatMap(([stages, tuples]) =>
        tuples.map(([id, expected, amount, closeOn, stage, claimedOrder, earnedOrder]): DealState => {
            return { id, expected, amount, closeOn, stageName: stages[stage] ?? '', claimedOrder, earnedOrder };
        })
    );
    const periods = texts[0]?.[2];
    return { asOf: first.As_Of__c, ...(periods && periods.length > 0 ? { periods } : {}), deals: kept };
}

function parseText(text: string, key: string): z.output<typeof stateText> {
    try {
        return stateText.parse(JSON.parse(text));
    } catch (error) {
        throw new ProblemError(
            {
                code: 'ROW_DAMAGED',
                subject: `${SNAPSHOT_OBJECT} ${key}`,
                detail: 'does not hold the deals that a rollup kept there.',
                remedy: 'Delete the rows of that day, or compare with another day by --since.'
            },
            { cause: error }
        );
    }
}
