import { startTripsOrg } from './trips-org.fixture';
import type { TripsOrg } from './trips-org.fixture';

let org: TripsOrg;
beforeAll(async () => {
    org = await startTripsOrg();
}, 30_000);
afterAll(() => org.org.stop());

const base = '/services/data/v66.0/analytics';

interface Fact {
    aggregates: { label: string; value: number | null }[];
    rows?: { dataCells: { label: string; value: unknown }[] }[];
}
interface Result {
    allData: boolean;
    hasDetailRows: boolean;
    factMap: Record<string, Fact>;
    groupingsDown: { groupings: { key: string; label: string; value: unknown; groupings: { key: string; label: string }[] }[] };
    groupingsAcross: { groupings: { key: string; label: string }[] };
    reportMetadata: { detailColumns: string[]; aggregates: string[] };
    reportExtendedMetadata: Record<string, Record<string, { label: string; dataType: string }>>;
}

const run = async (name: string, options: { key?: string; query?: string; body?: unknown } = {}) => {
    const { key = 'ae', query = '', body } = options;
    const target = `${base}/reports/${await org.idOf('Report', name)}${query}`;
    const { status, body: answer } = await org.call(body === undefined ? 'GET' : 'POST', target, { key, body });
    return { status, result: answer as Result, errors: answer as { errorCode: string; message: string }[] };
};
const figures = (result: Result): Record<string, (number | null)[]> =>
    Object.fromEntries(Object.entries(result.factMap).map(([key, { aggregates }]) => [key, aggregates.map(({ value }) => value)]));
const labels = (fact: Fact | undefined): string[][] => fact!.rows!.map(({ dataCells }) => dataCells.map(({ label }) => label));

describe('rows of Report, Dashboard and Folder', () => {
    it('are those of folders that are open to the user', async () => {
        const names = async (key: string): Promise<string[]> => {
            const soql = 'SELECT DeveloperName, FolderName, Format FROM Report ORDER BY DeveloperName';
            const { body } = await org.call('GET', `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, { key });
            return (body as { records: { DeveloperName: string }[] }).records.map(({ DeveloperName }) => DeveloperName);
        };
        expect(await names('ae')).toEqual(['By_Stage', 'Matrix', 'Recent', 'Table']);
        expect(await names('admin')).toEqual(['By_Stage', 'Matrix', 'Recent', 'Secret', 'Table']);
    });

    it('are listed by the Analytics API', async () => {
        const { body } = await org.call('GET', `${base}/reports`, { key: 'ae' });
        const id = await org.idOf('Report', 'Table');
        const url = `${base}/reports/${id}`;
        expect(body).toContainEqual({ id, name: 'Trips', url, describeUrl: `${url}/describe`, instancesUrl: `${url}/instances` });
        expect(body).toHaveLength(4);
    });
});

describe('a tabular report', () => {
    it('has a total, and rows when they are asked for', async () => {
        const { result } = await run('Table');
        // 250.25 + 120.20 + 10.10
        expect(result.factMap).toEqual({
            'T!T': {
                aggregates: [
                    { label: '$380.55', value: 380.55 },
                    { label: '3', value: 3 }
                ]
            }
        });
        const detailed = (await run('Table', { query: '?includeDetails=true' })).result;
        expect(labels(detailed.factMap['T!T'])).toEqual([
            ['Widgets', 'Acme', 'Second', '5/20/2026', '$250.25'],
            ['Gears', 'Acme', 'Third', '5/25/2026', '$120.20'],
            ['Widgets', 'Acme', 'First', '1/15/2026', '$10.10']
        ]);
        const [name, account, , held, cost] = detailed.factMap['T!T']!.rows![0]!.dataCells;
        expect(name!.value).toMatch(/^006/);
        expect(account!.value).toMatch(/^001/);
        expect(held!.value).toBe('2026-05-20');
        expect(cost!.value).toEqual({ amount: 250.25, currency: null });
        expect(detailed.reportExtendedMetadata['detailColumnInfo']!['Opportunity.Trips__r.Name']).toEqual({
            dataType: 'string',
            label: 'Trip: Trip Name'
        });
    });

    it('is filtered by relative dates and a filter logic', async () => {
        // Since 2 May 2026: Second is a fair, Third cost more than 100.
        const { result } = await run('Recent', { query: '?includeDetails=true' });
        expect(labels(result.factMap['T!T'])).toEqual([['Second'], ['Third']]);
    });

    it('runs with other filters for once', async () => {
        const reportFilters = [{ column: 'Opportunity.Trips__r.Cost__c', operator: 'lessThan', value: '100' }];
        const { result } = await run('Table', { body: { reportMetadata: { reportFilters } } });
        expect(figures(result)).toEqual({ 'T!T': [10.1, 1] });
        expect(figures((await run('Table')).result)).toEqual({ 'T!T': [380.55, 3] });
        const spring = {
            column: 'Opportunity.Trips__r.Held_On__c',
            durationValue: 'CUSTOM',
            startDate: '2026-05-20',
            endDate: '2026-05-20'
        };
        expect(figures((await run('Table', { body: { reportMetadata: { standardDateFilter: spring } } })).result)).toEqual({
            'T!T': [250.25, 1]
        });
    });
});

describe('a summary report', () => {
    it('has figures for each group, keeps records without children, and counts a deal once in a total', async () => {
        const { result } = await run('By_Stage');
        const [prospecting, qualification] = result.groupingsDown.groupings;
        expect([prospecting!.label, qualification!.label]).toEqual(['Prospecting', 'Qualification']);
        expect(prospecting!.groupings.map(({ key, label }) => `${key} ${label}`)).toEqual(['0_0 Visit', '0_1 Trade fair']);
        expect(qualification!.groupings.map(({ key, label }) => `${key} ${label}`)).toEqual(['1_0 -']);
        // Amount, cost, rows. Widgets stands in two rows and counts once in the stage: 1,000.10 + 500.20.
        expect(figures(result)).toEqual({
            '0!T': [1500.3, 380.55, 3],
            '0_0!T': [1500.3, 130.3, 2],
            '0_1!T': [1000.1, 250.25, 1],
            '1!T': [0, 0, 1],
            '1_0!T': [0, 0, 1],
            'T!T': [1500.3, 380.55, 4]
        });
    });

    it('puts rows into the innermost groups', async () => {
        const { result } = await run('By_Stage', { query: '?includeDetails=true' });
        expect(labels(result.factMap['0_0!T']).map(([name]) => name)).toEqual(['Widgets', 'Gears']);
        expect(result.factMap['0!T']!.rows).toEqual([]);
    });

    it('orders its groups by a figure', async () => {
        const groupingsDown = [{ name: 'Opportunity.Name', sortOrder: 'Desc', sortAggregate: 's!Opportunity.Trips__r.Cost__c' }];
        const { result } = await run('By_Stage', { body: { reportMetadata: { groupingsDown } } });
        expect(result.groupingsDown.groupings.map(({ label }) => label)).toEqual(['Widgets', 'Gears', 'Bolts']);
    });
});

it('a matrix report has a figure for every pair of groups', async () => {
    const { result } = await run('Matrix');
    expect(result.groupingsDown.groupings.map(({ label, value }) => [label, value])).toEqual([
        ['Q1 CY2026', '2026-01-01'],
        ['Q2 CY2026', '2026-04-01']
    ]);
    expect(result.groupingsAcross.groupings.map(({ label }) => label)).toEqual(['Visit', 'Trade fair']);
    expect(figures(result)).toEqual({
        '0!0': [10.1, 1],
        '0!1': [250.25, 1],
        '0!T': [130.175, 2],
        '1!0': [120.2, 1],
        '1!1': [null, 0],
        '1!T': [120.2, 1],
        'T!0': [65.15, 2],
        'T!1': [250.25, 1],
        'T!T': [126.85, 3]
    });
});

describe('what a user may see', () => {
    it('decides the columns and totals of a report', async () => {
        const { result } = await run('Table', { key: 'guest', query: '?includeDetails=true', body: { reportMetadata: { sortBy: [] } } });
        expect(result.reportMetadata.detailColumns).not.toContain('Opportunity.Trips__r.Cost__c');
        expect(result.reportMetadata.aggregates).toEqual(['RowCount']);
    });

    it('refuses a report that is filtered or sorted by what is hidden', async () => {
        const { status, errors } = await run('Recent', { key: 'guest' });
        expect(status).toBe(403);
        expect(errors[0]!.message).toContain('Cost__c that the report filters by');
    });

    it('hides reports of closed folders', async () => {
        const { status, errors } = await run('Secret');
        expect({ status, code: errors[0]!.errorCode }).toEqual({ status: 404, code: 'NOT_FOUND' });
        expect((await run('Secret', { key: 'admin' })).status).toBe(200);
    });
});

it.each([
    [{ crossFilters: [{ includesObject: false }] }, 501, /does not run reports with crossFilters/],
    [{ reportFormat: 'MULTI_BLOCK' }, 501, /the format MULTI_BLOCK/],
    [{ reportFilters: [{ column: 'Opportunity.Nope', operator: 'equals', value: '1' }] }, 400, /Invalid column Opportunity.Nope/],
    [{ reportFilters: [{ column: 'Opportunity.Amount', operator: 'contains', value: '1' }] }, 400, /Invalid filter operator contains/],
    [
        { reportFilters: [{ column: 'Opportunity.CloseDate', operator: 'equals', value: 'SOON' }] },
        400,
        /neither a date nor a relative date/
    ],
    [{ reportBooleanFilter: '1' }, 400, /references an undefined filter: 1/],
    [{ groupingsDown: [{ name: 'Opportunity.CloseDate', dateGranularity: 'DayInMonth' }] }, 400, /does not group dates by DayInMonth/],
    [{ aggregates: ['s!Opportunity.Name'] }, 400, /Invalid aggregate/]
])('refuses %j', async (reportMetadata, status, message) => {
    const answer = await run('Table', { body: { reportMetadata } });
    expect(answer.status).toBe(status);
    expect(answer.errors[0]!.message).toMatch(message);
});

it('describes a report and its type', async () => {
    const { body } = await org.call('GET', `${base}/reports/${await org.idOf('Report', 'By_Stage')}/describe`, { key: 'ae' });
    expect(body).toMatchObject({
        reportMetadata: {
            developerName: 'By_Stage',
            reportFormat: 'SUMMARY',
            reportType: { label: 'Deals with or without trips', type: 'Deals_Maybe_Trips__c' },
            groupingsDown: [{ name: 'Opportunity.StageName' }, { name: 'Opportunity.Trips__r.Kind__c' }],
            aggregates: ['s!Opportunity.Amount', 's!Opportunity.Trips__r.Cost__c', 'RowCount']
        },
        reportExtendedMetadata: {
            groupingColumnInfo: { 'Opportunity.Trips__r.Kind__c': { dataType: 'picklist', groupingLevel: 1, label: 'Kind' } },
            aggregateColumnInfo: { 's!Opportunity.Amount': { dataType: 'currency', label: 'Sum of Amount' } }
        },
        reportTypeMetadata: {
            categories: [
                { label: 'Deals' },
                { label: 'Trips', columns: { 'Opportunity.Trips__r.Kind__c': { filterValues: [{ name: 'Visit' }, { name: 'Fair' }] } } }
            ],
            dataTypeFilterOperatorMap: { boolean: [{ name: 'equals' }, { name: 'notEqual' }] }
        }
    });
});

it('a dashboard shows its reports to whoever looks at it', async () => {
    const id = await org.idOf('Dashboard', 'Board');
    const { body } = await org.call('GET', `${base}/dashboards/${id}`, { key: 'ae' });
    expect(body).toMatchObject({
        componentData: [
            {
                reportResult: { factMap: { 'T!T': { aggregates: [{ value: 1500.3 }, { value: 380.55 }, { value: 4 }] } } },
                status: { dataStatus: 'DATA', refreshStatus: 'IDLE' }
            }
        ],
        dashboardMetadata: {
            name: 'Board',
            runningUser: { displayName: 'Avery Seller' },
            components: [
                {
                    title: 'Amount by stage',
                    properties: {
                        aggregates: [{ name: 's!Opportunity.Amount' }],
                        groupings: [{ name: 'Opportunity.StageName' }],
                        visualizationType: 'Bar'
                    }
                }
            ]
        }
    });
    expect((await org.call('GET', `${base}/dashboards`, { key: 'ae' })).body).toMatchObject([{ id, name: 'Board' }]);
    expect((await org.call('PUT', `${base}/dashboards/${id}`, { key: 'ae' })).body).toMatchObject({
        statusUrl: `${base}/dashboards/${id}/status`
    });
});

it('shows only records that the user reaches', async () => {
    const hidden = await startTripsOrg({
        'objects/Opportunity/Opportunity.object-meta.xml':
            '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><sharingModel>Private</sharingModel></CustomObject>'
    });
    const target = `${base}/reports/${await hidden.idOf('Report', 'By_Stage')}`;
    const counted = async (key: string): Promise<unknown> => {
        const body = key === 'guest' ? { reportMetadata: { aggregates: ['RowCount'] } } : undefined;
        const answer = await hidden.call(body ? 'POST' : 'GET', target, { key, body });
        return figures(answer.body as Result)['T!T']!.at(-1);
    };
    expect(await counted('ae')).toBe(4);
    expect(await counted('guest')).toBe(0);
    await hidden.org.stop();
});
