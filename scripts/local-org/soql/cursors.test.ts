import { ApiError } from '../model/org';
import { batchSizeOf, QueryCursors } from './cursors';
import type { QueryRecord } from '../model/org';

const result = (n: number) => ({
    totalSize: n,
    records: Array.from({ length: n }, (_, i): QueryRecord => ({ attributes: { type: 'X' }, i }))
});

describe('QueryCursors', () => {
    it('answers a short result at once', () => {
        expect(new QueryCursors().first('me', result(2000))).toMatchObject({ totalSize: 2000, done: true });
        expect(new QueryCursors().first('me', result(2000)).locator).toBeUndefined();
    });
    it('pages a long one to the end', () => {
        const cursors = new QueryCursors();
        const first = cursors.first('me', result(4500));
        expect([first.done, first.records.length, first.totalSize]).toEqual([false, 2000, 4500]);
        expect(first.locator).toMatch(/^01g\w{15}-2000$/);
        const second = cursors.next('me', first.locator!);
        expect([second.done, second.records.length, second.records[0].i]).toEqual([false, 2000, 2000]);
        const third = cursors.next('me', second.locator!);
        expect([third.done, third.records.length, third.locator]).toEqual([true, 500, undefined]);
        expect(cursors.next('me', first.locator!).records[0].i).toBe(2000);
    });
    it('refuses foreign and unknown locators', () => {
        const cursors = new QueryCursors();
        const { locator } = cursors.first('me', result(300), 200);
        for (const [user, asked] of [
            ['you', locator!],
            ['me', '01g000000000009AAA-2000'],
            ['me', 'nonsense'],
            ['me', locator!.replace('-200', '-900')]
        ]) {
            expect(() => cursors.next(user, asked)).toThrow(ApiError);
        }
    });
    it('reads the batch size that a client asks for', () => {
        expect(['batchSize=500', 'batchSize = 50', 'batchSize=9999', undefined, 'x'].map(batchSizeOf)).toEqual([
            500, 200, 2000, 2000, 2000
        ]);
    });
});
