import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ForecastDocument } from '../boundary/forecast-document';
import { writeForecastFiles } from '../testing/forecast-files';
import { parseStageMapFile } from '../testing/stage-maps';
import { forecastBacktest } from './forecast-backtest';
import { forecastRollup } from './forecast-rollup';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'other-systems-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every seventh deal loses its close date and every fifth its amount, with its history; ids are plain numbers and words. */
beforeAll(() => {
    writeForecastFiles(folder, { deals: 500, historyRows: 2_500, map: parseStageMapFile() });
    const ids = new Map<string, number>();
    const numberOf = (id: string) => ids.get(id) ?? ids.set(id, ids.size).get(id)!;
    for (const [name, idAt] of [
        ['Opportunity.csv', 0],
        ['OpportunityHistory.csv', 1]
    ] as const) {
        const [header = '', ...rows] = readFileSync(join(folder, name), 'utf8').replaceAll('\n(second line)', '').trimEnd().split('\n');
        const columns = header.split(',').map((cell) => cell.slice(1, -1));
        const changed = rows.map((row) => {
            const cells = row.slice(1, -1).split('","');
            const deal = numberOf(cells[idAt]!);
            cells[idAt] = deal % 2 === 0 ? String(deal) : `OPP-${deal}`;
            if (deal % 7 === 0) cells[columns.indexOf('CloseDate')] = '';
            if (deal % 5 === 0) cells[columns.indexOf('Amount')] = '';
            return `"${cells.join('","')}"`;
        });
        writeFileSync(join(folder, name), `${[header, ...changed].join('\n')}\n`);
    }
});

async function run(...args: readonly string[]) {
    const told = { out: '', err: '' };
    const around = {
        terminal: openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) }),
        now: () => new Date('2026-11-21T15:00:00Z'),
        env: {},
        cwd: resolve(__dirname, '../..'),
        signal: new AbortController().signal
    };
    const exit = await runCommandLine([...args, '--from-csv', folder], [forecastRollup, forecastBacktest], around);
    return { ...told, exit };
}

/** Open deals of the file by hand, from its text. */
function openInFile() {
    const [, ...rows] = readFileSync(join(folder, 'Opportunity.csv'), 'utf8').trimEnd().split('\n');
    const open = rows.map((row) => row.slice(1, -1).split('","')).filter(([, , , , , , isClosed]) => isClosed === 'false');
    return {
        deals: open.length,
        amount: open.reduce((sum, [, , , amount]) => sum + Math.round(Number(amount) * 100), 0) / 100,
        undated: open.filter(([, , , , closeDate]) => closeDate === '').length,
        undatedOfAll: rows.filter((row) => row.split('","')[4] === '').length,
        overdue: open.filter(([, , , , closeDate]) => closeDate !== '' && closeDate! < '2026-11-20').length
    };
}

describe('files of another system, without close dates and amounts here and there', () => {
    it('roll up: every dollar once, undated deals are not overdue, and the reader is told how many there are', async () => {
        const { out, err, exit } = await run('forecast', 'rollup', '--json');
        expect([exit, err]).toEqual(['OK', '']);
        const document = JSON.parse(out) as ForecastDocument;
        const own = openInFile();
        expect(own.undated).toBeGreaterThan(10);
        expect(document.asOf).toBe('2026-11-20');
        expect(document.reconciliation).toMatchObject({
            agrees: true,
            deals: own.deals,
            openByMonth: own.amount,
            openByQuarter: own.amount
        });
        expect(document.byStage.reduce((sum, { overdueDeals }) => sum + overdueDeals, 0)).toBe(own.overdue);
        expect(document.caveats).toEqual(
            expect.arrayContaining([
                `Closed opportunities without a close date: only history tells when they closed: ${own.undatedOfAll - own.undated}.`,
                `${own.undated} open deals without a close date: their open dollars stand in the running month.`
            ])
        );
        expect(document.topDeals.every(({ id }) => /^(OPP-)?\d+$/.test(id))).toBe(true);
        expect(out).not.toMatch(/NaN|Infinity|Invalid Date|-2147483648|undefined/);
    });

    it('roll up as text: nothing about proof, waivers and signals without partners, and why --since compares nothing', async () => {
        const { out, exit } = await run('forecast', 'rollup', '--as-of', '2021-06-01', '--since', '2021-05-01');
        expect(exit).toBe('OK');
        expect(out).toContain('amounts as in the files, in one unnamed currency');
        expect(out).toContain('NOT FUNDABLE YET');
        expect(out).not.toMatch(/Proof gap|On exception|unregistered partner signal/);
        expect(out).toContain('Nothing to compare with 2021-05-01: ');
        expect(out).toContain('and the one of 2021-05-01 may not be.');
    });

    it('help names the columns of the files', () => {
        expect(forecastRollup.notes).toContain('OpportunityHistory.csv needs OpportunityId, StageName, CreatedDate');
        expect(forecastBacktest.notes).toContain('Opportunity.csv needs Id, StageName, Amount, CloseDate, CreatedDate');
    });

    it('back-test: the CRM forecast says nothing of undated deals, and no score is broken', async () => {
        const file = join(folder, 'predictions.csv');
        const { out, err, exit } = await run('forecast', 'backtest', '--from', '2026-03-01', '--predictions', file, '--json');
        expect([exit, err]).toEqual(['OK', '']);
        const { brier, logLoss } = JSON.parse(out) as { brier: number; logLoss: number };
        expect([brier, logLoss].every((score) => score > 0 && score < 1)).toBe(true);
        const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
        const at = (name: string) => header.split(',').indexOf(name);
        const cells = rows.map((row) => row.split(','));
        const undated = cells.filter((row) => Number(row[at('deal')]!.replace('OPP-', '')) % 7 === 0);
        expect(undated.length).toBeGreaterThan(50);
        expect(new Set(undated.map((row) => Number(row[at('crm_p_window')])))).toEqual(new Set([0]));
        expect(undated.every((row) => Number(row[at('p_window')]) > 0)).toBe(true);
        expect(rows.join('')).not.toMatch(/NaN|undefined/);
    });
});
