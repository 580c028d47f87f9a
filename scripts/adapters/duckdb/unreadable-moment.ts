import { ProblemError } from '../../domain/problem';
import { lineOfRecord } from './csv-problems';
import { tableOf, type CsvSheet } from './csv-sheet';
import type { Database } from './database';
import { EARLIEST_DAY } from './row-values';

/**
 * What stands in CreatedDate where DuckDB found no moment: it makes empty what it cannot read, and 24/05/24 a day of the year 24.
 * Undefined when every cell that is filled can be read. Reads the files again: only for a reader that met a row without a moment.
 */
export async function findUnreadableMoment(db: Database, sheet: CsvSheet): Promise<ProblemError | undefined> {
    for (const file of sheet.files) {
        const cells = tableOf({ ...sheet, files: [file] }, { CreatedDate: 'VARCHAR' });
        const [found] = await db.rows(
            `SELECT row::INTEGER AS row, cell FROM (SELECT row_number() OVER () AS row, CreatedDate AS cell FROM ${cells})
            WHERE trim(cell) <> '' AND NOT coalesce(TRY_CAST(cell AS TIMESTAMPTZ) >= (DATE '1970-01-01' + (${EARLIEST_DAY})), false) ORDER BY row LIMIT 1`
        );
        // The header is the first record.
        if (found) return unreadable(`${sheet.title}:${await lineOfRecord(file, Number(found.row) + 1)}`, String(found.cell));
    }
    return undefined;
}

const unreadable = (subject: string, cell: string): ProblemError =>
    new ProblemError({
        code: 'CSV_INVALID',
        subject,
        detail: `has '${cell.slice(0, 60)}' in CreatedDate, which is not a date (2026-11-21) or a date and time (2026-11-21T10:00:00.000Z).`,
        remedy: 'Write the dates of that column with year, month and day in this order.'
    });
