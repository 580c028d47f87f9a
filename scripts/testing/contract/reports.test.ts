import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../sample-org';

/** The product's reports, opened as people open them and counted again by hand. */
jest.setTimeout(90_000);

const TODAY = '2026-11-20';

let sample: SampleOrg;

const as = (user: string): Connection =>
    new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens[user]!, version: '66.0' });

interface Fact {
    readonly aggregates: readonly { readonly label: string; readonly value: number | null }[];
    readonly rows?: readonly { readonly dataCells: readonly { readonly label: string; readonly value: unknown }[] }[];
}
interface Group {
    readonly key: string;
    readonly label: string;
}
interface Opened {
    readonly factMap: Readonly<Record<string, Fact>>;
    readonly groupingsDown: { readonly groupings: readonly Group[] };
    readonly groupingsAcross: { readonly groupings: readonly Group[] };
    readonly reportMetadata: { readonly aggregates: readonly string[]; readonly detailColumns: readonly string[] };
}

const idOf = async (user: string, object: 'Report' | 'Dashboard', name: string): Promise<string> =>
    (await as(user).query<{ Id: string }>(`SELECT Id FROM ${object} WHERE DeveloperName = '${name}'`)).records[0]!.Id;

/** jsforce as it comes: conn.analytics.report(id).execute(). */
const opened = async (user: string, name: string): Promise<Opened> => {
    const report = as(user).analytics.report(await idOf(user, 'Report', name));
    return (await report.execute({ details: true })) as unknown as Opened;
};

const rowsOf = ({ factMap }: Opened) => Object.values(factMap).flatMap(({ rows }) => rows ?? []);
/** Texts of one column over all rows, sorted. */
const columnOf = (report: Opened, column: string): string[] => {
    const place = report.reportMetadata.detailColumns.indexOf(column);
    return rowsOf(report)
        .map(({ dataCells }) => dataCells[place]!.label)
        .sort();
};
const figure = (report: Opened, aggregate: string, key = 'T!T'): number | null =>
    report.factMap[key]!.aggregates[report.reportMetadata.aggregates.indexOf(aggregate)]!.value;

interface Deal {
    readonly Id: string;
    readonly Name: string;
    readonly Amount: number | null;
    readonly StageName: string;
    readonly IsClosed: boolean;
    readonly Registered_Partners__c: number;
    readonly Partner_Stage_Order__c: number;
    readonly Earned_Stage_Order__c: number;
    readonly Held_At_Gate__c: boolean;
}

const DEAL =
    'SELECT Id, Name, Amount, StageName, IsClosed, Registered_Partners__c, Partner_Stage_Order__c, Earned_Stage_Order__c, Held_At_Gate__c FROM Opportunity';
const rows = async <T extends object>(user: string, soql: string): Promise<T[]> =>
    (await as(user).query<T>(soql, { autoFetch: true, maxFetch: 10_000 })).records;

/** Money of different deals, in cents. */
const cents = (deals: readonly { readonly Id: string; readonly Amount: number | null }[]): number =>
    [...new Map(deals.map(({ Id, Amount }) => [Id, Math.round((Amount ?? 0) * 100)])).values()].reduce((sum, each) => sum + each, 0);
const inCents = (value: number | null): number => Math.round((value ?? 0) * 100);
const AMOUNT = 's!Opportunity.Amount';

beforeAll(async () => {
    sample = await startSampleOrg(TODAY);
}, 90_000);
afterAll(() => sample?.stop());

describe('Deals ahead of proof', () => {
    it.each(['ae', 'partnerManager', 'revops', 'leader'])('are for %s the deals that claim more than they proved', async (user) => {
        const ahead = (await rows<Deal>(user, DEAL)).filter((deal) => deal.Partner_Stage_Order__c > deal.Earned_Stage_Order__c);
        const report = await opened(user, 'Deals_Ahead_Of_Evidence');
        expect(ahead.length).toBeGreaterThan(0);
        expect(columnOf(report, 'Opportunity.Name')).toEqual(ahead.map(({ Name }) => Name).sort());
        expect(inCents(figure(report, AMOUNT))).toBe(cents(ahead));
    });
});

describe('Unmet gates', () => {
    interface Engagement {
        readonly Name: string;
        readonly Partner_Manager__c: string;
        readonly Opportunity__r: { readonly Id: string; readonly Amount: number | null };
    }
    const HOLDING =
        "SELECT Name, Partner_Manager__c, Opportunity__r.Id, Opportunity__r.Amount, Open_Gate__c, Opportunity__r.Partner_Stage_Order__c FROM Partner_Engagement__c WHERE Status__c = 'Registered' AND Opportunity__r.IsClosed = false";
    type Holding = Engagement & { readonly Open_Gate__c: number; readonly Opportunity__r: { readonly Partner_Stage_Order__c: number } };
    const holding = async (): Promise<Holding[]> =>
        (await rows<Holding>('partnerManager', HOLDING)).filter(
            ({ Open_Gate__c, Opportunity__r }) => Open_Gate__c < 10 * (Opportunity__r.Partner_Stage_Order__c + 1)
        );

    it('have a row for each partner that holds a deal, and each deal once in the money', async () => {
        const report = await opened('partnerManager', 'Unmet_Gates');
        const engagements = await holding();
        const held = (await rows<Deal>('partnerManager', DEAL)).filter(({ Held_At_Gate__c }) => Held_At_Gate__c);
        expect(figure(report, 'RowCount')).toBe(engagements.length);
        expect(new Set(columnOf(report, 'Opportunity.Name'))).toEqual(new Set(held.map(({ Name }) => Name)));
        expect(inCents(figure(report, AMOUNT))).toBe(cents(held));
    });

    it('are for the partner manager who looks at them the own ones', async () => {
        const own = (await holding()).filter((each) => each.Partner_Manager__c === sample.userId('partnerManager'));
        const report = await opened('partnerManager', 'My_Unmet_Gates');
        expect(own.length).toBeGreaterThan(0);
        expect(figure(report, 'RowCount')).toBe(own.length);
        expect(inCents(figure(report, AMOUNT))).toBe(cents(own.map(({ Opportunity__r }) => Opportunity__r)));
        expect(figure(await opened('leader', 'My_Unmet_Gates'), 'RowCount')).toBe(0);
    });
});

describe('queues of the desk', () => {
    const ENGAGEMENT = 'SELECT Id, Opportunity__r.Id, Opportunity__r.Amount FROM Partner_Engagement__c WHERE';
    it.each([
        [
            'Handoffs_Past_Their_Clock',
            'ae',
            `Status__c = 'Registered' AND Handoff_Accepted__c = false AND Handoff_Due_On__c < ${TODAY} AND Opportunity__r.IsClosed = false`
        ],
        [
            'Post_Mortems_Due',
            'partnerManager',
            `Status__c = 'Registered' AND Role__c = 'Lead' AND Opportunity__r.IsClosed = true AND Post_Mortem_Due_On__c < ${TODAY} AND (Post_Mortems_Complete__c = 0 OR Partner_Told_On__c = null)`
        ],
        [
            'Unregistered_Signals_Past_Stage_0',
            'partnerManager',
            "Status__c = 'Signal' AND Opportunity__r.IsClosed = false AND Opportunity__r.Partner_Stage_Order__c > 0"
        ]
    ])('%s: as many as a query finds, with the same money', async (name, user, where) => {
        const found = await rows<{ Opportunity__r: { Id: string; Amount: number | null } }>(user, `${ENGAGEMENT} ${where}`);
        const report = await opened(user, name);
        expect(found.length).toBeGreaterThan(0);
        expect(figure(report, 'RowCount')).toBe(found.length);
        expect(inCents(figure(report, AMOUNT))).toBe(cents(found.map(({ Opportunity__r }) => Opportunity__r)));
    });

    it('Waivers and debt: exceptions that wait or are owed on', async () => {
        const waivers = await rows<{ Status__c: string; Partner_Engagement__r: { Opportunity__r: { Id: string; Amount: number } } }>(
            'revops',
            "SELECT Status__c, Partner_Engagement__r.Opportunity__r.Id, Partner_Engagement__r.Opportunity__r.Amount FROM Gate_Waiver__c WHERE Status__c IN ('Requested', 'Approved')"
        );
        const report = await opened('revops', 'Waivers_And_Debt');
        expect(inCents(figure(report, AMOUNT))).toBe(cents(waivers.map((each) => each.Partner_Engagement__r.Opportunity__r)));
        const counted = Object.fromEntries(
            report.groupingsDown.groupings.map(({ key, label }) => [label, figure(report, 'RowCount', `${key}!T`)])
        );
        const expected = Object.fromEntries(
            [...new Set(waivers.map(({ Status__c }) => Status__c))].map((status) => [
                status,
                waivers.filter(({ Status__c }) => Status__c === status).length
            ])
        );
        expect(counted).toEqual(expected);
    });

    it('Stopped moves: those that have not come about, by what was missing', async () => {
        const [deal] = (await rows<Deal>('ae', `${DEAL} WHERE IsClosed = false AND Registered_Partners__c > 0`)).slice(0, 1);
        const block = { Opportunity__c: deal!.Id, From_Stage__c: deal!.StageName, Attempted_On__c: `${TODAY}T10:00:00Z` };
        const saved = await as('ae')
            .sobject('Stage_Gate_Block__c')
            .create([
                { ...block, Attempted_Rank__c: 500, Criterion__c: 'first-thing' },
                { ...block, Attempted_Rank__c: 500, Criterion__c: 'second' },
                { ...block, Attempted_Rank__c: -1, Criterion__c: 'come about since' }
            ]);
        expect(saved.every(({ success }) => success)).toBe(true);
        const report = await opened('partnerManager', 'Stopped_Moves');
        const stopped = await rows<{ Missing_Item__c: string; Opportunity__r: Deal }>(
            'revops',
            'SELECT Missing_Item__c, Opportunity__r.Id, Opportunity__r.Amount FROM Stage_Gate_Block__c WHERE Resolved__c = false'
        );
        expect(report.groupingsDown.groupings.map(({ label }) => label).sort()).toEqual(
            [...new Set(stopped.map(({ Missing_Item__c }) => Missing_Item__c))].sort()
        );
        expect(report.groupingsDown.groupings.map(({ label }) => label)).toEqual(expect.arrayContaining(['First thing', 'Second']));
        // One deal behind two stopped moves counts once.
        expect(inCents(figure(report, AMOUNT))).toBe(cents(stopped.map(({ Opportunity__r }) => Opportunity__r)));
    });
});

describe('Credit changes after entry', () => {
    it('show what changed later than the day after registration to those who watch over credit, and to nobody else', async () => {
        const [engagement] = await rows<{ Id: string; Opportunity__c: string }>(
            'revops',
            "SELECT Id, Opportunity__c FROM Partner_Engagement__c WHERE Status__c = 'Registered' LIMIT 1"
        );
        const change = {
            Partner_Engagement__c: engagement!.Id,
            Opportunity__c: engagement!.Opportunity__c,
            Partner_Name__c: 'Acme Consulting',
            Changed_On__c: `${TODAY}T10:00:00Z`,
            Field_Changed__c: 'Credit'
        };
        const saved = await as('revops')
            .sobject('Partner_Credit_Change__c')
            .create([
                { ...change, Source_History_Id__c: 'one', Old_Value__c: '40', New_Value__c: '60', After_Entry__c: true },
                { ...change, Source_History_Id__c: 'two', Old_Value__c: '', New_Value__c: '40', After_Entry__c: false }
            ]);
        expect(saved).toEqual([expect.objectContaining({ success: true }), expect.objectContaining({ success: true })]);
        for (const user of ['revops', 'leader']) {
            const report = await opened(user, 'Credit_Changes_After_Entry');
            expect(columnOf(report, 'Partner_Credit_Change__c.New_Value__c')).toEqual(['60']);
        }
        await expect(opened('ae', 'Credit_Changes_After_Entry')).rejects.toThrow(/do not have access to Credit changes/);
    });
});

describe('the forecast', () => {
    const EXPECTED = 's!Partner_Forecast_Snapshot__c.Expected_Amount__c';
    const OPEN = 's!Partner_Forecast_Snapshot__c.Open_Amount__c';
    /** In order of the stage map, which is not that of the alphabet. */
    const STAGES = ['Second in name', 'First in name'];
    const line = (key: string, stage: string, type: string, attribution: string, open: number, expected: number, more: object = {}) => ({
        Snapshot_Key__c: key,
        Kind__c: 'Forecast Line',
        As_Of__c: TODAY,
        Period_Type__c: 'Quarter',
        Period_Start__c: '2026-10-01',
        Stage_Order__c: STAGES.indexOf(stage),
        Stage_Label__c: stage,
        Partner_Type__c: type,
        Attribution__c: attribution,
        Open_Amount__c: open,
        Expected_Amount__c: expected,
        ...more
    });
    beforeAll(async () => {
        const saved = await as('revops')
            .sobject('Partner_Forecast_Snapshot__c')
            .create([
                line('a', STAGES[0]!, 'Direct', 'Direct', 1000.1, 200.05),
                line('b', STAGES[0]!, 'SI', 'Sourced', 500.2, 250.1),
                line('c', STAGES[1]!, 'SI', 'Sourced', 300.3, 150.15, { Period_Type__c: 'Beyond', Period_Start__c: '2027-01-01' }),
                line('d', STAGES[1]!, 'ISV', 'Influenced', 80, 40),
                line('e', STAGES[0]!, 'ISV', 'Pre-registration', 60, 0),
                line('h', STAGES[1]!, 'SI', 'Direct', 20, 10),
                // None of these is the forecast of the day: a month of a quarter, a day before.
                line('f', STAGES[0]!, 'SI', 'Sourced', 500.2, 250.1, { Period_Type__c: 'Month' }),
                line('g', STAGES[0]!, 'SI', 'Sourced', 500.2, 250.1, { As_Of__c: '2026-11-19' })
            ]);
        expect(saved.filter(({ success }) => !success)).toEqual([]);
    });

    it('is split by what partners brought, period by period, each dollar once', async () => {
        const report = await opened('leader', 'Sourced_Influenced_Direct');
        const split = Object.fromEntries(
            report.groupingsDown.groupings.map(({ key, label }) => [
                label,
                [figure(report, OPEN, `${key}!T`), figure(report, EXPECTED, `${key}!T`)]
            ])
        );
        expect(split).toEqual({
            'Direct deals': [1000.1, 200.05],
            'Our share of partner deals': [20, 10],
            'Partner sourced': [800.5, 400.25],
            'Partner influenced': [80, 40],
            'Pre-registration': [60, 0]
        });
        expect([figure(report, OPEN), figure(report, EXPECTED)]).toEqual([1960.6, 650.3]);
        const sourced = report.groupingsDown.groupings.find(({ label }) => label === 'Partner sourced')!.key;
        expect([figure(report, EXPECTED, `${sourced}_0!T`), figure(report, EXPECTED, `${sourced}_1!T`)]).toEqual([250.1, 150.15]);
    });

    it('stands by quarter and credit, without what is not registered yet', async () => {
        const report = await opened('leader', 'Expected_By_Quarter_And_Credit');
        const cells = report.groupingsDown.groupings.map(({ key: down }) =>
            report.groupingsAcross.groupings.map(({ key: across, label }) => [label, figure(report, EXPECTED, `${down}!${across}`)])
        );
        // The first quarter holds lines a, b, d and h; the other starts with the year and holds c.
        expect(cells.map((row) => Object.fromEntries(row) as object)).toEqual([
            { 'Direct deals': 200.05, 'Our share of partner deals': 10, 'Partner influenced': 40, 'Partner sourced': 250.1 },
            { 'Direct deals': 0, 'Our share of partner deals': 0, 'Partner influenced': 0, 'Partner sourced': 150.15 }
        ]);
        expect(figure(report, EXPECTED)).toBe(650.3);
    });

    it('stands by proven stage and partner type, without what is not registered yet', async () => {
        const report = await opened('revops', 'Forecast_By_Stage_And_Partner_Type');
        const cells = Object.fromEntries(
            report.groupingsDown.groupings.flatMap(({ key: down, label: stage }) =>
                report.groupingsAcross.groupings.map(({ key: across, label: type }) => [
                    `${stage} ${type}`,
                    figure(report, EXPECTED, `${down}!${across}`)
                ])
            )
        );
        expect(cells).toEqual({
            '0 Second in name Direct': 200.05,
            '0 Second in name ISV': 0,
            '0 Second in name SI': 250.1,
            '1 First in name Direct': 0,
            '1 First in name ISV': 40,
            '1 First in name SI': 160.15
        });
        expect(report.groupingsDown.groupings.map(({ label }) => label)).toEqual(['0 Second in name', '1 First in name']);
        expect(figure(report, EXPECTED)).toBe(650.3);
    });

    it('is closed to those who may not read it', async () => {
        await expect(opened('partnerManager', 'Sourced_Influenced_Direct')).rejects.toThrow(/do not have access to Forecast snapshots/);
    });

    it('Proven vs CRM stage: a cell for each pair of stages', async () => {
        const deals = (await rows<Deal>('leader', DEAL)).filter(
            ({ IsClosed, Registered_Partners__c }) => !IsClosed && Registered_Partners__c > 0
        );
        const report = await opened('leader', 'Proven_Vs_CRM_Stage');
        for (const { key: down, label: stage } of report.groupingsDown.groupings)
            for (const { key: across, label: proven } of report.groupingsAcross.groupings) {
                const own = deals.filter((deal) => deal.StageName === stage && String(deal.Earned_Stage_Order__c) === proven);
                const key = `${down}!${across}`;
                expect([stage, proven, figure(report, 'RowCount', key), inCents(figure(report, AMOUNT, key))]).toEqual([
                    stage,
                    proven,
                    own.length,
                    cents(own)
                ]);
            }
        expect(figure(report, 'RowCount')).toBe(deals.length);
    });
});

describe('the dashboards', () => {
    it.each([
        ['Partner_Desk', 'partnerManager', 8],
        ['Partner_Forecast', 'leader', 6]
    ])('%s has data for %s in every component', async (name, user, components) => {
        const data = (await as(user)
            .analytics.dashboard(await idOf(user, 'Dashboard', name))
            .components()) as unknown as {
            readonly componentData: readonly { readonly status: { readonly dataStatus: string; readonly errorMessage: string | null } }[];
        };
        expect(data.componentData.map(({ status }) => status.errorMessage ?? status.dataStatus)).toEqual(Array(components).fill('DATA'));
    });
});

it('the reports can be described by a client', async () => {
    const described = await as('leader')
        .analytics.report(await idOf('leader', 'Report', 'Unmet_Gates'))
        .describe();
    expect(described.reportMetadata.reportType).toEqual({ label: 'Deals with partners', type: 'Deals_With_Partners__c' });
    const listed = await as('leader').analytics.reports();
    expect(listed).toHaveLength(13);
});
