import { toRow } from 'c/deskRows';
import type { Fields } from 'c/dealGraph';
import type { TabKey } from 'c/deskTabs';
import { aDeal, aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';

const ME = '005000000000009AAA';
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000009AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });
jest.mock('@salesforce/i18n/locale', () => ({ __esModule: true, default: 'en-US' }), { virtual: true });

beforeEach(() => jest.useFakeTimers().setSystemTime(new Date('2026-11-22T12:00:00Z')));
afterEach(() => jest.useRealTimers());

const OWNER = '005000000000001AAA';
const PRIYA = '005000000000002AAA';
const deal = (changes: Fields = {}) =>
    aDeal({
        Amount: 480000,
        'Account.Name': 'Aldergate Health',
        'Owner.Name': 'Avery Lindqvist',
        'Owner.ManagerId': '005000000000005AAA',
        LastStageChangeDate: '2026-10-29T10:00:00.000Z',
        ...changes
    });
const engagement = (changes: Fields = {}) =>
    anEngagement({
        Opportunity__c: '006000000000001AAA',
        Partner_Manager__c: PRIYA,
        'Partner_Manager__r.Name': 'Priya Raman',
        'Partner_Manager__r.ManagerId': '005000000000006AAA',
        ...changes
    });
const known = records({ deal: deal(), engagements: [engagement()] });
const BASELINE = { stageOrder: 1, partnerType: 'SI', meanDays: 9.4, thresholdDays: 23.4, sampleSize: 12 };

const row = (tab: TabKey, fields: Fields = {}, of = known, id = 'a00000000000001AAA') =>
    toRow(tab, { id, dealId: '006000000000001AAA', fields }, of, [BASELINE])!;

it('has no row for a deal that went out of sight', () =>
    expect(toRow('gates', { id: '006000000000001AAA', dealId: '006000000000001AAA', fields: {} }, undefined, [])).toBeUndefined());

describe('a deal at its gate', () => {
    it('says what is missing, whose turn it is, since when and what is usual', () => {
        expect(row('gates', {}, known, '006000000000001AAA')).toMatchObject({
            deal: 'Aldergate Health - Care Analytics Platform',
            account: 'Aldergate Health',
            amount: 480000,
            partners: 'Halden Consulting',
            what: ['Joint scorecard: 2 open points'],
            turn: ['Avery Lindqvist', 'Priya Raman'],
            since: '24 days in this stage',
            usual: 'usually 9 days (12 seen)',
            late: true
        });
    });

    it('names the one thing that is left', () => {
        const scorecard = aHostScorecard({ Champion_Partner_View__c: 'Agrees' });
        const one = row('gates', {}, records({ ...known, artifacts: { Joint_Scorecard__c: [scorecard] } }), '006000000000001AAA');
        expect(one).toMatchObject({ what: ["Joint scorecard: Halden Consulting's confirmation"], turn: ['Priya Raman'] });
    });

    it('names all partners on the deal, and which of them a thing is missing from', () => {
        const second = engagement({ Id: 'a00000000000002AAA', 'Partner__r.Name': 'Lumenstack', Role__c: 'Supporting' });
        const both = row('gates', {}, records({ ...known, engagements: [engagement(), second] }), '006000000000001AAA');
        expect(both.partners).toBe('Halden Consulting, Lumenstack');
        expect(both.what[0]).toContain('Joint scorecard with Halden Consulting');
    });

    it('reminds somebody else than the one who reminds, and knows who leads that person', () => {
        expect(row('gates').reminder).toMatchObject({ ownerId: OWNER, managerId: '005000000000005AAA' });
        const own = records({ ...known, deal: deal({ OwnerId: ME }) });
        expect(row('gates', {}, own).reminder).toMatchObject({ ownerId: PRIYA, managerId: '005000000000006AAA' });
    });

    it("says when the turn is the reader's alone, so that nobody is left to remind", () => {
        expect(row('gates').mine).toBe(false);
        const shared = records({ ...known, deal: deal({ OwnerId: ME }) });
        expect(row('gates', {}, shared).mine).toBe(false);
        const scorecard = aHostScorecard({ Champion_Partner_View__c: 'Agrees' });
        const engagements = [engagement({ Partner_Manager__c: ME })];
        const own = records({ ...known, engagements, artifacts: { Joint_Scorecard__c: [scorecard] } });
        expect(row('gates', {}, own).mine).toBe(true);
        const nobody = engagement({ Partner_Manager__c: null, 'Partner_Manager__r.Name': null });
        expect(row('post-mortems', {}, records({ ...known, engagements: [nobody] })).mine).toBe(false);
    });

    it('says so where the partner manager is missing, and stays within the length of a subject', () => {
        const nobody = engagement({ Partner_Manager__c: null, 'Partner_Manager__r.Name': null });
        const long = records({ deal: deal({ Name: 'x'.repeat(300) }), engagements: [nobody] });
        expect(row('post-mortems', {}, long)).toMatchObject({
            turn: ['Nobody yet (partner manager missing)', 'Avery Lindqvist'],
            reminder: { ownerId: OWNER }
        });
        const told = { Post_Mortems_Complete__c: 1 };
        expect(row('post-mortems', told, long)).toMatchObject({
            turn: ['Nobody yet (partner manager missing)'],
            reminder: { ownerId: undefined }
        });
        expect(row('gates', {}, long).reminder.subject).toHaveLength(255);
    });

    it('counts since today, without an amount, where it is so', () => {
        const fresh = records({ ...known, deal: deal({ Amount: null, LastStageChangeDate: '2026-11-22T01:00:00.000Z' }) });
        expect(row('gates', {}, fresh)).toMatchObject({ amount: null, since: 'in this stage since today', late: false });
    });

    it('says why nothing is named on a stage that is off the map', () => {
        const off = records({
            ...known,
            deal: deal({ StageName: 'Verbal Commit', Partner_Stage_Rank__c: 999, Partner_Stage_Order__c: 99 })
        });
        expect(row('gates', {}, off)).toMatchObject({ what: ['The stage is not on the partner stage map'], turn: ['Avery Lindqvist'] });
    });
});

describe('a handoff past its clock', () => {
    const fields = { Registered_On__c: '2026-11-12', Handoff_Due_On__c: '2026-11-16' };

    it("is the owner's turn, as many days late as its last day is past", () =>
        expect(row('handoffs', fields, records({ ...known, engagements: [engagement(fields)] }))).toMatchObject({
            what: ['Handoff to be accepted or sent back, due Nov 16, 2026'],
            turn: ['Avery Lindqvist'],
            since: '6 days late',
            late: true
        }));

    it("is the partner manager's turn once it was sent back", () => {
        const back = { ...fields, Handoff_Returned_On__c: '2026-11-13T08:00:00.000Z', Handoff_Returned_Reason__c: 'No named buyer' };
        expect(row('handoffs', back, records({ ...known, engagements: [engagement(back)] }))).toMatchObject({
            what: ['Handoff sent back: No named buyer; answer due Nov 16, 2026'],
            turn: ['Priya Raman']
        });
    });
});

it('a stopped move says what the org said then, and whose turn it is now', () => {
    const scorecard = aHostScorecard({ Champion_Partner_View__c: 'Agrees' });
    const now = records({ ...known, artifacts: { Joint_Scorecard__c: [scorecard] } });
    const fields = {
        Attempted_Stage__c: 'Value Proposition',
        Message__c: 'Joint scorecard is not complete.',
        Waiting_On__c: 'Host',
        Attempted_On__c: '2026-11-20T10:00:00.000Z'
    };
    expect(row('stopped', fields, now, 'a0900000000000BAAA')).toMatchObject({
        what: ['Stopped on the way to Value Proposition: Joint scorecard is not complete.'],
        turn: ['Priya Raman'],
        since: 'waiting 2 days',
        late: false
    });
});

describe('an exception', () => {
    const fields = { Gate__c: '1', Reason__c: 'Quarter end', Expires_On__c: '2026-12-31', CreatedDate: '2026-11-21T09:00:00.000Z' };

    it('that was asked for waits for those who may decide, and a reminder is given to nobody by mistake', () =>
        expect(row('exceptions', { ...fields, Status__c: 'Requested' })).toMatchObject({
            what: ['Asked for until Dec 31, 2026, stage 1: Quarter end'],
            turn: ['Revenue operations'],
            since: 'waiting 1 day',
            reminder: { ownerId: undefined }
        }));

    it('that was approved names its debt by the titles that people know, and both who owe it', () =>
        expect(
            row('exceptions', { ...fields, Status__c: 'Approved', 'Partner_Engagement__r.Waiver_Debt__c': 'joint-scorecard;retired-key;' })
        ).toMatchObject({
            what: ['Approved until Dec 31, 2026, stage 1: still owed Joint scorecard, retired-key'],
            turn: ['Avery Lindqvist', 'Priya Raman'],
            late: false
        }));

    it('is late once it ran out', () =>
        expect(row('exceptions', { ...fields, Status__c: 'Approved', Expires_On__c: '2026-11-20' })).toMatchObject({
            what: ['Approved until Nov 20, 2026, stage 1: nothing is owed any more; it can be closed'],
            since: '2 days late',
            late: true
        }));
});

describe('an overdue plan step', () => {
    const fields = { Action__c: 'Security review', Due_On__c: '2026-11-21', Party__c: 'Buyer' };

    it('waits for the user whom it names, who can be escalated past', () =>
        expect(
            row('steps', {
                ...fields,
                'Host_Owner__r.Name': 'Sven Holt',
                'Host_Owner__r.Id': '005000000000011AAA',
                'Host_Owner__r.ManagerId': '005000000000012AAA'
            })
        ).toMatchObject({
            what: ['Security review, due Nov 21, 2026'],
            turn: ['Sven Holt'],
            since: '1 day late',
            reminder: { ownerId: '005000000000011AAA', managerId: '005000000000012AAA' }
        }));

    it('waits for the contact whom it names, reached through the partner manager', () =>
        expect(
            row('steps', { ...fields, 'Contact_Owner__r.Name': 'Dana Buyer', 'Contact_Owner__r.Id': '003000000000011AAA' })
        ).toMatchObject({
            turn: ['Dana Buyer'],
            reminder: { ownerId: PRIYA, contactId: '003000000000011AAA' }
        }));

    it.each([
        ['Host', 'Avery Lindqvist'],
        ['Buyer', 'Avery Lindqvist'],
        ['Partner', 'Priya Raman']
    ])('of the %s without a name waits for %s', (Party__c, name) => expect(row('steps', { ...fields, Party__c }).turn).toEqual([name]));
});

it.each([
    [0, null, ['Joint post-mortem, due Nov 12, 2026', 'Tell the partner the outcome'], ['Priya Raman', 'Avery Lindqvist']],
    [1, null, ['Tell the partner the outcome'], ['Priya Raman']],
    [0, '2026-11-10', ['Joint post-mortem, due Nov 12, 2026'], ['Priya Raman', 'Avery Lindqvist']]
])('a loop with %s post-mortems and the partner told on %s owes %s, and waits for %s', (complete, told, what, turn) =>
    expect(
        row('post-mortems', { Post_Mortem_Due_On__c: '2026-11-12', Post_Mortems_Complete__c: complete, Partner_Told_On__c: told })
    ).toMatchObject({ what, turn, since: '10 days late', late: true })
);

it('a post-mortem that the host side has confirmed no longer waits for the owner', () => {
    const confirmed = { Id: 'a05', Partner_Engagement__c: engagement().Id!, Host_Confirmed_By__c: OWNER };
    const owed = { Post_Mortem_Due_On__c: '2026-11-12', Post_Mortems_Complete__c: 0 };
    expect(row('post-mortems', owed, records({ ...known, artifacts: { Joint_Post_Mortem__c: [confirmed] } })).turn).toEqual([
        'Priya Raman'
    ]);
});

it.each([
    ['Sourced', 'Signal (Overlap) that nobody registered; it claims to have sourced the deal'],
    [null, 'Signal (Overlap) that nobody registered']
])('a signal that claims %s', (Attribution__c, what) =>
    expect(row('signals', { Signal_Source__c: 'Overlap', Attribution__c, CreatedDate: '2026-11-22T08:00:00Z' })).toMatchObject({
        what: [what],
        turn: ['Priya Raman'],
        since: 'since today'
    })
);

it('credit after a move back is for two to look at', () =>
    expect(row('sourced-after-regress', { Registered_On__c: '2026-11-02', Credit_Percent__c: 60 })).toMatchObject({
        what: [expect.stringContaining('Credited as the source with 60 %')],
        turn: ['Priya Raman', 'Revenue operations'],
        since: 'waiting 20 days'
    }));

it('a stalled deal is told by its gate and its stay', () =>
    expect(row('stalled', { Stage_Since__c: '2026-10-29' })).toMatchObject({ since: '24 days in this stage', late: true }));
