import { answerRows, thinOut } from './answered-rows';
import { RowsByDay } from './rows-by-day';
import { addSighting, emptySightings, NEVER_WON } from './sightings';
import { learnTempo } from './tempo';

/** Sightings by [day, days until won]. */
function landmarksOf(rows: readonly (readonly [day: number, wonIn: number])[]) {
    const sightings = emptySightings(16);
    for (const [day, wonIn] of rows) {
        const row = addSighting(sightings);
        sightings.day[row] = day;
        sightings.wonIn[row] = wonIn;
    }
    return { sightings, byDay: new RowsByDay(sightings) };
}

const inTenDays = () => ({ after: 0, upTo: 10, position: 0 });
const known = { since: 100, until: 130 };

describe('answerRows', () => {
    it('takes the rows whose window has ended, oldest first, and says which were won in it', () => {
        // Deal by deal: one seen on days 100, 110, 120, 121 and won on 121, one seen on 99 and 120 and never won.
        const { rows, won } = answerRows(
            landmarksOf([
                [100, 21],
                [110, 11],
                [120, 1],
                [121, 0],
                [99, NEVER_WON],
                [120, NEVER_WON]
            ]),
            inTenDays,
            known
        );
        // Day 99 is before what is learnt from; of day 121 nobody knows the tenth day after it.
        expect([...rows]).toEqual([0, 1, 2, 5]);
        expect([...won]).toEqual([0, 0, 1, 0]);
    });

    it('knows nothing where nothing was seen', () => {
        expect(answerRows(landmarksOf([]), inTenDays, known).rows).toHaveLength(0);
    });
});

describe('thinOut', () => {
    const seen = landmarksOf(
        Array.from({ length: 100 }, (_, row) => [100 + Math.floor(row / 10), row % 25 === 0 ? 5 : NEVER_WON] as const)
    );
    const answered = answerRows(seen, inTenDays, known);

    it('keeps rare wins, and of the others as many as there is room for, each standing for those left out', () => {
        // 4 wins and 96 others in 20 rows: all wins, and 16 others, every sixth.
        const { rows, won, weight } = thinOut(answered, 20);
        expect(rows).toHaveLength(20);
        expect(won.reduce((sum, one) => sum + one, 0)).toBe(4);
        expect([...weight].filter((_, index) => won[index] === 1)).toEqual([1, 1, 1, 1]);
        expect([...weight].filter((_, index) => won[index] === 0)).toEqual(new Array(16).fill(6));
        expect([...rows]).toEqual([...rows].sort((left, right) => left - right));
    });

    it('leaves few rows as they are', () => {
        const { rows, weight } = thinOut(answered, 100);
        expect(rows).toBe(answered.rows);
        expect([...weight]).toEqual(new Array(100).fill(1));
    });
});

describe('learnTempo', () => {
    it('counts every win, and asks for the odds of some rows only', () => {
        // 2,000 rows on one day of each position: 300 and 100 wins, where a model that knows no rhythm expects 0.1 a row.
        const rows = [0, 1].flatMap((position) =>
            Array.from({ length: 2000 }, (_, row) => [100 + position, row < (position === 0 ? 300 : 100) ? 5 : NEVER_WON] as const)
        );
        const answered = answerRows(landmarksOf(rows), (day) => ({ after: 0, upTo: 10, position: day - 100 }), known);
        let asked = 0;
        const factors = learnTempo(answered, () => ((asked += 1), 0.1), 400);
        expect(asked).toBe(400);
        // 1 + 0.0225 · 200 / 1 = 5.5: 300 and 100 count as 54.5 and 18.2 of 36.4; of the beliefs 5 is the likeliest.
        expect(factors[0]).toBeCloseTo((300 / 5.5 + 5) / (200 / 5.5 + 5), 9);
        expect(factors[1]).toBeCloseTo((100 / 5.5 + 5) / (200 / 5.5 + 5), 9);
    });
});
