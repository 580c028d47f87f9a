import fc from 'fast-check';
import { allocateCents } from './money';

describe('allocateCents', () => {
    it('gives the cents that are left to the largest fractions', () => {
        // 100 × 1/3 = 33.33… each; one cent is left and goes to the first of the tied fractions.
        expect(allocateCents(100, [1, 1, 1])).toEqual([34, 33, 33]);
        // 1001 × 0.6 = 600.6, × 0.25 = 250.25, × 0.15 = 150.15: the cent goes to .6.
        expect(allocateCents(1001, [6000, 2500, 1500])).toEqual([601, 250, 150]);
    });

    it('keeps the sign of a credit note', () => {
        expect(allocateCents(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    });

    it('gives all to the first when nobody has a weight', () => {
        expect(allocateCents(500, [0, 0])).toEqual([500, 0]);
    });

    it('neither loses nor invents a cent', () => {
        const amount = fc.integer({ min: -1_000_000_000_000_00, max: 1_000_000_000_000_00 });
        const weights = fc.array(fc.oneof(fc.nat(10_000), fc.double({ min: 0, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 6 });
        fc.assert(
            fc.property(amount, weights, (total, parts) => {
                const shares = allocateCents(total, parts);
                expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
                expect(shares.every(Number.isSafeInteger)).toBe(true);
            })
        );
    });
});
