import { periodKey, viewForecast } from 'c/forecastView';
import type { ForecastRow } from 'c/forecastView';

const row = (changes: Partial<ForecastRow>): ForecastRow => ({
    periodType: 'Quarter',
    periodStart: '2026-10-01',
    periodLabel: 'Q4 FY2026',
    stageOrder: 1,
    stageLabel: 'Joint discovery',
    partnerType: 'SI',
    attribution: 'Sourced',
    onException: false,
    deals: 1,
    open: 100,
    expected: 40,
    claimedExpected: 50,
    low: 30,
    high: 60,
    ...changes
});

const ROWS = [
    row({}),
    row({ attribution: 'Direct', deals: 0, open: 66.67, expected: 26.67, claimedExpected: 33.33, low: 20, high: 40 }),
    row({
        attribution: 'Direct',
        partnerType: 'Direct',
        stageOrder: 0,
        stageLabel: 'Signal',
        open: 10,
        expected: 1,
        claimedExpected: 1,
        low: 0,
        high: 2
    }),
    row({ periodStart: '2027-01-01', periodLabel: 'Q1 FY2027', deals: 0, open: 0, expected: 10, claimedExpected: 10, low: 5, high: 20 }),
    row({ attribution: 'Pre-registration', open: 500, expected: null, claimedExpected: null, low: null, high: null })
];

it('adds up quarters in order, with the change since the forecast before', () => {
    const { quarters } = viewForecast(ROWS, new Map([[periodKey('Quarter', '2026-10-01'), 60]]));
    expect(quarters).toEqual([
        {
            label: 'Q4 FY2026',
            periodStart: '2026-10-01',
            deals: 2,
            open: 176.67,
            expected: 67.67,
            claimedExpected: 84.33,
            low: 50,
            high: 102,
            change: 7.67,
            months: []
        },
        {
            label: 'Q1 FY2027',
            periodStart: '2027-01-01',
            deals: 0,
            open: 0,
            expected: 10,
            claimedExpected: 10,
            low: 5,
            high: 20,
            change: undefined,
            months: []
        }
    ]);
});

it('keeps deals that nobody registered outside, and our share of partner deals apart from direct deals', () => {
    const view = viewForecast(ROWS, new Map());
    expect(view.preRegistration).toMatchObject({ open: 500, expected: null });
    expect(view.byAttribution.map(({ label, expected }) => [label, expected])).toEqual([
        ['Direct deals', 1],
        ['Our share of partner deals', 26.67],
        ['Partner sourced', 50]
    ]);
    expect(view.byStage.map(({ label }) => label)).toEqual(['0 Signal', '1 Joint discovery']);
});

it('lets every split add up to the forecast', () => {
    const { total, byAttribution, byPartnerType, byStage } = viewForecast(ROWS, new Map());
    expect(total.expected).toBe(77.67);
    for (const split of [byAttribution, byPartnerType, byStage])
        expect(split.reduce((sum, { expected }) => sum + expected!, 0)).toBeCloseTo(77.67, 9);
});

describe('a quarter that may not be planned on', () => {
    const quarter = row({ expected: null, claimedExpected: null, low: null, high: null });
    const month = { periodType: 'Month', deals: 1, open: 60 } as const;
    const november = row({
        ...month,
        periodStart: '2026-11-01',
        periodLabel: 'Nov 2026',
        expected: null,
        claimedExpected: null,
        low: null
    });
    const december = row({ ...month, periodStart: '2026-12-01', periodLabel: 'Dec 2026', expected: 25, claimedExpected: 31, low: 12 });
    const next = row({ periodStart: '2027-01-01', periodLabel: 'Q1 FY2027', deals: 0, open: 0, expected: 10, claimedExpected: 12 });
    const january = row({ ...month, periodStart: '2027-01-01', periodLabel: 'Jan 2027', expected: 4 });

    it('gives no figure, and no change to one', () => {
        const { quarters, planOn } = viewForecast([quarter], new Map([[periodKey('Quarter', '2026-10-01'), 60]]));
        expect(quarters[0]).toMatchObject({ open: 100, expected: null, low: null, change: undefined, months: [] });
        expect(planOn).toBeUndefined();
    });

    it('shows its months when one of them may, each against the forecast before', () => {
        const before = new Map([[periodKey('Month', '2026-12-01'), 20]]);
        const { quarters, planOn } = viewForecast([quarter, november, december, next, january], before);
        expect(quarters.map(({ label, months }) => [label, months.map((each) => [each.label, each.expected, each.change])])).toEqual([
            [
                'Q4 FY2026',
                [
                    ['Nov 2026', null, undefined],
                    ['Dec 2026', 25, 5]
                ]
            ],
            ['Q1 FY2027', []]
        ]);
        expect(planOn).toMatchObject({ label: 'Dec 2026', expected: 25, low: 12 });
    });

    it('counts open money once, and expected money of each period once', () => {
        const view = viewForecast([quarter, november, december, next, january], new Map());
        // Open: the quarters. Expected: December and the first quarter, which covers January.
        expect(view.total).toMatchObject({ deals: 1, open: 100, expected: 35, claimedExpected: 43 });
        for (const split of [view.byAttribution, view.byPartnerType, view.byStage])
            expect(split).toEqual([expect.objectContaining({ deals: 1, open: 100, expected: 35 })]);
    });

    it('does not stand in the way of a later quarter that may', () =>
        expect(viewForecast([quarter, next], new Map()).planOn).toMatchObject({ label: 'Q1 FY2027', expected: 10 }));
});
