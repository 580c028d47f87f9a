import type { Day } from '../forecast/calendar-day';
import type { DealFacts, EngagementFacts } from '../impact/engagement-facts';
import { judgeDeal, partnerSums } from '../impact/judge-deal';
import { judgeEngagement, missingKeys } from '../impact/judge-engagement';
import type { StageMap } from '../stage-map/stage-map';
import type { Finding } from './finding';

/** A partner on a deal with what the org's own formulas say about it. */
export interface StoredEngagement extends EngagementFacts {
    readonly storedGate: number | undefined;
    readonly storedMissing: string;
}

/** A deal with what the org's own roll-ups and formulas say about it. Credit in hundredths of a percent. */
export interface StoredDeal extends DealFacts {
    readonly partners: readonly StoredEngagement[];
    readonly stored: {
        readonly rank: number | undefined;
        readonly claimedOrder: number | undefined;
        readonly earnedOrder: number | undefined;
        readonly openGate: number | undefined;
        readonly registered: number;
        readonly leads: number;
        readonly sourcing: number;
        readonly credit: number;
    };
}

/** Works out every gate and roll-up again under the map and names what the org says differently. */
export const compareStoredGates = (map: StageMap, deals: readonly StoredDeal[], today: Day): readonly Finding[] =>
    deals.flatMap((deal) => [
        ...deal.partners.flatMap((partner) => compareEngagement(map, deal, partner)),
        ...compareDeal(map, deal, today)
    ]);

/** How many partners the org judges otherwise than this map would: more than none means that another map is deployed. */
export const countOtherGates = (map: StageMap, deals: readonly StoredDeal[]): number =>
    deals.reduce((sum, deal) => sum + deal.partners.filter((partner) => compareEngagement(map, deal, partner).length > 0).length, 0);

function compareEngagement(map: StageMap, deal: DealFacts, partner: StoredEngagement): Finding[] {
    const judgement = judgeEngagement(map, partner);
    return differences(`${deal.name}, ${partner.partnerName} (${partner.name})`, [
        ['Open_Gate__c', partner.storedGate, judgement.openGate],
        ['Missing_Criteria__c', partner.storedMissing || 'nothing', missingKeys(judgement, partner) || 'nothing']
    ]);
}

function compareDeal(map: StageMap, deal: StoredDeal, today: Day): Finding[] {
    const { stored } = deal;
    const judgement = judgeDeal(map, deal, today);
    const registered = deal.partners.filter(({ status }) => status === 'Registered');
    const sums = partnerSums(registered);
    return differences(`${deal.name} (${deal.id})`, [
        ['Partner_Stage_Rank__c', stored.rank, judgement.rank],
        ['Partner_Stage_Order__c', stored.claimedOrder, judgement.claimedOrder],
        ['Registered_Partners__c', stored.registered, registered.length],
        ['Lead_Partners__c', stored.leads, sums.leads],
        ['Sourcing_Partners__c', stored.sourcing, sums.sourcing],
        ['Partner_Credit__c', stored.credit / 100, sums.credit / 100],
        // An empty MIN roll-up is empty or 0, as the org likes; nothing reads it without a registered partner.
        ...(registered.length > 0 ? ([['Partner_Open_Gate__c', stored.openGate, judgement.openGate]] as const) : []),
        ['Earned_Stage_Order__c', stored.earnedOrder, judgement.earnedOrder]
    ]);
}

type Comparison = readonly [field: string, stored: string | number | undefined, judged: string | number | undefined];

const differences = (where: string, comparisons: readonly Comparison[]): Finding[] =>
    comparisons
        .filter(([, stored, judged]) => stored !== judged)
        .map(([field, stored, judged]) => ({
            kind: 'stored gate',
            where,
            what: `${field} says ${stored ?? 'nothing'}; under the map it is ${judged ?? 'nothing'}.`
        }));
