import { startVisitsOrg } from './visits-org.fixture';
import type { VisitsOrg } from './visits-org.fixture';

let org: VisitsOrg;

beforeAll(async () => {
    org = await startVisitsOrg();
}, 30_000);
afterAll(() => org.close());

const namesOf = (body: { records: { fields: { Name: { value: string } } }[] }): string[] =>
    body.records.map((record) => record.fields.Name.value);

describe('related lists', () => {
    const path = (): string => `/ui-api/related-list-records/${org.idOf('Opportunity', 'Widgets')}/Visits__r`;

    it('come as the layout says, newest first', async () => {
        const { status, body } = await org.ask('ae', 'GET', path());
        expect(status).toBe(200);
        expect(namesOf(body)).toEqual(['Second', 'First']);
        expect(body.records[0].fields.Held_On__c).toEqual({ displayValue: '5/2/2026', value: '2026-05-02' });
    });

    it('are filtered, sorted and paged as asked', async () => {
        const { body } = await org.ask('ae', 'POST', path(), { fields: ['Visit__c.Name'], sortBy: ['Visit__c.Name'], pageSize: 1 });
        expect(namesOf(body)).toEqual(['First']);
        expect(body.nextPageToken).toBe('1');
        const next = await org.ask('ae', 'POST', path(), {
            fields: ['Visit__c.Name'],
            sortBy: ['Visit__c.Name'],
            pageSize: 1,
            pageToken: '1'
        });
        expect(namesOf(next.body)).toEqual(['Second']);
        expect(next.body.nextPageToken).toBeNull();
        const filtered = await org.ask('ae', 'POST', path(), {
            fields: ['Visit__c.Name'],
            where: '{ Held_On__c: { lt: { value: "2026-04-01" } } }'
        });
        expect(namesOf(filtered.body)).toEqual(['First']);
    });

    it('refuse unknown lists, fields and filters', async () => {
        const parent = org.idOf('Opportunity', 'Widgets');
        expect((await org.ask('ae', 'GET', `/ui-api/related-list-records/${parent}/Nope__r`)).status).toBe(404);
        expect(await org.ask('ae', 'POST', path(), { fields: ['Visit__c.Nope__c'] })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_FIELD' }]
        });
        expect(await org.ask('ae', 'POST', path(), { where: '{ Held_On__c: { lt: "2026-04-01" } }' })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_FILTER' }]
        });
        expect(await org.ask('ae', 'POST', path(), { pageSize: 5000 })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_INPUT' }]
        });
    });

    it('are described with their columns', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/related-list-info/Opportunity');
        expect(body.relatedLists).toEqual([
            expect.objectContaining({ relatedListId: 'Visits__r', label: 'Visits', objectApiName: 'Visit__c', fieldApiName: 'Deal__c' })
        ]);
        const one = await org.ask('ae', 'GET', '/ui-api/related-list-info/Opportunity/Visits__r');
        expect(one.body.displayColumns.map((column: { fieldApiName: string }) => column.fieldApiName)).toEqual(['Name', 'Held_On__c']);
    });
});

describe('list views', () => {
    it('are the built-in ones and the deployed ones', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/list-info/Opportunity');
        expect(body.lists.map((list: { apiName: string }) => list.apiName)).toEqual([
            'OpenOpportunities',
            'AllOpportunities',
            'MyOpportunities',
            'Big'
        ]);
    });

    it('show the columns that the user may read', async () => {
        const columns = async (user: string): Promise<string[]> =>
            (await org.ask(user, 'GET', '/ui-api/list-info/Opportunity/Big')).body.displayColumns.map(
                (column: { fieldApiName: string }) => column.fieldApiName
            );
        expect(await columns('admin')).toEqual(['Name', 'Account.Name', 'Amount', 'Margin__c']);
        expect(await columns('ae')).toEqual(['Name', 'Account.Name', 'Amount']);
    });

    it('filter, sort, search and count', async () => {
        const big = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/Big?sortBy=-Amount');
        expect(namesOf(big.body)).toEqual(['Widgets', 'Bolts']);
        expect(big.body.totalCount).toBe(2);
        const mine = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/MyOpportunities?sortBy=Name');
        expect(namesOf(mine.body)).toEqual(['Bolts', 'Widgets']);
        const open = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/OpenOpportunities?sortBy=Account.Name');
        expect(namesOf(open.body)).toEqual(['Widgets', "Gear's"]);
        const found = await org.ask(
            'ae',
            'GET',
            `/ui-api/list-records/Opportunity/AllOpportunities?searchTerm=${encodeURIComponent("gear'")}`
        );
        expect(namesOf(found.body)).toEqual(["Gear's"]);
        const byAccount = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/AllOpportunities?searchTerm=acm');
        expect(namesOf(byAccount.body)).toEqual(['Widgets']);
    });

    it('page with tokens', async () => {
        const first = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/AllOpportunities?sortBy=Name&pageSize=2');
        expect(namesOf(first.body)).toEqual(['Bolts', "Gear's"]);
        expect(first.body).toMatchObject({ totalCount: 3, nextPageToken: '2', previousPageToken: null });
        const second = await org.ask('ae', 'GET', '/ui-api/list-records/Opportunity/AllOpportunities?sortBy=Name&pageSize=2&pageToken=2');
        expect(namesOf(second.body)).toEqual(['Widgets']);
        expect(second.body).toMatchObject({ nextPageToken: null, previousPageToken: '0' });
    });

    it('tell the query behind them, in which every column may be read', async () => {
        const { body } = await org.ask('ae', 'GET', '/sobjects/Opportunity/listviews/Big/describe');
        expect(body).toMatchObject({
            query: 'SELECT Name, Account.Name, Amount, Id FROM Opportunity WHERE (Amount >= 1000)',
            scope: 'everything',
            sobjectType: 'Opportunity'
        });
        const found = await org.ask('ae', 'GET', `/query?q=${encodeURIComponent(body.query)}`);
        expect(found.body.records.map(({ Name }: { Name: string }) => Name).sort()).toEqual(['Bolts', 'Widgets']);
    });

    it('come with their records in one answer', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/list-ui/Opportunity/Big?sortBy=-Amount');
        expect(namesOf(body.records)).toEqual(['Widgets', 'Bolts']);
        expect(body.info.label).toBe('Big deals');
    });

    it('refuse an unknown view', async () => {
        expect((await org.ask('ae', 'GET', '/ui-api/list-info/Opportunity/Nope')).status).toBe(404);
    });
});

describe('layouts', () => {
    it('leave out fields that the user may not read', async () => {
        const fields = async (user: string): Promise<(string | null)[]> => {
            const { body } = await org.ask(user, 'GET', '/ui-api/layout/Opportunity?layoutType=Full');
            return body.sections.flatMap(
                (section: { layoutRows: { layoutItems: { layoutComponents: { apiName: string | null }[] }[] }[] }) =>
                    section.layoutRows.flatMap((row) => row.layoutItems.map((item) => item.layoutComponents[0]!.apiName))
            );
        };
        expect(await fields('admin')).toEqual(['Name', 'StageName', 'Margin__c', 'CloseDate']);
        expect(await fields('ae')).toEqual(['Name', 'StageName', null, 'CloseDate']);
    });
});
