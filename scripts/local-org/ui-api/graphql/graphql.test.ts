import { startVisitsOrg } from '../visits-org.fixture';
import type { VisitsOrg } from '../visits-org.fixture';

let org: VisitsOrg;

beforeAll(async () => {
    org = await startVisitsOrg();
}, 30_000);
afterAll(() => org.close());

const names = async (where: string, variables?: Record<string, unknown>, head = 'query q'): Promise<string[]> => {
    const { data, errors } = await org.graphql(
        'ae',
        `${head} { uiapi { query { Opportunity(where: ${where}, orderBy: { Name: { order: ASC } }) { edges { node { Name { value } } } } } } }`,
        variables
    );
    if (errors.length > 0) throw new Error(errors[0].message);
    return data.uiapi.query.Opportunity.edges.map((edge: { node: { Name: { value: string } } }) => edge.node.Name.value);
};

const refusal = async (
    query: string,
    variables?: Record<string, unknown>
): Promise<{ message: string; path?: string[]; locations: unknown[] }> => {
    const { data, errors } = await org.graphql('ae', query, variables);
    expect(data).toBeNull();
    return errors[0];
};

describe('a query', () => {
    it('answers fields, parents, children and counts in the order asked', async () => {
        const id = org.idOf('Opportunity', 'Widgets');
        const answer = await org.graphql(
            'ae',
            `query deal($id: ID!) {
                uiapi { query {
                    Opportunity(where: { Id: { eq: $id } }) {
                        totalCount
                        edges { cursor node {
                            Id
                            ApiName
                            Amount { value displayValue }
                            stage: StageName { value label }
                            Account { Name { value } Owner { Name { value } } }
                            Visits__r(first: 1, orderBy: { Held_On__c: { order: DESC } }) {
                                totalCount
                                edges { node { Name { value } Held_On__c { value displayValue } Deal__r { Name { value } } } }
                                pageInfo { hasNextPage }
                            }
                        } }
                    }
                    Account(orderBy: { Name: { order: DESC } }, first: 1) { edges { node { Name { value } } } pageInfo { hasNextPage endCursor } }
                } }
            }`,
            { id }
        );
        expect(answer).toEqual({
            data: {
                uiapi: {
                    query: {
                        Opportunity: {
                            totalCount: 1,
                            edges: [
                                {
                                    cursor: expect.any(String),
                                    node: {
                                        Id: id,
                                        ApiName: 'Opportunity',
                                        Amount: { value: 120000, displayValue: '$120,000.00' },
                                        stage: { value: 'Prospecting', label: 'Prospecting' },
                                        Account: { Name: { value: 'Acme' }, Owner: { Name: { value: 'Avery Test' } } },
                                        Visits__r: {
                                            totalCount: 2,
                                            edges: [
                                                {
                                                    node: {
                                                        Name: { value: 'Second' },
                                                        Held_On__c: { value: '2026-05-02', displayValue: '5/2/2026' },
                                                        Deal__r: { Name: { value: 'Widgets' } }
                                                    }
                                                }
                                            ],
                                            pageInfo: { hasNextPage: true }
                                        }
                                    }
                                }
                            ]
                        },
                        Account: {
                            edges: [{ node: { Name: { value: 'Zest' } } }],
                            pageInfo: { hasNextPage: true, endCursor: expect.any(String) }
                        }
                    }
                }
            },
            errors: []
        });
    });

    it('gives null for a parent that is not there', async () => {
        const { data } = await org.graphql(
            'ae',
            '{ uiapi { query { Opportunity(where: { Name: { eq: "Bolts" } }) { edges { node { Account { Name { value } } } } } } } }'
        );
        expect(data.uiapi.query.Opportunity.edges).toEqual([{ node: { Account: null } }]);
    });

    it('pages with cursors and shows ten records unless told otherwise', async () => {
        const page = (after: string | null) =>
            org.graphql(
                'ae',
                'query p($after: String) { uiapi { query { Opportunity(first: 2, after: $after, orderBy: { Name: { order: ASC } }) { edges { node { Name { value } } } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }',
                { after }
            );
        const first = (await page(null)).data.uiapi.query.Opportunity;
        expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
        const second = (await page(first.pageInfo.endCursor)).data.uiapi.query.Opportunity;
        expect(second.edges.map((edge: { node: { Name: { value: string } } }) => edge.node.Name.value)).toEqual(['Widgets']);
        expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    });

    it('sums and counts over all records of a filter, and by group', async () => {
        const query = `{ uiapi {
            query { Opportunity(first: 1) { totalCount } }
            aggregate {
                all: Opportunity(where: { Amount: { gt: 0 } }) { totalCount edges { node { aggregate { Amount { sum { value displayValue } max { value } } Id { count { value } } } } } }
                byStage: Opportunity(groupBy: { StageName: { group: true } }) { totalCount edges { node { aggregate { StageName { value } Id { count { value } } } } } }
            } } }`;
        const list = await org.graphql(
            'ae',
            '{ uiapi { query { Opportunity(first: 2000) { edges { node { StageName { value } Amount { value } } } } } } }'
        );
        const rows: { StageName: string; Amount: number | null }[] = list.data.uiapi.query.Opportunity.edges.map(
            ({ node }: { node: Record<string, { value: unknown }> }) => ({ StageName: node.StageName!.value, Amount: node.Amount!.value })
        );
        const amounts = rows.map(({ Amount }) => Number(Amount ?? 0)).filter((amount) => amount > 0);
        const { data } = await org.graphql('ae', query);
        const { aggregate } = data.uiapi.aggregate.all.edges[0].node;
        expect(data.uiapi.aggregate.all.totalCount).toBe(amounts.length);
        expect(aggregate.Amount.sum.value).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
        expect(aggregate.Amount.max.value).toBe(Math.max(...amounts));
        expect(aggregate.Id.count.value).toBe(amounts.length);
        const stages = data.uiapi.aggregate.byStage.edges.map(
            ({ node }: { node: { aggregate: Record<string, { value: string }> } }) => node.aggregate
        );
        expect(data.uiapi.aggregate.byStage.totalCount).toBe(new Set(rows.map(({ StageName }) => StageName)).size);
        for (const { StageName, Id } of stages) expect(Id.count.value).toBe(rows.filter((row) => row.StageName === StageName.value).length);
    });

    it('refuses a sum of text and an aggregate argument it does not know', async () => {
        const sum = await refusal('{ uiapi { aggregate { Opportunity { edges { node { aggregate { Name { sum { value } } } } } } } } }');
        expect(sum.message).toContain("Field 'sum' in type 'NameAggregate' is undefined");
        const order = await refusal('{ uiapi { aggregate { Opportunity(orderBy: {}) { totalCount } } } }');
        expect(order.message).toContain('orderBy');
    });

    it.each(['Amount', 'Probability', 'Description'])('groups by no %s: numbers and long texts have no group in the API', async (field) => {
        const { message } = await refusal(`{ uiapi { aggregate { Opportunity(groupBy: { ${field}: { group: true } }) { totalCount } } } }`);
        expect(message).toContain(`Field '${field}' of Opportunity cannot be grouped by`);
    });

    it('opens fragments and obeys @include, @skip and aliases', async () => {
        const query = `query f($yes: Boolean!) { uiapi { query { deals: Opportunity(where: { Name: { eq: "Widgets" } }) { edges { node { ...Basics Amount @skip(if: $yes) { value } NextStep @include(if: $yes) { value } } } } } } }
            fragment Basics on Opportunity { Id title: Name { value } ... on Opportunity { StageName { value } } ... on Account { Industry { value } } }`;
        const { data } = await org.graphql('ae', query, { yes: true });
        expect(data.uiapi.query.deals.edges[0].node).toEqual({
            Id: expect.any(String),
            title: { value: 'Widgets' },
            StageName: { value: 'Prospecting' },
            NextStep: { value: null }
        });
    });

    it('leaves out @optional fields that the user may not read', async () => {
        const query =
            '{ uiapi { query { Opportunity(where: { Name: { eq: "Widgets" } }) { edges { node { Name { value } Margin__c @optional { value } } } } } } }';
        expect((await org.graphql('ae', query)).data.uiapi.query.Opportunity.edges[0].node).toEqual({ Name: { value: 'Widgets' } });
        expect((await org.graphql('admin', query)).data.uiapi.query.Opportunity.edges[0].node).toEqual({
            Name: { value: 'Widgets' },
            Margin__c: { value: 12.5 }
        });
    });
});

describe('where', () => {
    it.each([
        ['{ Amount: { gt: 1000 } }', ['Bolts', 'Widgets']],
        ['{ Amount: { gte: 5000, lt: 120000 } }', ['Bolts']],
        ['{ StageName: { in: ["Prospecting", "Qualification"] } }', ["Gear's", 'Widgets']],
        ['{ StageName: { nin: ["Prospecting"] }, Name: { ne: "Bolts" } }', ["Gear's"]],
        ['{ Name: { like: "%ear%" } }', ["Gear's"]],
        [`{ Name: { eq: "Gear's" } }`, ["Gear's"]],
        ['{ or: [{ Name: { eq: "Bolts" } }, { Account: { Name: { eq: "Zest" } } }] }', ['Bolts', "Gear's"]],
        ['{ and: [{ IsClosed: { eq: false } }, { not: { Name: { eq: "Widgets" } } }] }', ["Gear's"]],
        ['{ AccountId: { eq: null } }', ['Bolts']],
        ['{ CloseDate: { gt: { value: "2026-12-01" } } }', ["Gear's", 'Widgets']],
        ['{ CloseDate: { lt: { literal: TODAY } } }', ['Bolts']],
        ['{ CloseDate: { eq: { range: { next_n_days: 30 } } } }', ['Widgets']],
        ['{ Id: { inq: { Visit__c: { Name: { eq: "Third" } }, ApiName: "Deal__c" } } }', ["Gear's"]],
        ['{ Name: { in: [] } }', []],
        ['{}', ['Bolts', "Gear's", 'Widgets']]
    ])('%s finds %j', async (where, expected) => {
        expect(await names(where)).toEqual(expected);
    });

    it('takes a whole filter from a variable', async () => {
        expect(await names('$where', { where: { Name: { eq: 'Bolts' } } }, 'query q($where: Opportunity_Filter)')).toEqual(['Bolts']);
    });

    it.each([
        ['{ Nope: { eq: 1 } }', /Field 'Nope' is not defined on Opportunity/],
        ['{ Margin__c: { gt: 1 } }', /Field 'Margin__c' is not defined on Opportunity/],
        ['{ Amount: { gt: "1" } }', /"1" is not a valid value for Amount/],
        ['{ CloseDate: { gt: "2026-12-01" } }', /CloseDate is compared with \{value/],
        ['{ Amount: { near: 1 } }', /near is not an operator of Amount/],
        ['{ Visits__r: { Name: { eq: "x" } } }', /list of children/]
    ])('%s is refused', async (where, message) => {
        await expect(names(where)).rejects.toThrow(message);
    });
});

describe('a refusal', () => {
    it('names an unknown field with its place', async () => {
        const error = await refusal('{ uiapi { query { Opportunity { edges { node { Nope { value } } } } } } }');
        expect(error).toEqual({
            message:
                "Validation error of type FieldUndefined: Field 'Nope' in type 'Opportunity' is undefined @ 'uiapi/query/Opportunity/edges/node/Nope'",
            locations: [{ line: 1, column: 48 }],
            path: ['uiapi', 'query', 'Opportunity', 'edges', 'node', 'Nope'],
            extensions: { ErrorType: 'FieldUndefined' }
        });
    });

    it.each([
        [
            'a field that the user may not read',
            '{ uiapi { query { Opportunity { edges { node { Margin__c { value } } } } } } }',
            /FieldUndefined.*Margin__c/
        ],
        [
            'an object that does not exist',
            '{ uiapi { query { Nope__c { edges { node { Id } } } } } }',
            /'Nope__c' in type 'RecordQuery' is undefined/
        ],
        ['a value without its parts', '{ uiapi { query { Opportunity { edges { node { Name } } } } } }', /SubselectionRequired/],
        ['parts of an id', '{ uiapi { query { Opportunity { edges { node { Id { value } } } } } } }', /SubselectionNotAllowed/],
        ['an unknown argument', '{ uiapi { query { Opportunity(limit: 3) { edges { node { Id } } } } } }', /Unknown field argument limit/],
        ['too long a page', '{ uiapi { query { Opportunity(first: 9999) { edges { node { Id } } } } } }', /1 to 2000/],
        ['a mutation', 'mutation { uiapi { OpportunityUpdate { success } } }', /queries only/],
        ['broken syntax', '{ uiapi { ', /Invalid syntax/],
        [
            'an undeclared variable',
            '{ uiapi { query { Opportunity(where: { Id: { eq: $id } }) { edges { node { Id } } } } } }',
            /Undefined variable 'id'/
        ],
        [
            'a missing variable',
            'query q($id: ID!) { uiapi { query { Opportunity(where: { Id: { eq: $id } }) { edges { node { Id } } } } } }',
            /Variable 'id' has coerced Null value for NonNull type 'ID!'/
        ]
    ])('tells about %s', async (_, query, message) => {
        expect((await refusal(query)).message).toMatch(message);
    });

    it('stops at ten root queries', async () => {
        const roots = Array.from({ length: 11 }, (_, index) => `a${index}: Account { edges { node { Id } } }`).join(' ');
        expect((await refusal(`{ uiapi { query { ${roots} } } }`)).message).toMatch(/10 root queries at most; this one holds 11/);
    });

    it('takes one level of children from the wire adapter of pages, and more from the API', async () => {
        const visits = 'Opportunities { edges { node { Visits__r { edges { node { Name { value } } } } } } }';
        const nested = `{ uiapi { query { Account(where: { Name: { eq: "Acme" } }) { edges { node { ${visits} } } } } } }`;
        expect((await org.graphql('ae', nested)).errors).toEqual([]);

        const wired = async (query: string) =>
            (await org.ask('ae', 'POST', '/graphql', { query }, { 'X-SFDC-LDS-Endpoints': 'lwc.graphql' })).body;
        const { data, errors } = await wired(nested);
        expect(data).toBeNull();
        expect(errors[0].message).toMatch(/OperationNotSupported.*Visits__r lies deeper/);
        const flat = '{ uiapi { query { Opportunity { edges { node { Visits__r { edges { node { Name { value } } } } } } } } } }';
        expect((await wired(flat)).errors).toEqual([]);
    });
});
