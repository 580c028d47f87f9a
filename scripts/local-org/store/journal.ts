import { createHash } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Schema } from '../model/schema';
import { DamagedDataError } from './data-file';
import { linesIn } from './file-lines';
import type { Commit } from './store';
import { fromTaggedJson, toTaggedJson } from './tagged-json';

/** One transaction, with the schema when it was a deploy. */
export interface JournalEntry extends Commit {
    readonly schema?: Schema;
}

/** The transactions since the data file was written, one a line. A line is in the file before the transaction is answered. */
export interface Journal {
    /** Bytes so far. */
    readonly size: number;
    /** Throws, and leaves the journal as it was, when the entry cannot be written. */
    append(entry: JournalEntry): void;
    close(): void;
}

export const journalFileIn = (folder: string): string => path.join(folder, 'org.journal');

const format = 'local-org journal';

const lineOf = (json: string): Buffer => Buffer.from(`${checksum(json)} ${json}\n`);

const checksum = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, 16);

/** Starts an empty journal that goes with the data file of this generation. */
export const startJournal = (folder: string, generation: number): Journal => {
    const handle = openSync(journalFileIn(folder), 'w', 0o600);
    let size = 0;
    const write = (json: string): void => {
        const line = lineOf(json);
        try {
            for (let at = 0; at < line.length;) at += writeSync(handle, line, at, line.length - at, size + at);
            size += line.length;
        } catch (error) {
            ftruncateSync(handle, size);
            throw error;
        }
    };
    write(JSON.stringify({ format, generation }));
    return {
        get size() {
            return size;
        },
        append: (entry) => write(toTaggedJson(entry)),
        close: () => closeSync(handle)
    };
};

/**
 * The whole transactions after the data file of this generation; a journal of another one is already part of the data. What the end
 * of the process tore off is left out: it was never answered. Throws DamagedDataError for a damaged line before the last.
 */
export function* readJournal(folder: string, generation: number): Generator<JournalEntry> {
    const file = journalFileIn(folder);
    if (!existsSync(file)) return;
    let number = 0;
    let damaged: number | undefined;
    for (const { text, whole } of linesIn(file)) {
        number += 1;
        if (damaged !== undefined) throw new DamagedDataError(file, `line ${damaged} does not have the checksum it was written with`);
        const json = text.slice(17);
        if (!whole || text.slice(0, 17) !== `${checksum(json)} `) {
            damaged = number;
            continue;
        }
        const value = fromTaggedJson(json) as JournalEntry & { format?: string; generation?: number };
        if (number > 1) yield value;
        else if (value.format !== format) throw new DamagedDataError(file, 'it does not begin as a journal does');
        else if (value.generation !== generation) return;
    }
}
