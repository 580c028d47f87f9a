import { aboutTotals, type Totals } from './past-totals';

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
});
