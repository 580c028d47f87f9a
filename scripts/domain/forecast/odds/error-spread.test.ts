import { measureSpread, rangeAround, rangeOfWins, studentT90 } from './error-spread';

describe('measureSpread', () => {
    it('starts from three errors of 35 %', () => {
        expect(measureSpread([])).toEqual({ s: 0.35, pastForecasts: 0 });
    });

    it('adds own errors: ln((actual + 3) / (expected + 3))', () => {
        // ln(13 / 10) = 0.262364, ln(7 / 10) = -0.356675; (0.068835 + 0.127217 + 0.3675) / 5 = 0.1127104
        const { s } = measureSpread([
            { expected: 7, actual: 10, offset: 3 },
            { expected: 7, actual: 4, offset: 3 }
        ]);
        expect(s).toBeCloseTo(Math.sqrt(0.1127104), 6);
    });
});

describe('rangeAround', () => {
    it('takes t with n + 3 degrees of freedom', () => {
        // n = 0: t(3, 0.9) = 1.6377; exp(0.573195) = 1.773927; 97 + 3 = 100
        const { low, high } = rangeAround(97, 3, measureSpread([]));
        expect(low).toBeCloseTo(100 / 1.773927 - 3, 3);
        expect(high).toBeCloseTo(177.3927 - 3, 3);
    });

    it('never promises less than nothing', () => {
        expect(rangeAround(0, 3, { s: 1, pastForecasts: 8 }).low).toBe(0);
    });
});

describe('rangeOfWins', () => {
    it('assumes 25 % beside the chance of so many wins', () => {
        // s0² = 0.0625 + 1 / 100 = 0.0725; t(3, 0.9) = 1.6377; exp(1.6377 · 0.2692582) = 1.554205
        const { low, high } = rangeOfWins([], [0], 0, 97);
        expect(low).toBeCloseTo(100 / 1.554205 - 3, 3);
        expect(high).toBeCloseTo(155.4205 - 3, 3);
    });

    it('is wider, by share, around few', () => {
        // s0² = 0.0625 + 1 / 10 = 0.1625; exp(1.6377 · 0.4031129) = 1.935137
        expect(rangeOfWins([], [0], 0, 7).high).toBeCloseTo(19.35137 - 3, 3);
    });
});

describe('studentT90', () => {
    it.each([
        [1, 3.0777],
        [3, 1.6377],
        [6, 1.4398],
        [7, 1.4149],
        [10, 1.3722],
        [30, 1.3104]
    ])('with %i degrees of freedom is %f', (degrees, t) => {
        expect(studentT90(degrees)).toBeCloseTo(t, 2.9);
    });
});
