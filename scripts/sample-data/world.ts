import type { StageMap } from '../domain/stage-map/stage-map';
import type { Cast } from './cast';
import type { StageNames } from './deal-history';
import type { Engagement } from './deals';
import type { Evidence } from './evidence';
import type { Company, PartnerCompany } from './people';
import type { Random } from './random';
import type { SeedRows } from './seed-file';

/** What every deal of the sample is made in. Days are numbers since 1970-01-01. */
export interface World {
    readonly rows: SeedRows;
    readonly cast: Cast;
    readonly random: Random;
    readonly evidence: Evidence;
    readonly customers: readonly Company[];
    readonly partners: readonly PartnerCompany[];
    readonly names: StageNames;
    readonly orders: StageOrders;
    /** Partners on deals that closed since the gates went live and whose loop nobody has closed yet; everyday deals add theirs. */
    readonly openLoops: Engagement[];
    readonly today: number;
    /** Day on which the gates went live. */
    readonly goLive: number;
}

/** Overlay orders of the stage map. */
export interface StageOrders {
    /** Overlay order of each open StageName, in order. */
    readonly ofOpen: readonly number[];
    readonly won: number;
    /** Past every stage: a partner that joined there owes nothing. */
    readonly afterLast: number;
}

/** Stage names and orders as the map has them: sample data types no stage name by hand. */
export function stagesOf(map: StageMap): { readonly names: StageNames; readonly orders: StageOrders } {
    const last = map.stages[map.stages.length - 1]!;
    const open = map.stages.slice(0, -1).flatMap(({ order, stageNames }) => stageNames.map((name) => ({ name, order })));
    return {
        names: { open: open.map(({ name }) => name), won: last.stageNames[0]!, lost: map.lostStageNames[0]! },
        orders: { ofOpen: open.map(({ order }) => order), won: last.order, afterLast: last.order + 1 }
    };
}
