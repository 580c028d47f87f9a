import fc from 'fast-check';
import { HistoryRows } from './history-rows';

/** Eight characters as two words, as they lie in memory. */
const wordsOf = (id: number): [number, number] => {
    const bytes = Buffer.from(String(id).padStart(8, '0'));
    return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
};

type Row = readonly [deal: number, day: number, millisecond: number, id: number, stage: number, closeOn: number, amount: number];

function columnsOf(rows: readonly Row[], deals: number, expectedRows = 1) {
    const history = new HistoryRows(expectedRows);
    for (const [deal, day, millisecond, id, stage, closeOn, amount] of rows)
        history.add(deal, day, millisecond, ...wordsOf(id), stage, closeOn, amount);
    const { from, day, stage, amount, closeOn } = history.toColumns(deals);
    return { from: [...from], day: [...day], stage: [...stage], amount: [...amount], closeOn: [...closeOn] };
}

describe('rows of history', () => {
    it('keep the last of a day by moment, then by id, and only what changes something', () => {
        const rows: Row[] = [
            [1, 10, 500, 3, 2, 90, 7],
            [1, 10, 500, 12, 4, 90, 7],
            [1, 10, 499, 99, 5, 90, 7],
            [1, 11, 0, 100, 4, 90, 7],
            [1, 12, 0, 101, 4, 91, 7],
            [2, 5, 0, 1, 0, 1, NaN],
            [2, 6, 0, 2, 0, 1, NaN]
        ];
        const expected = { from: [0, 0, 2, 3], day: [10, 12, 5], stage: [4, 4, 0], amount: [7, 7, NaN], closeOn: [90, 91, 1] };
        expect(columnsOf(rows, 3)).toEqual(expected);
        expect(columnsOf([...rows].reverse(), 3, 100)).toEqual(expected);
    });

    it('are the same whatever order they come in', () => {
        const row = fc.tuple(fc.nat(3), fc.nat(4), fc.nat(2), fc.nat(3), fc.nat(2), fc.constant(1));
        fc.assert(
            fc.property(fc.array(row, { maxLength: 120 }), (given) => {
                // Each id once.
                const rows = given.map(([deal, day, millisecond, stage, closeOn, amount], id): Row => [
                    deal,
                    day,
                    millisecond,
                    id,
                    stage,
                    closeOn,
                    amount
                ]);
                const inOrder = [...rows].sort(
                    (left, right) => left[0] - right[0] || left[1] - right[1] || left[2] - right[2] || left[3] - right[3]
                );
                expect(columnsOf(rows, 4)).toEqual(columnsOf(inOrder, 4));
                expect(columnsOf([...rows].reverse(), 4)).toEqual(columnsOf(inOrder, 4));
            }),
            { numRuns: 60 }
        );
    });
});
