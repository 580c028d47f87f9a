import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolder } from '../adapters/duckdb/csv-folder';
import { readDeals } from '../adapters/duckdb/read-deals';
import { openOrg } from '../adapters/salesforce/salesforce-org';
import { FORECAST_QUERIES, readDeals as readDealRows } from '../boundary/forecast-rows';
import { parseDay } from '../domain/forecast/calendar-day';
import type { DealTable } from '../domain/forecast/deal-table';
import { toDealTable } from '../domain/forecast/to-deal-table';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { parseStageMapFile } from '../testing/stage-maps';
import type { Around } from './command';
import { exportOrg } from './export-org';
import { forecastBacktest } from './forecast-backtest';
import { readSource } from './read-source';
import { openTerminal } from './terminal';

const TODAY = '2026-11-21';
let sample: SampleOrg;
let folder: string;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'read-source-'));
    sample = await startSampleOrg(TODAY);
}, 120_000);
afterAll(async () => {
    await sample.stop();
    rmSync(folder, { recursive: true, force: true });
});

const aroundOf = (user: string): Around => ({
    terminal: openTerminal({ write: () => true }, { write: () => true }),
    now: () => new Date(`${TODAY}T15:00:00Z`),
    env: { INSTANCE_URL: sample.instanceUrl, ACCESS_TOKEN: sample.org.tokens[user] },
    cwd: folder,
    signal: new AbortController().signal
});

async function readThrough(bulkFrom: number) {
    const into = join(folder, `from-${bulkFrom}`);
    mkdirSync(into);
    const { origin } = await exportOrg({ targetOrg: undefined, localUser: 'leader' }, into, aroundOf('leader'), bulkFrom);
    const sheets = openFolder(into, origin);
    return readDeals({
        origin,
        sheets,
        map: parseStageMapFile(),
        spillFolder: folder,
        today: parseDay(TODAY),
        onProgress: () => undefined
    });
}

/** History and partners by name, so that the numbering of names does not matter. */
const legible = ({ ids, stageNames, partnerTypes, history, partners, ...table }: DealTable) =>
    ids.map((id, deal) => ({
        id,
        now: [table.createdOn[deal], stageNames[table.stage[deal]!], table.amount[deal], table.closeOn[deal]],
        history: Array.from(history.day.subarray(history.from[deal], history.from[deal + 1]), (day, row) => {
            const at = history.from[deal]! + row;
            return [day, stageNames[history.stage[at]!], history.amount[at], history.closeOn[at]];
        }),
        partners: Array.from(partners.day.subarray(partners.from[deal], partners.from[deal + 1]), (day, row) => {
            const at = partners.from[deal]! + row;
            return [day, partnerTypes[partners.partnerType[at]!], partners.attribution[at]];
        })
    }));

describe('an org as a source', () => {
    it('gives the same columns by REST, by Bulk API, and as rows turned into columns', async () => {
        const [byRest, byBulk] = [await readThrough(Infinity), await readThrough(0)];
        expect(byRest.table.size).toBeGreaterThan(300);
        expect(byBulk.table).toEqual(byRest.table);
        expect(byBulk.open.deal).toEqual(byRest.open.deal);
        const org = await openOrg({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens.leader! });
        const [opportunities, history, partners] = await Promise.all([
            org.query(FORECAST_QUERIES.opportunities),
            org.query(FORECAST_QUERIES.history),
            org.query(FORECAST_QUERIES.partners)
        ]);
        const deals = readDealRows({ opportunities, history, partners });
        expect(legible(byRest.table)).toEqual(legible(toDealTable(deals, parseDay(TODAY)!)));
        const named = byRest.open.deal.length - 1;
        const last = deals.find(({ id }) => id === byRest.table.ids[byRest.open.deal[named]!])!;
        expect(byRest.open.nameOf(named)).toBe(last.name);
        expect(byRest.open.earnedOrder[named]).toBe(last.earnedOrder);
        expect(byRest.total!.deals).toBe(byRest.open.deal.length);
    }, 60_000);

    it('knows earned stages of past days, up to what the org says of today', async () => {
        const { table, open, stages } = await readThrough(1);
        expect(table.proof.day.length).toBeGreaterThan(20);
        for (const [position, deal] of open.deal.entries()) {
            const last = table.proof.order[table.proof.from[deal + 1]! - 1];
            if (table.proof.from[deal] === table.proof.from[deal + 1]) continue;
            expect(Math.min(stages.get(table.stageNames[table.stage[deal]!]!)!.order, last!)).toBe(open.earnedOrder[position]);
        }
    }, 60_000);

    it('names the currency of an org that has only one', async () => {
        const source = await readSource(
            { fromCsv: undefined, targetOrg: undefined, localUser: 'leader', map: parseStageMapFile() },
            aroundOf('leader')
        );
        expect(source.currency).toMatchObject({ code: 'USD', policy: 'single', convertedRows: 0 });
    }, 60_000);

    it('can be back-tested', async () => {
        const { out, err, exit } = await sample.run(forecastBacktest, 'leader', ['--from', '2026-05-01', '--json']);
        expect([exit, err]).toEqual(['OK', '']);
        const document = JSON.parse(out) as { source: string; snapshots: number; fundable: boolean; reasons: string[] };
        expect(document.source).toBe(sample.instanceUrl);
        expect(document.snapshots).toBeGreaterThan(0);
        expect(document.reasons.length).toBeGreaterThan(0);
    }, 60_000);
});
