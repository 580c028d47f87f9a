import fc from 'fast-check';
import { aDeal, STAGES } from '../../testing/deals';
import { dayOf } from './calendar-day';
import { choosePrior, learnRhythm, locateInQuarter } from './fiscal-rhythm';
import { takePastSnapshots } from './landmark';
import { oddsByMonth, type LearntMonth } from './month-odds';

const AS_OF = dayOf(2026, 12, 31);

/** Deals of two years that wait in Offer; `isSigningDay` says when a quarter of those waiting are won. */
const market = (isSigningDay: (day: number) => boolean) => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    return Array.from({ length: 600 }, (_, index) => {
        const start = AS_OF - 720 + Math.floor(index * 1.15);
        for (let day = start + 1; day <= AS_OF; day += 1)
            if (isSigningDay(day) && random() < 0.04)
                return aDeal([
                    [start, 'Offer'],
                    [day, 'Won']
                ]);
        return aDeal([[start, 'Offer']]);
    });
};

const rhythmOf = (isSigningDay: (day: number) => boolean) => {
    const positionOf = locateInQuarter([]);
    return learnRhythm(takePastSnapshots(market(isSigningDay), STAGES, AS_OF), positionOf, AS_OF);
};

describe('learnRhythm', () => {
    it('finds that signatures wait for the last month of the quarter', () => {
        const positionOf = locateInQuarter([]);
        const [first, second, third] = rhythmOf((day) => positionOf(day) === 2);
        expect(first).toBeLessThan(0.3);
        expect(second).toBeLessThan(0.3);
        expect(third).toBeGreaterThan(1.5);
    });

    it('finds nothing where months are alike', () => {
        for (const factor of rhythmOf(() => true)) expect(Math.abs(factor - 1)).toBeLessThan(0.15);
    });

    it('takes every month to be alike without history', () => {
        expect(learnRhythm(takePastSnapshots([], STAGES, AS_OF), () => 0, AS_OF)).toEqual([1, 1, 1]);
    });
});

describe('choosePrior', () => {
    it('holds on to alike months when they are, and lets go when they are not', () => {
        expect(choosePrior([10, 11, 9].map((observed) => ({ observed, expected: 10 })))).toBe(500);
        expect(choosePrior([2, 20, 80].map((observed) => ({ observed, expected: 34 })))).toBe(2);
    });
});

describe('oddsByMonth', () => {
    const month = (odds: number | undefined, rhythm: number) =>
        ({
            rhythm,
            odds: odds === undefined ? undefined : { oddsOf: () => odds, deals: 30, segmentDeals: () => 0, kappas: [] }
        }) as unknown as LearntMonth;
    const state = { order: 1, dwellDays: 3, partnerType: 'SI' };

    it('moves wins between months and makes no more of them', () => {
        const odds = oddsByMonth([month(0.2, 0.5), month(0.2, 2)], state);
        expect(odds[0]).toBeCloseTo(0.08, 12);
        expect(odds[1]).toBeCloseTo(0.32, 12);
    });

    it('keeps what is not known unknown and what is over at nothing', () => {
        expect(oddsByMonth([month(0.3, 0), month(0.2, 1), month(undefined, 1)], state)).toEqual([0, expect.closeTo(0.2, 12), undefined]);
    });

    it('never wins a deal more than once', () => {
        const months = fc.array(
            fc.record({ odds: fc.double({ min: 0, max: 1, noNaN: true }), rhythm: fc.double({ min: 0.1, max: 3, noNaN: true }) }),
            { maxLength: 12 }
        );
        fc.assert(
            fc.property(months, (given) => {
                const odds = oddsByMonth(
                    given.map(({ odds: p, rhythm }) => month(p, rhythm)),
                    state
                );
                expect(odds.reduce<number>((sum, p) => sum + (p ?? 0), 0)).toBeLessThanOrEqual(1 + 1e-9);
            })
        );
    });
});
