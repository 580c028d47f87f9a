import type { Day } from '../forecast/calendar-day';
import { ALL_OPEN, exitRank, gateRank } from '../stage-map/ranks';
import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';
import { versionFor } from '../stage-map/versions';
import type { EngagementFacts } from './engagement-facts';

/**
 * The gate of one partner under a map, worked out here instead of in an org: what the formulas of compile/evidence-conditions.ts
 * would say. A test holds it against what an org with those formulas stores.
 */
export interface EngagementJudgement {
    /** Every criterion that is owed and not proven, in map order, whether it blocks or advises. */
    readonly unmet: readonly UnmetCriterion[];
    /** Lowest gate number of those that block: last rank allowed, criterion number as decimals; 999 when nothing blocks. */
    readonly openGate: number;
    /** Last day of the earliest exception in use; undefined when none is in use. */
    readonly exceptionEndsOn: Day | undefined;
}

export interface UnmetCriterion {
    readonly criterion: Criterion;
    readonly stage: OverlayStage;
    /** Last rank that a deal may hold while this is unmet; an approved exception moves it to the exit of a later stage. */
    readonly rank: number;
    readonly isWaived: boolean;
}

/**
 * Judges one partner on one deal, by the version of the map under which it was registered. A withdrawn one is judged too: whether it
 * counts is the deal's question.
 */
export function judgeEngagement(versions: StageMap, facts: EngagementFacts): EngagementJudgement {
    const map = versionFor(versions, facts.registeredOn);
    const unmet = map.stages.flatMap((stage) =>
        stage.criteria
            .filter((criterion) => !isSettled(map, stage, criterion, facts))
            .map((criterion): UnmetCriterion => ({
                criterion,
                stage,
                rank: owedAt(map, stage, criterion, facts),
                isWaived: facts.waivedUntil.has(stage.order)
            }))
    );
    const gates = unmet.filter(({ criterion }) => criterion.mode === 'block').map(gateNumber);
    return { unmet, openGate: Math.min(ALL_OPEN, ...gates), exceptionEndsOn: exceptionEnd(map, unmet, facts) };
}

/** 11.03: criterion 3 holds the deal at rank 11. */
export const gateNumber = ({ rank, criterion }: UnmetCriterion): number => Math.round(100 * rank + criterion.number) / 100;

/** The text of Missing_Criteria__c: keys in map order, a semicolon after each. A withdrawn partner owes nothing. */
export const missingKeys = ({ unmet }: EngagementJudgement, { status }: EngagementFacts): string =>
    status === 'Withdrawn' ? '' : unmet.map(({ criterion }) => `${criterion.key};`).join('');

/** Whether the criterion concerns this partner at all: its type, its role and the stage at which it joined. */
export function isOwed(
    map: StageMap,
    stage: OverlayStage,
    criterion: Criterion,
    facts: Pick<EngagementFacts, 'joinedOrder' | 'role' | 'partnerType'>
): boolean {
    if (map.lateJoin === 'from-joined-stage' && stage.order > 0 && (facts.joinedOrder ?? 0) > stage.order) return false;
    if (criterion.owedBy !== 'both' && facts.role !== criterion.owedBy) return false;
    return criterion.partnerTypes === undefined || criterion.partnerTypes.some((type) => type === facts.partnerType);
}

const isSettled = (map: StageMap, stage: OverlayStage, criterion: Criterion, facts: EngagementFacts): boolean =>
    !isOwed(map, stage, criterion, facts) || isProven(criterion, facts);

function isProven(criterion: Criterion, facts: EngagementFacts): boolean {
    switch (criterion.artifact) {
        case 'registration':
            return facts.isRegistrationComplete;
        case 'handoff':
            return facts.isHandoffAccepted;
        case 'joint-scorecard':
            return facts.jointScorecards > 0;
        case 'joint-pitch':
            return facts.jointPitches > 0;
        case 'technical-pre-brief':
            return (criterion.acceptsTrivialReason === false ? facts.preBriefsHeld : facts.preBriefsAnswered) > 0;
        case 'mutual-action-plan':
            return facts.actionPlans > 0;
        case 'marketplace-deal-id':
            return facts.marketplaceIdsOwed === 0;
        case 'post-mortem':
            return facts.postMortems > 0 && facts.isPartnerTold;
        case 'field':
            return criterion.field !== undefined && facts.filledFields.has(criterion.field.name);
    }
}

/** An approved exception carries the debt to the exit of the next stage, where it needs proof or an exception of its own. */
function owedAt(map: StageMap, stage: OverlayStage, criterion: Criterion, facts: EngagementFacts): number {
    let [at, rank] = [stage, gateRank(stage, criterion)];
    for (let next = map.stages[at.order + 1]; next && facts.waivedUntil.has(at.order); next = map.stages[at.order + 1])
        [at, rank] = [next, exitRank(next)];
    return rank;
}

/** A debt that was carried on stays with the exception that made it; nothing can be excepted at the last stage, where nothing lies ahead. */
function exceptionEnd(map: StageMap, unmet: readonly UnmetCriterion[], { status, waivedUntil }: EngagementFacts): Day | undefined {
    if (status === 'Withdrawn') return undefined;
    const ends = unmet
        .filter(({ criterion, stage }) => criterion.mode === 'block' && stage.order < map.stages.length - 1)
        .flatMap(({ stage }) => waivedUntil.get(stage.order) ?? []);
    return ends.length === 0 ? undefined : Math.min(...ends);
}
