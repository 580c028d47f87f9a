import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as DuckDb from '@duckdb/node-api';
import { SortedMoves } from './sorted-moves';

/**
 * Two ways to one answer over Opportunity.csv and OpportunityHistory.csv: the open pipeline by stage, type and close month, and history by
 * stage, type and entry month with entries, exits, wins and days in stage, whatever order the rows come in. Both give the md5 of
 * their groups, so that a comparison of their cost can show that they did the same work.
 */
export interface GroupSums {
    /** Of deals that are open, then of history. */
    readonly pipeline: string;
    readonly moves: string;
}

const FILES = ['Opportunity.csv', 'OpportunityHistory.csv'] as const;
const DEAL_COLUMNS = 'Id Name StageName Amount CloseDate CreatedDate IsClosed IsWon OwnerId AccountId Type LeadSource';
const HISTORY_COLUMNS = 'Id OpportunityId StageName Amount CloseDate ForecastCategory Probability CreatedDate';

/** What somebody who knows DuckDB tells it of these files, so that it need not guess: types of the columns, quotes, one way to end a line. */
function plainCsv(path: string, columns: string): string {
    const types: Readonly<Record<string, string>> = {
        Amount: 'DOUBLE',
        CloseDate: 'DATE',
        CreatedDate: 'TIMESTAMP',
        IsClosed: 'BOOLEAN',
        IsWon: 'BOOLEAN'
    };
    const typed = columns.split(' ').map((name) => `'${name}': '${types[name] ?? 'VARCHAR'}'`);
    const format = `delim=',', quote='"', escape='"', header=true, auto_detect=false, new_line='\\n'`;
    return `read_csv('${path}', ${format}, columns={${typed.join(', ')}})`;
}

/** Plain DuckDB: SQL over the files. The second answer takes the next row of each deal and the deal's type. */
export async function groupWithDuckDb(folder: string): Promise<GroupSums> {
    const { DuckDBInstance } = createRequire(__filename)('@duckdb/node-api') as typeof DuckDb;
    const connection = await (await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })).connect();
    const deals = plainCsv(join(folder, FILES[0]), DEAL_COLUMNS);
    const history = plainCsv(join(folder, FILES[1]), HISTORY_COLUMNS);
    const month = (column: string) => `strftime(date_trunc('month', ${column}), '%Y-%m')`;
    const pipeline = await connection.runAndReadAll(
        `SELECT StageName, Type, ${month('any_value(CloseDate)')}, count(*), sum(Amount) FROM ${deals} WHERE NOT IsClosed
        GROUP BY StageName, Type, date_trunc('month', CloseDate)`
    );
    const moves = await connection.runAndReadAll(
        `WITH moves AS (SELECT OpportunityId, StageName, CreatedDate, lead(StageName) OVER w AS next, lead(CreatedDate) OVER w AS until
        FROM ${history} WINDOW w AS (PARTITION BY OpportunityId ORDER BY CreatedDate, Id))
        SELECT moves.StageName, deals.Type, ${month('any_value(moves.CreatedDate)')}, count(*), count(next),
        count(*) FILTER (next LIKE '%Won%'), coalesce(sum(date_diff('day', moves.CreatedDate, until)), 0)
        FROM moves JOIN ${deals} deals ON deals.Id = moves.OpportunityId
        GROUP BY moves.StageName, deals.Type, date_trunc('month', moves.CreatedDate)`
    );
    return {
        pipeline: sumOf(pipeline.getRows().map(([stage, type, on, count, amount]) => [stage, type, on, count, inCents(Number(amount))])),
        moves: sumOf(moves.getRows())
    };
}

type CsvRows = AsyncIterable<Readonly<Record<string, string>>>;

/** csv-parse, the way jsforce reads Bulk results: an object of text for every row, then plain JavaScript. */
export async function groupObjects(folder: string): Promise<GroupSums> {
    const { parse } = createRequire(__filename)('csv-parse') as { parse: (options: object) => NodeJS.ReadWriteStream };
    const rowsOf = (file: string) => createReadStream(join(folder, file)).pipe(parse({ columns: true })) as unknown as CsvRows;
    const pipeline = new Map<string, { count: number; amount: number }>();
    const indexOf = new Map<string, number>();
    const types: string[] = [];
    for await (const row of rowsOf(FILES[0])) {
        indexOf.set(row.Id!, types.length);
        types.push(row.Type!);
        if (row.IsClosed !== 'false') continue;
        const key = `${row.StageName}|${row.Type}|${row.CloseDate!.slice(0, 7)}`;
        const group = pipeline.get(key) ?? { count: 0, amount: 0 };
        pipeline.set(key, group);
        group.count += 1;
        group.amount += Number(row.Amount);
    }
    const moves = new SortedMoves();
    for await (const row of rowsOf(FILES[1])) {
        const deal = indexOf.get(row.OpportunityId!);
        if (deal !== undefined) moves.add(deal, Date.parse(row.CreatedDate!), row.StageName!, row.Id!);
    }
    return {
        pipeline: sumOf([...pipeline].map(([key, { count, amount }]) => [key, count, inCents(amount)])),
        moves: sumOf(moves.group(types))
    };
}

const inCents = (amount: number): number => Math.round(amount * 100);

/** The md5 of groups, one line each, in the order of their text. */
function sumOf(groups: readonly (readonly unknown[])[]): string {
    const lines = groups.map((cells) => cells.map(String).join('|')).sort();
    return createHash('md5').update(lines.join('\n')).digest('hex').slice(0, 10);
}
