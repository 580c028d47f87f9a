import { DIRECT } from '../forecast/deal';
import { PARTNER_TYPES } from '../stage-map/stage-map';
import type { DwellBaseline } from './dwell-baselines';

/** How long deals of a type usually stay in a stage, and from when on a stay counts as a stall. */
export interface UsualStay {
    /** Days, to a tenth as the org keeps them. */
    readonly meanDays: number;
    /** A stay of more days than this is a stall: mean and the grace of the stage map. */
    readonly thresholdDays: number;
    /** Ended stays of this stage and type. */
    readonly sampleSize: number;
    /** Fewer than the map's minimum sample: the mean leans on all partner types. */
    readonly leansOnAllTypes: boolean;
}

/** Answers what is usual for an overlay stage and a partner type ('Direct' for none); undefined where nobody has been. */
export type UsualStays = (stageOrder: number, partnerType: string) => UsualStay | undefined;

/** Baselines as answers. A type that was never seen in a stage counts as all types do. */
export function usualStays(baselines: readonly DwellBaseline[], graceDays: number): UsualStays {
    const byKey = new Map(baselines.map((baseline) => [keyOf(baseline.stageOrder, baseline.partnerType), baseline]));
    return (stageOrder, partnerType) => {
        const own = byKey.get(keyOf(stageOrder, partnerType));
        const used = own ?? byKey.get(keyOf(stageOrder, undefined));
        return (
            used && {
                meanDays: tenths(used.meanDays),
                thresholdDays: tenths(used.meanDays + graceDays),
                sampleSize: own?.ended ?? 0,
                leansOnAllTypes: own?.borrows ?? true
            }
        );
    };
}

/** Baselines with a row for every partner type at every stage, so that pages find one; what is added leans on all types and says so. */
export function forEveryType(baselines: readonly DwellBaseline[]): readonly DwellBaseline[] {
    const known = new Set(baselines.map(({ stageOrder, partnerType }) => keyOf(stageOrder, partnerType)));
    const added = baselines
        .filter(({ partnerType }) => partnerType === undefined)
        .flatMap((all) =>
            [DIRECT, ...PARTNER_TYPES]
                .filter((type) => !known.has(keyOf(all.stageOrder, type)))
                .map((partnerType): DwellBaseline => ({ ...all, partnerType, medianDays: undefined, ended: 0, lasting: 0, borrows: true }))
        );
    return [...baselines, ...added];
}

const keyOf = (stageOrder: number, partnerType: string | undefined): string => `${stageOrder}|${partnerType ?? ''}`;
const tenths = (days: number): number => Math.round(days * 10) / 10;
