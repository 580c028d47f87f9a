import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ProblemError } from '../../domain/problem';
import type { CsvSheet } from './csv-sheet';

const TYPE_WORDS: Readonly<Record<string, string>> = {
    DOUBLE: 'a number',
    DATE: 'a date (YYYY-MM-DD)',
    'TIMESTAMP WITH TIME ZONE': 'a date and time (2026-11-21T10:00:00.000Z)',
    BOOLEAN: 'true or false'
};

/** Tells what DuckDB found wrong in a sheet: file, line, what, and the way out. Anything that is not about a sheet is thrown on. */
export async function toCsvProblem(error: unknown, sheets: readonly CsvSheet[]): Promise<unknown> {
    const { message } = error as { readonly message?: unknown };
    if (error instanceof ProblemError || typeof message !== 'string') return error;
    const record = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1]);
    const path = /^\s*file ?= ?(.+)$/m.exec(message)?.[1]?.trim();
    const sheet = sheets.find(({ files }) => files.some((file) => file === path));
    if (/[Oo]ut of [Mm]emory|No space left/.test(message)) return new ProblemError(tooLarge(message), { cause: error });
    if (!Number.isInteger(record) || !sheet || path === undefined) return error;
    const subject = `${sheet.title}:${await lineOfRecord(path, record)}`;
    return new ProblemError({ code: 'CSV_INVALID', subject, ...describe(message) }, { cause: error });
}

function describe(message: string): { readonly detail: string; readonly remedy: string } {
    const converted = /converting column "(.+?)"\. Could not convert string "([\s\S]*?)" to '([\w ]+)'/.exec(message);
    if (converted) {
        const [, column = '', value = '', type = ''] = converted;
        const detail = `has '${value.slice(0, 60)}' in ${column}, which is not ${TYPE_WORDS[type] ?? `a ${type}`}.`;
        return { detail, remedy: 'Correct it there, or export the file again as the Bulk API writes it.' };
    }
    const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
    if (columns) {
        const detail = `has ${columns[2]} values where the header names ${columns[1]} columns.`;
        return { detail, remedy: 'Check the commas and quotes of that line; values with commas or line breaks stand in quotes.' };
    }
    if (/quote/i.test(message)) {
        const detail = 'has a quote that is never closed, or text outside of quotes.';
        return { detail, remedy: 'Close it; a quote inside a value is written twice ("").' };
    }
    if (/unicode|utf-?8/i.test(message)) return { detail: 'is not UTF-8 text.', remedy: 'Save the file as UTF-8.' };
    const detail = `cannot be read: ${(message.split('\n')[2] ?? '').trim().slice(0, 120)}`;
    return { detail, remedy: 'Check that line: Bulk API CSV has commas, double quotes and the same line ending throughout.' };
}

const tooLarge = (message: string) => ({
    code: 'FILE_NOT_WRITABLE' as const,
    subject: 'The temporary folder',
    detail: `has too little space for these files (${message.split('\n')[0]?.slice(0, 120)}).`,
    remedy: 'Free some, or set TMPDIR to a folder on a larger disk.'
});

/** The line on which a record starts; the header is record 1. Names may hold line breaks, so records are not lines. */
export async function lineOfRecord(path: string, wanted: number): Promise<number> {
    const raw = createReadStream(path);
    const bytes = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
    let [line, record, isOpen] = [1, 1, false];
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
        for (const byte of chunk) {
            if (byte === 0x22) isOpen = !isOpen;
            if (byte !== 0x0a) continue;
            line += 1;
            if (!isOpen) record += 1;
            if (!isOpen && record === wanted) return line;
        }
    }
    return line;
}
