import { answer, asked } from '../../../../../test/graphql-org';
import { find, settled, textsOf } from '../../../../../test/harness';
import { counts, COUNTS, open, page, PAGE, shown, START, tell } from './desk';

jest.mock('lightning/graphql', () => jest.requireActual('../../../../../test/graphql-org'));
jest.mock('lightning/navigation', () => jest.requireActual('../../../../../test/navigation'));
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000002AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

beforeEach(() => sessionStorage.clear());

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
