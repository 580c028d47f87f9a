import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Row } from '../model/org';
import type { Schema } from '../model/schema';
import { linesIn } from './file-lines';
import type { StoreDump } from './store';
import { fromTaggedJson, toTaggedJson } from './tagged-json';

/** Everything of an org that outlives a restart. */
export interface OrgData {
    readonly organizationId: string;
    readonly schema: Schema;
    readonly dump: StoreDump;
}

/** The file is there but cannot be trusted. It is left as it is: the person decides what happens to it. */
export class DamagedDataError extends Error {
    constructor(
        readonly file: string,
        reason: string
    ) {
        super(`The data file ${file} is damaged: ${reason}. It was left as it is. Restore a copy of it, or move it away to start anew.`);
    }
}

/** Another running org keeps its data here. */
export class DataInUseError extends Error {}

const format = 'local-org data';
const formatVersion = 1;

export const dataFileIn = (folder: string): string => path.join(folder, 'org.jsonl');

/** One JSON document a line; the last one tells how many there are, so that a file cut short is recognised. */
function* linesOf({ organizationId, schema, dump }: OrgData, generation: number): Generator<string> {
    let count = 2;
    yield JSON.stringify({ format, version: formatVersion, organizationId, generation, counters: dump.counters });
    yield toTaggedJson({ schema });
    for (const part of ['tables', 'deleted'] as const) {
        for (const [object, rows] of Object.entries(dump[part])) {
            for (const row of rows) {
                count += 1;
                yield JSON.stringify([part, object, row]);
            }
        }
    }
    yield JSON.stringify({ end: count });
}

/**
 * Writes beside the file and renames: a crash leaves the old file or the new one, never half of one. The generation ties the journal of
 * what came after to it. Answers its size in bytes.
 */
export const writeData = (folder: string, data: OrgData, generation = 0): number => {
    mkdirSync(folder, { recursive: true });
    const file = dataFileIn(folder);
    const beside = `${file}.${process.pid}.tmp`;
    const handle = openSync(beside, 'w', 0o600);
    let size = 0;
    try {
        let buffer = '';
        for (const line of linesOf(data, generation)) {
            buffer += `${line}\n`;
            if (buffer.length > 1_000_000) {
                size += writeSync(handle, buffer);
                buffer = '';
            }
        }
        size += writeSync(handle, buffer);
        fsyncSync(handle);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    } finally {
        closeSync(handle);
    }
    renameSync(beside, file);
    return size;
};

const parseLine = (file: string, line: string, number: number): unknown => {
    try {
        return number === 2 ? fromTaggedJson(line) : JSON.parse(line);
    } catch {
        throw new DamagedDataError(file, `line ${number} is not complete JSON`);
    }
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row of the file: which part of the dump, the object, the row. */
type RowLine = ['tables' | 'deleted', string, Row];

const isRow = (value: unknown): value is RowLine =>
    Array.isArray(value) && (value[0] === 'tables' || value[0] === 'deleted') && isRecord(value[2]) && typeof value[2]['Id'] === 'string';

const checkHeader = (file: string, first: unknown): Record<string, unknown> => {
    if (!isRecord(first) || first['format'] !== format) throw new DamagedDataError(file, 'it does not begin as a local org data file does');
    if (first['version'] !== formatVersion)
        throw new DamagedDataError(file, `its version is ${String(first['version'])}, not ${formatVersion}`);
    return first;
};

/** What the folder holds and its generation, or nothing where it holds no data file yet. Throws DamagedDataError. */
export const readSnapshot = (folder: string): { readonly data: OrgData; readonly generation: number } | undefined => {
    const file = dataFileIn(folder);
    if (!existsSync(file)) return undefined;
    let [header, schema, ended]: [Record<string, unknown> | undefined, Record<string, unknown> | undefined, boolean] = [
        undefined,
        undefined,
        false
    ];
    const dump: StoreDump = { tables: {}, deleted: {}, counters: {} };
    let number = 0;
    for (const { text } of linesIn(file)) {
        const value = parseLine(file, text, ++number);
        if (number === 1) header = checkHeader(file, value);
        else if (number === 2) schema = isRecord(value) && isRecord(value['schema']) ? value['schema'] : undefined;
        else if (isRow(value) && !ended) (dump[value[0]][value[1]] ??= []).push(value[2]);
        else if (isRecord(value) && value['end'] === number - 1 && !ended) ended = true;
        else throw new DamagedDataError(file, `line ${number} is not a record`);
        if (number === 2 && !(schema?.['objects'] instanceof Map)) throw new DamagedDataError(file, 'its schema is missing');
    }
    if (!header || !ended)
        throw new DamagedDataError(file, header ? 'it ends too early' : 'it does not begin as a local org data file does');
    const counters = (header['counters'] ?? {}) as Record<string, number>;
    const data = { organizationId: String(header['organizationId']), schema: schema as unknown as Schema, dump: { ...dump, counters } };
    return { data, generation: Number(header['generation'] ?? 0) };
};

/** What the folder's data file holds, without the journal. Throws DamagedDataError. */
export const readData = (folder: string): OrgData | undefined => readSnapshot(folder)?.data;

const isRunning = (pid: number): boolean => {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
};

/** Keeps a second org out of the folder. The lock of an org that died is taken over. Returns what lets go of it. */
export const lockFolder = (folder: string): (() => void) => {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'org.lock');
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : NaN;
    if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isRunning(holder)) {
        throw new DataInUseError(
            `Another local org (process ${holder}) keeps its data in ${folder}. Stop it or choose another --data folder.`
        );
    }
    rmSync(file, { force: true });
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return () => rmSync(file, { force: true });
};
