import { aDeal, aPartner, STAGES } from '../../testing/deals';
import { measureDwell } from './dwell-baselines';
import { toDealTable } from '../forecast/to-deal-table';
import { StayCounts } from './kaplan-meier';

/** Counts of stays: [days, whether the end was seen]. */
function stays(given: readonly { readonly days: number; readonly ended: boolean }[], horizon = 365): StayCounts {
    const counts = new StayCounts(horizon);
    for (const { days, ended } of given) counts.add(days, ended);
    return counts;
}
const restrictedMean = (...given: Parameters<typeof stays>) => stays(...given).mean();
const medianOf = (given: Parameters<typeof stays>[0]) => stays(given).median();

describe('the mean of stays', () => {
    it('is the plain mean when every spell has ended', () => {
        expect(
            restrictedMean(
                [10, 20, 60].map((days) => ({ days, ended: true })),
                365
            )
        ).toBeCloseTo(30, 10);
    });

    it('lets spells that still last pull it up', () => {
        // S = 1 to day 10, ½ from 10 (one of two ends), flat to the horizon: 10 + ½ × 90.
        expect(
            restrictedMean(
                [
                    { days: 10, ended: true },
                    { days: 40, ended: false }
                ],
                100
            )
        ).toBe(55);
    });

    it('counts a spell that ends on the day another is lost from sight as at risk with it', () => {
        // At day 10 two of three are at risk and one ends: S = 2/3, then the last ends at 30: 10 + 2/3 × 20 … S after = 0.
        expect(
            restrictedMean(
                [
                    { days: 10, ended: false },
                    { days: 10, ended: true },
                    { days: 30, ended: true }
                ],
                100
            )
        ).toBeCloseTo(10 + (2 / 3) * 20, 10);
    });

    it('says nothing about nothing', () => {
        expect(restrictedMean([], 100)).toBeUndefined();
    });
});

describe('the median of stays', () => {
    const spell = (days: number, ended = true) => ({ days, ended });

    it('is the day by which half have ended', () => {
        // S = ¾ at 10, ½ at 20.
        expect(medianOf([spell(30), spell(10), spell(20), spell(40)])).toBe(20);
    });

    it('waits longer when spells that still last have left the count', () => {
        // 10 ends of 4: ¾; 15 is lost; 20 ends of 2: ⅜.
        expect(medianOf([spell(10), spell(15, false), spell(20), spell(40)])).toBe(20);
        // 5 and 6 are lost; 10 ends of 2: ½.
        expect(medianOf([spell(5, false), spell(6, false), spell(10), spell(40)])).toBe(10);
    });

    it('is not known while most still last', () => {
        expect(medianOf([spell(10), spell(40, false), spell(50, false)])).toBeUndefined();
        expect(medianOf([])).toBeUndefined();
    });
});

describe('measureDwell', () => {
    it('lets a thin partner type lean on all types and says so', () => {
        const direct = Array.from({ length: 30 }, () =>
            aDeal([
                [100, 'New'],
                [110, 'Meet']
            ])
        );
        const partner = aDeal(
            [
                [100, 'New'],
                [150, 'Meet']
            ],
            { partners: [aPartner(100)] }
        );
        const baselines = measureDwell(toDealTable([...direct, partner], 200), STAGES, 200, 20).filter(
            ({ stageOrder }) => stageOrder === 0
        );
        const all = baselines.find(({ partnerType }) => partnerType === undefined)!;
        const si = baselines.find(({ partnerType }) => partnerType === 'SI')!;
        expect(all.meanDays).toBeCloseTo((30 * 10 + 50) / 31, 10);
        expect(si).toMatchObject({ ownMeanDays: 50, ended: 1, lasting: 0, borrows: true });
        expect(si.meanDays).toBeCloseTo((50 + 20 * all.meanDays) / 21, 10);
        expect(baselines.find(({ partnerType }) => partnerType === 'Direct')!.borrows).toBe(false);
    });
});
