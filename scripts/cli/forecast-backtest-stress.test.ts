import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dayOf } from '../domain/forecast/calendar-day';
import { simulate, type World } from '../testing/known-truth';
import * as logs from '../testing/stress-logs';
import { forecastBacktest } from './forecast-backtest';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

jest.setTimeout(120_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stress-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
    readonly snapshots: number;
    readonly dealSnapshots: number;
    readonly brier: number;
    readonly baseBrier: number;
    readonly fundable: boolean;
    readonly crmIsAssumed: boolean;
    readonly caveats: readonly string[];
    readonly reasons: readonly string[];
    readonly horizons: readonly { readonly wape: number; readonly wapeClosedConversion: number; readonly bias: number }[];
}

const SMALL: Partial<World> = { perDay: 1, from: dayOf(2024, 7, 1), to: dayOf(2025, 12, 31), seed: 5 };

/** Back-tests a world through files, as somebody with an export would, and checks what holds for every log. */
async function backtest(
    world: Partial<World>,
    damages: readonly logs.Damage[],
    args: readonly string[] = ['--window', '90']
): Promise<Told> {
    const { table } = simulate(world);
    logs.writeStressLog(folder, table, world.to!, damages);
    const told = { out: '', err: '' };
    const around = {
        terminal: openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) }),
        now: () => new Date('2026-11-21T15:00:00Z'),
        env: {},
        cwd: resolve(__dirname, '../..'),
        signal: new AbortController().signal
    };
    const file = join(folder, 'predictions.csv');
    const given = ['--from-csv', folder, '--predictions', file, '--json', ...args];
    const exit = await runCommandLine([...forecastBacktest.path, ...given], [forecastBacktest], around);
    expect([exit, told.err]).toEqual(['OK', '']);
    expect(told.out).not.toMatch(/NaN|Infinity/);
    const document = JSON.parse(told.out) as Told;
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(document.dealSnapshots);
    for (const row of rows) {
        const cells = row.split(',');
        const [window, ...periods] = [5, 7, 8, 9].map((at) => Number(cells[at]));
        for (const p of [window!, ...periods]) expect(p >= 0 && p <= 1).toBe(true);
        // Six digits each.
        expect(periods.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1 + 2e-6);
    }
    return document;
}

describe('a back-test of a log', () => {
    it.each([
        ['without creation rows', [logs.withoutCreationRows]],
        ['with reopened deals', [logs.withReopened]],
        ['with stages that the map does not know', [logs.withUnknownStages]],
        ['that begins later than its deals', [logs.withLateLog]],
        ['whose losses are closed once a quarter', [logs.withBulkClosing]],
        ['without half of the amounts', [logs.withoutHalfOfAmounts]],
        ['without close dates', [logs.withoutCloseDates]]
    ])('%s is better than the base rate', async (_, damages) => {
        const { snapshots, brier, baseBrier } = await backtest(SMALL, damages);
        expect(snapshots).toBeGreaterThanOrEqual(6);
        expect(brier).toBeLessThan(baseBrier);
    });

    it('with all of that at once ends with numbers', async () => {
        const all = [logs.withoutCreationRows, logs.withReopened, logs.withUnknownStages, logs.withLateLog, logs.withBulkClosing];
        const { snapshots, horizons } = await backtest(SMALL, [...all, logs.withoutHalfOfAmounts, logs.withoutCloseDates]);
        expect(snapshots).toBeGreaterThan(0);
        expect(horizons.every(({ wape }) => wape > 0 && wape < 2)).toBe(true);
    });

    it('whose stages chain on the past, for the deals differ in a way nobody wrote down', async () => {
        const pace = (type: number) => [1, 2.2, 0.4][type] ?? 1;
        const hidden: Partial<World> = {
            ...SMALL,
            perDay: 3,
            types: ['Direct', 'fast', 'slow'],
            hazardsOf: (stage, _, type) => ({
                advance: stage < 3 ? 0.025 * pace(type) : 0,
                win: ([0.0001, 0.0006, 0.005, 0.03][stage] ?? 0) * pace(type),
                lose: 0.008
            })
        };
        const { brier, baseBrier, horizons } = await backtest(hidden, []);
        expect(1 - brier / baseBrier).toBeGreaterThan(0.15);
        expect(Math.abs(horizons[0]!.bias)).toBeLessThan(0.15);
    });

    const weekly: Partial<World> = {
        seed: 3,
        perDay: 8,
        types: ['Direct'],
        rhythm: [1, 1, 1],
        from: dayOf(2025, 8, 4),
        to: dayOf(2026, 1, 19),
        hazardsOf: (stage, dwell) => ({
            advance: stage < 3 ? 0.07 : 0,
            win: [0.002, 0.008, 0.02, 0.06][stage] ?? 0,
            lose: dwell > 20 ? 0.04 : 0.015
        })
    };

    it('by weeks, over 13 snapshots with a window of 21 days', async () => {
        const args = ['--window', '21', '--period', 'week', '--from', '2025-10-05', '--to', '2025-12-28'];
        const { snapshots, brier, baseBrier, horizons } = await backtest(weekly, [], args);
        expect(snapshots).toBe(13);
        expect(1 - brier / baseBrier).toBeGreaterThan(0.1);
        expect(horizons.map(({ wape }) => wape < 0.3)).toEqual([true, true, true]);
    });

    it('by weeks, though all of a week is entered on one day of it', async () => {
        const { horizons } = await backtest(weekly, [logs.movedOnceAWeek], ['--window', '21', '--period', 'week']);
        expect(Math.abs(horizons[0]!.bias)).toBeLessThan(0.08);
    });

    it('in which hardly a deal is ever won, and closed-deal conversion promises all of them', async () => {
        const rare: Partial<World> = {
            seed: 4,
            perDay: 6,
            types: ['Direct'],
            recordsLosses: false,
            from: dayOf(2024, 10, 1),
            to: dayOf(2025, 12, 31),
            hazardsOf: (stage) => ({ advance: stage < 3 ? 0.006 : 0, win: [0.00005, 0.0002, 0.001, 0.004][stage] ?? 0, lose: 0.004 })
        };
        const { brier, baseBrier, horizons } = await backtest(rare, []);
        expect(brier).toBeLessThan(1.02 * baseBrier);
        expect(horizons[0]!.wape).toBeLessThan(1);
        expect(horizons[0]!.wapeClosedConversion).toBeGreaterThan(10);
    });

    it('of seven snapshots and a few dozen wins is not fundable, and says why', async () => {
        const thin = { ...SMALL, perDay: 0.6, seed: 11, from: dayOf(2025, 6, 1), to: dayOf(2026, 6, 30) };
        const { snapshots, fundable, reasons } = await backtest(thin, [], ['--window', '90', '--from', '2025-10-01']);
        expect(snapshots).toBe(7);
        expect(fundable).toBe(false);
        expect(reasons.join(' ')).toContain('30 won deals on past days');
    });

    it('of two deals says that there is nothing to forecast from', async () => {
        const { snapshots, fundable, crmIsAssumed, caveats } = await backtest({ ...SMALL, perDay: 0.005 }, []);
        expect([snapshots, fundable]).toEqual([0, false]);
        // The log has no column of probabilities.
        expect(crmIsAssumed).toBe(true);
        expect(caveats.join(' ')).toContain('assumed, 10/25/50/75 %');
    });
});
