import { masterDetail, testOrg, testSchema, withFields } from './dml-test-org';
import type { TestOrg } from './dml-test-org';
import { ApiError } from '../model/org';

const deal = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    Name: 'Deal',
    StageName: 'Prospecting',
    CloseDate: '2026-06-30',
    ...more
});

const insertOne = (org: TestOrg, object: string, record: Record<string, unknown>) => org.dml.insert(org.admin, object, [record])[0]!;
const updateOne = (org: TestOrg, object: string, record: Record<string, unknown>) => org.dml.update(org.admin, object, [record])[0]!;

describe('a record on its way in', () => {
    it('is refused as a whole request when a field is unknown', () => {
        const org = testOrg();
        expect(() => insertOne(org, 'Account', { Name: 'A', Nope__c: 1 })).toThrow(
            new ApiError('INVALID_FIELD', "No such column 'Nope__c' on sobject of type Account")
        );
        expect(() => insertOne(org, 'Nope__c', {})).toThrow('The requested resource does not exist');
    });

    it('names every required field that is missing', () => {
        expect(insertOne(testOrg(), 'Opportunity', { Amount: 5 }).errors).toEqual([
            {
                statusCode: 'REQUIRED_FIELD_MISSING',
                message: 'Required fields are missing: [Name, StageName, CloseDate]',
                fields: ['Name', 'StageName', 'CloseDate']
            }
        ]);
    });

    it('refuses to empty a required field', () => {
        const org = testOrg();
        const Id = org.add('Account', { Name: 'A' });
        expect(updateOne(org, 'Account', { Id, Name: '  ' }).errors[0]).toMatchObject({
            statusCode: 'REQUIRED_FIELD_MISSING',
            fields: ['Name']
        });
    });

    it.each([
        ['Account', { Name: 'x'.repeat(256) }, 'STRING_TOO_LONG', /data value too large: x+ \(max length=255\)$/],
        ['Bid__c', { Credit__c: 1000.5 }, 'NUMBER_OUTSIDE_VALID_RANGE', /value outside of valid range on numeric field: 1000.5$/],
        ['Bid__c', { Status__c: 'Nope' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', /bad value for restricted picklist field: Nope$/],
        ['Contact', { LastName: 'L', Email: 'no-mail' }, 'INVALID_EMAIL_ADDRESS', /invalid email address: no-mail$/],
        ['Bid__c', { Partner__c: 'abc' }, 'MALFORMED_ID', /id value of incorrect type: abc$/],
        ['Bid__c', { Partner__c: '003000000000001AAA' }, 'FIELD_INTEGRITY_EXCEPTION', /id value of incorrect type: 003000000000001AAA$/],
        ['Bid__c', { Partner__c: '001000000000zzzAAA' }, 'INVALID_CROSS_REFERENCE_KEY', /^invalid cross reference id$/]
    ])('refuses a %s with %j', (object, fields, statusCode, message) => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const result = insertOne(org, object, object === 'Bid__c' ? { Opportunity__c, ...fields } : fields);
        expect(result.errors).toEqual([expect.objectContaining({ statusCode, message: expect.stringMatching(message) })]);
        expect(result).toMatchObject({ id: null, success: false });
    });

    it.each([
        ['Opportunity', { Amount: 'abc' }, 'Cannot deserialize instance of currency from VALUE_STRING value abc'],
        ['Account', { Name: 5 }, 'Cannot deserialize instance of string from VALUE_NUMBER_INT value 5'],
        ['Opportunity', { CloseDate: '2026-02-30' }, 'Cannot deserialize instance of date from VALUE_STRING value 2026-02-30'],
        ['Opportunity', { IsPrivate: 'maybe' }, 'Cannot deserialize instance of boolean from VALUE_STRING value maybe'],
        ['Account', { Name: ['a'] }, 'Cannot deserialize instance of string from START_ARRAY']
    ])('cannot read %s %j', (object, fields, message) => {
        expect(() => insertOne(testOrg(), object, fields)).toThrow(
            expect.objectContaining({ errorCode: 'JSON_PARSER_ERROR', message: expect.stringContaining(message) })
        );
    });

    it('takes a CSV cell of the wrong type as an error of that row', () => {
        const org = testOrg();
        const options = { source: 'csv' } as const;
        const results = org.dml.insert(
            org.admin,
            'Opportunity',
            [deal({ Amount: 'abc' }), deal({ Amount: '12.345', IsPrivate: '1' })],
            options
        );
        expect(results[0]!.errors[0]).toMatchObject({ statusCode: 'INVALID_TYPE_ON_FIELD_IN_RECORD', fields: ['Amount'] });
        expect(org.row('Opportunity', results[1]!.id!)).toMatchObject({ Amount: 12.35, IsPrivate: true });
    });

    it('trims text, empties blanks, rounds half up, spells picklists and stores moments in UTC', () => {
        const org = testOrg();
        const Opportunity__c = org.add(
            'Opportunity',
            deal({ Name: '  Deal ', NextStep: ' ', Amount: 1.005, CloseDate: '2026-06-30T23:00:00Z' })
        );
        expect(org.row('Opportunity', Opportunity__c)).toMatchObject({
            Name: 'Deal',
            NextStep: null,
            Amount: 1.01,
            CloseDate: '2026-06-30'
        });
        const bid = org.add('Bid__c', { Opportunity__c: Opportunity__c.slice(0, 15), STATUS__C: 'live', Credit__c: '33.335' });
        expect(org.row('Bid__c', bid)).toMatchObject({ Status__c: 'Live', Credit__c: 33.34, Opportunity__c });
        const task = org.add('Task', { Subject: 'S', ReminderDateTime: '2026-01-01T10:00:00.000+0200' });
        expect(org.row('Task', task)).toMatchObject({
            ReminderDateTime: '2026-01-01T08:00:00.000Z',
            Status: 'Not Started',
            IsClosed: false
        });
    });

    it('gets defaults, number, owner and audit fields', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const user = org.admin.user.Id;
        const stamp = '2026-05-20T10:00:00.000Z';
        expect(org.row('Opportunity', Opportunity__c)).toMatchObject({
            OwnerId: user,
            CreatedById: user,
            CreatedDate: stamp,
            LastModifiedDate: stamp,
            SystemModstamp: stamp,
            IsDeleted: false,
            Live_Bids__c: 0,
            Credit__c: 0,
            Open_Gate__c: null
        });
        org.add('Bid__c', { Opportunity__c });
        const second = org.row('Bid__c', org.add('Bid__c', { Opportunity__c }));
        expect(second).toMatchObject({ Name: 'B-0002', Status__c: 'Draft' });
        expect(second).not.toHaveProperty('OwnerId');
    });

    it('finds a parent by external id', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const bid = org.add('Bid__c', { Opportunity__c, Key__c: 'K-1' });
        const proof = org.add('Proof__c', { Bid__r: { Key__c: 'k-1' } });
        expect(org.row('Proof__c', proof).Bid__c).toBe(bid);
        expect(insertOne(org, 'Proof__c', { Bid__r: { Key__c: 'k-2' } }).errors[0]).toMatchObject({
            statusCode: 'INVALID_FIELD',
            message: 'Foreign key external ID: k-2 not found for field Key__c in entity Bid__c'
        });
    });

    it('keeps unique fields unique without regard to case', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const first = org.add('Bid__c', { Opportunity__c, Key__c: 'K-1' });
        expect(insertOne(org, 'Bid__c', { Opportunity__c, Key__c: 'k-1' }).errors).toEqual([
            {
                statusCode: 'DUPLICATE_VALUE',
                message: `duplicate value found: Key__c duplicates value on record with id: ${first.slice(0, 15)}`,
                fields: ['Key__c']
            }
        ]);
        expect(updateOne(org, 'Bid__c', { Id: first, Key__c: 'k-1' }).success).toBe(true);
    });

    it('never writes formulas, roll-ups, numbers or a master that is fixed', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const Id = org.add('Bid__c', { Opportunity__c });
        const { errors } = updateOne(org, 'Bid__c', { Id, Name: 'x', Gate__c: 1, Complete_Proofs__c: 1, Opportunity__c });
        expect(errors).toEqual([
            {
                statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
                message:
                    'Unable to create/update fields: Name, Gate__c, Complete_Proofs__c, Opportunity__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
                fields: ['Name', 'Gate__c', 'Complete_Proofs__c', 'Opportunity__c']
            }
        ]);
    });

    it('needs the rights of the user', () => {
        const org = testOrg();
        const ae = org.as('ae@partner-stages.local');
        const Opportunity__c = org.add('Opportunity', deal());
        expect(() => org.dml.insert(ae, 'Bid__c', [{ Opportunity__c }])).toThrow('The requested resource does not exist');
        expect(() => org.dml.update(ae, 'Opportunity', [{ Id: Opportunity__c, Live_Bids__c: 1 }])).toThrow("No such column 'Live_Bids__c'");
        expect(org.dml.insert(ae, 'Campaign', [{ Name: 'C' }])[0]!.errors[0]).toMatchObject({
            statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
            message: 'entity type cannot be inserted: Campaign'
        });
        expect(org.dml.insert(org.admin, 'OpportunityHistory', [{}])[0]!.errors[0]!.message).toBe(
            'entity type cannot be inserted: Opportunity History'
        );
        expect(org.dml.insert(org.admin, 'Profile', [{}])[0]!.errors[0]!.message).toBe('entity type cannot be inserted: Profile');
    });

    it('writes a detail with read or edit on its master, as the field says', () => {
        for (const [enough, success] of [
            [true, true],
            [false, false]
        ] as const) {
            const org = testOrg(withFields(testSchema(), 'Bid__c', [masterDetail('Opportunity__c', 'Opportunity', 'Bids__r', enough)]));
            const reader = org.add('User', {
                Username: 'r@x.test',
                LastName: 'R',
                Email: 'r@x.test',
                Alias: 'r',
                ProfileId: org.state.store.find('Profile', 'Name', 'Read Only')[0]!.Id
            });
            org.add('PermissionSetAssignment', { AssigneeId: reader, PermissionSetId: [...org.state.store.rows('PermissionSet')][0]!.Id });
            const Bid__c = org.add('Bid__c', { Opportunity__c: org.add('Opportunity', deal()) });
            const [result] = org.dml.insert(org.as('r@x.test'), 'Proof__c', [{ Bid__c }]);
            expect(result!.success).toBe(true);
            const [bid] = org.dml.update(org.as('r@x.test'), 'Bid__c', [{ Id: Bid__c, Credit__c: 1 }]);
            expect(bid!.success).toBe(success);
            if (!success) expect(bid!.errors[0]!.statusCode).toBe('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        }
    });

    it('keeps usernames single and gives records to active users only', () => {
        const org = testOrg();
        const { ProfileId } = org.admin.user;
        const person = { Username: 'AE@partner-stages.local', LastName: 'R', Email: 'r@x.test', Alias: 'r', ProfileId };
        expect(insertOne(org, 'User', person).errors[0]!.statusCode).toBe('DUPLICATE_USERNAME');
        const OwnerId = org.add('User', { ...person, Username: 'gone@x.test', IsActive: false });
        expect(insertOne(org, 'Account', { Name: 'A', OwnerId }).errors[0]).toMatchObject({
            statusCode: 'INACTIVE_OWNER_OR_USER',
            message: `operation performed with inactive user [${OwnerId.slice(0, 15)}] as owner of account`
        });
    });

    it('assigns a permission set once', () => {
        const org = testOrg();
        const [set] = [...org.state.store.rows('PermissionSet')];
        const assignment = { AssigneeId: org.as('ae@partner-stages.local').user.Id, PermissionSetId: set!.Id };
        expect(insertOne(org, 'PermissionSetAssignment', assignment).success).toBe(true);
        expect(insertOne(org, 'PermissionSetAssignment', assignment).errors[0]!.statusCode).toBe('DUPLICATE_VALUE');
        const Opportunity__c = org.add('Opportunity', deal());
        expect(org.dml.insert(org.as('ae@partner-stages.local'), 'Bid__c', [{ Opportunity__c }])[0]!.success).toBe(true);
    });

    it('keeps one hierarchy setting row per owner', () => {
        const org = testOrg();
        const first = insertOne(org, 'Switch__c', { Off__c: true });
        expect(org.row('Switch__c', first.id!).SetupOwnerId).toBe(org.state.organizationId);
        expect(insertOne(org, 'Switch__c', { Off__c: true }).errors[0]!.statusCode).toBe('DUPLICATE_VALUE');
        expect(insertOne(org, 'Switch__c', { Off__c: true, SetupOwnerId: org.admin.user.Id }).success).toBe(true);
    });
});

describe('validation rules', () => {
    it('are reported together, each at its field', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        expect(insertOne(org, 'Bid__c', { Opportunity__c, Credit__c: 120, Status__c: 'Gone' }).errors).toEqual([
            { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Credit is between 0 and 100 %.', fields: ['Credit__c'] },
            { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'A new bid is not gone.', fields: [] }
        ]);
    });

    it('see the values before and after', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const Id = org.add('Bid__c', { Opportunity__c });
        expect(updateOne(org, 'Bid__c', { Id, Status__c: 'Gone' }).success).toBe(true);
        expect(updateOne(org, 'Bid__c', { Id, Credit__c: 10 }).success).toBe(true);
        expect(updateOne(org, 'Bid__c', { Id, Status__c: 'Live' }).errors[0]!.message).toBe('Gone is final.');
    });

    it('read formulas worked out with the new values', () => {
        const org = testOrg();
        const Id = org.add('Opportunity', deal());
        org.add('Bid__c', { Opportunity__c: Id, Status__c: 'Live' });
        expect(updateOne(org, 'Opportunity', { Id, StageName: 'Qualification' }).errors).toEqual([
            { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Proof is missing.', fields: ['StageName'] }
        ]);
        expect(updateOne(org, 'Opportunity', { Id, StageName: 'Closed Lost' }).success).toBe(true);
    });

    it('of a parent refuse the child that changes its roll-up, and leave nothing behind', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal({ StageName: 'Closed Lost' }));
        const before = JSON.stringify(org.state.store.dump().tables);
        expect(insertOne(org, 'Bid__c', { Opportunity__c, Status__c: 'Live', Credit__c: 10 }).errors).toEqual([
            { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'A lost deal takes no credit.', fields: [] }
        ]);
        expect(JSON.stringify({ ...org.state.store.dump().tables, Bid__c: undefined })).toBe(before);
        expect(insertOne(org, 'Bid__c', { Opportunity__c, Status__c: 'Live' }).success).toBe(true);
    });
});

describe('an opportunity', () => {
    it('follows its stage', () => {
        const org = testOrg();
        const Id = org.add('Opportunity', deal({ Amount: 1000 }));
        expect(org.row('Opportunity', Id)).toMatchObject({
            Probability: 10,
            ForecastCategory: 'Pipeline',
            ForecastCategoryName: 'Pipeline',
            IsClosed: false,
            IsWon: false,
            ExpectedRevenue: 100,
            FiscalYear: 2026,
            FiscalQuarter: 2,
            Fiscal: '2026 2'
        });
        updateOne(org, 'Opportunity', { Id, StageName: 'Closed Won' });
        expect(org.row('Opportunity', Id)).toMatchObject({
            Probability: 100,
            ForecastCategory: 'Closed',
            IsClosed: true,
            IsWon: true,
            ExpectedRevenue: 1000,
            LastStageChangeDate: '2026-05-20T10:00:00.000Z'
        });
        updateOne(org, 'Opportunity', { Id, StageName: 'Prospecting', Probability: 42 });
        expect(org.row('Opportunity', Id)).toMatchObject({ Probability: 42, ExpectedRevenue: 420, IsClosed: false });
    });

    it('keeps its history', () => {
        const org = testOrg();
        const Id = org.add('Opportunity', deal({ Amount: 1000 }));
        updateOne(org, 'Opportunity', { Id, NextStep: 'call' });
        updateOne(org, 'Opportunity', { Id, Amount: 2000, CloseDate: '2026-08-01' });
        const history = org.state.store.find('OpportunityHistory', 'OpportunityId', Id);
        expect(history).toEqual([
            expect.objectContaining({ StageName: 'Prospecting', Amount: 1000, PrevAmount: null, PrevCloseDate: null, Probability: 10 }),
            expect.objectContaining({
                Amount: 2000,
                CloseDate: '2026-08-01',
                PrevAmount: 1000,
                PrevCloseDate: '2026-06-30',
                ExpectedRevenue: 200
            })
        ]);
        expect(org.row('Opportunity', Id)).toMatchObject({ PushCount: 1, LastAmountChangedHistoryId: history[1]!.Id });
        expect(
            org.state.store.find('OpportunityFieldHistory', 'OpportunityId', Id).map((row) => [row.Field, row.OldValue, row.NewValue])
        ).toEqual([
            ['created', null, null],
            ['Amount', 1000, 2000],
            ['CloseDate', '2026-06-30', '2026-08-01']
        ]);
    });
});

describe('roll-ups', () => {
    it('travel three levels up through formulas that read roll-ups', () => {
        const org = testOrg();
        const deal1 = org.add('Opportunity', deal());
        const bid = org.add('Bid__c', { Opportunity__c: deal1, Status__c: 'Live', Credit__c: 60 });
        const gate = () => org.row('Opportunity', deal1).Open_Gate__c;
        expect(org.row('Opportunity', deal1)).toMatchObject({ Live_Bids__c: 1, Credit__c: 60, Open_Gate__c: 11.01 });
        const proof = org.add('Proof__c', { Bid__c: bid, Evidence__c: 'seen' });
        expect(gate()).toBe(11.01);
        const step = org.add('Step__c', { Proof__c: proof, Due__c: '2026-06-01' });
        expect(org.row('Opportunity', deal1).Last_Due__c).toBe('2026-06-01');
        updateOne(org, 'Step__c', { Id: step, Done__c: true });
        expect(gate()).toBe(21.02);
        expect(org.row('Opportunity', deal1).Last_Due__c).toBeNull();
        expect(updateOne(org, 'Opportunity', { Id: deal1, StageName: 'Qualification' }).success).toBe(true);
        org.dml.delete(org.admin, [step]);
        expect(gate()).toBe(11.01);
        org.dml.undelete(org.admin, [step]);
        expect(gate()).toBe(21.02);
    });
});

describe('several records', () => {
    it('stand or fall alone', () => {
        const org = testOrg();
        const results = org.dml.insert(org.admin, 'Account', [{ Name: 'A' }, {}, { Name: 'C' }]);
        expect(results.map((result) => result.success)).toEqual([true, false, true]);
        expect(org.state.store.count('Account')).toBe(2);
    });

    it('fall together with allOrNone', () => {
        const org = testOrg();
        const results = org.dml.insert(org.admin, 'Account', [{ Name: 'A' }, {}], { allOrNone: true });
        expect(results.map((result) => [result.id, result.success, result.errors[0]!.statusCode])).toEqual([
            [null, false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
            [null, false, 'REQUIRED_FIELD_MISSING']
        ]);
        expect(org.state.store.count('Account')).toBe(0);
    });

    it('are undone when the request itself is bad', () => {
        const org = testOrg();
        expect(() => org.dml.insert(org.admin, 'Account', [{ Name: 'A' }, { Nope: 1 }])).toThrow(ApiError);
        expect(org.state.store.count('Account')).toBe(0);
    });

    it('can be put together in a transaction', () => {
        const org = testOrg();
        org.dml.transaction(
            () => org.add('Account', { Name: 'A' }),
            () => false
        );
        expect(org.state.store.count('Account')).toBe(0);
    });
});

describe('upsert', () => {
    it('creates, then updates by external id', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const upsert = (record: Record<string, unknown>) => org.dml.upsert(org.admin, 'Bid__c', 'Key__c', [record])[0]!;
        const first = upsert({ Key__c: 'K', Opportunity__c });
        expect(first).toMatchObject({ success: true, created: true });
        expect(upsert({ Key__c: 'k', Credit__c: 5 })).toEqual({ id: first.id, success: true, created: false, errors: [] });
        expect(org.row('Bid__c', first.id!)).toMatchObject({ Key__c: 'K', Credit__c: 5 });
        expect(upsert({ Opportunity__c }).errors[0]!.statusCode).toBe('MISSING_ARGUMENT');
    });

    it('needs a key field, and one match', () => {
        const org = testOrg();
        expect(() => org.dml.upsert(org.admin, 'Bid__c', 'Status__c', [{}])).toThrow(
            'Field name provided, Status__c does not match an External ID for Bid__c'
        );
        org.add('Account', { Name: 'Twin' });
        org.add('Account', { Name: 'Twin' });
        expect(org.dml.upsert(org.admin, 'Account', 'Name', [{ Name: 'Twin' }])[0]!.errors[0]!.statusCode).toBe('DUPLICATE_EXTERNAL_ID');
    });
});

describe('delete and undelete', () => {
    it('takes details along and brings them back', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal());
        const bid = org.add('Bid__c', { Opportunity__c, Status__c: 'Live' });
        const proof = org.add('Proof__c', { Bid__c: bid });
        const early = org.add('Step__c', { Proof__c: proof });
        const late = org.add('Step__c', { Proof__c: proof, After__c: early });
        org.dml.delete(org.admin, [early]);
        expect(org.row('Step__c', late).After__c).toBeNull();
        expect(org.dml.delete(org.admin, [bid])[0]!.success).toBe(true);
        expect(org.row('Opportunity', Opportunity__c).Live_Bids__c).toBe(0);
        expect(org.dml.undelete(org.admin, [late])[0]!.errors[0]!.statusCode).toBe('UNDELETE_FAILED');
        expect(org.dml.undelete(org.admin, [bid])[0]!.success).toBe(true);
        expect(org.row('Opportunity', Opportunity__c).Live_Bids__c).toBe(1);
        expect(org.row('Step__c', late)).toMatchObject({ IsDeleted: false });
        expect(org.row('Step__c', early)).toBeUndefined();
        expect(org.row('Proof__c', proof).Steps__c).toBe(1);
    });

    it('is refused where a lookup restricts it', () => {
        const org = testOrg();
        const Partner__c = org.add('Account', { Name: 'Acme' });
        const Opportunity__c = org.add('Opportunity', deal());
        org.add('Bid__c', { Opportunity__c, Partner__c });
        expect(org.dml.delete(org.admin, [Partner__c])[0]!.errors[0]).toEqual({
            statusCode: 'DELETE_FAILED',
            message: 'Your attempt to delete Acme could not be completed because it is associated with the following bids.: B-0001\n',
            fields: []
        });
        expect(org.dml.delete(org.admin, [Opportunity__c, Partner__c]).map((result) => result.success)).toEqual([true, true]);
    });

    it('empties the other lookups', () => {
        const org = testOrg();
        const Sponsor__c = org.add('Contact', { LastName: 'Lee', FirstName: 'Ann' });
        expect(org.row('Contact', Sponsor__c).Name).toBe('Ann Lee');
        const bid = org.add('Bid__c', { Opportunity__c: org.add('Opportunity', deal()), Sponsor__c });
        org.dml.delete(org.admin, [Sponsor__c]);
        expect(org.row('Bid__c', bid).Sponsor__c).toBeNull();
    });

    it('tells deleted, unknown and malformed apart', () => {
        const org = testOrg();
        const Id = org.add('Account', { Name: 'A' });
        org.dml.delete(org.admin, [Id]);
        const codes = org.dml.delete(org.admin, [Id, '001000000000zzzAAA', 'x']).map((result) => result.errors[0]!.statusCode);
        expect(codes).toEqual(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'MALFORMED_ID']);
        expect(updateOne(org, 'Account', { Id, Name: 'B' }).errors[0]!.statusCode).toBe('ENTITY_IS_DELETED');
        expect(updateOne(org, 'Account', { Name: 'B' }).errors[0]).toMatchObject({ statusCode: 'MISSING_ARGUMENT' });
    });
});
