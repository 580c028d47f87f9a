import type { OrgUnderTest } from './org-under-test';
import type { PartnerFacts } from './gate-oracle';

interface EngagementRecord {
    readonly Id: string;
    readonly Partner_Type__c: string | null;
    readonly Role__c: string | null;
    readonly Status__c: string;
    readonly Attribution__c: string | null;
    readonly Credit_Percent__c: number | null;
    readonly Joined_Stage_Order__c: number | null;
    readonly Registration_Complete__c: boolean;
    readonly Handoff_Accepted__c: boolean;
    readonly Partner_Told_On__c: string | null;
    readonly Open_Gate__c: number;
}
type Child = Readonly<Record<string, string | number | boolean | null>> & { readonly Partner_Engagement__c: string };

/** A partner as its own records, counted one by one, say; beside it what the org's formula says. */
export interface RecountedPartner {
    readonly id: string;
    readonly facts: PartnerFacts;
    readonly openGate: number;
}

const ENGAGEMENT_FIELDS = [
    'Id',
    'Partner_Type__c',
    'Role__c',
    'Status__c',
    'Attribution__c',
    'Credit_Percent__c',
    'Joined_Stage_Order__c',
    'Registration_Complete__c',
    'Handoff_Accepted__c',
    'Partner_Told_On__c',
    'Open_Gate__c'
];

/** Reads every partner of a deal with all its artifacts and exceptions. Uses no roll-up of the org. */
export async function recount(org: OrgUnderTest, deal: string): Promise<readonly RecountedPartner[]> {
    const rows = async <T extends object>(soql: string): Promise<readonly T[]> => (await org.as('revops').query<T>(soql)).records;
    const children = (object: string, fields: string): Promise<readonly Child[]> =>
        rows(`SELECT Partner_Engagement__c, ${fields} FROM ${object} WHERE Partner_Engagement__r.Opportunity__c = '${deal}'`);
    const [engagements, scorecards, pitches, plans, postMortems, exceptions] = await Promise.all([
        rows<EngagementRecord>(`SELECT ${ENGAGEMENT_FIELDS.join(', ')} FROM Partner_Engagement__c WHERE Opportunity__c = '${deal}'`),
        children('Joint_Scorecard__c', 'Complete__c'),
        children('Joint_Pitch__c', 'Complete__c, Pre_Brief_Held__c, Pre_Brief_Answered__c'),
        children('Mutual_Action_Plan__c', 'Complete__c, Procurement_Path__c, Marketplace_Deal_Id__c'),
        children('Joint_Post_Mortem__c', 'Complete__c'),
        children('Gate_Waiver__c', 'Gate__c, Status__c')
    ]);
    return engagements.map((engagement) => {
        const own = (all: readonly Child[]) => all.filter((child) => child.Partner_Engagement__c === engagement.Id);
        const has = (all: readonly Child[], field: string) => own(all).some((child) => child[field] === true);
        const approved = own(exceptions).filter((exception) => exception['Status__c'] === 'Approved');
        return {
            id: engagement.Id,
            openGate: engagement.Open_Gate__c,
            facts: {
                type: engagement.Partner_Type__c,
                role: engagement.Role__c,
                status: engagement.Status__c,
                attribution: engagement.Attribution__c,
                credit: engagement.Credit_Percent__c,
                joinedOrder: engagement.Joined_Stage_Order__c,
                isRegistrationComplete: engagement.Registration_Complete__c,
                isHandoffAccepted: engagement.Handoff_Accepted__c,
                hasScorecard: has(scorecards, 'Complete__c'),
                hasPitch: has(pitches, 'Complete__c'),
                hasPreBrief: has(pitches, 'Pre_Brief_Held__c'),
                hasPreBriefOrReason: has(pitches, 'Pre_Brief_Answered__c'),
                hasSignedPlan: has(plans, 'Complete__c'),
                owesMarketplaceId: own(plans).some(
                    (plan) => / Marketplace$/.test(String(plan['Procurement_Path__c'])) && plan['Marketplace_Deal_Id__c'] === null
                ),
                hasPostMortem: has(postMortems, 'Complete__c'),
                isTold: engagement.Partner_Told_On__c !== null,
                waivedGates: new Set(approved.map((exception) => Number(exception['Gate__c'])))
            }
        };
    });
}
