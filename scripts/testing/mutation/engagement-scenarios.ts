import type { DealGiven, PartnerGiven } from './gate-fixtures';
import type { Scenario } from './move-scenarios';
import { TODAY } from './mutant-org';

type Fields = Readonly<Record<string, unknown>>;

const OBJECT = 'Partner_Engagement__c';
const signal = (given: PartnerGiven = {}): PartnerGiven => ({ ...given, status: 'Signal', lacks: ['handoff', ...(given.lacks ?? [])] });
const deal = (ref: string, stage: string, ...partners: readonly PartnerGiven[]): DealGiven => ({ ref, stage, partners });

/** The deals of the table. Their partners are named deal.0, deal.1. */
export const ENGAGEMENT_DEALS: readonly DealGiven[] = [
    deal('open', 'Prospecting'),
    deal('second', 'Qualification', signal({ joined: 1 })),
    deal('third', 'Value Proposition', { joined: 2, attribution: 'Influenced' }, signal({ joined: 2 })),
    deal('registered', 'Prospecting', {}),
    deal('late and sourced', 'Value Proposition', { joined: 2 }),
    deal('second stage', 'Qualification', { joined: 1 })
];

/** A registration with everything, by the partner manager, on the deal that has nobody yet. */
const REGISTRATION: Fields = {
    Opportunity__c: '@open',
    Partner__c: '@partner',
    Partner_Type__c: 'SI',
    Role__c: 'Lead',
    Status__c: 'Registered',
    Signal_Source__c: 'Overlap',
    Signal_Tier__c: 'Tier 1',
    PRM__c: 'Introw',
    Registration_Id__c: 'R-4711',
    Registration_Key__c: 'Introw:R-4711',
    Registered_On__c: TODAY,
    Joined_Stage_Order__c: 0,
    Counterpart__c: '@seller',
    Partner_Manager__c: '@partnerManager',
    Confirmed_Need__c: 'Nurses enter every reading twice; the ward wants one record.',
    Attribution__c: 'Influenced',
    Credit_Percent__c: 30
};
const AS_REGISTERED: Fields = { Status__c: 'Registered', Registration_Key__c: 'Introw:R-1', Registration_Id__c: 'R-1' };

type Row = readonly [row: string | undefined, fields: Fields, by: string, ...rules: readonly string[]];
const add = (changes: Fields, by = 'partnerManager', ...rules: readonly string[]): Row => [
    undefined,
    { ...REGISTRATION, ...changes },
    by,
    ...rules
];
const edit = (row: string, fields: Fields, by = 'partnerManager', ...rules: readonly string[]): Row => [row, fields, by, ...rules];

const SOURCED = { Attribution__c: 'Sourced' };
const sourcing: readonly Row[] = [
    add({ ...SOURCED }),
    add({ ...SOURCED, Opportunity__c: '@second', Joined_Stage_Order__c: 1 }),
    add({ ...SOURCED, Opportunity__c: '@third', Role__c: 'Supporting', Joined_Stage_Order__c: 2 }, 'partnerManager', 'Sourced_Only_Early'),
    add({ ...SOURCED, Opportunity__c: '@third', Role__c: 'Supporting', Joined_Stage_Order__c: 2 }, 'integration'),
    edit('late and sourced.0', { Signal_Tier__c: 'Tier 2' }),
    add({ Opportunity__c: '@third', Role__c: 'Supporting', Joined_Stage_Order__c: 2 }),
    add({ ...SOURCED, Joined_Stage_Order__c: null }, 'partnerManager', 'Registration_Notes_Joined_Stage'),
    edit('third.0', SOURCED, 'partnerManager', 'Sourced_Only_Early'),
    edit('third.0', { Signal_Tier__c: 'Tier 2' }),
    edit('third.1', { Signal_Tier__c: 'Tier 2' }),
    edit('third.1', { Attribution__c: 'Influenced' }),
    edit('third.1', { Attribution__c: 'Under Review' }),
    edit('third.1', { Joined_Stage_Order__c: 3 }),
    edit('third.1', { ...AS_REGISTERED, Role__c: 'Supporting' }, 'partnerManager', 'Sourced_Only_Early'),
    edit('registered.0', { Joined_Stage_Order__c: 2 }, 'partnerManager', 'Registration_Facts_Stand', 'Sourced_Only_Early')
];

/** Saves of a partner on a deal, and the rules that must speak. */
export const ENGAGEMENTS: readonly Scenario[] = [...sourcing].map(([row, fields, user, ...rules]) => ({
    save: { user, object: OBJECT, ...(row === undefined ? {} : { row }), fields },
    refusedBy: rules.map((each) => `${OBJECT}.${each}`)
}));
