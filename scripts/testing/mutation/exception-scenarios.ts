import type { DealGiven } from './gate-fixtures';
import type { Scenario } from './move-scenarios';
import { TODAY, dayFrom } from './mutant-org';
import type { Rows } from './mutant-org';

type Fields = Readonly<Record<string, unknown>>;

const OBJECT = 'Gate_Waiver__c';
const REASON = 'The buyer signs before the quarter ends; the proof follows.';
const exception = (ref: string, createdBy: string, fields: Fields): Fields => ({
    ref,
    CreatedById: `@${createdBy}`,
    Partner_Engagement__c: '@excepted.0',
    Gate__c: '1',
    Reason__c: REASON,
    Expires_On__c: dayFrom(14),
    ...fields
});
const DECIDED: Fields = { Approver__c: '@revops', Approved_On__c: dayFrom(-3) };

export const EXCEPTION_DEALS: readonly DealGiven[] = [
    { ref: 'excepted', stage: 'Qualification', partners: [{}] },
    { ref: 'excepted early', stage: 'Prospecting', partners: [{}] }
];

/** Exceptions in every state; 'own' was asked for by RevOps, who decides. */
export const EXCEPTION_ROWS: Rows = {
    object: OBJECT,
    rows: [
        exception('asked', 'ae', { Status__c: 'Requested' }),
        exception('own', 'revops', { Status__c: 'Requested' }),
        exception('approved', 'ae', { Status__c: 'Approved', ...DECIDED }),
        exception('declined', 'ae', { Status__c: 'Declined', ...DECIDED }),
        exception('closed', 'ae', { Status__c: 'Closed', ...DECIDED }),
        exception('odd one', 'ae', { Status__c: 'Requested', Reason__c: 'tbd', Expires_On__c: dayFrom(-9), Gate__c: '4', ...DECIDED })
    ]
};

const REQUEST: Fields = {
    Partner_Engagement__c: '@excepted.0',
    Gate__c: '1',
    Reason__c: REASON,
    Status__c: 'Requested',
    Expires_On__c: dayFrom(14)
};
const APPROVAL: Fields = { Status__c: 'Approved', Approver__c: '@revops', Approved_On__c: TODAY };

type Row = readonly [row: string | undefined, fields: Fields, by: string, ...rules: readonly string[]];
const ask = (changes: Fields, ...rules: readonly string[]): Row => [undefined, { ...REQUEST, ...changes }, 'ae', ...rules];
const edit = (row: string, fields: Fields, by: string, ...rules: readonly string[]): Row => [row, fields, by, ...rules];

const asking: readonly Row[] = [
    ask({}),
    ask({ Gate__c: '0' }),
    ask({ Gate__c: '2' }, 'Exception_Is_For_A_Reached_Gate'),
    ask({ Partner_Engagement__c: '@excepted early.0' }, 'Exception_Is_For_A_Reached_Gate'),
    ask({ Partner_Engagement__c: '@excepted early.0', Gate__c: '0' }),
    ask({ Reason__c: null }, 'Exception_Request_Needs_Reason'),
    ask({ Reason__c: 'too short' }, 'Exception_Request_Needs_Reason'),
    ask({ Reason__c: 'ten chars.' }),
    ask({ Reason__c: 'tbd tbd tbd' }, 'Exception_Request_Needs_Reason'),
    edit('asked', { Reason__c: 'tbd tbd tbd' }, 'ae', 'Exception_Request_Needs_Reason'),
    edit('asked', { Reason__c: 'The pilot starts on Monday.' }, 'ae'),
    [undefined, { ...REQUEST, Status__c: 'Approved' }, 'revops', 'Exception_Starts_As_Request'],
    [undefined, { ...REQUEST, Approver__c: '@revops' }, 'revops', 'Exception_Starts_As_Request'],
    [undefined, { ...REQUEST, Approved_On__c: TODAY }, 'revops', 'Exception_Starts_As_Request'],
    ...['asked', 'own', 'approved', 'declined', 'closed', 'odd one'].flatMap((row) => [edit(row, {}, 'ae'), edit(row, {}, 'revops')])
];

const deciding: readonly Row[] = [
    edit('asked', APPROVAL, 'revops'),
    edit(
        'asked',
        { Status__c: 'Approved' },
        'ae',
        'Exception_Approver_Is_Not_Its_Author',
        'Exception_Decision_Needs_Right',
        'Exception_Has_An_End'
    ),
    edit('asked', { Status__c: 'Declined' }, 'ae', 'Exception_Decision_Needs_Right'),
    edit('asked', { Status__c: 'Declined' }, 'revops'),
    edit('asked', { Status__c: 'Closed' }, 'ae'),
    edit('approved', { Status__c: 'Closed' }, 'ae', 'Exception_Decision_Needs_Right'),
    edit('approved', { Status__c: 'Closed' }, 'revops'),
    edit('own', APPROVAL, 'revops', 'Exception_Approver_Is_Not_Its_Author'),
    edit('own', { ...APPROVAL, Approver__c: '@admin' }, 'admin'),
    edit('asked', { ...APPROVAL, Approver__c: null }, 'revops', 'Exception_Approver_Is_Not_Its_Author'),
    edit('asked', { ...APPROVAL, Approver__c: '@admin' }, 'revops', 'Exception_Approver_Is_Not_Its_Author'),
    edit('asked', { ...APPROVAL, Approved_On__c: null }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { ...APPROVAL, Approved_On__c: dayFrom(-1) }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { ...APPROVAL, Approved_On__c: dayFrom(1) }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { ...APPROVAL, Expires_On__c: null }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { ...APPROVAL, Expires_On__c: TODAY }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { ...APPROVAL, Expires_On__c: dayFrom(1) }, 'revops'),
    edit('asked', { ...APPROVAL, Expires_On__c: dayFrom(90) }, 'revops'),
    edit('asked', { ...APPROVAL, Expires_On__c: dayFrom(91) }, 'revops', 'Exception_Has_An_End'),
    edit('asked', { Status__c: 'Declined', Expires_On__c: dayFrom(91) }, 'revops'),
    edit('asked', { Status__c: 'Declined', Expires_On__c: dayFrom(-1) }, 'revops'),
    edit('approved', { Status__c: 'Declined' }, 'revops', 'Exception_Status_Moves_On'),
    edit('approved', { Status__c: 'Requested' }, 'revops', 'Exception_Status_Moves_On'),
    edit('declined', { Status__c: 'Closed' }, 'revops', 'Exception_Status_Moves_On'),
    edit('declined', { Status__c: 'Requested' }, 'ae', 'Exception_Status_Moves_On'),
    edit('declined', { Status__c: 'Approved', Approver__c: '@revops' }, 'revops', 'Exception_Has_An_End', 'Exception_Status_Moves_On'),
    edit('closed', { Status__c: 'Requested' }, 'ae', 'Exception_Status_Moves_On'),
    edit('asked', { Status__c: null }, 'ae', 'Exception_Status_Moves_On'),
    ...['approved', 'declined', 'closed'].flatMap((row): Row[] => [
        edit(row, { Gate__c: '0' }, 'revops', 'Approved_Exception_Stands'),
        edit(row, { Reason__c: 'The pilot starts on Monday.' }, 'revops', 'Approved_Exception_Stands'),
        edit(row, { Approver__c: '@admin' }, 'revops', 'Approved_Exception_Stands'),
        edit(row, { Approved_On__c: TODAY }, 'revops', 'Approved_Exception_Stands'),
        edit(row, { Expires_On__c: dayFrom(90) }, 'revops', 'Approved_Exception_Stands')
    ]),
    edit('asked', { Gate__c: '0', Expires_On__c: dayFrom(30) }, 'ae')
];

/** Saves of an exception, and the rules that must speak. */
export const EXCEPTIONS: readonly Scenario[] = [...asking, ...deciding].map(([row, fields, user, ...rules]) => ({
    save: { user, object: OBJECT, ...(row === undefined ? {} : { row }), fields },
    refusedBy: rules.map((each) => `${OBJECT}.${each}`)
}));

/** The account of a partner deal is not taken off it. */
export const ACCOUNT_DEALS: readonly DealGiven[] = [
    { ref: 'has a partner', stage: 'Prospecting', partners: [{}] },
    { ref: 'has a signal', stage: 'Prospecting', partners: [{ status: 'Signal' }] },
    { ref: 'has neither', stage: 'Prospecting', partners: [{}], fields: { AccountId: null } }
];
const keepsAccount = 'Opportunity.Partner_Deal_Keeps_Its_Account';
export const ACCOUNTS: readonly Scenario[] = [
    { save: { user: 'ae', object: 'Opportunity', row: 'has a partner', fields: { AccountId: null } }, refusedBy: [keepsAccount] },
    { save: { user: 'ae', object: 'Opportunity', row: 'has a partner', fields: { AccountId: '@other' } }, refusedBy: [] },
    { save: { user: 'ae', object: 'Opportunity', row: 'has a signal', fields: { AccountId: null } }, refusedBy: [] },
    { save: { user: 'ae', object: 'Opportunity', row: 'has neither', fields: { Name: 'Renamed' } }, refusedBy: [] }
];
