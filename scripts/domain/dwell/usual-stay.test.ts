import type { DwellBaseline } from './dwell-baselines';
import { forEveryType, usualStays } from './usual-stay';

const baseline = (partnerType: string | undefined, meanDays: number, ended: number): DwellBaseline => ({
    stageOrder: 1,
    partnerType,
    meanDays,
    ownMeanDays: meanDays,
    medianDays: meanDays,
    ended,
    lasting: 1,
    borrows: ended < 20
});
const BASELINES = [baseline(undefined, 18.04, 90), baseline('Direct', 15, 60), baseline('SI', 22.26, 7)];

it('is the mean of the stage and type, and stalls past the grace, to a tenth of a day', () => {
    expect(usualStays(BASELINES, 14)(1, 'SI')).toEqual({ meanDays: 22.3, thresholdDays: 36.3, sampleSize: 7, leansOnAllTypes: true });
    expect(usualStays(BASELINES, 14)(1, 'Direct')).toMatchObject({ thresholdDays: 29, leansOnAllTypes: false });
});

it('takes all types for one that was never seen there, and knows nothing where nobody was', () => {
    expect(usualStays(BASELINES, 14)(1, 'Reseller')).toEqual({ meanDays: 18, thresholdDays: 32, sampleSize: 0, leansOnAllTypes: true });
    expect(usualStays(BASELINES, 14)(2, 'SI')).toBeUndefined();
});

it('gives every type a row for pages to find, without touching those that are known', () => {
    const all = forEveryType(BASELINES);
    expect(all.slice(0, 3)).toEqual(BASELINES);
    expect(all.slice(3).map(({ partnerType, meanDays, ended, borrows }) => [partnerType, meanDays, ended, borrows])).toEqual(
        ['ISV', 'Reseller', 'Marketplace'].map((type) => [type, 18.04, 0, true])
    );
});
