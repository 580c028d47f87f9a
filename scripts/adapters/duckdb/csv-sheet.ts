import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { ProblemError } from '../../domain/problem';
import { quoted } from './database';

/** The rows of one object as CSV files in the form of the Bulk API. All files have the same columns. */
export interface CsvSheet {
    /** What people know it by: the object or the file. */
    readonly title: string;
    /** Plain, or gzip when the name ends in .gz. */
    readonly files: readonly string[];
    readonly header: readonly string[];
    readonly newLine: 'LF' | 'CRLF';
}

/** SQL type of a column, by its name in Salesforce. */
export type Columns = Readonly<Record<string, 'VARCHAR' | 'DOUBLE' | 'DATE' | 'TIMESTAMPTZ' | 'BOOLEAN'>>;

const HEADER_BYTES = 65_536;
/** Twice the longest line that DuckDB takes; the smaller the pieces, the less memory is fetched anew for each. */
const BUFFER_BYTES = 4_000_000;

/** Looks at the header of the first file. Throws FILE_NOT_FOUND, FILE_NOT_READABLE or CSV_INVALID. */
export function openSheet(title: string, files: readonly string[]): CsvSheet {
    const [first = title] = files;
    const text = readStart(first, title).replace(/^\uFEFF/, '');
    const { cells, end } = splitHeader(text);
    if (cells.every((cell) => cell === '')) {
        const detail = 'is empty: it has no header line.';
        throw new ProblemError({ code: 'CSV_INVALID', subject: title, detail, remedy: 'Export it again with its column names in line 1.' });
    }
    const twice = cells.find((cell, index) => cells.findIndex((other) => other.toLowerCase() === cell.toLowerCase()) < index);
    if (twice !== undefined) {
        const remedy = 'Leave one of the two columns out.';
        throw new ProblemError({ code: 'CSV_INVALID', subject: `${title}:1`, detail: `names the column ${twice} twice.`, remedy });
    }
    return { title, files, header: cells, newLine: text[end] === '\r' ? 'CRLF' : 'LF' };
}

/** Whether the sheet has a column, whatever the case of its name. */
export const hasColumn = (sheet: CsvSheet, name: string): boolean => nameIn(sheet, name) !== undefined;

const nameIn = ({ header }: CsvSheet, name: string): string | undefined =>
    header.find((column) => column.toLowerCase() === name.toLowerCase());

/** Throws CSV_INVALID that names the columns which are not there. */
export function expectColumns(sheet: CsvSheet, names: readonly string[]): void {
    const missing = names.filter((name) => !hasColumn(sheet, name));
    if (missing.length === 0) return;
    const detail = `has no column ${missing.join(', ')}; its columns are ${sheet.header.join(', ')}.`.slice(0, 500);
    const remedy = `Export it again with ${names.join(', ')}, separated by commas.`;
    throw new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}:1`, detail, remedy });
}

/** A sheet as an SQL table of exactly these columns; those that it does not have are empty. */
export function tableOf(sheet: CsvSheet, columns: Columns): string {
    const wanted = new Map(Object.entries(columns).map(([name, type]) => [name.toLowerCase(), type]));
    const typed = sheet.header.map((name) => `${quoted(name)}: ${quoted(wanted.get(name.toLowerCase()) ?? 'VARCHAR')}`);
    const files = sheet.files.map(quoted).join(', ');
    const newLine = sheet.newLine === 'CRLF' ? '\\r\\n' : '\\n';
    const format = `delim=',', quote='"', escape='"', header=true, auto_detect=false, new_line='${newLine}', buffer_size=${BUFFER_BYTES}`;
    const selected = Object.entries(columns).map(([name, type]) => {
        const own = nameIn(sheet, name);
        return own === undefined ? `NULL::${type} AS "${name}"` : `"${own.replaceAll('"', '""')}" AS "${name}"`;
    });
    return `(SELECT ${selected.join(', ')} FROM read_csv([${files}], ${format}, columns={${typed.join(', ')}}))`;
}

function readStart(file: string, title: string): string {
    const start = Buffer.alloc(HEADER_BYTES);
    try {
        const handle = openSync(file, 'r');
        try {
            const bytes = start.subarray(0, readSync(handle, start, 0, HEADER_BYTES, 0));
            return (file.endsWith('.gz') ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes).toString('utf8');
        } finally {
            closeSync(handle);
        }
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? String(error);
        if (code === 'ENOENT') {
            const remedy = 'Put it there, or name the right folder with --from-csv.';
            throw new ProblemError({ code: 'FILE_NOT_FOUND', subject: title, detail: 'is not there.', remedy }, { cause: error });
        }
        const remedy = 'Check that it is a file and that you may read it.';
        throw new ProblemError(
            { code: 'FILE_NOT_READABLE', subject: title, detail: `cannot be read (${code}).`, remedy },
            { cause: error }
        );
    }
}

/** The cells of the first line and where it ends. */
function splitHeader(text: string): { readonly cells: readonly string[]; readonly end: number } {
    const cells: string[] = [];
    const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
    let at = 0;
    for (;;) {
        cell.lastIndex = at;
        const [all, inQuotes, plain] = cell.exec(text) ?? [''];
        cells.push((inQuotes?.replaceAll('""', '"') ?? plain ?? '').trim());
        at += all.length;
        if (text[at] !== ',') return { cells, end: at };
        at += 1;
    }
}
