import type { Criterion, OverlayStage, StageMap } from './stage-map';

/** Rank of a StageName that stands for a lost deal: below every open stage, so losing is always a move back. */
export const LOST_RANK = -1;
/** Rank of a StageName that the map does not know: above every stage, so entering it fails closed. */
export const UNMAPPED_RANK = 999;
/** Claimed order of a StageName that the map does not know. */
export const UNMAPPED_ORDER = 99;
/** Gate number of an engagement that owes nothing. */
export const ALL_OPEN = 999;

/** StageName to rank: 10 × overlay order + position of the StageName inside its stage; lost is −1. */
export function ranksOf(map: StageMap): ReadonlyMap<string, number> {
    const ranks = new Map<string, number>();
    for (const stage of map.stages) stage.stageNames.forEach((name, position) => ranks.set(name, 10 * stage.order + position));
    for (const name of map.lostStageNames) ranks.set(name, LOST_RANK);
    return ranks;
}

/** The last rank of an overlay stage: where a deal stands that has everything but this stage's exit. */
export const exitRank = (stage: OverlayStage): number => 10 * stage.order + stage.stageNames.length - 1;

/** The last rank that a deal may hold while the criterion is unmet. */
export function gateRank(stage: OverlayStage, criterion: Criterion): number {
    if (criterion.dueBefore === undefined) return exitRank(stage);
    return 10 * stage.order + stage.stageNames.indexOf(criterion.dueBefore) - 1;
}
