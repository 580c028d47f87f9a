import type { Cents } from '../forecast/money';
import { ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';

/** A step in a deal's stage history, with who made it. */
export interface StageStep {
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly stageName: string;
    readonly byId: string | undefined;
    readonly byName: string | undefined;
}

export interface ProofFacts {
    readonly dealId: string;
    readonly dealName: string;
    readonly dealOwner: string;
    readonly amount: Cents | undefined;
    readonly stageName: string;
    /** Overlay order that StageName stands for, and the one that the evidence supports. */
    readonly claimedOrder: number;
    readonly earnedOrder: number;
    readonly isLost: boolean;
    readonly steps: readonly StageStep[];
}

export interface AheadOfProof {
    readonly deal: ProofFacts;
    /** The step that took the deal past its proof; undefined when history does not tell. */
    readonly step: StageStep | undefined;
    /** Whether a holder of Bypass_Partner_Gates made it. Else evidence was withdrawn later, the map changed, or the rules were off. */
    readonly isByLane: boolean;
}

/** Deals that claim more than they have proven, dearest first. `laneUsers` are the ids of users whose moves no gate holds. */
export function aheadOfProof(deals: readonly ProofFacts[], map: StageMap, laneUsers: ReadonlySet<string>): readonly AheadOfProof[] {
    const ranks = ranksOf(map);
    const orderOf = (stageName: string) => Math.floor((ranks.get(stageName) ?? Infinity) / 10);
    return deals
        .filter(({ isLost, claimedOrder, earnedOrder }) => !isLost && claimedOrder > earnedOrder)
        .map((deal) => {
            const steps = [...deal.steps].sort((a, b) => a.at - b.at);
            const lastProven = steps.findLastIndex(({ stageName }) => orderOf(stageName) <= deal.earnedOrder);
            const step = steps[lastProven + 1];
            return { deal, step, isByLane: step?.byId !== undefined && laneUsers.has(step.byId) };
        })
        .sort((a, b) => (b.deal.amount ?? 0) - (a.deal.amount ?? 0) || (a.deal.dealName < b.deal.dealName ? -1 : 1));
}
