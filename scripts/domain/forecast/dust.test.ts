import fc from 'fast-check';
import { sweepDust } from './dust';
import type { ForecastLine } from './forecast-line';

const line = (given: Partial<ForecastLine>): ForecastLine => ({
    periodType: 'Month',
    periodFrom: 20_000,
    periodLabel: 'Nov 2026',
    stageOrder: 1,
    partnerType: 'SI',
    attribution: 'Sourced',
    onException: false,
    deals: 0,
    open: 0,
    expected: 0,
    claimedExpected: 0,
    low: undefined,
    high: undefined,
    sampleSize: 10,
    ...given
});

describe('sweepDust', () => {
    it('adds cents to the largest line of the same period, attribution and type', () => {
        const large = line({ stageOrder: 2, deals: 1, open: 500_00, expected: 90_00, claimedExpected: 95_00 });
        const larger = line({ stageOrder: 3, partnerType: 'Direct', attribution: 'Direct', deals: 9, open: 900_00, expected: 800_00 });
        expect(sweepDust([line({ expected: 99, claimedExpected: 3 }), large, larger])).toEqual([
            { ...large, expected: 90_99, claimedExpected: 95_03 },
            larger
        ]);
    });

    it('keeps a unit, a deal, an open dollar, and dust that is alone in its period', () => {
        const kept = [line({ expected: 1_00 }), line({ stageOrder: 2, deals: 1 }), line({ stageOrder: 3, open: 1 })];
        expect(sweepDust(kept)).toEqual(kept);
        const alone = [line({ expected: 5, periodFrom: 20_031 }), ...kept];
        expect(sweepDust(alone)).toEqual(alone);
    });

    it('changes no total of a period', () => {
        const lines = fc.array(
            fc
                .record({
                    periodFrom: fc.constantFrom(1, 2),
                    stageOrder: fc.nat(3),
                    attribution: fc.constantFrom('Direct' as const, 'Sourced' as const),
                    deals: fc.constantFrom(0, 0, 1),
                    expected: fc.constantFrom(0, 1, 99, 100, 12_345),
                    low: fc.constantFrom(undefined, 7)
                })
                .map(line),
            { maxLength: 20 }
        );
        fc.assert(
            fc.property(lines, (all) => {
                const swept = sweepDust(all);
                for (const periodFrom of [1, 2])
                    for (const column of ['deals', 'expected', 'low'] as const) {
                        const sum = (some: readonly ForecastLine[]) =>
                            some.filter((one) => one.periodFrom === periodFrom).reduce((total, one) => total + (one[column] ?? 0), 0);
                        expect(sum(swept)).toBe(sum(all));
                    }
            })
        );
    });
});
