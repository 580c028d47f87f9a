import { fisherExact, wilsonInterval } from './fisher-exact';

describe('the exact test', () => {
    it("gives Fisher's tea tasting", () => {
        // Three of four cups named right, one of four the other way: (16 + 1 + 16 + 1) / 70.
        expect(fisherExact({ count: 3, of: 4 }, { count: 1, of: 4 })).toBeCloseTo(34 / 70, 12);
        // All four right: 2 / 70.
        expect(fisherExact({ count: 4, of: 4 }, { count: 0, of: 4 })).toBeCloseTo(2 / 70, 12);
    });

    it('sees nothing in equal shares, and nothing where one side is empty', () => {
        expect(fisherExact({ count: 5, of: 10 }, { count: 5, of: 10 })).toBeCloseTo(1, 12);
        expect(fisherExact({ count: 3, of: 8 }, { count: 0, of: 0 })).toBe(1);
    });
});

describe('the interval of a share', () => {
    it('is that of Wilson', () => {
        // 1 of 10 at z = 1.96: (0.1 + 0.19207) / 1.38415 ± 1.96 · √(0.009 + 0.0096036) / 1.38415.
        const interval = wilsonInterval({ count: 1, of: 10 })!;
        expect(interval.low).toBeCloseTo(0.0179, 3);
        expect(interval.high).toBeCloseTo(0.4042, 3);
    });

    it('starts at nothing where nothing was seen, and is not known without cases', () => {
        expect(wilsonInterval({ count: 0, of: 10 })!.low).toBe(0);
        expect(wilsonInterval({ count: 0, of: 0 })).toBeUndefined();
    });
});
