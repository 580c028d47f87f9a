import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeForecastFiles } from '../testing/forecast-files';
import { parseStageMapFile } from '../testing/stage-maps';
import { forecastBacktest } from './forecast-backtest';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

const ROOT = resolve(__dirname, '../..');
const FIELDS =
    'snapshot,deal,stage,partner_type,dwell_days,p_window,won_in_window,p_0,p_1,p_2,crm_p_window,closed_conversion_p_window,p_base';
let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-'));
    writeForecastFiles(folder, { deals: 600, historyRows: 3_000, map: parseStageMapFile() });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
    return runOn('2026-11-21', ...args);
}

async function runOn(today: string, ...args: readonly string[]) {
    const told = { out: '', err: '' };
    const around = {
        terminal: openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) }),
        now: () => new Date(`${today}T15:00:00Z`),
        env: {},
        cwd: ROOT,
        signal: new AbortController().signal
    };
    const exit = await runCommandLine([...forecastBacktest.path, ...args], [forecastBacktest], around);
    return { ...told, exit };
}

describe('forecast backtest', () => {
    it('answers in JSON, and writes each probability with its outcome', async () => {
        const file = join(folder, 'predictions.csv');
        const { out, err, exit } = await run('--from-csv', folder, '--from', '2026-06-01', '--predictions', file, '--json');
        expect([exit, err]).toEqual(['OK', '']);
        interface Verdict {
            readonly ahead: number;
            readonly fundable: boolean;
        }
        const document = JSON.parse(out) as Record<string, number> & {
            horizons: Record<string, number>[];
            reasons: string[];
            verdictOf: string;
            fundability: { periods: Verdict[]; quarters: Verdict[] };
        };
        expect(document).toMatchObject({ window: 90, fundable: expect.any(Boolean), deals: 600 });
        expect(document.reasons.length).toBeGreaterThan(0);
        expect(document.verdictOf).toContain('forecasts made on the first day of every month.');
        expect(document.horizons).toHaveLength(3);
        for (const key of ['wape', 'coverage80', 'bias']) expect(document.horizons[0]).toHaveProperty(key);
        const { periods, quarters } = document.fundability;
        expect([periods.map(({ ahead }) => ahead), quarters.map(({ ahead }) => ahead)]).toEqual([
            [0, 1, 2],
            [0, 1]
        ]);
        expect(document.fundable).toBe([...periods, ...quarters].some(({ fundable }) => fundable));
        const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
        expect(header).toBe(FIELDS);
        expect(rows).toHaveLength(document.dealSnapshots!);
        expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(document.snapshots);
        // The scores of the document, added up again from the file.
        const pairs = rows.map((row) => row.split(',')).map((cells) => [Number(cells[5]), Number(cells[6])] as const);
        const brier = pairs.reduce((sum, [p, won]) => sum + (p - won) ** 2, 0) / pairs.length;
        expect(brier).toBeCloseTo(document.brier!, 5);
        const logLoss = -pairs.reduce((sum, [p, won]) => sum + Math.log(Math.max(1e-6, won ? p : 1 - p)), 0) / pairs.length;
        expect(logLoss).toBeCloseTo(document.logLoss!, 2);
        // The base rate of a day is one for all its deals, and scores as the document says.
        const bases = rows.map((row) => row.split(',')).map((cells) => [cells[0], Number(cells[12]), Number(cells[6])] as const);
        expect(new Set(bases.map(([day, base]) => `${day} ${base}`)).size).toBe(document.snapshots);
        const baseBrier = bases.reduce((sum, [, base, won]) => sum + (base - won) ** 2, 0) / bases.length;
        expect(baseBrier).toBeCloseTo(document.baseBrier!, 5);
        for (const column of FIELDS.split(',')) expect(forecastBacktest.notes).toContain(column);
        expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }, 60_000);

    it('takes a plain list of stages, and says how to write one', async () => {
        const { stages, lostStageNames } = parseStageMapFile();
        const names = stages.map(({ stageNames }) => stageNames);
        const list = join(folder, 'stages.json');
        writeFileSync(list, JSON.stringify({ open: names.slice(0, -1).flat(), won: names.at(-1), lost: lostStageNames }));
        const { out, err, exit } = await run('--from-csv', folder, '--from', '2026-06-01', '--stage-map', list, '--json');
        expect([exit, err]).toEqual(['OK', '']);
        expect(JSON.parse(out)).toMatchObject({ deals: 600, stageMapVersion: 'plain list' });
        writeFileSync(list, JSON.stringify({ stages: [] }));
        const refused = await run('--from-csv', folder, '--stage-map', list);
        expect(refused.exit).toBe('BAD_USAGE');
        expect(refused.err).toContain('{"open": ["Lead", "Demo", "Offer"], "won": ["Won"], "lost": ["Lost"]}');
    }, 60_000);

    it('says first whether finance may plan on it, and is the same whatever comes later', async () => {
        const args = ['--from-csv', folder, '--from', '2025-08-01', '--period', 'quarter', '--as-of', '2026-03-31'];
        const { out } = await run(...args);
        expect(out).toMatch(/^Back-test: .*\n.*\n\n(NOT FUNDABLE YET|FUNDABLE)/);
        expect(out).toContain('This is the verdict on forecasts made on the first day of every quarter. `forecast rollup` judges by past');
        expect(out).toContain('for the day of a forecast that of `forecast rollup` decides.');
        expect(out).toMatch(/Single quarters, pooled: missed .*\. Three quarters added up: missed /);
        expect(out).not.toMatch(/[+-]0 %/);
        expect(out).toContain('CRM probability × close date');
        expect((await run(...args)).out).toBe(out);
    }, 60_000);

    it.each([
        ['the data that end on Friday 2026-11-20, and the weekend after them', '2026-11-30', '2026-11-23', '2026-11-22'],
        ['the clock', '2026-11-18', '2026-11-19', '2026-11-18']
    ])('does not take a day after %s for known', async (_, today, asked, latest) => {
        const { err, exit } = await runOn(today, '--from-csv', folder, '--as-of', asked);
        expect([err.split('\n')[0], exit]).toEqual([`--as-of ${asked} lies after ${latest}.`, 'BAD_USAGE']);
    });

    it.each([
        [['--window', '0'], '--window 0 is not a number of days.'],
        [['--period', 'year'], '--period year is not known.'],
        [['--from', '2026-02-30'], '--from 2026-02-30 is not a date.'],
        [['--from', '2026-02-01', '--to', '2026-01-01'], '--from 2026-02-01 lies after --to 2026-01-01.'],
        [['--from-csv', 'no/such/folder'], 'no/such/folder is not there.']
    ])('refuses %j in words', async (args, problem) => {
        const { err, exit } = await run(...args);
        expect([err.split('\n')[0], exit]).toEqual([problem, 'BAD_USAGE']);
    });

    it('leaves no predictions behind that could not be written', async () => {
        const file = join(folder, 'Opportunity.csv', 'p.csv');
        const { err, exit } = await run('--from-csv', folder, '--from', '2026-06-01', '--predictions', file);
        expect([err.split(' cannot')[0], exit]).toEqual([file, 'BAD_USAGE']);
    }, 60_000);
});
