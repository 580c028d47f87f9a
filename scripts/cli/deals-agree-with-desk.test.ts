import { join } from 'node:path';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsBlocked } from './deals-blocked';
import { dealsCloseLoop } from './deals-close-loop';
import { dealsRefresh } from './deals-refresh';
import { dealsStalled } from './deals-stalled';
import { forecastRollup } from './forecast-rollup';

/**
 * The partner desk asks the org by GraphQL, with the very filters that its page sends; the commands read history and judge for
 * themselves. Both must name the same deals and dollars.
 */
jest.setTimeout(120_000);

const TODAY = '2026-11-20';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000000AAA' }), { virtual: true });
jest.mock(
    'c/calendarDay',
    () => ({
        today: () => '2026-11-20',
        shiftDay: (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
    }),
    { virtual: true }
);

interface Baseline {
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly meanDays: number;
    readonly thresholdDays: number;
    readonly sampleSize: number;
}
interface Tab {
    readonly key: string;
    readonly object: string;
    readonly deal: string;
}
const desk = jest.requireActual<{
    DESK_TABS: readonly Tab[];
    whereOf(tab: Tab, filters: { whose: 'all' }, baselines: readonly Baseline[]): unknown;
}>(join(__dirname, '../../force-app/main/gate/lwc/deskTabs/deskTabs.ts'));

let sample: SampleOrg;
beforeAll(async () => {
    sample = await startSampleOrg(TODAY);
    for (const [command, args] of [
        [forecastRollup, ['--write', '--json']],
        [dealsRefresh, []]
    ] as const)
        expect(await sample.run(command, 'revops', args)).toMatchObject({ err: '', exit: 'OK' });
}, 120_000);
afterAll(() => sample?.stop());

interface Value<T> {
    readonly value: T;
}
type Node = Readonly<Record<string, unknown>> & { readonly Id: string };

async function ask(
    query: string,
    variables: Record<string, unknown>
): Promise<Readonly<Record<string, { edges: readonly { node: Node }[] }>>> {
    const answer = await fetch(`${sample.instanceUrl}/services/data/v66.0/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sample.org.tokens['partnerManager']}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables })
    });
    const { data, errors } = (await answer.json()) as { data: { uiapi: { query: never } }; errors?: readonly unknown[] };
    expect(errors ?? []).toEqual([]);
    return data.uiapi.query;
}

async function keptBaselines(): Promise<readonly Baseline[]> {
    const fields = ['Stage_Order__c', 'Partner_Type__c', 'Mean_Days__c', 'Threshold_Days__c', 'Sample_Size__c'];
    const found = await ask(
        `query { uiapi { query { Partner_Dwell_Baseline__c(first: 200) { edges { node { Id ${fields.map((name) => `${name} { value }`).join(' ')} } } } } } }`,
        {}
    );
    return found.Partner_Dwell_Baseline__c!.edges.map(({ node }) => {
        const valueOf = (name: string) => (node[name] as Value<string | number>).value;
        return {
            stageOrder: Number(valueOf('Stage_Order__c')),
            partnerType: String(valueOf('Partner_Type__c')),
            meanDays: Number(valueOf('Mean_Days__c')),
            thresholdDays: Number(valueOf('Threshold_Days__c')),
            sampleSize: Number(valueOf('Sample_Size__c'))
        };
    });
}

/** Deals of a tab by name, with their amounts in cents. */
async function deskDeals(key: string): Promise<readonly (readonly [name: string, cents: number])[]> {
    const tab = desk.DESK_TABS.find((each) => each.key === key)!;
    const selection = tab.deal === '' ? 'Name { value } Amount { value }' : `${tab.deal} { Id Name { value } Amount { value } }`;
    const found = await ask(
        `query rows($where: ${tab.object}_Filter) { uiapi { query { rows: ${tab.object}(first: 500, where: $where) { edges { node { Id ${selection} } } } } } }`,
        { where: desk.whereOf(tab, { whose: 'all' }, await keptBaselines()) }
    );
    return found
        .rows!.edges.map(({ node }) => {
            const deal = (tab.deal === '' ? node : node[tab.deal]) as { Name: Value<string>; Amount: Value<number | null> };
            return [deal.Name.value, Math.round((deal.Amount.value ?? 0) * 100)] as const;
        })
        .sort(byName);
}

const byName = (left: readonly [string, number], right: readonly [string, number]): number =>
    left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : left[1] - right[1];

interface Listed {
    readonly deal: { readonly name: string };
    readonly amount: number | null;
}
const toPairs = (listed: readonly Listed[]) =>
    listed.map(({ deal, amount }) => [deal.name, Math.round((amount ?? 0) * 100)] as const).sort(byName);

async function jsonOf<T>(command: typeof dealsStalled, args: readonly string[] = []): Promise<T> {
    return JSON.parse((await sample.run(command, 'revops', ['--json', ...args])).out) as T;
}

it('stalled: the same deals and dollars as the desk', async () => {
    const report = await jsonOf<{ deals: readonly Listed[]; atRisk: number }>(dealsStalled);
    const shown = await deskDeals('stalled');
    expect(toPairs(report.deals)).toEqual(shown);
    expect(shown.length).toBeGreaterThanOrEqual(4);
    expect(Math.round(report.atRisk * 100)).toBe(shown.reduce((sum, [, cents]) => sum + cents, 0));
});

it('blocked: the same deals and dollars as Unmet gates, each with what is missing and whose turn it is', async () => {
    const report = await jsonOf<{ deals: readonly (Listed & { missing: readonly { whoseTurn: readonly string[] }[] })[]; held: number }>(
        dealsBlocked
    );
    const shown = await deskDeals('gates');
    expect(toPairs(report.deals)).toEqual(shown);
    expect(Math.round(report.held * 100)).toBe(shown.reduce((sum, [, cents]) => sum + cents, 0));
    expect(report.deals.filter(({ missing }) => missing.length === 0 || missing.some(({ whoseTurn }) => whoseTurn.length === 0))).toEqual(
        []
    );
});

it('blocked: a deal is marked late when its handoff is on the desk', async () => {
    const report = await jsonOf<{ deals: readonly (Listed & { hasLateHandoff: boolean })[] }>(dealsBlocked);
    const shown = await deskDeals('handoffs');
    expect(shown.length).toBeGreaterThan(0);
    expect(toPairs(report.deals.filter(({ hasLateHandoff }) => hasLateHandoff))).toEqual(shown);
    expect((await sample.run(dealsBlocked, 'revops')).out).toMatch(/Handoff not accepted \(late\)/);
});

it('close-loop: what is overdue is what the desk shows as post-mortems due', async () => {
    const report = await jsonOf<{ loops: readonly (Listed & { state: string })[]; overdue: number }>(dealsCloseLoop);
    const shown = await deskDeals('post-mortems');
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(toPairs(report.loops.filter(({ state }) => state === 'overdue'))).toEqual(shown);
    expect(Math.round(report.overdue * 100)).toBe(shown.reduce((sum, [, cents]) => sum + cents, 0));
});

it('leaves no tab of the desk without a story', async () => {
    const lengths = await Promise.all(
        desk.DESK_TABS.map(async (tab) => {
            const found = await ask(
                `query rows($where: ${tab.object}_Filter) { uiapi { query { rows: ${tab.object}(first: 500, where: $where) { edges { node { Id } } } } } }`,
                { where: desk.whereOf(tab, { whose: 'all' }, await keptBaselines()) }
            );
            return [tab.key, found.rows!.edges.length] as const;
        })
    );
    expect(lengths.filter(([, length]) => length === 0)).toEqual([]);
});

it('a nightly run that is repeated writes nothing, and a task stands once for a stall, done or not', async () => {
    expect((await sample.run(dealsRefresh, 'revops')).out).toMatch(/ 0 written/);
    const stalled = (await jsonOf<{ deals: readonly Listed[] }>(dealsStalled)).deals.length;
    interface Tasks {
        readonly tasks: { readonly created: readonly unknown[]; readonly known: number; readonly refused: readonly unknown[] };
    }
    expect((await jsonOf<Tasks>(dealsStalled, ['--create-tasks'])).tasks).toMatchObject({
        created: { length: stalled },
        known: 0,
        refused: []
    });
    const query = `${sample.instanceUrl}/services/data/v66.0/query?q=${encodeURIComponent("SELECT Id FROM Task WHERE Subject LIKE 'Stalled %'")}`;
    const headers = { authorization: `Bearer ${sample.org.tokens['admin']}`, 'content-type': 'application/json' };
    const { records } = (await (await fetch(query, { headers })).json()) as { records: readonly { Id: string }[] };
    expect(records).toHaveLength(stalled);
    const done = await fetch(`${sample.instanceUrl}/services/data/v66.0/sobjects/Task/${records[0]!.Id}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ Status: 'Completed', Subject: 'Spoke to them' })
    });
    expect(done.status).toBe(204);
    expect((await jsonOf<Tasks>(dealsStalled, ['--create-tasks'])).tasks).toEqual({ created: [], known: stalled, refused: [] });
});

it('close-loop: counts from the close date, as the desk does, and tells beside it when the stage was moved', async () => {
    interface Loop extends Listed {
        readonly state: string;
        readonly closeDate: string;
        readonly dueOn: string;
        readonly deal: { readonly id: string; readonly name: string };
    }
    const { loops } = await jsonOf<{ loops: readonly Loop[] }>(dealsCloseLoop);
    // Closed on a Friday: 16–20, 23 and 24 are seven business days.
    const young = loops.find(({ state, closeDate }) => state === 'due' && closeDate === '2026-11-13')!;
    expect(young).toMatchObject({ dueOn: '2026-11-24', closedOn: '2026-11-13', dueByHistory: '2026-11-24' });
    expect((await sample.run(dealsCloseLoop, 'revops')).out).not.toContain('stage history');
    const headers = { authorization: `Bearer ${sample.org.tokens['admin']}`, 'content-type': 'application/json' };
    const moved = await fetch(`${sample.instanceUrl}/services/data/v66.0/sobjects/Opportunity/${young.deal.id}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ CloseDate: '2026-11-02' })
    });
    expect(moved.status).toBe(204);
    const after = await jsonOf<{ loops: readonly Loop[] }>(dealsCloseLoop);
    // A Monday: the seventh business day is Wednesday of the next week.
    expect(after.loops.find(({ deal }) => deal.id === young.deal.id)).toMatchObject({
        state: 'overdue',
        closeDate: '2026-11-02',
        dueOn: '2026-11-11',
        closedOn: '2026-11-13',
        dueByHistory: '2026-11-24'
    });
    expect(toPairs(after.loops.filter(({ state }) => state === 'overdue'))).toEqual(await deskDeals('post-mortems'));
    const lines = (await sample.run(dealsCloseLoop, 'revops')).out.split('\n').filter((line) => line.includes('by that'));
    expect(lines).toEqual([expect.stringMatching(/ 2026-11-02 {2}2026-11-11 .* closed 2026-11-13, due 2026-11-24 by that$/)]);
});
