import type { PastForecast } from './past-forecast';
import { aboutTotals, percentBeside, sumTotals, type Totals } from './past-totals';

/** Totals that nothing speaks against, but for what is given. */
const about = (given: Partial<Totals>) =>
    aboutTotals({ snapshots: 8, outcomes: 8, wape: 0.2, crmWape: 0.5, bias: 0, coverage80: 0.8, width: 1, ...given }, 'The running month', {
        crmIsAssumed: false
    });

describe('aboutTotals', () => {
    it('has nothing to say of totals that pass, nor of ranges that hold everything and are narrow', () => {
        expect(about({})).toEqual([]);
        expect(about({ coverage80: 1, width: 1.3 })).toEqual([]);
    });

    it('tells the width that ranges fail by, and what is asked', () => {
        expect(about({ coverage80: 1, width: 1.6 })).toEqual([
            'The running month: ranges that should hold 80 % of outcomes held 100 % and were 1.60 times as wide as what came; at most 1.3 is asked.'
        ]);
        expect(about({ coverage80: 0.5 })).toEqual([
            'The running month: ranges that should hold 80 % of outcomes held 50 %; at least 65 % is asked.'
        ]);
    });

    it('tells a share from its limit where both round to the same', () => {
        expect(about({ bias: -0.104 })).toEqual(['The running month: past forecasts were 10.4 % too low; less than 10 % is asked.']);
        expect(about({ bias: 0.3 })[0]).toContain('were 30 % too high; less than 10 %');
        expect(about({ wape: 0.3824, crmWape: 0.3812 })[0]).toContain(
            "missed by 38.2 %, the CRM's probability on the close date by 38.1 %"
        );
        expect([percentBeside(0.1004, 0.1), percentBeside(0.1, 0.1), percentBeside(0.646, 0.65)]).toEqual(['10.04 %', '10 %', '64.6 %']);
    });
});

describe('sumTotals', () => {
    const total = { endsOn: 130, expected: 0, actual: 0, expectedMoney: 0, actualMoney: 0, crm: 0, closedConversion: 0 };
    const past = [{ day: 100, open: 3, averageAmount: 0, totals: [total, total], losses: [], wonDeals: [] }] as PastForecast[];

    it('knows no share of outcomes held where nothing was won', () => {
        expect(sumTotals(past, [[0]], { asOf: 200, judgedFrom: 0, judgedTo: 200 })).toMatchObject({
            snapshots: 1,
            coverage80: NaN,
            wape: NaN
        });
    });
});
