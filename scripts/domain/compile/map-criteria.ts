import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';

/** Works through all criteria in the order of the map. */
export const forEachCriterion = <T>(map: StageMap, work: (criterion: Criterion, stage: OverlayStage) => readonly T[]): T[] =>
    map.stages.flatMap((stage) => stage.criteria.flatMap((criterion) => work(criterion, stage)));
