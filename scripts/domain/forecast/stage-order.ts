import type { StageMap } from '../stage-map/stage-map';
import { ranksOf, UNMAPPED_ORDER, UNMAPPED_RANK } from '../stage-map/ranks';

export type StageKind = 'open' | 'won' | 'lost';

/** Where one StageName stands. */
export interface StageStand {
    /** Overlay order, 0 to 4 in the default map; 99 when the map does not know the stage. */
    readonly order: number;
    readonly rank: number;
    readonly kind: StageKind;
}

/** StageName to its stand on the map. */
export type StageOrder = ReadonlyMap<string, StageStand>;

/** One StageName as the org itself defines it. */
export interface OrgStage {
    readonly name: string;
    readonly isClosed: boolean;
    readonly isWon: boolean;
}

/**
 * The stand of every StageName that the map or the org knows. Whether a stage is open, won or lost is the org's word
 * (OpportunityStage), because that is what closes a deal; the order is the map's. A stage only the org knows is not on the map.
 */
export function orderStages(map: StageMap, orgStages: readonly OrgStage[]): StageOrder {
    const kinds = new Map(orgStages.map((stage) => [stage.name, kindOf(stage)]));
    const lost = new Set(map.lostStageNames);
    const stands = new Map<string, StageStand>();
    for (const stage of orgStages) stands.set(stage.name, { order: UNMAPPED_ORDER, rank: UNMAPPED_RANK, kind: kindOf(stage) });
    for (const [name, rank] of ranksOf(map)) {
        const kind = kinds.get(name) ?? (lost.has(name) ? 'lost' : 'open');
        stands.set(name, { order: lost.has(name) ? -1 : Math.floor(rank / 10), rank, kind });
    }
    return stands;
}

const kindOf = (stage: OrgStage): StageKind => (stage.isWon ? 'won' : stage.isClosed ? 'lost' : 'open');

/** The stand of a StageName; one that neither map nor org knows any more (renamed, removed) is open and off the map. */
export const standOf = (stages: StageOrder, stageName: string): StageStand =>
    stages.get(stageName) ?? { order: UNMAPPED_ORDER, rank: UNMAPPED_RANK, kind: 'open' };
