import type { Day } from '../forecast/calendar-day';
import type { Criterion, OverlayStage, PartnerType, StageMap } from '../stage-map/stage-map';
import { versionFor } from '../stage-map/versions';
import type { PartnerDeal } from './partner-review';

/** Something that is missing, with what each side does about it. */
export interface MissingPiece {
    readonly key: string;
    readonly title: string;
    readonly stageOrder: number;
    readonly owes: Criterion['owes'];
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly isOnException: boolean;
    /** It keeps the deal from leaving its stage, or an earlier one. */
    readonly isDueNow: boolean;
}

/** What a partner's deal lacks, in the order of the stages; texts as the map that the partner is under has them for its type. */
export function missingPieces(partner: PartnerDeal, map: StageMap): readonly MissingPiece[] {
    const { stages } = versionFor(map, partner.registeredOn);
    const last = stages[stages.length - 1];
    // Before the close nobody owes what follows it; after the close nothing else is left to do.
    const asked = stages.filter((stage) => (stage === last) === partner.deal.isClosed);
    return asked.flatMap((stage) =>
        stage.criteria.filter(({ key }) => partner.missing.includes(key)).map((criterion) => toPiece(criterion, stage, partner))
    );
}

function toPiece(criterion: Criterion, stage: OverlayStage, partner: PartnerDeal): MissingPiece {
    const own = criterion.byPartnerType?.[partner.partnerType as PartnerType];
    return {
        key: criterion.key,
        title: criterion.title,
        stageOrder: stage.order,
        owes: criterion.owes,
        hostMove: own?.hostMove ?? criterion.hostMove,
        partnerMove: own?.partnerMove ?? criterion.partnerMove,
        isOnException: partner.owedOnException.includes(criterion.key),
        isDueNow: partner.deal.isClosed || stage.order <= partner.deal.claimedOrder
    };
}

/** Moves of a deal by day, the latest first. */
export interface DatedMove {
    readonly stageName: string;
    readonly on: Day;
}

/** Since when the deal stands in its overlay stage: the first of the latest moves that all lie in it. */
export function inStageSince(moves: readonly DatedMove[], map: StageMap, stageName: string): Day | undefined {
    const names = map.stages.find(({ stageNames }) => stageNames.includes(stageName))?.stageNames ?? [stageName];
    if (moves[0]?.stageName !== stageName) return undefined;
    const leftAt = moves.findIndex((move) => !names.includes(move.stageName));
    return moves[(leftAt < 0 ? moves.length : leftAt) - 1]?.on;
}
