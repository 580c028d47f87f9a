import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLocalOrg } from '../../local-org/local-org';
import type { Cast } from '../../sample-data/cast';
import { makeSampleData } from '../../sample-data/make-sample-data';
import { parseStageMapFile } from '../stage-maps';

/** The desk's own queries on an org with five thousand open partner deals. */
jest.setTimeout(120_000);

const TODAY = '2026-11-20';
const DEALS = 5000;
const ROOT = resolve(__dirname, '../../..');
const LWC = join(ROOT, 'force-app/main/gate/lwc');

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000003AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/lang', () => ({ __esModule: true, default: 'en-US' }), { virtual: true });
jest.mock(
    'lightning/graphql',
    () => ({ gql: (parts: TemplateStringsArray, ...inside: unknown[]) => String.raw({ raw: parts }, ...inside) }),
    { virtual: true }
);
jest.mock(
    'c/calendarDay',
    () => ({
        today: () => '2026-11-20',
        shiftDay: (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
    }),
    { virtual: true }
);
for (const bundle of ['stageDwell', 'artifactForms', 'deskTabs', 'dealGraph'])
    jest.doMock(`c/${bundle}`, () => jest.requireActual(join(LWC, bundle, `${bundle}.ts`)), { virtual: true });

interface Tab {
    readonly key: string;
}
const { DESK_TABS, whereOf } = jest.requireActual<{
    DESK_TABS: readonly Tab[];
    whereOf(tab: Tab, filters: object, baselines: readonly never[]): unknown;
}>(join(LWC, 'deskTabs/deskTabs.ts'));
const { COUNTS_QUERY, countVariables, pageQuery } = jest.requireActual<{
    COUNTS_QUERY: string;
    countVariables(filters: object, baselines: readonly never[]): object;
    pageQuery(tab: Tab): string;
}>(join(LWC, 'deskGraph/deskGraph.ts'));
const { DEALS_QUERY } = jest.requireActual<{ DEALS_QUERY: string }>(join(LWC, 'dealGraph/dealGraph.ts'));

type Row = Readonly<Record<string, unknown>> & { readonly ref?: string };
interface Seed {
    readonly users: unknown;
    readonly objects: readonly { readonly object: string; readonly rows: readonly Row[] }[];
}

/** The sample with one of its held deals many times over, its partner and its scorecard with it. */
function multiplied(seed: Seed): Seed {
    const rowsOf = (object: string) => seed.objects.find((each) => each.object === object)!.rows;
    const deal = rowsOf('Opportunity').find(({ Name }) => Name === 'Aldergate Health - Care Analytics Platform')!;
    const lead = rowsOf('Partner_Engagement__c').find((row) => row.Opportunity__c === `@${deal.ref}` && row.Role__c === 'Lead')!;
    const scorecard = rowsOf('Joint_Scorecard__c').find((row) => row.Partner_Engagement__c === `@${lead.ref}`)!;
    const copies: Record<string, (n: number) => Row> = {
        Opportunity: (n) => ({ ...deal, ref: `many-${n}`, Name: `Many ${n}`, Amount: 1000 + n }),
        Partner_Engagement__c: (n) => ({
            ...lead,
            ref: `many-partner-${n}`,
            Opportunity__c: `@many-${n}`,
            Registration_Id__c: `MANY-${n}`,
            Registration_Key__c: `${lead.PRM__c}:MANY-${n}`
        }),
        Joint_Scorecard__c: (n) => ({ ...scorecard, ref: `many-scorecard-${n}`, Partner_Engagement__c: `@many-partner-${n}` })
    };
    const many = (object: string) => (copies[object] ? Array.from({ length: DEALS }, (_, n) => copies[object]!(n)) : []);
    return { ...seed, objects: seed.objects.map(({ object, rows }) => ({ object, rows: [...rows, ...many(object)] })) };
}

const folder = mkdtempSync(join(tmpdir(), 'desk-at-size-'));
const seedFile = join(folder, 'seed.json');
const cast = JSON.parse(readFileSync(join(ROOT, 'config/sample-data/cast.json'), 'utf8')) as Cast;
writeFileSync(seedFile, JSON.stringify(multiplied(makeSampleData(cast, parseStageMapFile(), TODAY) as unknown as Seed)));
const org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, now: () => new Date(`${TODAY}T15:00:00Z`) });
let url: string;

beforeAll(async () => {
    ({ url } = await org.start());
}, 120_000);
afterAll(async () => {
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

interface Rows {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: { readonly Id: string } }[];
}

async function ask(query: string, variables: object): Promise<{ readonly uiapi: { readonly query: Readonly<Record<string, Rows>> } }> {
    const answer = await fetch(`${url}/services/data/v66.0/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${org.tokens['partnerManager']}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables })
    });
    const { data, errors } = (await answer.json()) as { data: never; errors?: readonly unknown[] };
    expect(errors ?? []).toEqual([]);
    return data;
}

const gates = DESK_TABS.find(({ key }) => key === 'gates')!;
const where = whereOf(gates, { whose: 'all' }, []);

/** One turn of a page as the desk does it: the rows, then what is known of their deals. Milliseconds. */
async function turn(after: string | null): Promise<{ readonly rows: Rows; readonly took: number }> {
    const start = performance.now();
    const { rows } = (await ask(pageQuery(gates), { where, after })).uiapi.query as { rows: Rows };
    const dealIds = rows.edges.map(({ node }) => node.Id).sort();
    const deals = (await ask(DEALS_QUERY, { dealIds })).uiapi.query.Opportunity!;
    expect(deals.edges).toHaveLength(dealIds.length);
    return { rows, took: performance.now() - start };
}

it('turns a page in less than 300 ms, deep in the queue too', async () => {
    const first = await turn(null);
    expect(first.rows.totalCount).toBeGreaterThan(DEALS);
    const times: number[] = [];
    let { endCursor } = first.rows.pageInfo;
    const seen = new Set(first.rows.edges.map(({ node }) => node.Id));
    for (let page = 2; page <= 40; page++) {
        const { rows, took } = await turn(endCursor);
        ({ endCursor } = rows.pageInfo);
        rows.edges.forEach(({ node }) => seen.add(node.Id));
        times.push(took);
    }
    // No row twice and none left out.
    expect(seen.size).toBe(40 * 25);
    const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    expect(median).toBeLessThan(300);
});

it('counts every queue, filtered, in less than a second', async () => {
    const start = performance.now();
    const { query } = (await ask(COUNTS_QUERY, countVariables({ whose: 'mine', partnerType: 'SI' }, []))).uiapi;
    const took = performance.now() - start;
    expect(Object.keys(query)).toHaveLength(DESK_TABS.length);
    expect(query.gates!.totalCount).toBeGreaterThanOrEqual(DEALS);
    expect(took).toBeLessThan(1000);
});
