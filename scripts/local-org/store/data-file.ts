import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Row } from '../model/org';
import type { Schema } from '../model/schema';
import type { StoreDump } from './store';

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

const tagged = (_name: string, value: unknown): unknown => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
    return value;
};

const untagged = (_name: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
    if ('$set' in value) return new Set(value.$set as unknown[]);
    if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
    return value;
};

/** One JSON document a line; the last one tells how many there are, so that a file cut short is recognised. */
function* linesOf({ organizationId, schema, dump }: OrgData): Generator<string> {
    let count = 2;
    yield JSON.stringify({ format, version: formatVersion, organizationId, counters: dump.counters });
    yield JSON.stringify({ schema }, tagged);
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

/** Writes beside the file and renames: a crash leaves the old file or the new one, never half of one. */
export const writeData = (folder: string, data: OrgData): void => {
    mkdirSync(folder, { recursive: true });
    const file = dataFileIn(folder);
    const beside = `${file}.${process.pid}.tmp`;
    const handle = openSync(beside, 'w', 0o600);
    try {
        let buffer = '';
        for (const line of linesOf(data)) {
            buffer += `${line}\n`;
            if (buffer.length > 1_000_000) {
                writeSync(handle, buffer);
                buffer = '';
            }
        }
        writeSync(handle, buffer);
        fsyncSync(handle);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    } finally {
        closeSync(handle);
    }
    renameSync(beside, file);
};

const parseLine = (file: string, line: string, number: number): unknown => {
    try {
        return JSON.parse(line, untagged);
    } catch {
        throw new DamagedDataError(file, `line ${number} is not complete JSON`);
    }
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const checkEnds = (file: string, first: unknown, last: unknown, count: number): Record<string, unknown> => {
    if (!isRecord(first) || first['format'] !== format) throw new DamagedDataError(file, 'it does not begin as a local org data file does');
    if (first['version'] !== formatVersion)
        throw new DamagedDataError(file, `its version is ${String(first['version'])}, not ${formatVersion}`);
    if (!isRecord(last) || last['end'] !== count) throw new DamagedDataError(file, 'it ends too early');
    return first;
};

/** What the folder holds, or nothing where it holds no data file yet. Throws DamagedDataError. */
export const readData = (folder: string): OrgData | undefined => {
    const file = dataFileIn(folder);
    if (!existsSync(file)) return undefined;
    const lines = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    const values = lines.map((line, index) => parseLine(file, line, index + 1));
    const header = checkEnds(file, values[0], values.at(-1), values.length - 1);
    const schema = isRecord(values[1]) ? values[1]['schema'] : undefined;
    if (!isRecord(schema) || !(schema['objects'] instanceof Map)) throw new DamagedDataError(file, 'its schema is missing');
    const dump: StoreDump = { tables: {}, deleted: {}, counters: (header['counters'] ?? {}) as Record<string, number> };
    values.slice(2, -1).forEach((value, index) => {
        if (
            !Array.isArray(value) ||
            (value[0] !== 'tables' && value[0] !== 'deleted') ||
            !isRecord(value[2]) ||
            typeof value[2]['Id'] !== 'string'
        ) {
            throw new DamagedDataError(file, `line ${index + 3} is not a record`);
        }
        (dump[value[0] as 'tables' | 'deleted'][String(value[1])] ??= []).push(value[2] as Row);
    });
    return { organizationId: String(header['organizationId']), schema: schema as unknown as Schema, dump };
};

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
