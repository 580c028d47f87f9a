import fc from 'fast-check';
import { Store } from './store';
import type { Row } from '../model/org';

const row = (Id: string, Name: string | null = null): Row => ({ Id, Name });

describe('Store', () => {
    it('keeps rows in the order in which they came, and replaces them in place', () => {
        const store = new Store();
        for (const each of [row('1', 'a'), row('2', 'b'), row('1', 'c')]) store.put('X', each);
        expect([...store.rows('X')]).toEqual([row('1', 'c'), row('2', 'b')]);
        expect([store.count('X'), store.count('Y'), store.get('X', '3')]).toEqual([2, 0, undefined]);
    });

    it('finds by value without regard to case, and follows every change', () => {
        const store = new Store();
        store.put('X', row('1', 'Acme'));
        expect(store.find('X', 'Name', 'ACME').map(({ Id }) => Id)).toEqual(['1']);
        store.put('X', row('2', 'acme'));
        store.put('X', row('1', 'Other'));
        expect(store.find('X', 'Name', 'acme').map(({ Id }) => Id)).toEqual(['2']);
        store.put('X', row('2', null));
        expect(store.find('X', 'Name', 'acme')).toEqual([]);
        expect(store.find('X', 'Name', '')).toEqual([]);
    });

    it('moves rows to the recycle bin and back', () => {
        const store = new Store();
        store.put('X', row('1', 'Acme'));
        store.find('X', 'Name', 'acme');
        store.remove('X', '1');
        store.remove('X', 'unknown');
        expect([store.get('X', '1'), store.getDeleted('X', '1'), store.find('X', 'Name', 'acme')]).toEqual([
            undefined,
            row('1', 'Acme'),
            []
        ]);
        expect(store.restore('X', '1')).toEqual(row('1', 'Acme'));
        expect([...store.deletedRows('X')]).toEqual([]);
        expect(store.find('X', 'Name', 'acme')).toHaveLength(1);
        expect(store.restore('X', '1')).toBeUndefined();
    });

    it('undoes a savepoint that fails or is not kept, the inner one alone', () => {
        const store = new Store();
        store.put('X', row('1', 'before'));
        expect(() =>
            store.savepoint(() => {
                store.put('X', row('1', 'after'));
                throw new Error('no');
            })
        ).toThrow('no');
        expect(store.get('X', '1')).toEqual(row('1', 'before'));
        store.savepoint(() => {
            store.put('X', row('2'));
            store.savepoint(
                () => store.remove('X', '1'),
                () => false
            );
        });
        expect([...store.rows('X')].map(({ Id }) => Id).sort()).toEqual(['1', '2']);
    });

    it('undoes a kept inner savepoint with the outer one', () => {
        const store = new Store();
        store.savepoint(
            () => store.savepoint(() => store.put('X', row('1'))),
            () => false
        );
        expect(store.count('X')).toBe(0);
    });

    it('never gives a number back', () => {
        const store = new Store();
        store.savepoint(
            () => store.next('ids'),
            () => false
        );
        expect([store.next('ids'), store.next('ids'), store.next('cases', 1001)]).toEqual([2, 3, 1001]);
    });

    it('dumps and loads everything', () => {
        const store = new Store();
        store.put('X', row('1', 'Acme'));
        store.put('X', row('2'));
        store.remove('X', '2');
        store.next('ids');
        const copy = new Store();
        copy.load(JSON.parse(JSON.stringify(store.dump())));
        expect(copy.dump()).toEqual(store.dump());
        expect(copy.find('X', 'Name', 'acme')).toHaveLength(1);
        copy.clear();
        expect([copy.count('X'), copy.next('ids')]).toEqual([0, 1]);
    });

    it('is as before after any undone changes, indexes included', () => {
        const change = fc.record({
            id: fc.constantFrom('1', '2', '3', '4'),
            name: fc.constantFrom('a', 'b', null),
            kind: fc.constantFrom('put', 'remove', 'restore')
        });
        fc.assert(
            fc.property(fc.array(change), fc.array(change), (kept, undone) => {
                const store = new Store();
                const apply = (changes: typeof kept) => {
                    for (const { id, name, kind } of changes) {
                        if (kind === 'put') {
                            if (!store.getDeleted('X', id)) store.put('X', row(id, name));
                        } else if (kind === 'remove') store.remove('X', id);
                        else store.restore('X', id);
                    }
                };
                store.find('X', 'Name', 'a');
                apply(kept);
                const seen = () => ({
                    rows: [...store.rows('X')].map((each) => JSON.stringify(each)).sort(),
                    deleted: [...store.deletedRows('X')].map((each) => JSON.stringify(each)).sort(),
                    a: store
                        .find('X', 'Name', 'a')
                        .map(({ Id }) => Id)
                        .sort(),
                    b: store
                        .find('X', 'Name', 'b')
                        .map(({ Id }) => Id)
                        .sort()
                });
                const before = seen();
                store.savepoint(
                    () => apply(undone),
                    () => false
                );
                expect(seen()).toEqual(before);
                expect(before.a).toEqual(
                    [...store.rows('X')]
                        .filter(({ Name }) => Name === 'a')
                        .map(({ Id }) => Id)
                        .sort()
                );
            })
        );
    });
});
