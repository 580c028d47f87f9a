import type { Day } from '../forecast/calendar-day';
import { LOST_RANK, UNMAPPED_ORDER, UNMAPPED_RANK, ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { DealFacts, EngagementFacts } from './engagement-facts';
import { gateNumber, judgeEngagement } from './judge-engagement';

/** One reason why a deal cannot enter the StageName after its own. */
export interface Block {
    /** Key of the criterion, or of the standing rule: lead-partner, credit, exception-expired, unmapped-stage. */
    readonly key: string;
    /** What has to be supplied or put right, in the map's words. */
    readonly title: string;
    /** The partner that owes it; undefined for what concerns the whole deal. */
    readonly partnerName: string | undefined;
}

/** Something that blocks a step, now or further ahead. */
export interface Debt extends Block {
    /** Last rank that the deal may hold without it. */
    readonly rank: number;
    readonly gate: number;
}

export interface DealJudgement {
    /** False for direct deals and those outside the map's scope: no stage is refused to them. */
    readonly isGated: boolean;
    readonly rank: number;
    readonly claimedOrder: number;
    readonly earnedOrder: number;
    /** Lowest gate number over the registered partners; undefined without any. */
    readonly openGate: number | undefined;
    /** The StageName after the deal's own; undefined at the last one and off the map. */
    readonly nextStageName: string | undefined;
    /** Why the deal cannot enter it; empty when it can. What a refused save says comes first. */
    readonly blocks: readonly Block[];
    /** Every blocking criterion that a registered partner owes and has not proven, lowest gate first. */
    readonly debts: readonly Debt[];
}

/**
 * Judges a deal under a map as an org would in which that map is deployed, for a user who may advance deals and has no bypass.
 * `today` decides whether an exception has expired.
 */
export function judgeDeal(map: StageMap, deal: DealFacts, today: Day): DealJudgement {
    const ranks = ranksOf(map);
    const rank = ranks.get(deal.stageName) ?? UNMAPPED_RANK;
    const registered = deal.partners.filter(({ status }) => status === 'Registered');
    const judged = registered.map((partner) => ({ partner, judgement: judgeEngagement(map, partner) }));
    const debts = judged
        .flatMap(({ partner, judgement }) =>
            judgement.unmet
                .filter(({ criterion }) => criterion.mode === 'block')
                .map((unmet): Debt => ({
                    key: unmet.criterion.key,
                    title: unmet.criterion.title,
                    partnerName: partner.partnerName,
                    rank: unmet.rank,
                    gate: gateNumber(unmet)
                }))
        )
        .sort((a, b) => a.gate - b.gate);
    const openGate = judged.length > 0 ? Math.min(...judged.map(({ judgement }) => judgement.openGate)) : undefined;
    const nextStageName = nameAfter(ranks, rank);
    const isGated = registered.length > 0 && isInScope(map, deal);
    const exceptionEnds = judged.flatMap(({ judgement }) => judgement.exceptionEndsOn ?? []);
    const blocks = [
        ...criterionBlocks(debts, ranks.get(nextStageName ?? '')),
        ...standingBlocks(registered, { rank, nextStageName, hasExpired: exceptionEnds.some((end) => end < today) })
    ];
    const claimedOrder = orderOf(rank);
    return {
        isGated,
        rank,
        claimedOrder,
        earnedOrder: earned(claimedOrder, registered, openGate),
        openGate,
        nextStageName,
        blocks: isGated ? blocks : [],
        debts: isGated ? debts : []
    };
}

export function isInScope(map: StageMap, { amount, type }: Pick<DealFacts, 'amount' | 'type'>): boolean {
    if (map.scope.minimumAmount > 0 && (amount ?? 0) < map.scope.minimumAmount * 100) return false;
    return type === undefined || !map.scope.excludedOpportunityTypes.includes(type);
}

const orderOf = (rank: number): number =>
    rank === UNMAPPED_RANK ? UNMAPPED_ORDER : rank === LOST_RANK ? LOST_RANK : Math.floor(rank / 10);

/** Supporting partners owe little, so a deal without its Lead has proven nothing. */
function earned(claimed: number, registered: readonly EngagementFacts[], openGate: number | undefined): number {
    if (openGate === undefined) return claimed;
    return Math.min(claimed, registered.some(({ role }) => role === 'Lead') ? Math.floor(openGate / 10) : 0);
}

function nameAfter(ranks: ReadonlyMap<string, number>, rank: number): string | undefined {
    if (rank === UNMAPPED_RANK) return undefined;
    const above = [...ranks].filter(([, other]) => other > rank).sort(([, a], [, b]) => a - b);
    return above[0]?.[0];
}

const criterionBlocks = (debts: readonly Debt[], nextRank: number | undefined): Block[] =>
    nextRank === undefined
        ? []
        : debts.filter(({ rank }) => rank < nextRank).map(({ key, title, partnerName }) => ({ key, title, partnerName }));

interface Standing {
    readonly rank: number;
    readonly nextStageName: string | undefined;
    readonly hasExpired: boolean;
}

function standingBlocks(registered: readonly EngagementFacts[], { rank, nextStageName, hasExpired }: Standing): Block[] {
    const block = (key: string, title: string): Block => ({ key, title, partnerName: undefined });
    if (rank === UNMAPPED_RANK) return [block('unmapped-stage', 'StageName that is not on the map')];
    if (nextStageName === undefined) return [];
    const sums = partnerSums(registered);
    return [
        ...(sums.leads === 1 ? [] : [block('lead-partner', 'Exactly one Lead partner')]),
        ...(sums.credit > 10_000 || sums.sourcing > 1 ? [block('credit', 'Partner credit that adds up')] : []),
        ...(hasExpired ? [block('exception-expired', 'Renewed exception, or the proof')] : [])
    ];
}

/** Leads, sourcing partners and credit (hundredths of a percent) over registered partners. */
export const partnerSums = (registered: readonly EngagementFacts[]) => ({
    leads: registered.filter(({ role }) => role === 'Lead').length,
    sourcing: registered.filter(({ attribution }) => attribution === 'Sourced').length,
    credit: registered.reduce((sum, { creditBasisPoints }) => sum + (creditBasisPoints ?? 0), 0)
});
