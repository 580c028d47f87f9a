import { aDeal, STAGES } from '../../testing/deals';
import { takePastSnapshots } from './landmark';
import { learnWindow } from './window-odds';

const AS_OF = 1000;

/** Deals that reach Offer 40 days before the forecast, `won` of them won 20 days later, the rest still open. */
const cohort = (deals: number, won: number) =>
    Array.from({ length: deals }, (_, index) =>
        aDeal(
            index < won
                ? [
                      [AS_OF - 40, 'Offer'],
                      [AS_OF - 20, 'Won']
                  ]
                : [[AS_OF - 40, 'Offer']]
        )
    );

describe('learnWindow', () => {
    it('counts open deals that were not won as not won, which closed-deal conversion does not', () => {
        const past = takePastSnapshots(cohort(100, 25), STAGES, AS_OF);
        const odds = learnWindow(past, { from: 1, to: 14 }, AS_OF);
        // Two snapshots have windows that ended. 28 days back all 100 deals were 12 days in, and 25 were won within 14 days.
        // 14 days back the 75 that were left were 26 days in, and none was won. No deal was lost, so won / (won + lost)
        // would call every one of them certain.
        expect(odds?.deals).toBe(100);
        expect(odds?.oddsOf({ order: 2, dwellDays: 12, partnerType: 'Direct' })).toBeCloseTo(0.25, 2);
        expect(odds?.oddsOf({ order: 2, dwellDays: 26, partnerType: 'Direct' })).toBeLessThan(0.01);
    });

    it('uses only windows that have ended', () => {
        const past = takePastSnapshots(cohort(100, 25), STAGES, AS_OF);
        expect(learnWindow(past, { from: 1, to: 60 }, AS_OF)).toBeUndefined();
    });

    it('counts a deal that many snapshots saw as one deal', () => {
        const waiting = Array.from({ length: 40 }, () => aDeal([[AS_OF - 200, 'Meet']]));
        const odds = learnWindow(takePastSnapshots(waiting, STAGES, AS_OF), { from: 1, to: 14 }, AS_OF);
        expect(odds?.deals).toBe(40);
        expect(odds?.segmentDeals(1, 'Direct')).toBe(40);
    });

    it('says nothing when fewer than 30 deals were seen', () => {
        expect(learnWindow(takePastSnapshots(cohort(29, 10), STAGES, AS_OF), { from: 1, to: 14 }, AS_OF)).toBeUndefined();
    });

    it('gives a state nobody has been in the odds of the level above', () => {
        const odds = learnWindow(takePastSnapshots(cohort(100, 25), STAGES, AS_OF), { from: 1, to: 14 }, AS_OF);
        const known = odds?.oddsOf({ order: 2, dwellDays: 12, partnerType: 'Direct' });
        const unknown = odds?.oddsOf({ order: 2, dwellDays: 12, partnerType: 'Marketplace' });
        expect(unknown).toBeCloseTo(known ?? NaN, 2);
    });
});
