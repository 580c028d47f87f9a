import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import PartnerDeskQueue from 'c/partnerDeskQueue';
import type { Fields } from 'c/dealGraph';
import { aDeal, anEngagement, asGraphql, records } from '../../../../../test/deal-records';
import { answer, asked, fail } from '../../../../../test/graphql-org';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';
import { navigate } from '../../../../../test/navigation';

jest.mock('lightning/graphql', () => jest.requireActual('../../../../../test/graphql-org'));
jest.mock('lightning/navigation', () => jest.requireActual('../../../../../test/navigation'));
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000002AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

const COUNTS = 'query deskCounts';
const PAGE = 'query deskPage';
const DEALS = '$dealIds';
const START = 'query deskStart';
const TABS = 'gates handoffs stopped stalled exceptions steps postMortems signals sourcedAfterRegress'.split(' ');

const deal = aDeal({
    Amount: 480000,
    'Account.Name': 'Aldergate Health',
    'Owner.Name': 'Avery Lindqvist',
    'Owner.ManagerId': '005000000000005AAA',
    LastStageChangeDate: '2026-11-01T10:00:00.000Z'
});
const engagement = anEngagement({
    Opportunity__c: deal.Id!,
    Partner_Manager__c: '005000000000002AAA',
    'Partner_Manager__r.Name': 'Priya Raman'
});

const counts = (gates: number) => ({
    uiapi: { query: Object.fromEntries(TABS.map((name) => [name, { totalCount: name === 'gates' ? gates : 0 }])) }
});
const page = (ids: readonly unknown[], { total = ids.length, endCursor = null as string | null, money = 480000 } = {}) => ({
    uiapi: {
        query: {
            rows: {
                totalCount: total,
                pageInfo: { hasNextPage: endCursor !== null, endCursor },
                edges: ids.map((Id) => ({ node: { Id } }))
            }
        },
        aggregate: { money: { edges: [{ node: { aggregate: { Amount: { sum: { value: money } } } } }] } }
    }
});
const details = (changes: Fields = {}, cut = false) => {
    const data = asGraphql(records({ deal: { ...deal, ...changes }, engagements: [engagement] })) as {
        uiapi: { query: Record<string, { pageInfo?: { hasNextPage: boolean } }> };
    };
    data.uiapi.query.Partner_Engagement__c!.pageInfo = { hasNextPage: cut };
    return data;
};

/** The desk up to where its wires have asked for a page. */
async function open(ownDeals = 0): Promise<HTMLElement> {
    const desk = mount('c-partner-desk-queue', PartnerDeskQueue);
    await settled();
    answer(START, { uiapi: { query: { own: { totalCount: ownDeals }, Partner_Dwell_Baseline__c: { edges: [] } } } });
    await settled();
    return desk;
}

async function shown(ids: readonly unknown[] = [deal.Id], about: Parameters<typeof page>[1] = {}): Promise<HTMLElement> {
    const desk = await open();
    answer(COUNTS, counts(60));
    answer(PAGE, page(ids, about));
    await settled();
    answer(DEALS, details());
    await settled();
    return desk;
}

const tell = (element: Element, type: string, detail: unknown) => element.dispatchEvent(new CustomEvent(type, { detail }));
const rowsOn = (desk: HTMLElement) => textsOf(desk, '[data-id="row"]');

beforeEach(() => {
    jest.clearAllMocks();
    sessionStorage.clear();
    (encodeDefaultFieldValues as jest.Mock).mockImplementation((values: unknown) => JSON.stringify(values));
});

it('is loading until the org has answered', async () => {
    const desk = await open();
    expect(find(desk, 'lightning-spinner')).not.toBeNull();
    expect(find(desk, 'section')!.getAttribute('aria-busy')).toBe('true');
    expect(find(desk, '[data-id="empty"]')).toBeNull();
    await expect(desk).toBeAccessible();
});

it('shows each deal with what is missing and whose turn it is', async () => {
    const desk = await shown();
    expect(find(desk, 'lightning-spinner')).toBeNull();
    expect(rowsOn(desk)).toHaveLength(1);
    expect(textsOf(desk, '.things li')).toEqual(['Joint scorecard: 2 open points']);
    expect(textsOf(desk, '.who')).toEqual(['Avery Lindqvist and Priya Raman']);
    // The deal is named after its account, which is not said twice.
    expect(textsOf(desk, '.deal .facts')).toEqual(['Needs Analysis · Halden Consulting']);
    expect(textsOf(desk, '[data-id="summary"]')[0]).toContain('1–1 of 1, most money first');
    expect(textsOf(desk, '.queue')[0]).toContain('Unmet gates60');
    await expect(desk).toBeAccessible();
});

it('says that nothing waits, in the words of the queue', async () => {
    const desk = await shown([]);
    expect(textsOf(desk, '[data-id="empty"]')).toEqual(['No open partner deal waits for a missing artifact.']);
    expect(asked(DEALS)).toBeUndefined();
    await expect(desk).toBeAccessible();
});

it('tells what went wrong, and asks again where it stopped', async () => {
    const desk = await open();
    const again = jest.fn().mockImplementation(async () => answer(PAGE, page([deal.Id])));
    answer(COUNTS, counts(1));
    fail(PAGE, 'Server too busy.', again);
    await settled();
    expect(textsOf(desk, '[data-id="problem"] p')).toEqual(['The desk could not be loaded. Server too busy.']);
    expect(find(desk, 'lightning-spinner')).toBeNull();
    await expect(desk).toBeAccessible();
    button(desk, 'Try again')!.click();
    await settled();
    expect(again).toHaveBeenCalledTimes(1);
    answer(DEALS, details());
    await settled();
    expect(find(desk, '[data-id="problem"]')).toBeNull();
    expect(rowsOn(desk)).toHaveLength(1);
});

it('asks for the baselines again when they were what failed', async () => {
    const desk = mount('c-partner-desk-queue', PartnerDeskQueue);
    await settled();
    const again = jest.fn().mockResolvedValue(undefined);
    fail(START, 'No connection.', again);
    await settled();
    expect(asked(PAGE)).toBeUndefined();
    button(desk, 'Try again')!.click();
    await settled();
    expect(again).toHaveBeenCalledTimes(1);
});

it('passes filters on to every queue, and starts at its first page', async () => {
    const desk = await shown([deal.Id], { total: 60, endCursor: 'c25' });
    button(desk, 'Next page')!.click();
    await settled();
    for (const chosen of [{ whose: 'mine' }, { partnerType: 'SI' }, { partnerId: '001000000000009AAA' }])
        tell(find(desk, 'c-desk-filters')!, 'narrow', chosen);
    await settled();
    const wanted = [
        { or: [{ Partner_Manager__c: { eq: '005000000000002AAA' } }, { Opportunity__r: { OwnerId: { eq: '005000000000002AAA' } } }] },
        { Partner__c: { eq: '001000000000009AAA' } },
        { Partner_Type__c: { eq: 'SI' } }
    ];
    const { where, after } = asked(PAGE) as { where: unknown; after: unknown };
    expect(after).toBeNull();
    expect(JSON.stringify(where)).toContain(JSON.stringify([{ Status__c: { eq: 'Registered' } }, ...wanted]));
    const all = asked(COUNTS)!;
    expect(Object.keys(all)).toEqual(TABS);
    for (const each of Object.values(all)) expect(JSON.stringify(each)).toContain(JSON.stringify(wanted).slice(1, -1));
    expect(rowsOn(desk)).toEqual([]);
});

describe('whose deals', () => {
    const filters = (desk: HTMLElement) => find<HTMLElement & { filters: unknown }>(desk, 'c-desk-filters')!.filters;
    const MINE = { Partner_Manager__c: { eq: '005000000000002AAA' } };

    it('are asked for with what is usual, in one request', async () => {
        await open();
        expect(JSON.stringify(asked(START))).toContain(JSON.stringify(MINE));
        expect(JSON.stringify(asked(START))).toContain('"IsClosed":{"eq":false}');
    });

    it("are the person's own where there are any, else all", async () => {
        expect(filters(await open(3))).toEqual({ whose: 'mine' });
        expect(JSON.stringify(asked(PAGE))).toContain(JSON.stringify(MINE));
        expect(filters(await open(0))).toEqual({ whose: 'all' });
        expect(JSON.stringify(asked(PAGE))).not.toContain(JSON.stringify(MINE));
    });

    it('stay as they were chosen for the session, also over a refresh', async () => {
        const desk = await shown();
        tell(find(desk, 'c-desk-filters')!, 'narrow', { whose: 'team' });
        answer(START, { uiapi: { query: { own: { totalCount: 3 }, Partner_Dwell_Baseline__c: { edges: [] } } } });
        await settled();
        expect(filters(desk)).toEqual({ whose: 'team' });
        expect(filters(await open(3))).toEqual({ whose: 'team' });
    });

    it('are not remembered where the browser keeps nothing', async () => {
        const refuse = () => {
            throw new Error('denied');
        };
        const spies = (['getItem', 'setItem'] as const).map((name) => jest.spyOn(Storage.prototype, name).mockImplementation(refuse));
        const desk = await open(3);
        tell(find(desk, 'c-desk-filters')!, 'narrow', { whose: 'all' });
        await settled();
        expect(filters(desk)).toEqual({ whose: 'all' });
        expect(filters(await open(3))).toEqual({ whose: 'mine' });
        spies.forEach((spy) => spy.mockRestore());
    });

    it('do not claim that nothing waits when only nothing of theirs does', async () => {
        const desk = await open(3);
        answer(COUNTS, counts(0));
        answer(PAGE, page([]));
        await settled();
        expect(textsOf(desk, '[data-id="empty"]')).toEqual(['Nothing here among what the filters above show.']);
    });
});

describe('pages', () => {
    it('are turned by the cursors of the org, and the focus goes to the heading', async () => {
        const desk = await shown([deal.Id], { total: 60, endCursor: 'c25' });
        expect((button(desk, 'Previous page') as HTMLElement & { disabled: boolean }).disabled).toBe(true);
        button(desk, 'Next page')!.click();
        await settled();
        expect(asked(PAGE)).toMatchObject({ after: 'c25' });
        expect(desk.shadowRoot!.activeElement?.className).toBe('heading');
        answer(PAGE, page([deal.Id], { total: 60 }));
        await settled();
        expect(textsOf(desk, '[data-id="summary"]')[0]).toContain('26–26 of 60');
        expect((button(desk, 'Next page') as HTMLElement & { disabled: boolean }).disabled).toBe(true);
        button(desk, 'Previous page')!.click();
        await settled();
        expect(asked(PAGE)).toMatchObject({ after: null });
    });

    it('say how far the platform lets them be turned', async () => {
        const desk = await shown([deal.Id], { total: 5120, endCursor: 'c25' });
        expect(textsOf(desk, '[data-id="summary"]')[0]).toContain('1–1 of 5120; pages reach the first 4000, filters the rest');
    });

    it('are not there where one is enough', async () => expect(button(await shown(), 'Next page')).toBeUndefined());
});

it('opens another queue at its first page', async () => {
    const desk = await shown([deal.Id], { total: 60, endCursor: 'c25' });
    find(desk, '[data-key="signals"]')!.click();
    await settled();
    expect(textsOf(desk, 'h2')).toEqual(['Unregistered signals']);
    expect(find(desk, '[data-key="signals"]')!.getAttribute('aria-current')).toBe('true');
    expect(asked(PAGE)).toMatchObject({ after: null, where: { Status__c: { eq: 'Signal' } } });
    expect(rowsOn(desk)).toEqual([]);
});

it('says when details of a page are more than one request may read', async () => {
    const desk = await shown();
    expect(find(desk, '[data-id="cut"]')).toBeNull();
    answer(DEALS, details({}, true));
    await settled();
    expect(textsOf(desk, '[data-id="cut"]')[0]).toContain('Open a deal to see all of it.');
});

describe('the open deal', () => {
    const panel = (desk: HTMLElement) => find<HTMLElement & { recordId: string }>(desk, 'c-partner-stage-path');

    async function opened(): Promise<HTMLElement> {
        const desk = await shown();
        button(desk, 'Open')!.click();
        await settled();
        return desk;
    }

    it('is Partner Path below its row, and nothing around it raises a stage', async () => {
        const desk = await opened();
        expect(panel(desk)!.recordId).toBe(deal.Id);
        const labels = [...desk.shadowRoot!.querySelectorAll<HTMLElement & { label?: string }>('lightning-button, lightning-menu-item')];
        expect(labels.map(({ label }) => label)).toEqual(['Close', 'Remind', 'Escalate', 'Note on the deal']);
        button(desk, 'Close')!.click();
        await settled();
        expect(panel(desk)).toBeNull();
    });

    it('brings its row up to date when something was saved in it', async () => {
        const desk = await shown();
        const refreshed: string[] = [];
        answer(COUNTS, counts(60), async () => {
            refreshed.push('counts');
        });
        answer(PAGE, page([deal.Id]), async () => {
            refreshed.push('page');
        });
        answer(DEALS, details(), async () => {
            refreshed.push('deals');
            answer(DEALS, details({ 'Owner.Name': 'Mei Tanaka' }));
        });
        await settled();
        button(desk, 'Open')!.click();
        await settled();
        tell(panel(desk)!, 'changed', undefined);
        await settled();
        await settled();
        // Details last: by then it is known which deals are on the page.
        expect(refreshed).toEqual(['counts', 'page', 'deals']);
        expect(textsOf(desk, '.who')).toEqual(['Mei Tanaka and Priya Raman']);
        expect(panel(desk)).not.toBeNull();
    });

    it('tells that it left the queue, and takes the focus to the heading', async () => {
        const desk = await opened();
        answer(PAGE, page([]));
        await settled();
        expect(panel(desk)).toBeNull();
        expect(textsOf(desk, '[data-id="notice"]')).toEqual(['Aldergate Health - Care Analytics Platform has left this queue.']);
        expect(desk.shadowRoot!.activeElement?.className).toBe('heading');
    });
});

describe('tasks', () => {
    const given = () => {
        const [{ attributes, state }] = navigate.mock.calls[0] as [{ attributes: unknown; state: { defaultFieldValues: string } }];
        return { attributes, values: JSON.parse(state.defaultFieldValues) as Record<string, unknown> };
    };

    it('remind the other one who has a turn, on the deal, with what is missing', async () => {
        const desk = await shown();
        button(desk, 'Remind')!.click();
        const { attributes, values } = given();
        expect(attributes).toEqual({ objectApiName: 'Task', actionName: 'new' });
        expect(values).toMatchObject({
            Subject: 'Remind: Aldergate Health - Care Analytics Platform: Joint scorecard: 2 open points',
            WhatId: deal.Id,
            OwnerId: deal.OwnerId,
            ActivityDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/)
        });
        expect(values.Description).toMatch(
            /^Joint scorecard: 2 open points\nWaits for Avery Lindqvist and Priya Raman: \d+ days in this stage\.$/
        );
    });

    it("offer no reminder where the turn is the reader's alone", async () => {
        const desk = await shown();
        answer(DEALS, asGraphql(records({ deal: { ...deal, OwnerId: engagement.Partner_Manager__c! }, engagements: [engagement] })));
        await settled();
        expect(button(desk, 'Remind')).toBeUndefined();
        expect(button(desk, 'Open')).toBeDefined();
        expect(find(desk, 'lightning-button-menu')).not.toBeNull();
    });

    it('escalate to who leads that person', async () => {
        const desk = await shown();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'escalate' });
        expect(given().values).toMatchObject({ OwnerId: '005000000000005AAA', Priority: 'High' });
    });

    it('leave open whom to escalate to where nobody is known', async () => {
        const desk = await shown();
        answer(DEALS, details({ 'Owner.ManagerId': null }));
        await settled();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'escalate' });
        expect(given().values).toMatchObject({ OwnerId: '', Priority: 'High' });
    });

    it('keep a note as done, for who writes it', async () => {
        const desk = await shown();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'note' });
        expect(given().values).toMatchObject({ Status: 'Completed', WhatId: deal.Id });
        expect(given().values).not.toHaveProperty('OwnerId');
    });
});

it('opens the deal itself', async () => {
    const desk = await shown();
    find(desk, 'a[data-deal]')!.click();
    expect(navigate).toHaveBeenCalledWith({
        type: 'standard__recordPage',
        attributes: { recordId: deal.Id, objectApiName: 'Opportunity', actionName: 'view' }
    });
});
