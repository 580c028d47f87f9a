import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ForecastDocument } from '../boundary/forecast-document';
import { createLocalOrg, type RunningOrg } from '../local-org/local-org';
import { forecastRollup } from './forecast-rollup';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

jest.setTimeout(180_000);

const ROOT = resolve(__dirname, '../..');
const NOW = new Date('2026-11-21T15:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'currencies-'));

/** One EUR is worth 1/0.7 USD until the end of 2026 and 2 USD from 2027 on; three deals of 100 EUR, one of 100 EUR in 2027, one in USD. */
const deal = (name: string, given: object) => ({
    ref: name,
    Name: name,
    Amount: 100,
    CurrencyIsoCode: 'EUR',
    CloseDate: '2026-12-10',
    StageName: 'Qualification',
    CreatedDate: '2026-10-01T00:00:00Z',
    ...given
});
const SEED = {
    features: ['MultiCurrency'],
    users: [
        {
            key: 'leader',
            username: 'leader@example.com',
            firstName: 'Lea',
            lastName: 'Der',
            profile: 'Standard User',
            permissionSets: ['Partner_Stages_Forecast_Reader']
        }
    ],
    settings: { currencySettings: { enableCurrencyEffectiveDates: true } },
    objects: [
        {
            object: 'CurrencyType',
            rows: [
                { IsoCode: 'USD', ConversionRate: 1, DecimalPlaces: 2, IsActive: true, IsCorporate: true },
                { IsoCode: 'EUR', ConversionRate: 0.9, DecimalPlaces: 2, IsActive: true }
            ]
        },
        {
            object: 'DatedConversionRate',
            rows: [
                { IsoCode: 'EUR', ConversionRate: 0.7, StartDate: '2020-01-01' },
                { IsoCode: 'EUR', ConversionRate: 0.5, StartDate: '2027-01-01' }
            ]
        },
        {
            object: 'Opportunity',
            rows: [
                deal('one', {}),
                deal('two', {}),
                deal('three', {}),
                deal('later', { CloseDate: '2027-01-01' }),
                deal('home', { Amount: 1000.5, CurrencyIsoCode: 'USD' })
            ]
        }
    ]
};

let org: RunningOrg;
let instanceUrl: string;

beforeAll(async () => {
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(SEED));
    org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, now: () => NOW });
    ({ url: instanceUrl } = await org.start());
}, 60_000);

afterAll(async () => {
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

async function rollup(args: readonly string[]) {
    const told = { out: '', err: '' };
    const terminal = openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) });
    const env = { INSTANCE_URL: instanceUrl, ACCESS_TOKEN: org.tokens['leader'] };
    const around = { terminal, env, now: () => NOW, cwd: ROOT, signal: new AbortController().signal };
    const exit = await runCommandLine(['forecast', 'rollup', ...args], [forecastRollup], around);
    return { ...told, exit };
}

describe('forecast rollup in an org with several currencies', () => {
    it('converts each deal by the rate of its close date and reconciles with the unrounded sum of the org', async () => {
        const { out, err, exit } = await rollup(['--json']);
        expect([err, exit]).toEqual(['', 'OK']);
        const { currency, reconciliation, lines } = JSON.parse(out) as ForecastDocument;
        // 100 / 0.7 = 142.857…: three rows of 142.86 make 428.58, the org's own sum 428.571…; 100 / 0.5 = 200.
        expect(lines.filter(({ periodType }) => periodType === 'Month').map(({ periodLabel, open }) => [periodLabel, open])).toEqual([
            ['Dec 2026', 1429.08],
            ['Jan 2027', 200]
        ]);
        expect(reconciliation).toMatchObject({
            agrees: true,
            deals: 5,
            openByMonth: 1629.08,
            rounding: 0.01,
            org: { deals: 5, open: 1629.07 },
            seesAllDeals: true
        });
        expect(currency).toMatchObject({ code: 'USD', policy: 'dated-rates' });
        expect(currency.byCurrency).toEqual([
            { code: 'EUR', deals: 4, open: 400, converted: 628.58, rates: [0.5, 0.7] },
            { code: 'USD', deals: 1, open: 1000.5, converted: 1000.5, rates: [1] }
        ]);
    });

    it('says which rates were used', async () => {
        const { out } = await rollup([]);
        expect(out).toContain('amounts in USD');
        expect(out).toContain('EUR: 4 deals, 400.00 EUR = 628.58 USD at 2 rates of their close dates, 0.5 to 0.7');
        expect(out).toContain('(+0.01 of it from rounding converted rows to the cent)');
    });
});
