import fc from 'fast-check';
import { firstSorted, sorted } from './row-order';
import type { SortKey } from './row-order';

interface Item {
    readonly a: number | null;
    readonly b: string | null;
    readonly place: number;
}

const key = (name: 'a' | 'b', descending: boolean, nullsLast: boolean): SortKey<Item> => ({
    read: (item) => item[name],
    compare: (x, y) => (x < y ? -1 : x > y ? 1 : 0),
    descending,
    nullsLast
});

it('the first of many are those that sorting all of them puts first, equals in their order', () => {
    const item = fc.record({ a: fc.option(fc.integer({ min: 0, max: 3 })), b: fc.option(fc.constantFrom('x', 'y', 'z')) });
    fc.assert(
        fc.property(fc.array(item, { maxLength: 60 }), fc.nat(20), fc.boolean(), fc.boolean(), (items, count, descending, nullsLast) => {
            const placed = items.map((each, place) => ({ ...each, place }));
            const keys = [key('a', descending, nullsLast), key('b', !descending, nullsLast)];
            expect(firstSorted(placed, keys, count)).toEqual(sorted(placed, keys).slice(0, count));
            expect(firstSorted(placed, [], count)).toEqual(placed.slice(0, count));
        })
    );
});
