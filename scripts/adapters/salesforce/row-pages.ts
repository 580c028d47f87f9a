import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Appends rows of a REST query to a file in the form of the Bulk API: quoted, empty for null. The first call writes the header. */
export async function appendRows(folder: string, fields: readonly string[], rows: readonly unknown[], isFirst: boolean): Promise<void> {
    // 'COUNT(Id) deals' is answered as deals.
    const columns = fields.map((field) => field.split(' ').at(-1) ?? field);
    const lines = rows.map((row) => columns.map((path) => toCell(valueAt(row, path))).join(','));
    const all = isFirst ? [columns.map(toCell).join(','), ...lines] : lines;
    await appendFile(join(folder, '00001.csv'), all.map((line) => `${line}\n`).join(''));
}

function valueAt(row: unknown, path: string): unknown {
    return path
        .split('.')
        .reduce(
            (value: unknown, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined),
            row
        );
}

const toCell = (value: unknown): string => (value === null || value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`);
