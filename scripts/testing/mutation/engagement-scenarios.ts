import type { DealGiven, PartnerGiven } from './gate-fixtures';
import type { Scenario } from './move-scenarios';
import { TODAY, dayFrom } from './mutant-org';

type Fields = Readonly<Record<string, unknown>>;

const OBJECT = 'Partner_Engagement__c';
const NOW = `${TODAY}T10:00:00.000Z`;
const YESTERDAY = `${dayFrom(-1)}T10:00:00.000Z`;
const TOMORROW = `${dayFrom(1)}T10:00:00.000Z`;
const ACCEPTED = { Handoff_Accepted_By__c: '@ae', Handoff_Accepted_On__c: NOW };
const NOT_ACCEPTED = { Handoff_Accepted_By__c: null, Handoff_Accepted_On__c: null };
const REASON_BACK = { Handoff_Returned_Reason__c: 'The seller left' };
const SENT_BACK = { ...REASON_BACK, Handoff_Returned_On__c: NOW };
const SENT_AGAIN = { Handoff_Answer__c: 'A new seller is named', Handoff_Sent_Again_On__c: NOW };
const supporting: PartnerGiven = { role: 'Supporting', attribution: 'Influenced' };

const BARE = ['scorecard', 'pitch', 'pre-brief', 'plan'] as const;
const signal = (given: PartnerGiven = {}): PartnerGiven => ({ ...given, status: 'Signal', lacks: ['handoff', ...BARE] });
const deal = (ref: string, stage: string, ...partners: readonly PartnerGiven[]): DealGiven => ({ ref, stage, partners });
const on = (day: number, fields: Fields = {}): PartnerGiven => ({ fields: { Registered_On__c: dayFrom(day), ...fields } });

/** The deals of the table; their partners are named deal.0, deal.1. Some stand as no rule would let them be saved. */
export const ENGAGEMENT_DEALS: readonly DealGiven[] = [
    deal('open', 'Prospecting'),
    deal('later', 'Negotiation/Review'),
    deal('won', 'Closed Won'),
    deal('lost', 'Closed Lost'),
    deal('limbo', 'Legal Limbo'),
    { ...deal('nameless', 'Prospecting'), fields: { AccountId: null } },
    deal('second', 'Qualification', signal({ joined: 1 })),
    deal('third', 'Value Proposition', { joined: 2, attribution: 'Influenced' }, signal({ joined: 2 })),
    deal('late and sourced', 'Value Proposition', { joined: 2 }),
    deal('taken', 'Prospecting', {}),
    deal('two', 'Prospecting', {}, supporting, signal({ ...supporting, credit: 61 }), signal({ credit: 5 })),
    deal('two leads', 'Prospecting', { credit: 60 }, { credit: 60 }),
    deal('signalled', 'Prospecting', signal()),
    deal('odd', 'Prospecting', {
        fields: {
            Registration_Key__c: 'odd',
            Credit_Percent__c: null,
            Role__c: null,
            Confirmed_Need__c: 'tbd',
            Withdrawn_On__c: TODAY,
            Registration_Id__c: null,
            Partner_Manager__c: '@ae',
            Counterpart__c: '@stranger'
        }
    }),
    deal('placeholder signal', 'Prospecting', signal({ fields: { Confirmed_Need__c: 'tbd' } })),
    deal('needless', 'Prospecting', { fields: { Confirmed_Need__c: null } }),
    deal('overpaid', 'Prospecting', { fields: { Credit_Percent__c: 130 } }, supporting),
    deal('unpaid', 'Prospecting', { credit: 80 }, { ...supporting, credit: null }),
    deal('without a PRM', 'Prospecting', signal({ fields: { PRM__c: null, Registration_Id__c: null } })),
    deal('without a type', 'Prospecting', signal({ fields: { Partner_Type__c: null } })),
    deal('bare', 'Prospecting', { lacks: BARE }),
    deal('fresh', 'Prospecting', { lacks: ['handoff'] }),
    deal('returned', 'Prospecting', { fields: { Handoff_Returned_Reason__c: 'No budget this year' } }),
    deal('sent back', 'Prospecting', { lacks: ['handoff'], fields: SENT_BACK }),
    { ...deal('own sent back', 'Prospecting', { lacks: ['handoff'], fields: SENT_BACK }), fields: { OwnerId: '@revops' } },
    deal('answered', 'Prospecting', {
        lacks: ['handoff'],
        fields: { ...SENT_BACK, Handoff_Answer__c: 'A new seller is named', Handoff_Sent_Again_On__c: `${TODAY}T09:00:00.000Z` }
    }),
    deal('yesterday', 'Prospecting', on(-1)),
    deal('old', 'Prospecting', on(-2)),
    deal('old and reasoned', 'Prospecting', on(-2, { Credit_Change_Reason__c: 'Agreed with both partners' })),
    deal('old signal', 'Prospecting', signal({ fields: { Registered_On__c: dayFrom(-5) } })),
    deal('gone', 'Prospecting', { status: 'Withdrawn' }),
    deal('gone with key', 'Prospecting', { status: 'Withdrawn', fields: { Registration_Key__c: 'Introw:kept' } }),
    deal('nameless partner', 'Prospecting'),
    deal('accepted signal', 'Prospecting', { status: 'Signal' }),
    deal(
        'half accepted',
        'Prospecting',
        { fields: { Handoff_Accepted_On__c: null } },
        { ...supporting, fields: { Handoff_Accepted_By__c: null } }
    ),
    deal('dated signal', 'Prospecting', signal({ fields: { Withdrawn_On__c: TODAY } })),
    { ...deal('nameless deal', 'Prospecting', {}, signal({})), fields: { AccountId: null } },
    deal('limbo deal', 'Legal Limbo', {}, signal({ ...supporting })),
    deal('won deal', 'Closed Won', {}, signal({ ...supporting })),
    deal('odd signal', 'Prospecting', signal({ fields: { Confirmed_Need__c: null, Partner_Manager__c: null, Credit_Percent__c: null } }))
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
const PM = 'partnerManager';
const AS_SIGNAL: Fields = { Status__c: 'Signal', Registration_Key__c: null };
const NEW_ID: Fields = { Registration_Id__c: 'R-1', Registration_Key__c: 'Introw:R-1' };
const REGISTERED: Fields = { Status__c: 'Registered', ...NEW_ID };
const UNTOUCHED: Fields = { Technical_Lead__c: 'Host' };
const SOURCED: Fields = { Attribution__c: 'Sourced' };
const BESIDE: Fields = { Opportunity__c: '@taken', Role__c: 'Supporting' };
const WITHDRAWN: Fields = { Status__c: 'Withdrawn', Withdrawal_Reason__c: 'The partner lost its seller', Registration_Key__c: null };
const REASON: Fields = { Credit_Change_Reason__c: 'Agreed on the renewal share' };

type Row = readonly [row: string | undefined, fields: Fields, by: string, ...rules: readonly string[]];
const add = (changes: Fields, by = PM, ...rules: readonly string[]): Row => [undefined, { ...REGISTRATION, ...changes }, by, ...rules];
const edit = (row: string, fields: Fields, by = PM, ...rules: readonly string[]): Row => [row, fields, by, ...rules];

/** Nothing of this matters to any rule, however odd the row: each speaks on its own transition only. */
const untouched: readonly Row[] = ENGAGEMENT_DEALS.flatMap(({ ref, partners }) =>
    partners.map((_, index) => edit(`${ref}.${index}`, UNTOUCHED))
);

const LATE_AND_SOURCED: Fields = { ...SOURCED, Opportunity__c: '@third', Role__c: 'Supporting', Joined_Stage_Order__c: 2 };
const sourcing: readonly Row[] = [
    add(SOURCED),
    add({ ...SOURCED, Opportunity__c: '@second', Joined_Stage_Order__c: 1 }),
    add(LATE_AND_SOURCED, PM, 'Sourced_Only_Early'),
    add(LATE_AND_SOURCED, 'integration'),
    add({ ...LATE_AND_SOURCED, Attribution__c: 'Influenced' }),
    add({ ...SOURCED, Joined_Stage_Order__c: null }, PM, 'Registration_Notes_Joined_Stage'),
    edit('third.0', SOURCED, PM, 'Sourced_Only_Early'),
    edit('third.1', { Attribution__c: 'Influenced' }),
    edit('third.1', { Joined_Stage_Order__c: 3 }),
    edit('third.1', { ...REGISTERED, Role__c: 'Supporting' }, PM, 'Sourced_Only_Early'),
    edit('taken.0', { Joined_Stage_Order__c: 2 }, PM, 'Registration_Facts_Stand', 'Sourced_Only_Early'),
    add({ ...BESIDE, ...SOURCED }, PM, 'One_Sourcing_Partner'),
    add({ ...BESIDE, ...SOURCED, ...AS_SIGNAL }),
    edit('two.1', SOURCED, PM, 'One_Sourcing_Partner'),
    edit('two.2', { ...REGISTERED, ...SOURCED, Credit_Percent__c: 5 }, PM, 'One_Sourcing_Partner'),
    edit('signalled.0', REGISTERED)
];

const key: readonly Row[] = [
    add({ Registration_Key__c: 'Introw:R-1' }, PM, 'Registration_Key_Follows_Id'),
    add({ Registration_Key__c: null }, PM, 'Registration_Key_Follows_Id'),
    edit('taken.0', { Registration_Key__c: 'Introw:other' }, PM, 'Registration_Key_Follows_Id'),
    edit('taken.0', { PRM__c: 'Euler' }, PM, 'Registration_Key_Follows_Id'),
    edit('taken.0', { Registration_Id__c: 'R-2' }, PM, 'Registration_Key_Follows_Id'),
    edit('taken.0', { PRM__c: 'Euler', Registration_Id__c: 'R-2', Registration_Key__c: 'Euler:R-2' }),
    edit('signalled.0', { Status__c: 'Registered' }, PM, 'Registration_Key_Follows_Id'),
    add({ ...AS_SIGNAL, Registration_Key__c: 'Introw:R-4711' }, PM, 'Registration_Key_Follows_Id'),
    add(AS_SIGNAL),
    add({ PRM__c: 'No PRM', Registration_Key__c: null }),
    add({ PRM__c: 'No PRM', Registration_Id__c: null, Registration_Key__c: null }),
    add({ PRM__c: 'No PRM', Registration_Key__c: 'No PRM:R-4711' }, PM, 'Registration_Key_Follows_Id'),
    add({ PRM__c: null, Registration_Key__c: null }, PM, 'Registration_Needs_PRM_And_Id'),
    add({ Registration_Id__c: null, Registration_Key__c: null }, PM, 'Registration_Needs_PRM_And_Id'),
    add({ Registration_Id__c: 'TBD', Registration_Key__c: 'Introw:TBD' }, PM, 'Registration_Needs_PRM_And_Id'),
    add({ ...AS_SIGNAL, PRM__c: null, Registration_Id__c: null }),
    edit('taken.0', { PRM__c: null, Registration_Key__c: null }, PM, 'Registration_Needs_PRM_And_Id'),
    edit('taken.0', { Registration_Id__c: null, Registration_Key__c: null }, PM, 'Registration_Needs_PRM_And_Id'),
    edit(
        'signalled.0',
        { ...REGISTERED, Registration_Id__c: 'pending', Registration_Key__c: 'Introw:pending' },
        PM,
        'Registration_Needs_PRM_And_Id'
    ),
    edit('signalled.0', { Status__c: 'Registered', PRM__c: null, Registration_Key__c: null }, PM, 'Registration_Needs_PRM_And_Id')
];

const whereAndWhen: readonly Row[] = [
    add({ Opportunity__c: '@nameless' }, PM, 'Registration_Needs_Named_Account'),
    add({ Opportunity__c: '@nameless', ...AS_SIGNAL }),
    edit('nameless deal.1', { ...REGISTERED, Role__c: 'Supporting', Attribution__c: 'Influenced' }, PM, 'Registration_Needs_Named_Account'),
    ...[-1, 1].map((day) => add({ Registered_On__c: dayFrom(day) }, PM, 'Registration_Is_Dated_Today')),
    add({ Registered_On__c: null }, PM, 'Registration_Is_Dated_Today'),
    add({ Registered_On__c: dayFrom(-1) }, 'integration'),
    add({}, 'integration'),
    add({ Registered_On__c: dayFrom(1) }, 'integration', 'Registration_Is_Dated_Today'),
    add({ Registered_On__c: null }, 'integration', 'Registration_Is_Dated_Today'),
    add({ ...AS_SIGNAL, Registered_On__c: null }),
    edit('old signal.0', REGISTERED, PM, 'Registration_Is_Dated_Today'),
    add({ Opportunity__c: '@limbo', Joined_Stage_Order__c: 99 }, PM, 'Registration_Needs_Mapped_Stage'),
    add({ Opportunity__c: '@limbo', Joined_Stage_Order__c: 99 }, 'integration'),
    add({ Opportunity__c: '@limbo', ...AS_SIGNAL }),
    edit('limbo deal.1', { ...REGISTERED, Joined_Stage_Order__c: 99 }, PM, 'Registration_Needs_Mapped_Stage'),
    add({ Opportunity__c: '@won', Joined_Stage_Order__c: 4 }, PM, 'Registration_Needs_Open_Deal'),
    add({ Opportunity__c: '@won', Joined_Stage_Order__c: 4 }, 'integration'),
    add({ Opportunity__c: '@won', ...AS_SIGNAL }),
    edit('won deal.1', { ...REGISTERED, Joined_Stage_Order__c: 4 }, PM, 'Registration_Needs_Open_Deal'),
    add({ Joined_Stage_Order__c: 1 }, PM, 'Registration_Notes_Joined_Stage'),
    add({ Joined_Stage_Order__c: null }, PM, 'Registration_Notes_Joined_Stage'),
    add({ Joined_Stage_Order__c: 1 }, 'integration', 'Registration_Notes_Joined_Stage'),
    add({ Opportunity__c: '@later', Joined_Stage_Order__c: 2 }, PM, 'Registration_Notes_Joined_Stage'),
    add({ Opportunity__c: '@later', Joined_Stage_Order__c: 2 }, 'integration'),
    add({ Opportunity__c: '@later', Joined_Stage_Order__c: 3 }),
    add({ Opportunity__c: '@lost', Joined_Stage_Order__c: 0 }, 'integration'),
    add({ ...AS_SIGNAL, Joined_Stage_Order__c: null }),
    edit('signalled.0', { ...REGISTERED, Joined_Stage_Order__c: 1 }, PM, 'Registration_Notes_Joined_Stage'),
    edit('taken.0', { Registered_On__c: dayFrom(-1) }, PM, 'Registration_Facts_Stand'),
    edit('taken.0', { Joined_Stage_Order__c: 1 }, PM, 'Registration_Facts_Stand'),
    edit('taken.0', { Joined_Stage_Order__c: 1 }, 'integration'),
    edit('signalled.0', { Registered_On__c: dayFrom(-1) })
];

const people: readonly Row[] = [
    ...['Partner__c', 'Partner_Type__c', 'Role__c'].flatMap((field): Row[] => [
        add({ [field]: null }, PM, 'Registration_Needs_Partner_Type_Role'),
        add({ [field]: null, ...AS_SIGNAL }),
        edit('bare.0', { [field]: null }, PM, 'Registration_Needs_Partner_Type_Role'),
        edit('signalled.0', { ...REGISTERED, [field]: null }, PM, 'Registration_Needs_Partner_Type_Role')
    ]),
    add({ Counterpart__c: '@stranger' }, PM, 'Partner_Seller_Works_For_The_Partner'),
    add({ Counterpart__c: '@freelancer' }, 'admin', 'Partner_Seller_Works_For_The_Partner'),
    add({ Counterpart__c: '@holder' }),
    add({ Counterpart__c: null }),
    add({ Partner__c: '@other', Counterpart__c: '@stranger' }),
    add({ Partner__c: '@other', Counterpart__c: '@holder' }, PM, 'Partner_Seller_Works_For_The_Partner'),
    edit('bare.0', { Counterpart__c: '@stranger' }, PM, 'Partner_Seller_Works_For_The_Partner'),
    edit('bare.0', { Partner__c: '@other' }, PM, 'Partner_Seller_Works_For_The_Partner'),
    edit('taken.0', { Partner__c: '@other', Counterpart__c: '@stranger' }, PM, 'Partner_Stays_With_Its_Evidence'),
    edit('taken.0', { Partner__c: '@other', Counterpart__c: '@stranger' }, 'revops'),
    edit('bare.0', { Partner__c: '@other', Counterpart__c: '@stranger' }),
    add({ Partner_Manager__c: null }, PM, 'Registration_Needs_Partner_Manager'),
    add({ Partner_Manager__c: '@ae' }, PM, 'Registration_Needs_Partner_Manager'),
    add({ Partner_Manager__c: '@ae', ...AS_SIGNAL }),
    add({ Partner_Manager__c: '@ae4' }, PM, 'Registration_Needs_Partner_Manager'),
    edit('taken.0', { Partner_Manager__c: null }, PM, 'Registration_Needs_Partner_Manager'),
    edit('signalled.0', { ...REGISTERED, Partner_Manager__c: null }, PM, 'Registration_Needs_Partner_Manager'),
    add({ ...BESIDE, Role__c: 'Lead' }, PM, 'One_Lead_Partner'),
    add({ ...BESIDE, Role__c: 'Lead', ...AS_SIGNAL }),
    add(BESIDE),
    edit('two.1', { Role__c: 'Lead' }, PM, 'One_Lead_Partner'),
    edit('two.3', REGISTERED, PM, 'One_Lead_Partner', 'One_Sourcing_Partner'),
    edit('without a PRM.0', { Status__c: 'Registered' }, PM, 'Registration_Needs_PRM_And_Id'),
    edit('without a type.0', REGISTERED, PM, 'Registration_Needs_Partner_Type_Role'),
    edit('two.2', { ...REGISTERED, Role__c: 'Lead', Credit_Percent__c: 5 }, PM, 'One_Lead_Partner'),
    ...['tbd', 'tbd tbd tbd tbd', '123456789'].flatMap((need): Row[] => [
        add({ Confirmed_Need__c: need }, PM, 'Registration_Text_Is_Real'),
        add({ Confirmed_Need__c: need, ...AS_SIGNAL }),
        edit('taken.0', { Confirmed_Need__c: need }, PM, 'Registration_Text_Is_Real')
    ]),
    edit('signalled.0', { ...REGISTERED, Confirmed_Need__c: 'too short' }, PM, 'Registration_Text_Is_Real'),
    edit('placeholder signal.0', REGISTERED, PM, 'Registration_Text_Is_Real'),
    add({ Confirmed_Need__c: null }, PM, 'Registration_Needs_Confirmed_Need'),
    edit('taken.0', { Confirmed_Need__c: null }, PM, 'Registration_Needs_Confirmed_Need'),
    add({ Confirmed_Need__c: 'ten chars.' }),
    add({ Confirmed_Need__c: null, ...AS_SIGNAL }),
    edit('signalled.0', { ...REGISTERED, Confirmed_Need__c: null }, PM, 'Registration_Needs_Confirmed_Need'),
    edit(
        'odd signal.0',
        { ...REGISTERED, Credit_Percent__c: 5, Partner_Manager__c: '@partnerManager' },
        PM,
        'Registration_Needs_Confirmed_Need'
    ),
    edit(
        'odd signal.0',
        { ...REGISTERED, Confirmed_Need__c: 'One record of every reading' },
        PM,
        'Registration_Needs_Credit',
        'Registration_Needs_Partner_Manager'
    )
];

const credit: readonly Row[] = [
    add({ Credit_Percent__c: null }, PM, 'Registration_Needs_Credit'),
    add({ ...BESIDE, Credit_Percent__c: null }, PM, 'Registration_Needs_Credit'),
    add({ Credit_Percent__c: null, ...AS_SIGNAL }),
    edit('taken.0', { Credit_Percent__c: null }, PM, 'Registration_Needs_Credit'),
    edit('signalled.0', { ...REGISTERED, Credit_Percent__c: null }, PM, 'Registration_Needs_Credit'),
    add({ Credit_Percent__c: -1 }, PM, 'Credit_Between_0_And_100'),
    add({ Credit_Percent__c: 0 }),
    add({ Credit_Percent__c: 100 }),
    add({ Credit_Percent__c: 101 }, PM, 'Credit_Between_0_And_100', 'Credits_At_Most_The_Whole_Deal'),
    add({ Credit_Percent__c: 150, ...AS_SIGNAL }, PM, 'Credit_Between_0_And_100'),
    edit('taken.0', { Credit_Percent__c: -1 }, PM, 'Credit_Between_0_And_100'),
    edit('overpaid.1', { Credit_Percent__c: null }, PM, 'Registration_Needs_Credit'),
    edit('unpaid.1', { Credit_Percent__c: 30 }, PM, 'Credits_At_Most_The_Whole_Deal'),
    edit('unpaid.1', { Credit_Percent__c: 20 }),
    edit('old.0', UNTOUCHED, 'revops'),
    add({ ...BESIDE, Credit_Percent__c: 60 }),
    add({ ...BESIDE, Credit_Percent__c: 61 }, PM, 'Credits_At_Most_The_Whole_Deal'),
    add({ ...BESIDE, Credit_Percent__c: 61, ...AS_SIGNAL }),
    edit('two.1', { Credit_Percent__c: 60 }),
    edit('two.1', { Credit_Percent__c: 61 }, PM, 'Credits_At_Most_The_Whole_Deal'),
    edit('two.2', REGISTERED, PM, 'Credits_At_Most_The_Whole_Deal'),
    edit('two.2', { Credit_Percent__c: 90 }),
    edit('two leads.1', { Credit_Percent__c: 50 }),
    edit('two leads.1', { Credit_Percent__c: 61 }, PM, 'Credits_At_Most_The_Whole_Deal'),
    edit('odd.0', { Credit_Percent__c: 40 }),
    edit('odd.0', { Credit_Percent__c: 100 }),
    ...[{ Credit_Percent__c: 30 }, { Partner_Type__c: 'ISV' }, { Role__c: 'Supporting' }, { Attribution__c: 'Influenced' }].flatMap(
        (change): Row[] => [
            edit('yesterday.0', change),
            edit('yesterday.0', change, 'revops'),
            edit('old.0', change, PM, 'Credit_Lock_Needs_Right'),
            edit('old.0', change, 'revops', 'Credit_Change_Needs_New_Reason'),
            edit('old.0', { ...change, ...REASON }, 'revops'),
            edit('old and reasoned.0', change, 'revops', 'Credit_Change_Needs_New_Reason'),
            edit('old and reasoned.0', { ...change, Credit_Change_Reason__c: null }, 'revops', 'Credit_Change_Needs_New_Reason'),
            edit('old.0', { ...WITHDRAWN, ...change }, 'revops')
        ]
    ),
    edit('old.0', { Partner__c: '@other', Counterpart__c: '@stranger' }, PM, 'Credit_Lock_Needs_Right', 'Partner_Stays_With_Its_Evidence'),
    edit('old.0', { Partner__c: '@other', Counterpart__c: '@stranger' }, 'revops', 'Credit_Change_Needs_New_Reason'),
    edit('old signal.0', { ...REGISTERED, Registered_On__c: TODAY, Credit_Percent__c: 30 }),
    edit('old signal.0', { ...REGISTERED, Registered_On__c: TODAY, Credit_Percent__c: 30 }, 'revops'),
    edit('old signal.0', { Credit_Percent__c: 30 })
];

const handoff: readonly Row[] = [
    edit('fresh.0', ACCEPTED, 'ae'),
    edit('fresh.0', { Handoff_Accepted_By__c: '@ae' }, 'ae', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', { Handoff_Accepted_On__c: NOW }, 'ae', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', { ...ACCEPTED, Handoff_Accepted_By__c: '@ae2' }, 'ae', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', { ...ACCEPTED, Handoff_Accepted_By__c: '@ae2' }, 'ae2', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', ACCEPTED, 'ae2', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', { ...ACCEPTED, Handoff_Accepted_On__c: YESTERDAY }, 'ae', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('fresh.0', { ...ACCEPTED, Handoff_Accepted_On__c: TOMORROW }, 'ae', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('taken.0', { Handoff_Accepted_On__c: NOW }, 'ae2', 'Handoff_Is_Accepted_By_The_Owner'),
    edit('taken.0', { Handoff_Accepted_By__c: '@ae2' }, 'ae2', 'Handoff_Is_Accepted_By_The_Owner'),
    add(ACCEPTED, 'revops', 'Handoff_Is_Accepted_By_The_Owner'),
    add({ ...ACCEPTED, ...AS_SIGNAL }, 'revops', 'Handoff_Is_Accepted_By_The_Owner', 'Handoff_Needs_Registration'),
    edit('signalled.0', ACCEPTED, 'ae', 'Handoff_Needs_Registration'),
    edit('signalled.0', { Handoff_Accepted_By__c: '@ae' }, 'ae', 'Handoff_Is_Accepted_By_The_Owner', 'Handoff_Needs_Registration'),
    edit('accepted signal.0', NOT_ACCEPTED, 'ae'),
    edit('accepted signal.0', { Handoff_Accepted_On__c: NOW }, 'ae', 'Handoff_Needs_Registration'),
    edit('accepted signal.0', { Handoff_Accepted_By__c: null }, 'ae', 'Handoff_Is_Accepted_By_The_Owner', 'Handoff_Needs_Registration'),
    edit('taken.0', NOT_ACCEPTED, 'ae', 'Handoff_Return_Needs_Reason'),
    edit('taken.0', { ...NOT_ACCEPTED, Handoff_Returned_Reason__c: 'The partner has no budget' }, 'ae'),
    edit('returned.0', NOT_ACCEPTED, 'ae', 'Handoff_Return_Needs_Reason'),
    edit('returned.0', { ...NOT_ACCEPTED, Handoff_Returned_Reason__c: null }, 'ae', 'Handoff_Return_Needs_Reason'),
    edit('taken.0', { ...WITHDRAWN, ...NOT_ACCEPTED }, 'revops'),
    edit('fresh.0', { Handoff_Returned_Reason__c: null }, 'ae'),
    edit('fresh.0', SENT_BACK, 'ae'),
    edit('fresh.0', { Handoff_Returned_On__c: NOW }, 'ae', 'Handoff_Is_Returned_By_The_Owner'),
    edit('fresh.0', SENT_BACK, 'ae2', 'Handoff_Is_Returned_By_The_Owner'),
    edit('fresh.0', SENT_BACK, 'revops', 'Handoff_Is_Returned_By_The_Owner'),
    edit('signalled.0', SENT_BACK, 'ae', 'Handoff_Is_Returned_By_The_Owner'),
    edit('taken.0', SENT_BACK, 'ae', 'Handoff_Is_Returned_By_The_Owner'),
    add(SENT_BACK, 'revops', 'Handoff_Is_Returned_By_The_Owner'),
    edit('fresh.0', { ...SENT_BACK, Handoff_Returned_On__c: TOMORROW }, 'ae', 'Handoff_Is_Returned_By_The_Owner'),
    edit('sent back.0', { Handoff_Returned_On__c: null }, 'ae'),
    edit('sent back.0', { Handoff_Returned_On__c: null }, 'ae2', 'Handoff_Is_Returned_By_The_Owner'),
    edit('sent back.0', { Confirmed_Need__c: 'Nurses enter every reading three times' }, PM),
    edit('sent back.0', ACCEPTED, 'ae'),
    edit('sent back.0', SENT_AGAIN, PM),
    edit('sent back.0', { Handoff_Sent_Again_On__c: NOW }, PM, 'Handoff_Again_Needs_Answer'),
    edit('sent back.0', { ...SENT_AGAIN, Handoff_Sent_Again_On__c: TOMORROW }, PM, 'Handoff_Again_Needs_Answer'),
    edit('sent back.0', SENT_AGAIN, 'revops'),
    edit('sent back.0', { ...SENT_AGAIN, Handoff_Returned_Reason__c: null }, 'revops', 'Handoff_Again_Needs_Answer'),
    edit('own sent back.0', SENT_AGAIN, 'revops', 'Handoff_Again_Needs_Answer'),
    edit('fresh.0', SENT_AGAIN, PM, 'Handoff_Again_Needs_Answer'),
    edit('taken.0', { ...SENT_AGAIN, ...REASON_BACK }, 'revops', 'Handoff_Again_Needs_Answer'),
    edit('answered.0', { Handoff_Sent_Again_On__c: NOW }, PM, 'Handoff_Again_Needs_Answer'),
    edit('answered.0', { Handoff_Sent_Again_On__c: NOW, Handoff_Answer__c: null }, PM, 'Handoff_Again_Needs_Answer'),
    edit('answered.0', { Handoff_Sent_Again_On__c: null }, PM),
    add({ ...SENT_AGAIN, ...REASON_BACK }, 'revops', 'Handoff_Again_Needs_Answer')
];

const status: readonly Row[] = [
    edit('taken.0', WITHDRAWN, 'revops'),
    edit('taken.0', { ...WITHDRAWN, Withdrawn_On__c: TODAY }, 'revops'),
    edit('taken.0', { ...WITHDRAWN, Withdrawal_Reason__c: null }, 'revops', 'Withdrawal_Needs_Reason'),
    edit('taken.0', { Status__c: 'Withdrawn', Registration_Key__c: null }, PM, 'Withdrawal_Needs_Reason', 'Withdrawal_Needs_Right'),
    edit('taken.0', { Status__c: 'Withdrawn', Withdrawal_Reason__c: 'Lost its seller' }, 'revops', 'Withdrawal_Frees_Registration'),
    edit('gone.0', { Registration_Key__c: 'Introw:again' }, 'revops', 'Withdrawal_Frees_Registration'),
    add({ ...WITHDRAWN }, 'revops'),
    add({ Status__c: 'Withdrawn', Registration_Key__c: null }, PM, 'Withdrawal_Needs_Reason', 'Withdrawal_Needs_Right'),
    add({ ...WITHDRAWN, Withdrawal_Reason__c: null }, 'revops', 'Withdrawal_Needs_Reason'),
    add({ ...WITHDRAWN, Registration_Key__c: 'Introw:R-4711' }, 'revops', 'Withdrawal_Frees_Registration'),
    edit('taken.0', { Withdrawn_On__c: TODAY }, 'revops', 'Withdrawn_On_Goes_With_Withdrawal'),
    add({ Withdrawn_On__c: TODAY }, 'revops', 'Withdrawn_On_Goes_With_Withdrawal'),
    edit('dated signal.0', REGISTERED, PM, 'Withdrawn_On_Goes_With_Withdrawal'),
    edit('dated signal.0', { Withdrawn_On__c: null }, 'revops'),
    edit('taken.0', { ...AS_SIGNAL }, 'revops', 'Status_Goes_Forward_Only'),
    edit('gone.0', { Status__c: 'Signal', Withdrawn_On__c: null }, 'revops', 'Status_Goes_Forward_Only'),
    edit('gone.0', { ...REGISTERED, Withdrawn_On__c: null }, 'revops', 'Status_Goes_Forward_Only'),
    edit('signalled.0', WITHDRAWN, 'revops'),
    edit('signalled.0', { Status__c: null }, 'revops', 'Status_Goes_Forward_Only'),
    add({ Status__c: null, Registration_Key__c: null }, PM, 'Status_Goes_Forward_Only')
];

const TOLD = 'Outcome_Is_Told_By_Who_Says_So';
/** The fixture says told today, by nobody. */
const outcome: readonly Row[] = [
    edit('won deal.0', { Partner_Told_By__c: '@partnerManager' }),
    edit('won deal.0', { Partner_Told_On__c: dayFrom(-1), Partner_Told_By__c: '@partnerManager' }),
    edit('won deal.0', { Partner_Told_On__c: dayFrom(1), Partner_Told_By__c: '@partnerManager' }, PM, TOLD),
    edit('won deal.0', { Partner_Told_By__c: '@ae' }, PM, TOLD),
    edit('won deal.0', { Partner_Told_On__c: dayFrom(-1) }, PM, TOLD),
    edit('won deal.0', { Partner_Told_On__c: null, Partner_Told_By__c: '@partnerManager' }, PM, TOLD),
    edit('won deal.0', { Partner_Told_On__c: null }),
    edit('taken.0', { Partner_Told_By__c: '@partnerManager' }, PM, TOLD),
    add({ Partner_Told_On__c: TODAY, Partner_Told_By__c: '@partnerManager' }, PM, TOLD)
];

/** Saves of a partner on a deal, and the rules that must speak. */
export const ENGAGEMENTS: readonly Scenario[] = [
    ...untouched,
    ...sourcing,
    ...key,
    ...whereAndWhen,
    ...people,
    ...credit,
    ...handoff,
    ...status,
    ...outcome
].map(([row, fields, user, ...rules]) => ({
    save: { user, object: OBJECT, ...(row === undefined ? {} : { row }), fields },
    refusedBy: rules.map((each) => `${OBJECT}.${each}`)
}));
