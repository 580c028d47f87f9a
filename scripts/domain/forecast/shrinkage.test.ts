import { chooseKappa, logGamma, logMarginal, shrink } from './shrinkage';

describe('shrink', () => {
    it('weighs a cell against its parent by their trials', () => {
        // 3 of 4 won, all others 20 %: with κ = 10 the cell counts 4 of 14: (3 + 10 × 0.2) / 14.
        expect(shrink({ trials: 4, wins: 3 }, 0.2, 10)).toBeCloseTo(5 / 14, 12);
    });

    it('is the parent where nothing was seen, and the cell itself when much was', () => {
        expect(shrink({ trials: 0, wins: 0 }, 0.2, 10)).toBe(0.2);
        expect(shrink({ trials: 100_000, wins: 30_000 }, 0.2, 10)).toBeCloseTo(0.3, 4);
    });
});

describe('logMarginal', () => {
    it('agrees with a beta-binomial worked by hand', () => {
        // α = β = 1 (κ = 2, m = ½): ∫ p² (1−p) dp = 1/12 for two wins in three trials.
        expect(logMarginal({ trials: 3, wins: 2 }, 0.5, 2)).toBeCloseTo(Math.log(1 / 12), 10);
    });
});

describe('chooseKappa', () => {
    const cell = (wins: number) => ({ seen: { trials: 100, wins }, parent: 0.3 });

    it('trusts the parent when the cells differ no more than chance', () => {
        expect(chooseKappa([cell(30), cell(31), cell(29), cell(30)])).toBe(5000);
    });

    it('trusts the cells when they are unlike each other', () => {
        expect(chooseKappa([cell(2), cell(70), cell(10), cell(50)])).toBeLessThanOrEqual(10);
    });

    it('leaves all to the parent when there are no cells', () => {
        expect(chooseKappa([])).toBe(5000);
    });
});

describe('logGamma', () => {
    it.each([
        [1, 0],
        [0.5, 0.5723649429247001],
        [10, 12.801827480081469],
        [150.5, 602.5139548705858]
    ])('ln Γ(%d)', (x, expected) => {
        expect(logGamma(x)).toBeCloseTo(expected, 5);
    });
});
