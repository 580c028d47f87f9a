import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';
import type { DealFacts, EngagementFacts } from '../impact/engagement-facts';
import { gateNumber, judgeEngagement, type UnmetCriterion } from '../impact/judge-engagement';
import { ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';

/** What a partner on a held deal is known by besides what its gate reads. */
export interface HeldPartner {
    readonly engagementId: string;
    readonly managerName: string | undefined;
    /** Last day of the handoff clock; undefined once the handoff is accepted. */
    readonly handoffDueOn: Day | undefined;
    /** The owner has sent the handoff back, and nobody has sent it again. */
    readonly isHandoffReturned: boolean;
    /** Artifacts of the catalogue that one side alone has confirmed, by the side that has. */
    readonly confirmedBy: ReadonlyMap<string, 'host' | 'partner'>;
}

/** A move that the gate refused and that has not come about since. */
export interface StoppedMove {
    readonly attemptedStage: string;
    readonly message: string;
    readonly on: Day | undefined;
    readonly byName: string | undefined;
}

export interface HeldDealFacts {
    readonly deal: DealFacts;
    /** Day on which it came where it stands. */
    readonly since: Day | undefined;
    readonly partners: readonly HeldPartner[];
    readonly stopped: readonly StoppedMove[];
}

/** One thing that is missing, and whose turn it is, by name. */
export interface MissingPart {
    readonly key: string;
    /** In the map's words. */
    readonly title: string;
    readonly partnerName: string;
    readonly whoseTurn: readonly string[];
    readonly isHandoff: boolean;
    /** The handoff of this partner is past its clock. */
    readonly isHandoffLate: boolean;
}

export interface HeldDeal extends HeldDealFacts {
    readonly amount: Cents | undefined;
    /** Undefined when the StageName is not on the map. */
    readonly claimedOrder: number | undefined;
    /** Everything before the next overlay stage, lowest gate first; empty when this map does not ask what the org asks. */
    readonly missing: readonly MissingPart[];
    readonly hasLateHandoff: boolean;
}

/**
 * What holds each deal at its gate. Which deals are held is the org's word (Held_At_Gate__c); what is missing is judged by the map
 * from what the org stores, up to the next overlay stage. The most money first.
 */
export function tellHeldDeals(held: readonly HeldDealFacts[], map: StageMap, today: Day): readonly HeldDeal[] {
    const ranks = ranksOf(map);
    return held
        .map((facts): HeldDeal => {
            const rank = ranks.get(facts.deal.stageName);
            const claimedOrder = rank === undefined ? undefined : Math.floor(rank / 10);
            const missing = facts.deal.partners
                .filter(({ status }) => status === 'Registered')
                .flatMap((partner) => missingOf(partner, facts, map, claimedOrder ?? Infinity, today))
                .sort((a, b) => a.gate - b.gate)
                .map(({ part }) => part);
            const hasLateHandoff = facts.partners.some((partner) => isLate(partner, today));
            return { ...facts, amount: facts.deal.amount, claimedOrder, missing, hasLateHandoff };
        })
        .sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0) || (a.deal.id < b.deal.id ? -1 : 1));
}

function missingOf(partner: EngagementFacts, { deal, partners }: HeldDealFacts, map: StageMap, claimedOrder: number, today: Day) {
    const known = partners.find(({ engagementId }) => engagementId === partner.id);
    return judgeEngagement(map, partner)
        .unmet.filter(({ criterion, rank }) => criterion.mode === 'block' && rank < 10 * (claimedOrder + 1))
        .map((unmet) => ({
            gate: gateNumber(unmet),
            part: {
                key: unmet.criterion.key,
                title: unmet.criterion.title,
                partnerName: partner.partnerName,
                whoseTurn: turnOf(unmet, known, deal.ownerName),
                isHandoff: unmet.criterion.artifact === 'handoff',
                isHandoffLate: unmet.criterion.artifact === 'handoff' && known !== undefined && isLate(known, today)
            }
        }));
}

const isLate = ({ handoffDueOn }: HeldPartner, today: Day): boolean => handoffDueOn !== undefined && handoffDueOn < today;

/** Who owes it: the side or sides that the map names, less one that has confirmed already. */
function turnOf({ criterion }: UnmetCriterion, partner: HeldPartner | undefined, ownerName: string): readonly string[] {
    const manager = partner?.managerName ?? 'nobody yet (partner manager missing)';
    if (criterion.artifact === 'handoff') return [partner?.isHandoffReturned ? manager : ownerName];
    const done = partner?.confirmedBy.get(criterion.artifact);
    const owes = criterion.owes === 'both' && done !== undefined ? (done === 'host' ? 'partner' : 'host') : criterion.owes;
    return owes === 'host' ? [ownerName] : owes === 'partner' ? [manager] : [ownerName, manager];
}
