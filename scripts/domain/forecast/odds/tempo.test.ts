import { atTempo, rhythmFactors } from './tempo';

const wins = (observed: number, expected: number, periods = Infinity) => ({ observed, expected, periods });

describe('rhythmFactors', () => {
    it('believes in no rhythm before anything was seen, and hardly in a faint one', () => {
        expect([...rhythmFactors([wins(0, 0, 0), wins(0, 0, 0)])]).toEqual([1, 1]);
        // Observed is expected: the strongest belief, 80 wins, is the likeliest, and changes nothing.
        expect([...rhythmFactors([wins(50, 50), wins(50, 50)])]).toEqual([1, 1]);
    });

    it('is (O + a) / (E + a), the belief a weak where the rhythm is plain: a = 5', () => {
        const factors = rhythmFactors([wins(10, 100), wins(60, 100), wins(230, 100)]);
        [15 / 105, 65 / 105, 235 / 105].forEach((factor, position) => expect(factors[position]).toBeCloseTo(factor, 12));
    });

    it('takes few periods for less than their wins', () => {
        // 1 + 0.0225 · 100 / 4 = 1.5625: 180 of 100 count as 115.2 of 64, and a is 5 for so plain a rhythm.
        const factors = rhythmFactors([wins(20, 100, 4), wins(180, 100, 4)]);
        expect(factors[1]).toBeCloseTo((115.2 + 5) / (64 + 5), 12);
    });
});

describe('atTempo', () => {
    it('scales the hazard and never leaves 0 to 1', () => {
        expect(atTempo(0.36, 0.5)).toBeCloseTo(0.2, 12);
        expect(atTempo(0.5, 2)).toBeCloseTo(0.75, 12);
        expect(atTempo(1, 0.3)).toBe(1);
        expect(atTempo(0, 3)).toBe(0);
    });
});
