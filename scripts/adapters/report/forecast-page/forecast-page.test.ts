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
        threePeriods: { wape: 0.31, bias: -0.07, coverage80: 0.87, crmWape: 0.83, pastForecasts: 36 },
        quarters: [],
        horizons: []
    },
    headline: quarter(),
    quarters: [quarter()],
    months: [],
    total: split('Total'),
    byAttribution: [{ ...split('Partner sourced'), dealsWithMoney: 7 }],
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
    passage: { since: null, graceDays: 14, gatesLiveOn: null, stages: [] },
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
    calibration: [{ said: 0.3, won: 0.25, deals: 40 }],
    gates: null,
    horizons: [{ ahead: 0, snapshots: 18, wape: 0.42, wapeMoney: 0.61, biasMoney: -0.2, coverage80Money: 0.83 }],
    threePeriodWape: 0.19
};

const DWELL = [
    { stageOrder: 1, stage: 'Joint discovery', partnerType: null, meanDays: 30.7, medianDays: 26, ended: 80, lasting: 20, borrows: false },
    {
        stageOrder: 1,
        stage: 'Joint discovery',
        partnerType: 'Direct',
        meanDays: 28,
        medianDays: 24,
        ended: 70,
        lasting: 15,
        borrows: false
    },
    { stageOrder: 1, stage: 'Joint discovery', partnerType: 'SI', meanDays: 39, medianDays: null, ended: 10, lasting: 5, borrows: true }
];

const PASSAGE: ForecastDocument['passage'] = {
    since: '2024-11-22',
    graceDays: 14,
    gatesLiveOn: '2026-07-03',
    stages: [
        {
            stageOrder: 1,
            stage: 'Joint discovery',
            deals: 'all',
            entered: 1000,
            wentOn: 600,
            wentBack: 50,
            lost: 150,
            offMap: 0,
            stillThere: 200,
            dealsWon: 30,
            dealsLost: 45,
            closeDate: { stays: 800, pushed: 200, pulledIn: 80, medianPushDays: 30, meanDays: 5.5 },
            tooLong: {
                watched: 50,
                past: 9,
                now: 2,
                nowOpen: 441_700,
                gates: { before: { watched: 30, past: 8 }, since: { watched: 20, past: 1 }, chance: 0.04, mayBeChance: false }
            }
        },
        {
            stageOrder: 1,
            stage: 'Joint discovery',
            deals: 'partner',
            entered: 450,
            wentOn: 300,
            wentBack: 20,
            lost: 80,
            offMap: 0,
            stillThere: 50,
            dealsWon: 10,
            dealsLost: 20,
            closeDate: { stays: 400, pushed: 1, pulledIn: 0, medianPushDays: 1, meanDays: -0.1 },
            tooLong: {
                watched: 0,
                past: 0,
                now: 0,
                nowOpen: 0,
                gates: { before: { watched: 0, past: 0 }, since: { watched: 0, past: 0 }, chance: null, mayBeChance: true }
            }
        }
    ]
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

    it('shows funnel, slip and dwell per stage, direct and partner deals apart', () => {
        const text = textOf(toForecastHtml(forecast({ passage: PASSAGE, dwell: DWELL })));
        expect(text).toContain('From stage history since Nov 22, 2024');
        // 600 of the 800 that left went on; 30 of its 75 deals that closed were won.
        expect(text).toContain('1 Joint discovery 1,000 600 50 200 150 75 % 40 %');
        expect(text).toContain('1 Joint discovery 800 25 % 30 days 10 % +5.5 18 %');
        expect(text).toContain('1 Joint discovery: Partner deals 400 &lt; 1 % 1 day 0 % −0.1 –');
        expect(text).toContain('1 Joint discovery 31 days 26 days 80 20 2 $441,700');
        // 8 of 30 before, 1 of 20 since: 27 % and 5 %.
        expect(text).toContain('before the gates went live on Jul 3, 2026');
        expect(text).toContain('1 Joint discovery 27 % (8 of 30) 5 % (1 of 20) −22 points unlikely');
        expect(text).toContain('1 Joint discovery: Partner deals – – – nothing to compare');
        expect(text).toContain('Direct SI 1 Joint discovery 28 ~39');
    });

    it('leaves the funnel out where there is no stage history', () => {
        expect(textOf(toForecastHtml(forecast()))).not.toContain('How deals pass each stage');
    });

    it('gives the totals behind the verdict with the figures of its reasons', () => {
        const text = textOf(toForecastHtml(forecast(), test));
        expect(text).toContain('Single months, pooled 36 31 % 83 % −7 % 87 % each month by itself');
        expect(text).toContain('their skill is 20 %, that of these odds 25 %.');
    });

    it('calls a CRM assumed whose probabilities nobody told', () => {
        const told = forecast();
        const text = textOf(toForecastHtml({ ...told, fundable: { ...told.fundable, crmIsAssumed: true } }, test));
        expect(text).toContain('An assumed CRM missed by');
        expect(text).toContain('A CRM at assumed 10/25/50/75 % × close date');
        expect(textOf(toForecastHtml(told, test))).not.toContain('assumed');
    });

    it('says that the verdict counts deals, and shows the miss in money beside the miss in deals', () => {
        const text = textOf(toForecastHtml(forecast(), test));
        expect(text).toContain('judged by numbers of deals, not money');
        expect(text).toContain('The running month 18 42 % 61 % −20 % 83 %');
        expect(text).toContain('Three months added up missed by 19 %, in deals');
    });

    it('tells how many odds stand before and after the gates, and that few may differ by chance', () => {
        const gates = { liveOn: '2026-07-03', before: { brier: 0.1402, dealSnapshots: 1975 }, after: { brier: 0.108, dealSnapshots: 100 } };
        const text = textOf(toForecastHtml(forecast(), { ...test, gates }));
        expect(text).toContain('0.1402 (1,975 odds), after: 0.1080 (100 odds). This is no measure of what the gates did');
        expect(text).toContain('differ like this by chance');
        const many = { ...gates, after: { brier: 0.108, dealSnapshots: 1000 } };
        expect(textOf(toForecastHtml(forecast(), { ...test, gates: many }))).not.toContain('differ like this by chance');
    });

    it('says of several tests that some find a difference by chance, and not of a single one', () => {
        const [stage] = PASSAGE.stages;
        const twice = { ...PASSAGE, stages: [stage!, { ...stage!, stageOrder: 2 }] };
        expect(textOf(toForecastHtml(forecast({ passage: twice, dwell: DWELL })))).toContain(
            '2 tests at 5 % each, some on the same deals: one or two “unlikely” among them may come by chance alone'
        );
        expect(textOf(toForecastHtml(forecast({ passage: PASSAGE, dwell: DWELL })))).not.toContain('tests at 5 %');
    });

    it('counts the deals that feed each credit, and the whole of them once', () => {
        const text = textOf(toForecastHtml(forecast()));
        expect(text).toContain('Deals with money here Open Expected Expected of open Partner sourced 7 $300 $120 Together 2 $300 $120');
    });

    it('tells the gap of all that is fundable as the sum of its periods, months and quarters each once', () => {
        const month = quarter({ label: 'Dec 2026', from: '2026-12-01', expected: 70, claimedExpected: 80 });
        const inside = quarter({ label: 'Jan 2027', from: '2027-01-01', to: '2027-01-31', expected: 20, claimedExpected: 20 });
        const running = quarter({ fundable: false, expected: null, claimedExpected: null });
        const next = quarter({ label: 'Q1 FY2027', from: '2027-01-01', to: '2027-03-31', expected: 50, claimedExpected: 70 });
        const page = textOf(toForecastHtml(forecast({ quarters: [running, next], months: [month, inside], headline: running })));
        expect(page).toContain('Dec 2026 $70 $80 +$10 Q1 FY2027 $50 $70 +$20 Together $120 $150 +$30');
        expect(page).toContain('$70 expected from open deals in Dec 2026');
    });

    it('calls moved deals by name with the way to them: a link into an org, the id beside files', () => {
        const moved = { id: '006000000000001AAA', name: 'Acme & Sons', kind: 'lost', amount: -50, what: 'was in Offer' } as const;
        const total = { asOf: '2026-11-15', expected: 170, periods: ['Nov 2026', 'Q1 2027'] };
        const change = {
            from: total,
            to: { asOf: '2026-11-22', expected: 120, periods: ['Q1 2027'] },
            basis: 'kept',
            steps: [{ kind: 'lost', label: 'Lost', deals: 1, amount: -50 }],
            deals: [moved],
            dealsLeftOut: 0
        } as const;
        expect(toForecastHtml(forecast({ change }))).toContain(
            '<a href="https://example.my.salesforce.com/006000000000001AAA">Acme &amp; Sons</a>'
        );
        // The window has moved on: the page names both, and says so.
        expect(textOf(toForecastHtml(forecast({ change })))).toContain('(Nov 2026, Q1 2027)');
        expect(textOf(toForecastHtml(forecast({ change })))).toContain('The two days tell other periods');
        const files = toForecastHtml(forecast({ change, org: 'exports/november' }));
        expect(files).not.toContain('<a href');
        expect(textOf(files)).toContain('Acme &amp; Sons 006000000000001AAA Lost was in Offer −$50');
    });

    it('shows what is open in each currency, and by which rates it was converted', () => {
        const byCurrency = [{ code: 'EUR', deals: 4, open: 400, converted: 500, rates: [0.5, 0.7] }];
        const currency = { code: 'USD', policy: 'dated-rates', convertedRows: 4, byCurrency } as const;
        expect(textOf(toForecastHtml(forecast({ currency })))).toContain('EUR 4 €400 $500 0.5 to 0.7');
    });

    it('says what of a deal pulls its chance', () => {
        const deal = {
            id: '006000000000001AAA',
            name: 'Acme',
            stage: 'Joint pitch',
            stageName: 'Value Proposition',
            partnerType: 'SI',
            closeOn: '2026-12-01',
            open: 100,
            expected: 50,
            probability: 0.5,
            dwellDays: 41,
            ageDays: 90,
            pushes: 2,
            because: [
                { what: 'stage', logOdds: 1.2 },
                { what: 'time in stage', logOdds: -0.6 },
                { what: 'pushed close date', logOdds: -0.1 },
                { what: 'amount', logOdds: 0.05 }
            ],
            aheadOfProof: false,
            onException: false
        };
        const text = textOf(toForecastHtml(forecast({ topDeals: [deal] })));
        expect(text).toContain(
            '▲ strongly up: in CRM stage Value Proposition ▼ down: in its CRM stage for 41 days ▼ slightly down: close date pushed 2 times'
        );
        expect(text).not.toContain('worth $100');
        expect(text).toContain('Expected in Q4 FY2026 Chance within 90 days');
        expect(text).toContain('within 90 days of Nov 22, 2026: other days');
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
            ageDays: 40,
            pushes: 1,
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
