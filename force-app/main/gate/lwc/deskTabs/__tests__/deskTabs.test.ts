import { DESK_TABS, whereOf } from 'c/deskTabs';
import type { TabKey } from 'c/deskTabs';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000007AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

beforeEach(() => jest.useFakeTimers().setSystemTime(new Date('2026-11-22T12:00:00Z')));
afterEach(() => jest.useRealTimers());

const tab = (key: TabKey) => DESK_TABS.find((each) => each.key === key)!;
const ALL = { whose: 'all' } as const;
const ME = '005000000000007AAA';

it('has a queue for everything that may wait, each with its own words', () => {
    expect(DESK_TABS.map(({ label }) => label)).toEqual([
        'Unmet gates',
        'Late handoffs',
        'Stopped moves',
        'Stalled',
        'Exceptions and debt',
        'Overdue plan steps',
        'Post-mortems due',
        'Unregistered signals',
        'Sourced after moving back'
    ]);
    for (const field of ['about', 'empty'] as const) expect(new Set(DESK_TABS.map((each) => each[field])).size).toBe(9);
});

it('fits their lengths into one request of at most ten root queries', () => expect(DESK_TABS.length).toBeLessThanOrEqual(10));

it('asks for unmet gates by the field that reports and scripts read', () =>
    expect(whereOf(tab('gates'), ALL, [])).toEqual({ Held_At_Gate__c: { eq: true } }));

it('counts a handoff from the day after its last day', () =>
    expect(whereOf(tab('handoffs'), ALL, [])).toEqual({
        Status__c: { eq: 'Registered' },
        Handoff_Accepted__c: { eq: false },
        Handoff_Due_On__c: { lt: { value: '2026-11-22' } },
        Opportunity__r: { IsClosed: { eq: false } }
    }));

it('owes a post-mortem of the leading partner, as long as one half of the loop is open', () =>
    expect(whereOf(tab('post-mortems'), ALL, [])).toMatchObject({
        Role__c: { eq: 'Lead' },
        Opportunity__r: { IsClosed: { eq: true } },
        or: [{ Post_Mortems_Complete__c: { eq: 0 } }, { Partner_Told_On__c: { eq: { value: null } } }]
    }));

describe('stalled deals', () => {
    const base = { meanDays: 18, sampleSize: 12 };

    it('are those past the threshold of their type and stage, and still in that stage', () =>
        expect(
            whereOf(tab('stalled'), ALL, [
                { ...base, stageOrder: 1, partnerType: 'SI', thresholdDays: 32.6 },
                { ...base, stageOrder: 1, partnerType: 'All', thresholdDays: 40 },
                { ...base, stageOrder: 1, partnerType: 'Direct', thresholdDays: 40 }
            ])
        ).toEqual({
            Status__c: { eq: 'Registered' },
            Role__c: { eq: 'Lead' },
            or: [
                {
                    Partner_Type__c: { eq: 'SI' },
                    Stage_Since_Order__c: { eq: 1 },
                    // 32 days before 22 November: on the 33rd day it is more than 32.6.
                    Stage_Since__c: { lt: { value: '2026-10-21' } },
                    Opportunity__r: { IsClosed: { eq: false }, Partner_Stage_Order__c: { eq: 1 } }
                }
            ]
        }));

    it('are none where nothing is known to be long', () => expect(whereOf(tab('stalled'), ALL, [])).toEqual({ Id: { eq: null } }));
});

describe('filters', () => {
    const mine = [{ Partner_Manager__c: { eq: ME } }, { Opportunity__r: { OwnerId: { eq: ME } } }];

    it('keep rows of a partner by the partner itself', () =>
        expect(whereOf(tab('signals'), { whose: 'mine', partnerId: '001000000000001AAA', partnerType: 'ISV' }, [])).toEqual({
            and: [
                { Status__c: { eq: 'Signal' }, Opportunity__r: { IsClosed: { eq: false }, Partner_Stage_Order__c: { gt: 0 } } },
                {
                    and: [{ or: mine }, { Partner__c: { eq: '001000000000001AAA' } }, { Partner_Type__c: { eq: 'ISV' } }]
                }
            ]
        }));

    it('keep rows of deals by one semi-join over their registered partners, so that all conditions hold for the same partner', () =>
        expect(whereOf(tab('gates'), { whose: 'all', partnerId: '001000000000001AAA', partnerType: 'SI' }, [])).toEqual({
            and: [
                { Held_At_Gate__c: { eq: true } },
                {
                    Id: {
                        inq: {
                            Partner_Engagement__c: {
                                and: [
                                    { Status__c: { eq: 'Registered' } },
                                    { Partner__c: { eq: '001000000000001AAA' } },
                                    { Partner_Type__c: { eq: 'SI' } }
                                ]
                            },
                            ApiName: 'Opportunity__c'
                        }
                    }
                }
            ]
        }));

    it('reach through the plan to the partner for steps, and through the deal for stopped moves', () => {
        const type = { whose: 'all', partnerType: 'SI' } as const;
        expect(whereOf(tab('steps'), type, [])).toMatchObject({
            and: [{}, { Mutual_Action_Plan__r: { Partner_Engagement__r: { and: [{ Partner_Type__c: { eq: 'SI' } }] } } }]
        });
        expect(whereOf(tab('stopped'), type, [])).toMatchObject({ and: [{}, { Opportunity__c: { inq: { ApiName: 'Opportunity__c' } } }] });
    });

    it('count as the team who reports to me, on either side, and me', () =>
        expect(whereOf(tab('signals'), { whose: 'team' }, [])).toMatchObject({
            and: [
                {},
                {
                    and: [
                        {
                            or: [
                                { Partner_Manager__r: { ManagerId: { eq: ME } } },
                                { Opportunity__r: { Owner: { ManagerId: { eq: ME } } } },
                                ...mine
                            ]
                        }
                    ]
                }
            ]
        }));
});
