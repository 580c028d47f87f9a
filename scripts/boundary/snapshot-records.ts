import { z } from 'zod';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import type { SnapshotRow } from '../domain/forecast/snapshot';
import { readRows } from './row-reader';

export const SNAPSHOT_OBJECT = 'Partner_Forecast_Snapshot__c';
export const SNAPSHOT_KEY = 'Snapshot_Key__c';

/** A value as the API takes and gives it. */
type Value = string | number | boolean | null;

/** A record by field API name, the key among them. */
export type SnapshotRecord = Readonly<Record<string, Value>>;

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
        Sample_Size__c: row.sampleSize,
        Map_Version__c: row.mapVersion,
        Method__c: row.method
    };
    return record;
}

const dollars = (cents: Cents | undefined): number | null => (cents === undefined ? null : cents / 100);

const storedRecord = z.looseObject({ Id: z.string(), Snapshot_Key__c: z.string() });

/** What has to change in the org so that it holds exactly the wanted records for the day. */
export interface SnapshotChanges {
    readonly write: readonly SnapshotRecord[];
    readonly unchanged: number;
    /** Ids of lines of the same day that an earlier run wrote and that are no more. */
    readonly remove: readonly string[];
}

/** Compares wanted records with the stored rows of the same day, field by field. */
export function compareSnapshots(wanted: readonly SnapshotRecord[], storedRows: readonly unknown[]): SnapshotChanges {
    const stored = readRows(storedRecord, SNAPSHOT_OBJECT, storedRows);
    const byKey = new Map(stored.map((record) => [record.Snapshot_Key__c, record]));
    const write = wanted.filter((record) => !isSame(record, byKey.get(String(record[SNAPSHOT_KEY]))));
    const wantedKeys = new Set(wanted.map((record) => record[SNAPSHOT_KEY]));
    const remove = stored.filter((record) => !wantedKeys.has(record.Snapshot_Key__c)).map((record) => record.Id);
    return { write, unchanged: wanted.length - write.length, remove };
}

const isSame = (wanted: SnapshotRecord, stored: Readonly<Record<string, unknown>> | undefined): boolean =>
    stored !== undefined && FIELDS.every((field) => (stored[field] ?? null) === (wanted[field] ?? null));
