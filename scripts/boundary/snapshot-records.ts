import { isoOf, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import type { SnapshotRow } from '../domain/forecast/snapshot';
import { compareRecords, type KeptRecord, type RecordChanges, type Value } from './kept-records';

export const SNAPSHOT_OBJECT = 'Partner_Forecast_Snapshot__c';
export const SNAPSHOT_KEY = 'Snapshot_Key__c';

/** A snapshot row by field API name, the key among them. */
export type SnapshotRecord = KeptRecord;

const FIELDS = [
    SNAPSHOT_KEY,
    'Kind__c',
    'As_Of__c',
    'Period_Type__c',
    'Period_Start__c',
    'Period_Label__c',
    'Stage_Order__c',
    'Stage_Label__c',
    'Partner_Type__c',
    'Attribution__c',
    'On_Exception__c',
    'Deals__c',
    'Open_Amount__c',
    'Expected_Amount__c',
    'Claimed_Expected_Amount__c',
    'Low_P10__c',
    'Mid_P50__c',
    'High_P90__c',
    'Mean_Dwell_Days__c',
    'Deal_States__c',
    'Sample_Size__c',
    'Map_Version__c',
    'Method__c'
] as const;

/** The rows that are already kept for a day. */
export const snapshotQuery = (asOf: Day): string =>
    `SELECT Id, ${FIELDS.join(', ')} FROM ${SNAPSHOT_OBJECT} WHERE As_Of__c = ${isoOf(asOf)}`;

/** A row as the record that the org stores. */
export function toSnapshotRecord(row: SnapshotRow): SnapshotRecord {
    const { line } = row;
    const record: Record<(typeof FIELDS)[number], Value> = {
        Snapshot_Key__c: row.key,
        Kind__c: row.kind,
        As_Of__c: isoOf(row.asOf),
        Period_Type__c: line?.periodType ?? null,
        Period_Start__c: line ? isoOf(line.periodFrom) : null,
        Period_Label__c: line?.periodLabel ?? null,
        Stage_Order__c: row.stageOrder,
        Stage_Label__c: row.stageLabel,
        Partner_Type__c: row.partnerType,
        Attribution__c: line?.attribution ?? null,
        On_Exception__c: line?.onException ?? false,
        Deals__c: line?.deals ?? null,
        Open_Amount__c: dollars(line?.open),
        Expected_Amount__c: dollars(line?.expected),
        Claimed_Expected_Amount__c: dollars(line?.claimedExpected),
        Low_P10__c: dollars(line?.low),
        Mid_P50__c: dollars(line?.mid),
        High_P90__c: dollars(line?.high),
        Mean_Dwell_Days__c: row.meanDwellDays ?? null,
        Deal_States__c: null,
        Sample_Size__c: row.sampleSize,
        Map_Version__c: row.mapVersion,
        Method__c: row.method
    };
    return record;
}

/** A record in which every field is empty. */
export const EMPTY_RECORD: SnapshotRecord = {
    ...Object.fromEntries(FIELDS.map((field) => [field, null])),
    On_Exception__c: false
};

const dollars = (cents: Cents | undefined): number | null => (cents === undefined ? null : cents / 100);

/** What has to change in the org so that it holds exactly the wanted records for the day. */
export const compareSnapshots = (wanted: readonly SnapshotRecord[], storedRows: readonly unknown[]): RecordChanges =>
    compareRecords({ object: SNAPSHOT_OBJECT, key: SNAPSHOT_KEY, fields: FIELDS }, wanted, storedRows);
