import { tableOf, type CsvSheet } from './csv-sheet';
import { openDatabase, quoted } from './database';

/**
 * What some deals are called, by the first 15 characters of the id; a deal without a name has none. One more pass over the file:
 * names of all closed deals would be held in memory for the few that are told. `spillFolder` exists.
 */
export async function readDealNamesInFile(
    sheet: CsvSheet,
    ids: readonly string[],
    spillFolder: string
): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const db = await openDatabase(spillFolder);
    try {
        const wanted = ids.map((id) => quoted(id.slice(0, 15))).join(', ');
        const named = tableOf(sheet, { Id: 'VARCHAR', Name: 'VARCHAR' });
        const rows = await db.rows(
            `SELECT "Id"[1:15] AS id, "Name" AS name FROM ${named} WHERE "Id"[1:15] IN (${wanted}) AND "Name" IS NOT NULL`
        );
        return new Map(rows.map(({ id, name }) => [String(id), String(name)]));
    } finally {
        db.close();
    }
}
