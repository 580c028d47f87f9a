import { judgeForecasts, rangeAround, studentT90 } from './spread';

const past = (pairs: readonly (readonly [expected: number, actual: number])[]) =>
    pairs.map(([expected, actual], index) => ({ madeOn: index, expected, actual }));

describe('rangeAround', () => {
    it('is learnt from how far past forecasts were off', () => {
        // c = 3 × 100. Six forecasts that were right: s² = 3 × 0.35² / 9, t(9, 0.9) = 1.383.
        const right = past(Array.from({ length: 6 }, () => [1000, 1000] as const));
        const factor = Math.exp(1.383 * Math.sqrt((3 * 0.35 ** 2) / 9));
        expect(rangeAround(1000, right, 100)).toEqual({
            low: Math.round(1300 / factor - 300),
            mid: 1000,
            high: Math.round(1300 * factor - 300)
        });
    });

    it('is wider when forecasts were off further, and never below nothing', () => {
        const wrong = past(Array.from({ length: 6 }, (_, index) => [1000, index % 2 === 0 ? 0 : 4000] as const));
        const range = rangeAround(200, wrong, 100);
        expect(range?.low).toBe(0);
        expect(range?.high).toBeGreaterThan(1000);
    });

    it('is not given with fewer than six past forecasts', () => {
        expect(rangeAround(1000, past(Array.from({ length: 5 }, () => [1, 1] as const)), 100)).toBeUndefined();
    });
});

it.each([
    [9, 1.383],
    [13, 1.3502],
    [30, 1.3104]
])('knows the 0.9 quantile of t with %d degrees of freedom', (degrees, quantile) => {
    expect(studentT90(degrees)).toBeCloseTo(quantile, 3);
});

it('judges forecasts by what they missed', () => {
    expect(
        judgeForecasts(
            past([
                [80, 100],
                [130, 100]
            ])
        )
    ).toEqual({ wape: 0.25, bias: expect.closeTo(0.05, 10) });
    expect(judgeForecasts([])).toBeUndefined();
});
