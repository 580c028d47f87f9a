/**
 * The runs that `bench-forecast` compares, each in a process of its own that starts as the product does:
 * `node --require tsx/cjs bench-forecast-runs.ts <run> <folder>`.
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type * as Rollup from '../cli/forecast-rollup';
import type * as Source from '../cli/read-source';
import type * as StageMap from '../cli/read-stage-map';
import { openTerminal } from '../cli/terminal';
import { groupObjects, groupWithDuckDb, type GroupSums } from './group-deals';

const [, , name = '', folder = ''] = process.argv;
/** Loads a part only where a run needs it. */
const load = createRequire(__filename);
const ROOT = resolve(__dirname, '../..');

/** The whole command: ingest, model, output. */
async function rollup(): Promise<void> {
    const { forecastRollup } = load('../cli/forecast-rollup') as typeof Rollup;
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
    const { readSource } = load('../cli/read-source') as typeof Source;
    const { readStageMap } = load('../cli/read-stage-map') as typeof StageMap;
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
