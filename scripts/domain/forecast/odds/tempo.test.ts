import { atTempo, rhythmFactor } from './tempo';

describe('rhythmFactor', () => {
    it('is (O + a) / (E + a), a = 20 · (1 + 0.0225 · E / n)', () => {
        expect(rhythmFactor(0, 0, 0)).toBe(1);
        // a = 20 · (1 + 0.0225 · 100 / 4) = 31.25
        expect(rhythmFactor(180, 100, 4)).toBeCloseTo(211.25 / 131.25, 12);
        // One month of 1000 wins expected: a = 20 · 23.5 = 470
        expect(rhythmFactor(2000, 1000, 1)).toBeCloseTo(2470 / 1470, 12);
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
