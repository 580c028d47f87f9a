/** The runs that `bench-forecast` compares, each in a process of its own: `tsx bench-forecast-runs.ts <run> <folder>`. */
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openTerminal } from '../cli/terminal';
import { groupObjects, groupWithDuckDb, type GroupSums } from './group-deals';

const [, , name = '', folder = ''] = process.argv;
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

/** Plain DuckDB on the same files, and csv-parse objects that do the same work. */
const duckdb = (): Promise<GroupSums> => groupWithDuckDb(folder);
const objects = (): Promise<GroupSums> => groupObjects(folder);

/** An empty process: what starting costs. */
const nothing = async (): Promise<void> => undefined;

const RUNS: Readonly<Record<string, () => Promise<void | GroupSums>>> = { rollup, ingest, duckdb, objects, nothing };

const began = performance.now();
RUNS[name]!()
    .then((groups) => {
        const { user, system } = process.cpuUsage();
        const peak = process.resourceUsage().maxRSS / 1024;
        process.stdout.write(
            `${JSON.stringify({ cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000, peak, ...(groups ? { groups } : {}) })}\n`
        );
        process.exit(0);
    })
    .catch((error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
    });
