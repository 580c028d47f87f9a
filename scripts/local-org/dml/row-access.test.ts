import { accessOf } from '../model/access';
import { date, text, customObject, checkbox } from '../model/field-builders';
import type { Session } from '../model/org';
import { seenRows } from '../model/record-access';
import type { Grants, ObjectDef, Schema } from '../model/schema';
import { createSoql } from '../soql/soql';
import { grantAll, testOrg, testSchema, withObject } from './dml-test-org';
import type { TestOrg } from './dml-test-org';

const shared = (schema: Schema, name: string, sharingModel: ObjectDef['sharingModel']): Schema =>
    withObject(schema, { ...schema.objects.get(name.toLowerCase())!, sharingModel });

const sellersGrants = (schema: Schema): Grants => {
    const grants = grantAll('Seller', schema);
    const cred = { create: true, read: true, edit: true, delete: true, viewAll: false, modifyAll: false };
    return { ...grants, objects: new Map([...grants.objects.keys()].map((name) => [name, cred])) };
};

interface Sellers {
    readonly org: TestOrg;
    readonly boss: Session;
    readonly seller: Session;
    readonly other: Session;
    deal(owner: Session, more?: Record<string, unknown>): string;
    ids(session: Session, soql: string): string[];
    refusal(results: { errors: readonly { statusCode: string }[] }[]): string | undefined;
}

/** Two sellers who share a role, and a manager in the role above; deals as the schema shares them. */
const sellers = (change: (schema: Schema) => Schema = (schema) => shared(schema, 'Opportunity', 'Private')): Sellers => {
    let schema = testSchema();
    schema = withObject(
        schema,
        customObject(schema, {
            name: 'Note__c',
            label: 'Note',
            labelPlural: 'Notes',
            sharingModel: 'Private',
            nameField: text('Name', 80, { nameField: true }),
            fields: [checkbox('Seen__c', { custom: true }), date('On__c', { custom: true })]
        })
    );
    schema = change(schema);
    const org = testOrg({ ...schema, permissionSets: new Map([...schema.permissionSets, ['seller', sellersGrants(schema)]]) });
    const { store } = org.state;
    const lead = org.add('UserRole', { Name: 'Lead' });
    const sales = org.add('UserRole', { Name: 'Sales', ParentRoleId: lead });
    const set = store.find('PermissionSet', 'Name', 'Seller')[0]!.Id;
    const profile = store.find('Profile', 'Name', 'Standard User')[0]!.Id;
    const person = (name: string, UserRoleId: string): Session => {
        const Username = `${name}@sales.test`;
        const id = org.add('User', { Username, LastName: name, Email: Username, Alias: name, ProfileId: profile, UserRoleId });
        org.add('PermissionSetAssignment', { AssigneeId: id, PermissionSetId: set });
        const user = store.get('User', id)!;
        return { user, access: accessOf(org.state, user) };
    };
    const [boss, seller, other] = [person('boss', lead), person('seller', sales), person('other', sales)];
    const soql = createSoql(org.state);
    return {
        org,
        boss,
        seller,
        other,
        deal: (owner, more = {}) =>
            org.add('Opportunity', { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-30', OwnerId: owner.user.Id, ...more }),
        ids: (session, text) => soql.query(session, text).records.map((record) => String(record['Id'])),
        refusal: (results) => results[0]!.errors[0]?.statusCode
    };
};

const DEALS = 'SELECT Id FROM Opportunity';

describe('records of a private object', () => {
    it('are seen by their owner, by those above in the role hierarchy and by who views all', () => {
        const { org, boss, seller, other, deal, ids } = sellers();
        const [mine, theirs] = [deal(seller), deal(other)];
        expect(ids(seller, DEALS)).toEqual([mine]);
        expect(ids(other, DEALS)).toEqual([theirs]);
        expect(ids(boss, DEALS)).toEqual([mine, theirs]);
        expect(ids(org.admin, DEALS)).toEqual([mine, theirs]);
        expect(ids(seller, `${DEALS} WHERE Id = '${theirs}'`)).toEqual([]);
        expect(createSoql(org.state).query(seller, 'SELECT COUNT(Id) n FROM Opportunity').records[0]).toMatchObject({ n: 1 });
        expect(createSoql(org.state).query(seller, 'SELECT COUNT() FROM Opportunity').totalSize).toBe(1);
        expect(ids(seller, 'SELECT Id FROM Opportunity ORDER BY Name LIMIT 1')).toEqual([mine]);
    });

    it('are not changed, given away or deleted by others', () => {
        const { org, boss, seller, other, deal, refusal } = sellers();
        const theirs = deal(other);
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: theirs, NextStep: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.delete(seller, [theirs]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.update(boss, 'Opportunity', [{ Id: theirs, OwnerId: seller.user.Id }]))).toBeUndefined();
        expect(refusal(org.dml.update(other, 'Opportunity', [{ Id: theirs, NextStep: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.delete(seller, [theirs]))).toBeUndefined();
        expect(refusal(org.dml.undelete(other, [theirs]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.undelete(seller, [theirs]))).toBeUndefined();
    });

    it('take their details along, on every level', () => {
        const { org, seller, other, deal, ids, refusal } = sellers();
        const [mine, theirs] = [deal(seller), deal(other)];
        const bids = [mine, theirs].map((Opportunity__c) => org.add('Bid__c', { Opportunity__c }));
        const proofs = bids.map((Bid__c) => org.add('Proof__c', { Bid__c }));
        expect(ids(seller, 'SELECT Id FROM Bid__c')).toEqual([bids[0]]);
        expect(ids(seller, 'SELECT Id FROM Proof__c')).toEqual([proofs[0]]);
        expect(ids(seller, 'SELECT Id FROM OpportunityHistory')).toHaveLength(1);
        const hidden = 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY';
        expect(refusal(org.dml.insert(seller, 'Bid__c', [{ Opportunity__c: theirs }]))).toBe(hidden);
        expect(refusal(org.dml.insert(seller, 'Proof__c', [{ Bid__c: bids[1] }]))).toBe(hidden);
        expect(refusal(org.dml.update(seller, 'Proof__c', [{ Id: proofs[1], Evidence__c: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.insert(seller, 'Proof__c', [{ Bid__c: bids[0] }]))).toBeUndefined();
        expect(refusal(org.dml.delete(seller, [bids[1]!]))).toBe(hidden);
    });

    it('can be shared by hand and through a team, for reading or for editing', () => {
        const { org, seller, other, deal, ids, refusal } = sellers();
        const [read, edit] = [deal(other), deal(other)];
        const share = { OpportunityId: read, UserOrGroupId: seller.user.Id, OpportunityAccessLevel: 'Read' };
        expect(refusal(org.dml.insert(seller, 'OpportunityShare', [share]))).toBe('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        expect(refusal(org.dml.insert(other, 'OpportunityShare', [share]))).toBeUndefined();
        org.add('OpportunityTeamMember', { OpportunityId: edit, UserId: seller.user.Id, OpportunityAccessLevel: 'Edit' });
        expect(ids(seller, DEALS)).toEqual([read, edit]);
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: read, NextStep: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: edit, NextStep: 'x' }]))).toBeUndefined();
        expect(refusal(org.dml.delete(seller, [edit]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
    });

    it('of a queue belong to its members', () => {
        const { org, seller, other, ids } = sellers();
        const queue = org.add('Group', { Name: 'Inbox', Type: 'Queue' });
        org.add('GroupMember', { GroupId: queue, UserOrGroupId: seller.user.Id });
        const note = org.add('Note__c', { Name: 'N', OwnerId: queue });
        expect(ids(seller, 'SELECT Id FROM Note__c')).toEqual([note]);
        expect(ids(other, 'SELECT Id FROM Note__c')).toEqual([]);
    });

    it('are not looked up to by who does not see them, and their fields not read through a lookup', () => {
        const { org, seller, other, deal, refusal } = sellers((schema) => shared(schema, 'Account', 'Private'));
        const account = org.add('Account', { Name: 'Acme', OwnerId: other.user.Id });
        const mine = deal(seller);
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: mine, AccountId: account }]))).toBe(
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'
        );
        const theirs = deal(other, { AccountId: account });
        const read = () => createSoql(org.state).query(seller, `SELECT Account.Name FROM Opportunity WHERE Id = '${theirs}'`).records[0];
        expect(read()).toMatchObject({ Account: null });
        // Whoever owns a deal of an account sees the account.
        org.dml.update(org.admin, 'Opportunity', [{ Id: theirs, OwnerId: seller.user.Id }]);
        expect(read()).toMatchObject({ Account: { Name: 'Acme' } });
        expect(refusal(org.dml.update(seller, 'Account', [{ Id: account, Site: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
    });
});

describe('records that others may read or edit', () => {
    it('are deleted and given away by their owner only', () => {
        const { org, seller, other, deal, refusal } = sellers((schema) => schema);
        const theirs = deal(other);
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: theirs, NextStep: 'x' }]))).toBeUndefined();
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: theirs, OwnerId: seller.user.Id }]))).toBe(
            'INSUFFICIENT_ACCESS_OR_READONLY'
        );
        expect(refusal(org.dml.delete(seller, [theirs]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        expect(refusal(org.dml.delete(other, [theirs]))).toBeUndefined();
    });

    it('are hidden from all but their owner when they are marked private', () => {
        const { org, boss, seller, other, deal, ids } = sellers((schema) => schema);
        const [open, hidden] = [deal(other), deal(other, { IsPrivate: true })];
        const bid = org.add('Bid__c', { Opportunity__c: hidden });
        expect(ids(seller, DEALS)).toEqual([open]);
        expect(ids(seller, 'SELECT Id FROM Bid__c')).toEqual([]);
        for (const session of [other, boss, org.admin]) expect(ids(session, DEALS)).toEqual([open, hidden]);
        expect(ids(other, 'SELECT Id FROM Bid__c')).toEqual([bid]);
    });

    it('are edited by nobody else where the default is read', () => {
        const { org, seller, other, deal, ids, refusal } = sellers((schema) => shared(schema, 'Opportunity', 'Read'));
        const theirs = deal(other);
        const bid = org.add('Bid__c', { Opportunity__c: theirs });
        expect(ids(seller, DEALS)).toEqual([theirs]);
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: theirs, NextStep: 'x' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
        // The details of this schema ask for no more than reading the master.
        expect(refusal(org.dml.update(seller, 'Bid__c', [{ Id: bid, Value__c: 5 }]))).toBeUndefined();
    });

    it('are given to nobody who could not read them', () => {
        const { org, seller, deal, refusal } = sellers();
        const plain = org.as('ae@partner-stages.local').user.Id;
        const note = org.dml.insert(seller, 'Note__c', [{ Name: 'N' }])[0]!.id!;
        expect(refusal(org.dml.update(seller, 'Note__c', [{ Id: note, OwnerId: plain }]))).toBe('TRANSFER_REQUIRES_READ');
        expect(refusal(org.dml.update(seller, 'Opportunity', [{ Id: deal(seller), OwnerId: plain }]))).toBeUndefined();
    });

    it('follow their account when they are contacts, and what they are about when they are tasks', () => {
        const { org, seller, other, deal, ids, refusal } = sellers();
        const account = org.add('Account', { Name: 'Acme', OwnerId: other.user.Id });
        const contact = org.add('Contact', { LastName: 'C', AccountId: account, OwnerId: other.user.Id });
        org.add('Contact', { LastName: 'Loner', OwnerId: other.user.Id });
        expect(ids(seller, 'SELECT Id FROM Contact')).toEqual([contact]);
        const [mine, theirs] = [deal(seller), deal(other)];
        const tasks = [mine, theirs].map((WhatId) => org.add('Task', { Subject: 'T', WhatId, OwnerId: other.user.Id }));
        expect(ids(seller, 'SELECT Id FROM Task')).toEqual([tasks[0]]);
        expect(refusal(org.dml.update(seller, 'Task', [{ Id: tasks[0], Subject: 'U' }]))).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
    });
});

it('lists of rows hold what the user sees', () => {
    const { org, seller, other, deal } = sellers();
    const [mine] = [deal(seller), deal(other)];
    const object = org.state.schema.objects.get('opportunity')!;
    const seen = (session: Session) => seenRows(org.state, session, object, [...org.state.store.rows('Opportunity')]).map(({ Id }) => Id);
    expect(seen(seller)).toEqual([mine]);
    expect(seen(org.admin)).toHaveLength(2);
});
