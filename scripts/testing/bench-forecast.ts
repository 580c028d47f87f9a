import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readStageMap } from '../cli/read-stage-map';
import { writeForecastFiles } from './forecast-files';
import type { GroupSums } from './group-deals';

/**
 * Compares a whole rollup (ingest, model, output) with plain DuckDB reading and grouping the same files, with csv-parse making objects of
 * them to the same groups, and with `wc -l`, in one run: absolute times differ between machines, ratios hardly. Each run is a process of its own.
 */

const ROOT = resolve(__dirname, '../..');
const RUNS = [
    ['rollup', 'full rollup: ingest, model, output'],
    ['ingest', 'of it ingest, into columns'],
    ['duckdb', 'plain DuckDB, types and format given: pipeline by stage, type, close month; history by stage, type, entry month'],
    ['objects', 'csv-parse: objects, grouped the same']
] as const;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

/** Seconds of CPU and by the clock, and the most memory that it held in MB. */
interface Cost {
    readonly cpu: number;
    readonly wall: number;
    readonly peak: number;
    /** Checksums of the groups that a run made. */
    readonly groups?: GroupSums;
}

/** A million deals, or as many as BENCH_FORECAST_DEALS says. */
export async function compareForecast(): Promise<void> {
    const deals = Number(process.env.BENCH_FORECAST_DEALS ?? 1_000_000);
    const folder = mkdtempSync(join(tmpdir(), 'bench-forecast-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    mkdirSync(folder, { recursive: true });
    writeForecastFiles(folder, { deals, historyRows: 5 * deals, map: readStageMap('config/stage-map/stage-map.json', ROOT) });
    const megabytes = ['Opportunity.csv', 'OpportunityHistory.csv'].reduce((sum, name) => sum + statSync(join(folder, name)).size / 1e6, 0);
    print(
        `${count(deals)} opportunities, ${count(5 * deals)} rows of history, ${Math.round(megabytes)} MB of CSV; least of ${ROUNDS} rounds`
    );
    const started = await run('nothing', folder);
    const costs = new Map<string, Cost>();
    for (const [name] of RUNS) costs.set(name, await leastOf(() => run(name, folder)));
    tell(costs, started, countLines(folder));
}

/** The least CPU of several rounds, with that round's clock and the most memory of any: noise only ever adds. */
async function leastOf(work: () => Promise<Cost>): Promise<Cost> {
    let best = await work();
    for (let round = 1; round < ROUNDS; round += 1) {
        const next = await work();
        const peak = Math.max(best.peak, next.peak);
        best = { ...(next.cpu < best.cpu ? next : best), peak };
    }
    return best;
}

function run(name: string, folder: string): Promise<Cost> {
    return new Promise((done, fail) => {
        const child = spawn(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'bench-forecast-runs.ts'), name, folder], {
            cwd: ROOT,
            stdio: ['ignore', 'pipe', 'inherit']
        });
        let told = '';
        child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
        child.once('exit', (code) =>
            code === 0 ? done(JSON.parse(told) as Cost) : fail(new Error(`the run '${name}' ended with ${code}`))
        );
    });
}

/** `wc` does nothing but read, so its time by the clock is its CPU. */
function countLines(folder: string): Cost {
    const began = performance.now();
    spawnSync('wc', ['-l', join(folder, 'Opportunity.csv'), join(folder, 'OpportunityHistory.csv')]);
    const wall = (performance.now() - began) / 1000;
    return { cpu: wall, wall, peak: 0 };
}

function tell(costs: ReadonlyMap<string, Cost>, started: Cost, lines: Cost): void {
    const yardstick = costs.get('duckdb')!;
    const line = (name: string, { cpu, wall, peak }: Cost) =>
        print(
            `${(cpu / yardstick.cpu).toFixed(2).padStart(7)} x  ${cpu.toFixed(1).padStart(6)} s CPU  ${wall.toFixed(1).padStart(6)} s  ${peak.toFixed(0).padStart(5)} MB  ${name}`
        );
    for (const [name, text] of RUNS) line(text, costs.get(name)!);
    line('wc -l', lines);
    line('an empty process (part of each run above)', started);
    const rollup = costs.get('rollup')!;
    const objects = costs.get('objects')!;
    const sums = [yardstick, objects].map(({ groups }) => `${groups?.pipeline} ${groups?.moves}`);
    judge(`plain DuckDB and csv-parse objects come to the same groups: ${sums.join(' and ')}`, sums[0] === sums[1]);
    judge(`rollup / plain DuckDB, CPU: ${(rollup.cpu / yardstick.cpu).toFixed(2)} (at most 2.5)`, rollup.cpu <= 2.5 * yardstick.cpu);
    const [inCpu, byClock] = [objects.cpu / rollup.cpu, objects.wall / rollup.wall];
    judge(`csv-parse objects / rollup, by the clock: ${byClock.toFixed(2)} (at least 5); in CPU: ${inCpu.toFixed(2)}`, byClock >= 5);
    judge(`peak memory of the rollup: ${rollup.peak.toFixed(0)} MB (at most 1,200)`, rollup.peak <= 1_200);
}

const judge = (text: string, isMet: boolean): boolean => print(`${isMet ? 'met    ' : 'NOT MET'}  ${text}`);
const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const count = (value: number): string => value.toLocaleString('en-US');
