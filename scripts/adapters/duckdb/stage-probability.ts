import { hasColumn, tableOf, type CsvSheet } from './csv-sheet';
import type { Database } from './database';

/** Rows that are looked at: enough to see what people are given, too few to take time. */
const ROWS = 100_000;

interface ProbabilitySheets {
    readonly stages?: CsvSheet | undefined;
    readonly history: CsvSheet;
    readonly opportunities: CsvSheet;
}

/**
 * What the CRM says that a stage is worth, in percent by index in `names`: OpportunityStage.DefaultProbability, else the median of
 * what stands in the stage in the first rows of history, else of the opportunities. NaN where nothing tells; undefined where nothing
 * tells of any stage. Only compared with.
 */
export async function readStageProbability(
    db: Database,
    { stages, history, opportunities }: ProbabilitySheets,
    names: readonly string[]
): Promise<Float64Array | undefined> {
    const found = new Map<string, number>();
    const take = async (sql: string) => {
        for (const { name, percent } of await db.rows(sql))
            if (typeof percent === 'number' && !found.has(String(name))) found.set(String(name), percent);
    };
    if (stages && hasColumn(stages, 'DefaultProbability')) {
        const listed = tableOf(stages, { ApiName: 'VARCHAR', MasterLabel: 'VARCHAR', DefaultProbability: 'DOUBLE' });
        await take(`SELECT coalesce(ApiName, MasterLabel) AS name, DefaultProbability AS percent FROM ${listed}`);
    }
    for (const sheet of [history, opportunities]) {
        if (!hasColumn(sheet, 'Probability')) continue;
        const rows = `SELECT StageName, Probability FROM ${tableOf(sheet, { StageName: 'VARCHAR', Probability: 'DOUBLE' })} LIMIT ${ROWS}`;
        await take(`SELECT StageName AS name, median(Probability) AS percent FROM (${rows}) WHERE Probability IS NOT NULL GROUP BY 1`);
    }
    return found.size === 0 ? undefined : Float64Array.from(names, (name) => found.get(name) ?? NaN);
}
