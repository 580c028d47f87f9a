import PartnerDeskQueue from 'c/partnerDeskQueue';
import { answer, asked, fail } from '../../../../../test/graphql-org';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';
import { navigate } from '../../../../../test/navigation';
import { counts, COUNTS, deal, DEALS, details, open, page, PAGE, rowsOn, shown, START, TABS, tell } from './desk';

jest.mock('lightning/graphql', () => jest.requireActual('../../../../../test/graphql-org'));
jest.mock('lightning/navigation', () => jest.requireActual('../../../../../test/navigation'));
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000002AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

beforeEach(() => {
    jest.clearAllMocks();
    sessionStorage.clear();
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

it('opens the deal itself', async () => {
    const desk = await shown();
    find(desk, 'a[data-deal]')!.click();
    expect(navigate).toHaveBeenCalledWith({
        type: 'standard__recordPage',
        attributes: { recordId: deal.Id, objectApiName: 'Opportunity', actionName: 'view' }
    });
});
