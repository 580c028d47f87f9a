import { z } from 'zod';
import { readRows } from './row-reader';

/** A value as the API takes and gives it. */
export type Value = string | number | boolean | null;

/** A record by field API name, its key among them. */
export type KeptRecord = Readonly<Record<string, Value>>;

/** An object whose rows a run keeps: its external id and every field that a run writes. */
export interface KeptObject {
    readonly object: string;
    readonly key: string;
    readonly fields: readonly string[];
}

/** What has to change in the org so that it holds exactly the wanted records. */
export interface RecordChanges {
    readonly write: readonly KeptRecord[];
    readonly unchanged: number;
    /** Ids of stored rows that are wanted no more. */
    readonly remove: readonly string[];
}

/** Compares wanted records with the stored rows, field by field. Stored rows hold Id and every field of the object's list. */
export function compareRecords(
    { object, key, fields }: KeptObject,
    wanted: readonly KeptRecord[],
    storedRows: readonly unknown[]
): RecordChanges {
    const stored = readRows(z.looseObject({ Id: z.string(), [key]: z.string() }), object, storedRows);
    const byKey = new Map(stored.map((record) => [String(record[key]), record]));
    const write = wanted.filter((record) => !isSame(fields, record, byKey.get(String(record[key]))));
    const wantedKeys = new Set(wanted.map((record) => record[key]));
    const remove = stored.filter((record) => !wantedKeys.has(String(record[key]))).map((record) => String(record.Id));
    return { write, unchanged: wanted.length - write.length, remove };
}

const isSame = (fields: readonly string[], wanted: KeptRecord, stored: Readonly<Record<string, unknown>> | undefined): boolean =>
    stored !== undefined && fields.every((field) => (stored[field] ?? null) === (wanted[field] ?? null));
