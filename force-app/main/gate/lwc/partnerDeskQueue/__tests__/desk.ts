/** The desk as its tests see it: what the org answers, and the desk up to where it has asked. */
import PartnerDeskQueue from 'c/partnerDeskQueue';
import type { Fields } from 'c/dealGraph';
import { aDeal, anEngagement, asGraphql, records } from '../../../../../test/deal-records';
import { answer } from '../../../../../test/graphql-org';
import { mount, settled, textsOf } from '../../../../../test/harness';

export const COUNTS = 'query deskCounts';
export const PAGE = 'query deskPage';
export const DEALS = '$dealIds';
export const START = 'query deskStart';
export const TABS = 'gates handoffs stopped stalled exceptions steps postMortems signals sourcedAfterRegress'.split(' ');

export const deal = aDeal({
    Amount: 480000,
    'Account.Name': 'Aldergate Health',
    'Owner.Name': 'Avery Lindqvist',
    'Owner.ManagerId': '005000000000005AAA',
    LastStageChangeDate: '2026-11-01T10:00:00.000Z'
});
export const engagement = anEngagement({
    Opportunity__c: deal.Id!,
    Partner_Manager__c: '005000000000002AAA',
    'Partner_Manager__r.Name': 'Priya Raman'
});

export const counts = (gates: number) => ({
    uiapi: { query: Object.fromEntries(TABS.map((name) => [name, { totalCount: name === 'gates' ? gates : 0 }])) }
});
export const page = (ids: readonly unknown[], { total = ids.length, endCursor = null as string | null, money = 480000 } = {}) => ({
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
export const details = (changes: Fields = {}, cut = false) => {
    const data = asGraphql(records({ deal: { ...deal, ...changes }, engagements: [engagement] })) as {
        uiapi: { query: Record<string, { pageInfo?: { hasNextPage: boolean } }> };
    };
    data.uiapi.query.Partner_Engagement__c!.pageInfo = { hasNextPage: cut };
    return data;
};

/** The desk up to where its wires have asked for a page. */
export async function open(ownDeals = 0): Promise<HTMLElement> {
    const desk = mount('c-partner-desk-queue', PartnerDeskQueue);
    await settled();
    answer(START, { uiapi: { query: { own: { totalCount: ownDeals }, Partner_Dwell_Baseline__c: { edges: [] } } } });
    await settled();
    return desk;
}

export async function shown(ids: readonly unknown[] = [deal.Id], about: Parameters<typeof page>[1] = {}): Promise<HTMLElement> {
    const desk = await open();
    answer(COUNTS, counts(60));
    answer(PAGE, page(ids, about));
    await settled();
    answer(DEALS, details());
    await settled();
    return desk;
}

export const tell = (element: Element, type: string, detail: unknown) => element.dispatchEvent(new CustomEvent(type, { detail }));
export const rowsOn = (desk: HTMLElement) => textsOf(desk, '[data-id="row"]');
