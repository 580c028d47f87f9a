import { testOrg } from './dml-test-org';
import type { TestOrg } from './dml-test-org';

const deal = (org: TestOrg, more: Record<string, unknown> = {}): string =>
    org.add('Opportunity', { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-06-30', ...more });

describe('deleting an account', () => {
    it('takes contacts, deals, their details and activities along, and brings them back', () => {
        const org = testOrg();
        const account = org.add('Account', { Name: 'Acme' });
        const contact = org.add('Contact', { LastName: 'C', AccountId: account });
        const opportunity = deal(org, { AccountId: account });
        const bid = org.add('Bid__c', { Opportunity__c: opportunity, Status__c: 'Live', Credit__c: 0.5 });
        const task = org.add('Task', { Subject: 'T', WhatId: opportunity });
        const live = () =>
            [contact, opportunity, bid, task].filter((id) => {
                const name = { '003': 'Contact', '006': 'Opportunity', '00T': 'Task' }[id.slice(0, 3)] ?? 'Bid__c';
                return org.row(name, id);
            });
        expect(org.dml.delete(org.admin, [account])[0]!.errors).toEqual([]);
        expect(live()).toEqual([]);
        expect(org.dml.undelete(org.admin, [account])[0]!.errors).toEqual([]);
        expect(live()).toHaveLength(4);
        expect(org.row('Opportunity', opportunity)).toMatchObject({ Live_Bids__c: 1, Credit__c: 0.5, AccountId: account });
    });

    it('is refused while it has won deals or cases', () => {
        const org = testOrg();
        const [won, cases] = [org.add('Account', { Name: 'Won' }), org.add('Account', { Name: 'Cases' })];
        const opportunity = deal(org, { AccountId: won, StageName: 'Closed Won' });
        org.add('Case', { AccountId: cases, Subject: 'S' });
        expect(org.dml.delete(org.admin, [won, cases]).map(({ errors }) => errors[0])).toMatchObject([
            { statusCode: 'DELETE_FAILED', message: expect.stringContaining('closed won.: Deal') },
            { statusCode: 'DELETE_FAILED', message: expect.stringContaining('associated with the following cases.: 00001001') }
        ]);
        expect(org.dml.delete(org.admin, [opportunity])[0]!.success).toBe(true);
        expect(org.dml.delete(org.admin, [won])[0]!.success).toBe(true);
    });
});

describe('an undelete', () => {
    it('fills the lookups that the delete emptied, unless they were filled since', () => {
        const org = testOrg();
        const [first, second] = [org.add('Contact', { LastName: 'One' }), org.add('Contact', { LastName: 'Two' })];
        const opportunity = deal(org);
        const bids = [1, 2, 3].map(() => org.add('Bid__c', { Opportunity__c: opportunity, Sponsor__c: first }));
        org.dml.delete(org.admin, [first]);
        expect(bids.map((id) => org.row('Bid__c', id).Sponsor__c)).toEqual([null, null, null]);
        org.dml.update(org.admin, 'Bid__c', [{ Id: bids[1], Sponsor__c: second }]);
        org.dml.delete(org.admin, [bids[2]!]);
        expect(org.dml.undelete(org.admin, [first])[0]!.success).toBe(true);
        expect(org.row('Bid__c', bids[0]!).Sponsor__c).toBe(first);
        expect(org.row('Bid__c', bids[1]!).Sponsor__c).toBe(second);
        expect(Object.keys(org.row('Contact', first)).filter((name) => name.startsWith('#'))).toEqual([]);
    });
});

describe('ids and keys', () => {
    it('have 15 or 18 characters wherever an id is given', () => {
        const org = testOrg();
        const account = org.add('Account', { Name: 'Acme' });
        const short = account.slice(0, 15);
        expect(org.row('Opportunity', deal(org, { AccountId: short })).AccountId).toBe(account);
        expect(org.row('Opportunity', deal(org, { Account: { Id: short } })).AccountId).toBe(account);
        expect(org.dml.update(org.admin, 'Account', [{ Id: short, Site: 'x' }])[0]!.id).toBe(account);
        expect(org.dml.upsert(org.admin, 'Account', 'Id', [{ Id: short, Site: 'y' }])[0]!.id).toBe(account);
        expect(org.dml.delete(org.admin, [short])[0]!.id).toBe(account);
        expect(org.dml.undelete(org.admin, [short])[0]!.id).toBe(account);
    });

    it('may stand once in an upsert', () => {
        const org = testOrg();
        const Opportunity__c = deal(org);
        const results = org.dml.upsert(org.admin, 'Bid__c', 'Key__c', [
            { Opportunity__c, Key__c: 'a' },
            { Opportunity__c, Key__c: 'A' },
            { Opportunity__c, Key__c: 'b' }
        ]);
        expect(results.map(({ success, errors }) => success || errors[0])).toEqual([
            true,
            { statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: A', fields: ['Key__c'] },
            true
        ]);
    });
});

describe('what a deal says of its activities', () => {
    it('follows tasks, events and the day', () => {
        let now = '2026-05-20T10:00:00.000Z';
        const org = testOrg(undefined, now);
        Object.assign(org.state, { now: () => new Date(now) });
        const opportunity = deal(org);
        const object = org.state.schema.objects.get('opportunity')!;
        const said = () =>
            ['LastActivityDate', 'HasOpenActivity', 'HasOverdueTask'].map((name) =>
                org.state.reader.read(object, org.row('Opportunity', opportunity), object.fields.get(name.toLowerCase())!, org.admin)
            );
        expect(said()).toEqual([null, false, false]);
        const task = org.add('Task', { Subject: 'T', WhatId: opportunity, ActivityDate: '2026-05-22' });
        expect(said()).toEqual([null, true, false]);
        now = '2026-05-23T10:00:00.000Z';
        expect(said()).toEqual([null, true, true]);
        org.dml.update(org.admin, 'Task', [{ Id: task, Status: 'Completed' }]);
        expect(said()).toEqual(['2026-05-22', false, false]);
    });
});
