/** The runs that `bench-forecast` compares, each in a process of its own: `tsx bench-forecast-runs.ts <run> <folder>`. */
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type * as DuckDb from '@duckdb/node-api';
import { openTerminal } from '../cli/terminal';

const [, , name = '', folder = ''] = process.argv;
const FILES = ['Opportunity.csv', 'OpportunityHistory.csv'];
const ROOT = resolve(__dirname, '../..');

/** The whole command: ingest, model, output. */
async function rollup(): Promise<void> {
    const { forecastRollup } = await import('../cli/forecast-rollup');
    const around = {
        terminal: openTerminal({ write: () => true }, process.stderr),
        now: () => new Date('2026-11-21T15:00:00Z'),
        env: process.env,
        cwd: ROOT,
        signal: new AbortController().signal
    };
    await forecastRollup.run({ fromCsv: folder, json: true }, around, []);
}

/** Reading alone. */
async function ingest(): Promise<void> {
    const { readSource } = await import('../cli/read-source');
    const { readStageMap } = await import('../cli/read-stage-map');
    const around = {
        terminal: openTerminal({ write: () => true }, { write: () => true }),
        now: () => new Date('2026-11-21T15:00:00Z'),
        env: process.env,
        cwd: ROOT,
        signal: new AbortController().signal
    };
    const map = readStageMap('config/stage-map/stage-map.json', ROOT);
    await readSource({ fromCsv: folder, targetOrg: undefined, localUser: 'leader', map }, around);
}

/** What somebody who knows DuckDB tells it of these files, so that it need not guess: types of the columns, quotes, one way to end a line. */
function plainCsv(file: string, columns: string): string {
    const types: Readonly<Record<string, string>> = {
        Amount: 'DOUBLE',
        CloseDate: 'DATE',
        CreatedDate: 'TIMESTAMP',
        IsClosed: 'BOOLEAN',
        IsWon: 'BOOLEAN'
    };
    const typed = columns.split(' ').map((name) => `'${name}': '${types[name] ?? 'VARCHAR'}'`);
    const format = `delim=',', quote='"', escape='"', header=true, auto_detect=false, new_line='\\n'`;
    return `read_csv('${join(folder, file)}', ${format}, columns={${typed.join(', ')}})`;
}

/**
 * Plain DuckDB on the same files: the open pipeline by stage, type and close month, and history by stage, type and entry month with
 * entries, exits, wins and days in stage, which takes the next row of each deal and the deal's type.
 */
async function duckdb(): Promise<void> {
    const { DuckDBInstance } = createRequire(__filename)('@duckdb/node-api') as typeof DuckDb;
    const connection = await (await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })).connect();
    const deals = plainCsv(FILES[0]!, 'Id Name StageName Amount CloseDate CreatedDate IsClosed IsWon OwnerId AccountId Type LeadSource');
    const history = plainCsv(FILES[1]!, 'Id OpportunityId StageName Amount CloseDate ForecastCategory Probability CreatedDate');
    await connection.runAndReadAll(
        `SELECT StageName, Type, date_trunc('month', CloseDate) AS month, count(*), sum(Amount) FROM ${deals} WHERE NOT IsClosed GROUP BY ALL`
    );
    await connection.runAndReadAll(
        `WITH moves AS (SELECT OpportunityId, StageName, CreatedDate, lead(StageName) OVER w AS next, lead(CreatedDate) OVER w AS until
        FROM ${history} WINDOW w AS (PARTITION BY OpportunityId ORDER BY CreatedDate, Id))
        SELECT moves.StageName, deals.Type, date_trunc('month', moves.CreatedDate) AS month, count(*), count(next),
        count(*) FILTER (next LIKE '%Won%'), sum(date_diff('day', moves.CreatedDate, until))
        FROM moves JOIN ${deals} deals ON deals.Id = moves.OpportunityId GROUP BY ALL`
    );
}

/** The same files as objects, the way jsforce reads Bulk results. Amounts are added up by stage, nothing more. */
async function objects(): Promise<void> {
    const { parse } = createRequire(__filename)('csv-parse') as {
        parse: (options: object) => NodeJS.ReadWriteStream & AsyncIterable<Record<string, string>>;
    };
    for (const file of FILES) {
        const sums = new Map<string, number>();
        const rows = createReadStream(join(folder, file)).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>;
        for await (const row of rows) sums.set(row.StageName!, (sums.get(row.StageName!) ?? 0) + Number(row.Amount));
    }
}

/** An empty process: what starting costs. */
const nothing = async (): Promise<void> => undefined;

const RUNS: Readonly<Record<string, () => Promise<void>>> = { rollup, ingest, duckdb, objects, nothing };

const began = performance.now();
RUNS[name]!()
    .then(() => {
        const { user, system } = process.cpuUsage();
        const peak = process.resourceUsage().maxRSS / 1024;
        process.stdout.write(`${JSON.stringify({ cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000, peak })}\n`);
        process.exit(0);
    })
    .catch((error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
    });
