import { dateOf, momentOf } from './calendar';
import { historyRows, nameOf } from './deal-history';
import type { DealHistory, StageNames } from './deal-history';
import type { Company, PartnerCompany } from './people';
import type { SeedRow, SeedRows } from './seed-file';
import { inWordsOf } from './wording';
import type { World } from './world';

export interface Deal {
    readonly ref: string;
    readonly opportunity: string;
    /** What is offered; the customer's name stands before it in the deal's name. */
    readonly name: string;
    readonly owner: string;
    readonly customer: Company;
    readonly createdDay: number;
    readonly history: DealHistory;
    readonly amount: number;
}

export type DealFacts = Omit<Deal, 'opportunity'>;

/** Adds an opportunity with its stage history. */
export function addDeal(rows: SeedRows, stages: StageNames, facts: DealFacts): Deal {
    const { ref, name, owner, customer, createdDay, history, amount } = facts;
    const { last } = history;
    const stageSince = [...history.steps].reverse().find((step, index, all) => all[index + 1]?.stage !== step.stage)!;
    const opportunity = rows.add('Opportunity', ref, {
        Name: `${customer.name} - ${name}`,
        AccountId: customer.account,
        OwnerId: owner,
        StageName: nameOf(stages, last.stage),
        CloseDate: dateOf(last.closeDay),
        Amount: amount,
        Type: 'New Customer',
        CreatedById: owner,
        CreatedDate: momentOf(createdDay),
        LastModifiedDate: momentOf(last.day),
        LastStageChangeDate: momentOf(stageSince.day)
    });
    historyRows(history, stages, amount).forEach((row, index) =>
        rows.add('OpportunityHistory', `${ref}-h${index}`, { OpportunityId: opportunity, CreatedById: owner, ...row })
    );
    return { ref, opportunity, name, owner, customer, createdDay, history, amount };
}

export interface Engagement {
    readonly ref: string;
    readonly record: string;
    readonly deal: Deal;
    readonly partner: PartnerCompany;
    readonly registeredDay: number;
}

export interface EngagementFacts {
    readonly deal: Deal;
    readonly partner: PartnerCompany;
    readonly role?: 'Lead' | 'Supporting';
    readonly attribution?: 'Sourced' | 'Influenced' | 'Under Review';
    readonly credit?: number;
    readonly registeredDay: number;
    readonly joinedOrder?: number;
    readonly handoffAccepted?: boolean;
    /** Fields that tell this engagement apart from an ordinary one. */
    readonly changes?: SeedRow;
}

/** Who leads which part, as a partner of this type usually does. */
const LEADS: Record<PartnerCompany['type'], SeedRow> = {
    SI: { Customer_Lead__c: 'Host', Technical_Lead__c: 'Partner', Reference_Lead__c: 'Partner', Closing_Lead__c: 'Host' },
    ISV: { Customer_Lead__c: 'Host', Technical_Lead__c: 'Partner', Reference_Lead__c: 'Host', Closing_Lead__c: 'Host' },
    Reseller: { Customer_Lead__c: 'Partner', Technical_Lead__c: 'Host', Reference_Lead__c: 'Host', Closing_Lead__c: 'Partner' },
    Marketplace: { Customer_Lead__c: 'Host', Technical_Lead__c: 'Host', Reference_Lead__c: 'Host', Closing_Lead__c: 'Partner' }
};

const PRMS = ['Introw', 'Euler', 'Impartner', 'PartnerStack', 'Channelscaler'] as const;

/** Adds a registered partner with everything that its registration needs. */
export function addEngagement({ rows, cast }: Pick<World, 'rows' | 'cast'>, facts: EngagementFacts): Engagement {
    const {
        deal,
        partner,
        registeredDay,
        role = 'Lead',
        attribution = 'Influenced',
        credit = 30,
        joinedOrder = 0,
        handoffAccepted = true
    } = facts;
    const ref = `${deal.ref}-${partner.account.slice(1)}`;
    const prm = PRMS[deal.ref.length % PRMS.length]!;
    const id = `REG-${ref}`.toUpperCase();
    const record = rows.add('Partner_Engagement__c', ref, {
        Opportunity__c: deal.opportunity,
        Partner__c: partner.account,
        Partner_Type__c: partner.type,
        Role__c: role,
        Status__c: 'Registered',
        Signal_Source__c: 'Overlap',
        Signal_Tier__c: `Tier ${1 + (deal.ref.length % 3)}`,
        PRM__c: prm,
        Registration_Id__c: id,
        Registration_Key__c: `${prm}:${id}`,
        Registered_On__c: dateOf(registeredDay),
        Joined_Stage_Order__c: joinedOrder,
        Counterpart__c: partner.contacts[0],
        Partner_Manager__c: partner.manager,
        Confirmed_Need__c: inWordsOf(cast.needs[deal.name]!, rows.count('Partner_Engagement__c')),
        Attribution__c: attribution,
        Credit_Percent__c: credit,
        Handoff_Accepted_By__c: handoffAccepted ? deal.owner : null,
        Handoff_Accepted_On__c: handoffAccepted ? momentOf(registeredDay + 1) : null,
        CreatedById: partner.manager,
        CreatedDate: momentOf(registeredDay),
        ...LEADS[partner.type],
        ...facts.changes
    });
    return { ref, record, deal, partner, registeredDay };
}
