import { aDeal, STAGES, TODAY } from '../../../testing/deals';
import { randomFrom } from '../../../testing/known-truth';
import type { Deal } from '../deal';
import { layAxis } from '../period-axis';
import { listStates } from '../pipeline-states';
import { toDealTable } from '../to-deal-table';
import { PathReader } from './path-reader';
import { takeSightings } from './sightings';
import { bucketOf, countTimeline } from './timeline-counts';
import { learnTimeline, TimelineOdds } from './timeline-model';

const axis = layAxis('month', []);

function count(deals: readonly Deal[], knownOn = TODAY) {
    const table = toDealTable(deals, TODAY);
    const states = listStates(STAGES, table.stageNames);
    const reader = new PathReader(table, states, 'earned');
    const all = Int32Array.from({ length: table.size }, (_, deal) => deal);
    const counts = countTimeline(reader, all, states, table.partnerTypes.length, axis, knownOn, 0);
    return { table, states, reader, all, counts };
}

/** Sums of days at risk and of wins in Offer. */
function ofOffer({ states, counts }: ReturnType<typeof count>) {
    const offer = states.open.findIndex(({ stageName }) => stageName === 'Offer');
    const buckets = Array.from({ length: 8 }, (_, bucket) => offer * 8 + bucket);
    return {
        days: buckets.map((cell) => counts.daysAtRisk.reduce((sum, column) => sum + column[cell]!, 0)),
        wins: buckets.map((cell) => counts.exits[cell * counts.targets + counts.states]!)
    };
}

describe('countTimeline', () => {
    it('counts every day at risk in its dwell bucket, the day of the exit included', () => {
        const deal = aDeal([
            [TODAY - 30, 'Offer'],
            [TODAY - 20, 'Won']
        ]);
        const { days, wins } = ofOffer(count([deal]));
        // Ten days, with dwell 0 to 9 before each: three below 3, four below 7, three below 14.
        expect(days).toEqual([3, 4, 3, 0, 0, 0, 0, 0]);
        expect(wins).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
    });

    it('censors what is still open, and what ends later than is known', () => {
        const deal = aDeal([
            [TODAY - 30, 'Offer'],
            [TODAY - 20, 'Won']
        ]);
        const { days, wins } = ofOffer(count([deal], TODAY - 26));
        expect(days).toEqual([3, 1, 0, 0, 0, 0, 0, 0]);
        expect(wins.every((number) => number === 0)).toBe(true);
    });

    it('puts days into their dwell buckets', () => {
        expect([0, 2, 3, 13, 14, 179, 180, 900].map(bucketOf)).toEqual([0, 0, 1, 2, 3, 6, 7, 7]);
    });
});

describe('learnTimeline', () => {
    /** Deals that wait in Offer and are won with 2 % and lost with 1 % a day. */
    const deals = (() => {
        const random = randomFrom(11);
        return Array.from({ length: 3000 }, () => {
            const start = TODAY - 1 - Math.floor(720 * random());
            for (let day = start + 1; day <= TODAY; day += 1) {
                const draw = random();
                if (draw < 0.03)
                    return aDeal([
                        [start, 'Offer'],
                        [day, draw < 0.02 ? 'Won' : 'Lost']
                    ]);
            }
            return aDeal([[start, 'Offer']]);
        });
    })();

    it('finds constant hazards again: P(won in n days) = w / (w + l) · (1 − (1 − w − l)ⁿ)', () => {
        const { table, states, reader, all, counts } = count(deals);
        const timeline = learnTimeline(counts, states);
        const odds = new TimelineOdds(timeline, axis, TODAY, [30, 90]);
        const open = takeSightings(table, states, reader, all, [TODAY]);
        expect(odds.wonBy(0)[odds.placeOf(open, 0)]).toBeCloseTo((2 / 3) * (1 - 0.97 ** 30), 1);
        expect(odds.wonBy(1)[odds.placeOf(open, 0)]).toBeCloseTo((2 / 3) * (1 - 0.97 ** 90), 1);
        for (const factor of timeline.rhythm.slice(0, 3)) expect(Math.abs(factor - 1)).toBeLessThan(0.1);
    });

    it('pulls the rhythm to 1 by twenty wins: (O + 20) / (E + 20)', () => {
        const { states, counts } = count(deals.slice(0, 1));
        const { rhythm } = learnTimeline(counts, states);
        for (const factor of rhythm) expect(Math.abs(factor - 1)).toBeLessThan(1 / 20);
    });
});
