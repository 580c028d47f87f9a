import type { PartnerType } from '../contract/deal-desk';
import { TODAY, dayFrom } from './mutant-org';
import type { Rows } from './mutant-org';

/** What a partner may lack. 'pre-brief' is neither held nor explained, 'pre-brief held' is explained as trivial. */
export type Proof =
    | 'registration'
    | 'handoff'
    | 'scorecard'
    | 'pitch'
    | 'pre-brief'
    | 'pre-brief held'
    | 'plan'
    | 'marketplace id'
    | 'post-mortem'
    | 'told';

/** One partner on a deal. Without a word it leads, is an SI, was there from the start, sourced 40 percent and has proven everything. */
export interface PartnerGiven {
    readonly lacks?: readonly Proof[];
    readonly type?: PartnerType;
    readonly role?: 'Lead' | 'Supporting';
    readonly status?: 'Signal' | 'Registered' | 'Withdrawn';
    readonly attribution?: 'Sourced' | 'Influenced' | 'Under Review';
    readonly credit?: number | null;
    readonly joined?: number;
    /** Days from today on which the approved exception for a gate ends. */
    readonly waived?: Readonly<Record<number, number>>;
    /** Field values as no rule would let them be saved. */
    readonly fields?: Readonly<Record<string, unknown>>;
}

export interface DealGiven {
    readonly ref: string;
    readonly stage: string;
    readonly partners: readonly PartnerGiven[];
    readonly fields?: Readonly<Record<string, unknown>>;
}

type Fields = Record<string, unknown>;

const CONFIRMED: Fields = {
    Host_Confirmed_By__c: '@ae',
    Host_Confirmed_On__c: `${TODAY}T09:00:00.000Z`,
    Host_Recorded_By__c: '@ae',
    Partner_Confirmed_By__c: '@seller',
    Partner_Confirmed_On__c: `${TODAY}T09:00:00.000Z`,
    Partner_Recorded_By__c: '@partnerManager'
};
const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'];

export const SCORECARD: Fields = {
    Metrics__c: 'Cut order-to-cash from 21 to 12 days',
    Decision_Criteria__c: 'Passes the security review and is live in two units',
    Decision_Process__c: 'Steering committee shortlists, the CFO approves',
    Identify_Pain__c: 'Two systems disagree on inventory every week',
    Economic_Buyer__c: '@buyer',
    Champion__c: '@champion',
    Budget__c: 'Confirmed',
    Timing__c: 'At Risk',
    Fit__c: 'Confirmed',
    ...Object.fromEntries(LETTERS.map((letter) => [`${letter}_Partner_View__c`, 'Agrees'])),
    Buying_Committee__c: 'CIO sponsors, procurement negotiates, legal reviews',
    Relationship_Intro_To__c: '@champion',
    Relationship_Intro_On__c: TODAY
};
export const PITCH: Fields = {
    Pitch_Held_On__c: TODAY,
    Buyer_Next_Step__c: 'Security questionnaire returned, architecture session booked',
    Next_Step_On__c: dayFrom(7),
    Champion__c: '@champion',
    Partner_Use_Case__c: 'Delivery accelerator that is live at a sister company'
};
export const PRE_BRIEF: Fields = {
    Technical_Pre_Brief__c: 'Single sign-on and two data feeds are in scope',
    Pre_Brief_Held_On__c: TODAY
};
const TRIVIAL: Fields = { Trivial_Deployment_Reason__c: 'Runs in the buyer’s tenant as it is, nothing to integrate' };
export const PLAN: Fields = {
    Procurement_Path__c: 'Direct',
    Target_Close_On__c: dayFrom(40),
    Host_Exec_Sponsor__c: '@leader',
    Partner_Exec_Sponsor__c: '@sponsor'
};
export const POST_MORTEM: Fields = {
    Outcome__c: 'Won',
    Held_On__c: TODAY,
    What_Worked__c: 'The joint discovery named the economic buyer early',
    What_Slipped__c: 'The security review started after the proposal',
    Learning__c: 'Start the security review in discovery, not after the pitch'
};

/** The people that every fixture names. */
const PEOPLE: readonly Rows[] = [
    {
        object: 'Account',
        rows: [
            { ref: 'customer', Name: 'Aldergate Health' },
            { ref: 'holding', Name: 'Halden Holding' },
            { ref: 'partner', Name: 'Halden', ParentId: '@holding' },
            { ref: 'other', Name: 'Ostara' }
        ]
    },
    {
        object: 'Contact',
        rows: [
            { ref: 'buyer', LastName: 'Bergman', AccountId: '@customer' },
            { ref: 'champion', LastName: 'Castellano', AccountId: '@customer' },
            { ref: 'seller', LastName: 'Eriksen', AccountId: '@partner' },
            { ref: 'sponsor', LastName: 'Farrell', AccountId: '@partner' },
            { ref: 'holder', LastName: 'Grieg', AccountId: '@holding' },
            { ref: 'stranger', LastName: 'Hansen', AccountId: '@other' },
            { ref: 'freelancer', LastName: 'Ibsen' }
        ]
    }
];

/** The rows of deals with their partners, complete except for what they lack. The partners of deal d are d.0, d.1 and so on. */
export function rowsOf(deals: readonly DealGiven[], more: readonly Rows[] = []): readonly Rows[] {
    const partners = deals.flatMap(({ ref, partners: all }) => all.map((given, index) => ({ deal: ref, ref: `${ref}.${index}`, given })));
    const children = (what: string, make: (given: PartnerGiven) => Fields | undefined) =>
        partners.flatMap(({ ref, given }) => {
            const fields = make(given);
            return fields ? [{ ref: `${ref}.${what}`, Partner_Engagement__c: `@${ref}`, ...fields }] : [];
        });
    const planned = partners.filter(({ given }) => hasPlan(given)).map(({ ref }) => ref);
    return [
        ...PEOPLE,
        { object: 'Opportunity', rows: deals.map(({ ref, stage, fields }) => ({ ref, Name: ref, StageName: stage, ...DEAL, ...fields })) },
        { object: 'Partner_Engagement__c', rows: partners.map(({ deal, ref, given }) => ({ ref, ...engagement(deal, ref, given) })) },
        {
            object: 'Joint_Scorecard__c',
            rows: children('scorecard', (given) => (lacks(given, 'scorecard') ? undefined : { ...SCORECARD, ...CONFIRMED }))
        },
        { object: 'Joint_Pitch__c', rows: children('pitch', (given) => (hasPitch(given) ? { ...pitch(given), ...CONFIRMED } : undefined)) },
        {
            object: 'Mutual_Action_Plan__c',
            rows: partners
                .filter(({ given }) => hasPlan(given))
                .map(({ ref, given }) => ({ ref: `${ref}.plan`, Partner_Engagement__c: `@${ref}`, ...plan(given) }))
        },
        {
            object: 'Mutual_Action_Step__c',
            rows: planned.map((ref) => ({ ref: `${ref}.step`, Mutual_Action_Plan__c: `@${ref}.plan`, ...STEP }))
        },
        {
            object: 'Joint_Post_Mortem__c',
            rows: children('post-mortem', (given) => (lacks(given, 'post-mortem') ? undefined : { ...POST_MORTEM, ...CONFIRMED }))
        },
        { object: 'Gate_Waiver__c', rows: partners.flatMap(({ ref, given }) => exceptions(ref, given)) },
        ...more
    ];
}

const DEAL: Fields = { AccountId: '@customer', CloseDate: dayFrom(42), Amount: 480_000, OwnerId: '@ae' };
export const STEP: Fields = { Action__c: 'Legal redlines returned', Party__c: 'Host', Due_On__c: dayFrom(14) };

const lacks = ({ lacks: missing = [] }: PartnerGiven, proof: Proof): boolean => missing.includes(proof);
const hasPitch = (given: PartnerGiven): boolean => !lacks(given, 'pitch') || !lacks(given, 'pre-brief');
const hasPlan = (given: PartnerGiven): boolean => !lacks(given, 'plan') || lacks(given, 'marketplace id');

function engagement(deal: string, ref: string, given: PartnerGiven): Fields {
    const { status = 'Registered', credit = 40 } = given;
    return {
        Opportunity__c: `@${deal}`,
        Partner__c: '@partner',
        Partner_Type__c: given.type ?? 'SI',
        Role__c: given.role ?? 'Lead',
        Status__c: status,
        Signal_Source__c: 'Overlap',
        Signal_Tier__c: lacks(given, 'registration') ? null : 'Tier 1',
        PRM__c: 'Introw',
        Registration_Id__c: ref,
        Registration_Key__c: status === 'Registered' ? `Introw:${ref}` : null,
        Registered_On__c: TODAY,
        Joined_Stage_Order__c: given.joined ?? 0,
        Counterpart__c: '@seller',
        Partner_Manager__c: '@partnerManager',
        Confirmed_Need__c: 'Nurses enter every reading twice; the ward wants one record.',
        Attribution__c: given.attribution ?? 'Sourced',
        Credit_Percent__c: credit,
        Withdrawn_On__c: status === 'Withdrawn' ? TODAY : null,
        Partner_Told_On__c: lacks(given, 'told') ? null : TODAY,
        ...(lacks(given, 'handoff') ? {} : { Handoff_Accepted_By__c: '@ae', Handoff_Accepted_On__c: `${TODAY}T09:00:00.000Z` }),
        ...given.fields
    };
}

function pitch(given: PartnerGiven): Fields {
    return {
        ...PITCH,
        ...(lacks(given, 'pitch') ? { Partner_Use_Case__c: null } : {}),
        ...(lacks(given, 'pre-brief') ? {} : lacks(given, 'pre-brief held') ? TRIVIAL : PRE_BRIEF)
    };
}

const plan = (given: PartnerGiven): Fields => ({
    ...PLAN,
    ...(lacks(given, 'plan') ? {} : CONFIRMED),
    ...(lacks(given, 'marketplace id') ? { Procurement_Path__c: 'AWS Marketplace' } : {})
});

const exceptions = (ref: string, { waived = {} }: PartnerGiven) =>
    Object.entries(waived).map(([gate, days]) => ({
        Partner_Engagement__c: `@${ref}`,
        Gate__c: gate,
        Reason__c: 'The buyer signs before the quarter ends; the proof follows.',
        Status__c: 'Approved',
        Approver__c: '@revops',
        Approved_On__c: dayFrom(-5),
        Expires_On__c: dayFrom(days)
    }));
