import type { ForecastDocument, PeriodDocument, SplitDocument } from '../../../boundary/forecast-document';
import { toForecastHtml } from './forecast-page';
import type { BacktestSummary } from './trust';

const split = (label: string, changes: Partial<SplitDocument> = {}): SplitDocument => ({
    label,
    deals: 2,
    open: 300,
    expectedThisQuarter: 120,
    expectedNextQuarter: 0,
    expectedAllQuarters: 120,
    claimedExpectedAllQuarters: 150,
    ...changes
});

const quarter = (changes: Partial<PeriodDocument> = {}): PeriodDocument => ({
    label: 'Q4 FY2026',
    from: '2026-10-01',
    to: '2026-12-31',
    fundable: true,
    open: 300,
    alreadyWon: 50,
    expected: 120,
    claimedExpected: 150,
    lands: 170,
    p10: 90,
    p50: 120,
    p90: 160,
    notYetCreated: 30,
    ...changes
});

const forecast = (changes: Partial<ForecastDocument> = {}): ForecastDocument => ({
    formatVersion: 2,
    asOf: '2026-11-22',
    org: 'https://example.my.salesforce.com',
    stageMapVersion: '2026.1',
    methods: { forecast: 'blend', dwell: 'Kaplan-Meier' },
    currency: { code: 'USD', policy: 'single', convertedRows: 0, byCurrency: [] },
    fundable: {
        fundable: true,
        reasons: ['12 past snapshots'],
        expectedOn: null,
        pastSnapshots: 12,
        brierSkill: 0.2,
        quarters: [],
        horizons: []
    },
    headline: quarter(),
    quarters: [quarter()],
    months: [],
    total: split('Total'),
    byAttribution: [split('Partner sourced')],
    wholeDeals: [],
    byPartnerType: [split('SI')],
    byStage: [{ ...split('Joint discovery'), stageOrder: 1, overdueDeals: 1, overdueOpen: 100 }],
    onException: split('On exception', { deals: 1, open: 100 }),
    aheadOfProof: { deals: 1, open: 100, gap: 30 },
    preRegistration: { deals: 1, open: 999 },
    topDeals: [],
    change: null,
    learntFrom: { pastSnapshots: 12, pastDeals: 300, from: '2024-11-22', monthOfQuarterFactors: [] },
    championLog: [],
    dwell: [],
    passage: { since: null, graceDays: 14, stages: [] },
    reconciliation: {
        agrees: true,
        deals: 3,
        openByMonth: 300,
        openByQuarter: 300,
        inForecast: 300,
        preRegistration: 999,
        rounding: 0,
        org: { deals: 3, open: 300 },
        seesAllDeals: true
    },
    caveats: [],
    snapshots: null,
    lines: [],
    ...changes
});

const test: BacktestSummary = {
    snapshots: 3,
    dealSnapshots: 40,
    window: 90,
    brier: 0.12,
    baseBrier: 0.16,
    skill: 0.25,
    ece: 0.03,
    comparisons: {
        crm: { brier: 0.2, ece: 0.1 },
        closedConversion: { brier: 0.3, ece: 0.3 },
        claimedStage: { brier: 0.13, ece: 0.04 }
    },
    horizons: [{ ahead: 0, wape: 0.2, bias: 0.01, coverage80: 0.8, wapeCrm: 0.4, wapeClosedConversion: 1.2 }],
    calibration: [{ said: 0.3, won: 0.25, deals: 40 }],
    gates: null
};

const textOf = (page: string): string =>
    page
        .replace(/<style>[^]*?<\/style>/, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ');

describe('toForecastHtml', () => {
    it('says the number, its range and the verdict first', () => {
        const text = textOf(toForecastHtml(forecast()));
        expect(text).toContain('$120 expected from open deals in Q4 FY2026');
        expect(text).toContain('Eight times in ten between $90 and $160');
        expect(text).toContain('Fundable.');
        expect(text).toContain('$999 outside the forecast: 1 deal that no partner registered yet');
    });

    it('gives no figure, but the reason and the day, where nothing may be planned on', () => {
        const unknown = { expected: null, claimedExpected: null, lands: null, p10: null, p50: null, p90: null, fundable: false } as const;
        const text = textOf(
            toForecastHtml(
                forecast({
                    fundable: { ...forecast().fundable, fundable: false, reasons: ['3 of 6 past snapshots'], expectedOn: '2027-03-01' },
                    headline: quarter(unknown),
                    quarters: [quarter(unknown)]
                })
            )
        );
        expect(text).toContain('Not fundable yet.');
        expect(text).toContain('3 of 6 past snapshots');
        expect(text).toContain('Expected on Mar 1, 2027');
        expect(text).not.toContain('expected from open deals in');
    });

    it('shows the back-test beside its simple rivals', () => {
        const page = toForecastHtml(forecast(), test);
        expect(textOf(page)).toContain('The CRM: typed probability × close date 0.2000');
        expect(page).toContain('role="img"');
    });

    it('asks nothing of the network and runs nothing that a record holds', () => {
        const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script>';
        const deal = {
            id: '006000000000001AAA',
            name: evil,
            stage: evil,
            stageName: evil,
            partnerType: evil,
            closeOn: '2026-12-01',
            open: 100,
            expected: 50,
            probability: 0.5,
            dwellDays: 3,
            because: [{ what: evil, logOdds: 1 }],
            aheadOfProof: true,
            onException: true
        };
        const page = toForecastHtml(forecast({ org: evil, topDeals: [deal], caveats: [evil], byPartnerType: [split(evil)] }), test);
        expect(page).not.toMatch(/<script|<img|<link|onerror=alert\(1\)>|@import|url\((?!#)/);
        expect(page).toContain('default-src &#39;none&#39;');
        expect(page).toContain('&lt;script&gt;');
    });
});
