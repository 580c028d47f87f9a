import { resolve } from 'node:path';
import { openFolder } from '../adapters/duckdb/csv-folder';
import { NEEDED_COLUMNS } from '../adapters/duckdb/needed-sheets';
import { readDeals } from '../adapters/duckdb/read-deals';
import { makeTemporaryFolder } from '../adapters/files/temporary-folder';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import type { SourceReading } from '../domain/forecast/source-reading';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Around } from './command';
import { exportOrg } from './export-org';

/** What help says of files. */
export const FILES_NOTE =
    'With --from-csv everything is as of the last day that occurs in the files. Line 1 names the columns, in any order:\n' +
    `  Opportunity.csv needs ${NEEDED_COLUMNS.Opportunity.join(', ')}; Name, IsClosed and IsWon help.\n` +
    `  OpportunityHistory.csv needs ${NEEDED_COLUMNS.OpportunityHistory.join(', ')}, a row for each change and one for the beginning;\n` +
    '  Id, Amount, CloseDate and Probability help.\n' +
    '  Dates are 2026-11-21 or 2026-11-21T10:00:00.000Z, amounts 1234.56. CloseDate and Amount may be empty.';

export interface SourceChoice {
    /** Folder with CSV files; else the org is read. */
    readonly fromCsv: string | undefined;
    readonly targetOrg: string | undefined;
    /** Which user of the local org to be. */
    readonly localUser: string;
    readonly map: StageMap;
}

/**
 * Reads a whole pipeline with its history, from files or from an org. An org is first written into a temporary folder in the same form,
 * so that one reader serves both. Throws a ProblemError that names file and line, or the org.
 */
export async function readSource(choice: SourceChoice, around: Around): Promise<SourceReading> {
    const { fromCsv, map } = choice;
    const temporary = makeTemporaryFolder('partner-stages-');
    try {
        const today = fromCsv === undefined ? dayOfMoment(around.now().getTime()) : undefined;
        const source =
            fromCsv === undefined
                ? await exportOrg(choice, temporary.path, around)
                : { origin: fromCsv, folder: resolve(around.cwd, fromCsv), currency: undefined };
        const sheets = openFolder(source.folder, fromCsv ?? source.origin);
        let current = '';
        const onProgress = (what: string, share?: number) => {
            current = what || current;
            const done = share === undefined ? '' : `: ${Math.round(100 * share)} %`;
            around.terminal.progress(`Reading ${current}${done}`);
        };
        const reading = await readDeals({ origin: source.origin, sheets, map, spillFolder: temporary.path, today, onProgress });
        return { ...reading, currency: { ...reading.currency, code: reading.currency.code ?? source.currency } };
    } finally {
        temporary.remove();
    }
}
