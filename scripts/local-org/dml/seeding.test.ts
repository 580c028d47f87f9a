import { testOrg } from './dml-test-org';
import { SeedError, seed } from './seeding';
import type { SeedFile } from './seeding';

const people = [
    {
        key: 'ae',
        username: 'ae@partner-stages.local',
        firstName: 'Avery',
        lastName: 'Lind',
        profile: 'Standard User',
        permissionSets: ['Everything']
    },
    { key: 'new', username: 'new@example.test', firstName: 'Nia', lastName: 'Okoye', profile: 'Standard User', permissionSets: [] }
];

const file: SeedFile = {
    users: people,
    objects: [
        { object: 'Account', rows: [{ ref: 'acme', Name: 'Acme', CreatedDate: '2024-01-02T03:04:05Z', OwnerId: '@ae' }] },
        {
            object: 'Opportunity',
            rows: [
                {
                    ref: 'd',
                    Name: 'D',
                    StageName: 'Qualification',
                    CloseDate: '2026-06-30',
                    Amount: 500,
                    AccountId: '@acme',
                    LastStageChangeDate: '2026-01-05T00:00:00Z'
                }
            ]
        },
        {
            object: 'OpportunityHistory',
            rows: [
                {
                    OpportunityId: '@d',
                    StageName: 'Prospecting',
                    Amount: 400,
                    CloseDate: '2026-05-30',
                    CreatedDate: '2026-01-01T00:00:00Z'
                },
                {
                    OpportunityId: '@d',
                    StageName: 'Qualification',
                    Amount: 500,
                    CloseDate: '2026-06-30',
                    CreatedDate: '2026-01-05T00:00:00Z'
                }
            ]
        },
        { object: 'Bid__c', rows: [{ ref: 'b', Opportunity__c: '@d', Status__c: 'Live', Credit__c: 500, Partner__c: '@acme' }] },
        { object: 'Proof__c', rows: [{ ref: 'p', Bid__c: '@b', Evidence__c: 'seen' }] },
        { object: 'Step__c', rows: [{ Proof__c: '@p', Done__c: true }] }
    ]
};

describe('the seeding door', () => {
    it('writes audit fields, history and users, runs no rule and works out roll-ups', () => {
        const org = testOrg();
        const { ids, rows, users } = seed(org.state, file);
        expect(users).toBe(2);
        expect(rows).toEqual({ Account: 1, Opportunity: 1, OpportunityHistory: 2, Bid__c: 1, Proof__c: 1, Step__c: 1 });
        const ae = ids.get('ae')!;
        expect(org.row('User', ae)).toMatchObject({ Name: 'Avery Lind', Username: 'ae@partner-stages.local' });
        expect(org.as('new@example.test').user.Id).toBe(ids.get('new'));
        expect(org.as('ae@partner-stages.local').access.object('Bid__c').create).toBe(true);
        expect(org.row('Account', ids.get('acme')!)).toMatchObject({
            OwnerId: ae,
            CreatedById: ae,
            LastModifiedById: ae,
            CreatedDate: '2024-01-02T03:04:05.000Z',
            SystemModstamp: '2024-01-02T03:04:05.000Z'
        });
        expect(org.row('Opportunity', ids.get('d')!)).toMatchObject({
            Probability: 10,
            ExpectedRevenue: 50,
            LastStageChangeDate: '2026-01-05T00:00:00.000Z',
            Open_Gate__c: 21.02,
            Credit__c: 500
        });
        expect([...org.state.store.rows('OpportunityHistory')]).toEqual([
            expect.objectContaining({ Probability: 10, ForecastCategory: 'Pipeline', PrevAmount: null }),
            expect.objectContaining({ PrevAmount: 400, PrevCloseDate: '2026-05-30', ExpectedRevenue: 50 })
        ]);
    });

    it('puts users under their manager, whoever comes first, and lets them read in their language', () => {
        const org = testOrg();
        const [first, second] = [{ ...people[0]!, manager: 'new', language: 'de' }, people[1]!];
        const { ids } = seed(org.state, { users: [first, second] });
        expect(org.row('User', ids.get('ae')!)).toMatchObject({
            ManagerId: ids.get('new'),
            LanguageLocaleKey: 'de'
        });
        expect(org.row('User', ids.get('new')!)).toMatchObject({ ManagerId: null, LanguageLocaleKey: 'en_US' });
        expect(() => seed(testOrg().state, { users: [{ ...second, manager: 'nobody' }] })).toThrow(
            'User "new", manager: there is no user with the key nobody'
        );
    });

    it('gives the same ids for the same file', () => {
        expect([...seed(testOrg().state, file).ids]).toEqual([...seed(testOrg().state, file).ids]);
    });

    it('leaves out permission sets that are not there yet where the file says so', () => {
        const org = testOrg();
        const users = [{ ...people[1]!, permissionSets: ['Nothing', 'Everything'] }];
        const { ids } = seed(org.state, { permissionSetsOptional: true, users });
        expect(org.state.store.find('PermissionSetAssignment', 'AssigneeId', ids.get('new')!)).toHaveLength(1);
    });

    it('names object, row and field of everything that is wrong, and leaves nothing behind', () => {
        const org = testOrg();
        const rowCounts = () =>
            Object.entries(org.state.store.dump().tables).flatMap(([name, rows]) => (rows.length ? [[name, rows.length]] : []));
        const before = rowCounts();
        const bad: SeedFile = {
            users: [{ ...people[1]!, permissionSets: ['Nothing'] }],
            objects: [
                {
                    object: 'Bid__c',
                    rows: [
                        { ref: 'b1', Opportunity__c: '@d', Status__c: 'Wrong', Gate__c: 1, Nope__c: 2 },
                        { Opportunity__c: null, Credit__c: 'x' },
                        { Status__c: 'Live' }
                    ]
                },
                { object: 'Nope__c', rows: [] },
                {
                    object: 'Account',
                    rows: [
                        { ref: 'a', Name: 'A' },
                        { ref: 'a', Name: 'B' },
                        { Name: 'C', OwnerId: '001000000000zzzAAA' }
                    ]
                }
            ]
        };
        let problems: readonly string[] = [];
        try {
            seed(org.state, bad);
        } catch (error) {
            problems = (error as SeedError).problems;
        }
        expect(problems).toEqual([
            'User "new", permissionSets: the org has no permission set Nothing',
            'Bid__c "b1", Opportunity__c: @d is not defined before this row',
            expect.stringContaining('Bid__c "b1", Status__c: '),
            'Bid__c "b1", Gate__c: is worked out by the org and cannot be seeded',
            'Bid__c "b1", Nope__c: no such field',
            expect.stringContaining('Bid__c row 2, Credit__c: Cannot deserialize instance of percent'),
            'Bid__c row 3: Required fields are missing: [Opportunity__c]',
            'Nope__c: the org has no such object',
            'Account "a": the ref is used twice',
            expect.stringContaining('Account row 3: OwnerId: ')
        ]);
        expect(rowCounts()).toEqual(before);
    });

    it.each([[{ users: 5 }], [{ objects: [{ object: 'Account' }] }], [{ users: [{ key: 'x' }] }]])('refuses %j', (shape) => {
        expect(() => seed(testOrg().state, shape as unknown as SeedFile)).toThrow(SeedError);
    });
});
