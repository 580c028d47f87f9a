import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openOrg } from '../adapters/salesforce/salesforce-org';
import type { ForecastDocument } from '../boundary/forecast-document';
import { parseStageMap } from '../boundary/parse-stage-map';
import { createLocalOrg, type RunningOrg } from '../local-org/local-org';
import type { Cast } from '../sample-data/cast';
import { makeSampleData } from '../sample-data/make-sample-data';
import type { Around } from './command';
import { parseDay } from '../domain/forecast/calendar-day';
import type { Forecast } from '../domain/forecast/make-forecast';
import { forecastRollup } from './forecast-rollup';
import { keepSnapshots, readLastStates } from './keep-snapshots';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

// Several hundred rows are written through the whole save order, on machines that do other things too.
jest.setTimeout(180_000);

const ROOT = resolve(__dirname, '../..');
const NOW = new Date('2026-11-21T15:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'forecast-'));

let org: RunningOrg;
let instanceUrl: string;

beforeAll(async () => {
    const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
    const map = parseStageMap(json('config/stage-map/stage-map.json'), 'stage-map.json');
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(makeSampleData(json('config/sample-data/cast.json') as Cast, map, '2026-11-21')));
    org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, now: () => NOW });
    ({ url: instanceUrl } = await org.start());
}, 60_000);

afterAll(async () => {
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as one user of the sample org; anything else of the environment may be given over. */
async function rollup(user: string, args: readonly string[] = [], env: Around['env'] = {}) {
    const told = { out: '', err: '' };
    const terminal = openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) });
    const access = { INSTANCE_URL: instanceUrl, ACCESS_TOKEN: org.tokens[user], ...env };
    const around: Around = { terminal, env: access, now: () => NOW, cwd: ROOT, signal: new AbortController().signal };
    const exit = await runCommandLine(['forecast', 'rollup', ...args], [forecastRollup], around);
    return { ...told, exit };
}

const openAs = (user: string) => openOrg({ instanceUrl, accessToken: org.tokens[user]! });

describe('forecast rollup on the sample org', () => {
    it('names deals of the bridge that are closed by now', async () => {
        const { out } = await rollup('leader', ['--since', '2026-10-01', '--json']);
        const told = (JSON.parse(out) as ForecastDocument).change!.deals.filter(({ kind }) => kind === 'won' || kind === 'lost');
        expect(told.length).toBeGreaterThan(0);
        expect(told.filter(({ id, name }) => name === id)).toEqual([]);
    });

    it('tells a leader a number with its range, or that there is none yet and why, and that it reconciles', async () => {
        const { out, err, exit } = await rollup('leader');
        expect(err).toBe('');
        if (out.includes('NOT FUNDABLE YET')) {
            expect(out).toMatch(/no number is told as a forecast\.\n- .+/);
            expect(out).not.toContain('lands at');
        } else {
            expect(out).toMatch(/Q4 FY 2026 \(to 2026-12-31\) lands at [\d,]+: [\d,]+ won, [\d,]+ still expected/);
            expect(out).toMatch(/Likely between [\d,]+ and [\d,]+/);
        }
        expect(out).toContain('Proof gap:');
        expect(out).toContain('Reconciled to the cent with the org’s own SUM(Amount)');
        expect(exit).toBe('OK');
    });

    it('prints one JSON document whose lines add up to what the org holds', async () => {
        const { out, exit } = await rollup('leader', ['--json']);
        const document = JSON.parse(out) as ForecastDocument;
        const { org: orgTotal } = document.reconciliation;
        const byQuarter = document.lines.filter(({ periodType }) => periodType !== 'Month');
        expect(byQuarter.reduce((sum, { open }) => sum + Math.round(open * 100), 0)).toBe(Math.round(orgTotal!.open * 100));
        expect(byQuarter.reduce((sum, { deals }) => sum + deals, 0)).toBe(orgTotal!.deals);
        expect(document.reconciliation.seesAllDeals).toBe(true);
        // No expected money anywhere unless it may be planned on.
        const told = [...document.quarters, ...document.months, ...document.lines].some(({ expected }) => expected !== null);
        expect(told).toBe(document.fundable.fundable);
        expect(exit).toBe('OK');
    });

    it('keeps the forecast once, and only what changed when it runs again', async () => {
        const first = await rollup('revops', ['--write']);
        expect(first.out).toMatch(/Snapshot rows: [1-9]\d* written, 0 unchanged, 0 removed\./);
        const second = await rollup('revops', ['--write']);
        expect(second.out).toMatch(/Snapshot rows: 0 written, [1-9]\d* unchanged, 0 removed\./);
        const revops = await openAs('revops');
        const soql = (type: string) =>
            `SELECT SUM(Open_Amount__c) amount FROM Partner_Forecast_Snapshot__c WHERE Period_Type__c IN ('${type}', 'Beyond')`;
        const [months] = await revops.query(soql('Month'));
        const [quarters] = await revops.query(soql('Quarter'));
        const [open] = await revops.query('SELECT SUM(Amount) amount FROM Opportunity WHERE IsClosed = false');
        expect(months).toEqual(open);
        expect(quarters).toEqual(open);
    });

    it('tells everybody who works on partner deals how long deals usually stay, and lets none of them write it', async () => {
        const soql = "SELECT Id, Mean_Days__c, Threshold_Days__c FROM Partner_Dwell_Baseline__c WHERE Partner_Type__c = 'All'";
        for (const user of ['ae', 'partnerManager', 'leader']) {
            const reader = await openAs(user);
            const rows = (await reader.query(soql)) as readonly { Id: string; Mean_Days__c: number; Threshold_Days__c: number }[];
            expect(rows.length).toBeGreaterThan(2);
            // The default map gives 14 days of grace.
            for (const row of rows) expect(row.Threshold_Days__c - row.Mean_Days__c).toBeCloseTo(14, 5);
            const [first] = rows;
            const { refused } = await reader.updateTogether('Partner_Dwell_Baseline__c', [{ Id: first!.Id, Mean_Days__c: 1 }]);
            expect(refused).toHaveLength(1);
        }
    });

    it('says which rows were refused when the user may not keep them', async () => {
        const { err, exit } = await rollup('leader', ['--write'], {});
        // The rows that revops kept are unchanged, so the leader has nothing to write.
        expect([err, exit]).toEqual(['', 'OK']);
        const revops = await openAs('revops');
        const kept = (await revops.query('SELECT Id FROM Partner_Forecast_Snapshot__c LIMIT 2')) as readonly { Id: string }[];
        await revops.remove(kept.map(({ Id }) => Id));
        const refused = await rollup('leader', ['--write']);
        expect(refused.exit).toBe('FOUND');
        expect(refused.err).toContain('The org refused 2 snapshot rows:');
        expect(refused.out).toContain('2 refused');
        // The next run of somebody who may writes what is missing and nothing else.
        const resumed = await rollup('revops', ['--write']);
        expect(resumed.out).toMatch(/Snapshot rows: 2 written, [1-9]\d* unchanged, 0 removed\./);
    });

    it('keeps the state of each deal with the snapshot, for those who read snapshots', async () => {
        const deals = Array.from({ length: 2_500 }, (_, index) => ({
            id: `006${String(index).padStart(15, '0')}`,
            expected: 1_000_01 + index,
            amount: 9_000_00,
            closeOn: 20_800,
            stageName: 'Need',
            claimedOrder: 1,
            earnedOrder: 0
        }));
        const asOf = parseDay('2026-11-14')!;
        const kept = { rollup: { asOf }, snapshotRows: [], states: () => ({ asOf, deals }), mapVersion: '1' } as unknown as Forecast;
        const revops = await openAs('revops');
        expect(await keepSnapshots(revops, kept)).toMatchObject({ written: 2, unchanged: 0, refused: [] });
        expect(await keepSnapshots(revops, kept)).toMatchObject({ written: 0, unchanged: 2, refused: [] });
        expect(await readLastStates(await openAs('leader'), parseDay('2026-11-21')!)).toEqual({ asOf, deals });
        expect(await readLastStates(await openAs('leader'), asOf)).toBeUndefined();
        expect(await readLastStates(await openAs('ae'), parseDay('2026-11-21')!)).toBeUndefined();
    });

    it('writes CSV, and says that it made the folder', async () => {
        const file = join(folder, 'out', 'forecast.csv');
        const written = await rollup('leader', ['--csv', file]);
        expect(written.exit).toBe('OK');
        expect(written.err).toBe(`Note: The folder ${join(folder, 'out')} was not there; it was made.\n`);
        const [heading, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
        expect(heading).toContain('Period type,Period start');
        expect(rows.length).toBeGreaterThan(50);
    });

    it('forecasts as of an earlier day, and does not write that', async () => {
        const { out, exit } = await rollup('leader', ['--as-of', '2026-08-15']);
        expect(out).toContain('Forecast as of 2026-08-15');
        expect(out).toContain('For a past day');
        expect(exit).toBe('OK');
        expect((await rollup('revops', ['--as-of', '2026-08-15', '--write'])).exit).toBe('BAD_USAGE');
    });

    it('says the same of a quarter and of the only month that is left of it', async () => {
        const { out } = await rollup('leader', ['--as-of', '2026-09-01', '--json']);
        const { quarters, months } = JSON.parse(out) as ForecastDocument;
        const told = [quarters[0]!, months[0]!].map(({ to, fundable, expected, p10, p90 }) => ({ to, fundable, expected, p10, p90 }));
        expect(told[0]).toEqual(told[1]);
        expect(told[0]!.to).toBe('2026-09-30');
    });

    it('does not contradict its reasons where nothing was known yet', async () => {
        const { out } = await rollup('leader', ['--as-of', '2020-01-01']);
        // No deal was ever closed by then, so nobody can say when a hundred will be.
        expect(out).toContain('0 of 100 closed deals to learn from.\n');
        expect(out).toContain('No day can be named by which all of it will be there: see the reasons.');
    });

    it.each([
        ['a day that does not exist', ['--as-of', '2026-02-30'], {}, 'BAD_USAGE', 'is not a date'],
        ['a day to come', ['--as-of', '2026-11-22'], {}, 'BAD_USAGE', 'lies after 2026-11-21'],
        ['a day of comparison that is not before', ['--since', '2026-11-21'], {}, 'BAD_USAGE', 'lies after 2026-11-20'],
        ['files to write to', ['--from-csv', 'x', '--write'], {}, 'BAD_USAGE', 'has no org to write to'],
        ['a map that is not there', ['--stage-map', 'nowhere.json'], {}, 'BAD_USAGE', 'nowhere.json does not exist'],
        ['a token that is not known', [], { ACCESS_TOKEN: '00D000000000001!wrong' }, 'UNREACHABLE', 'does not accept this login'],
        ['half a login', [], { ACCESS_TOKEN: undefined }, 'BAD_USAGE', 'ACCESS_TOKEN is not set'],
        ['an org that does not answer', [], { INSTANCE_URL: 'http://127.0.0.1:1' }, 'UNREACHABLE', 'does not answer']
    ])('refuses %s', async (_, args, env, exit, words) => {
        const refused = await rollup('leader', args, env);
        expect(refused.exit).toBe(exit);
        expect(refused.err).toContain(words);
        expect(refused.out).toBe('');
    });
});
