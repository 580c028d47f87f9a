import { stayIn, usualStay } from 'c/stageDwell';

jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

beforeEach(() => jest.useFakeTimers().setSystemTime(new Date('2026-11-22T12:00:00Z')));
afterEach(() => jest.useRealTimers());

const deal = { Partner_Stage_Order__c: 1, LastStageChangeDate: '2026-11-12T08:00:00.000Z' };
const base = { meanDays: 18, thresholdDays: 32, sampleSize: 12 };
const baselines = [
    { ...base, stageOrder: 1, partnerType: 'All', meanDays: 25 },
    { ...base, stageOrder: 1, partnerType: 'SI' },
    { ...base, stageOrder: 2, partnerType: 'ISV' }
];

it('counts from stage history while it is about the stage where the deal stands', () => {
    expect(stayIn(deal, { Stage_Since__c: '2026-10-12', Stage_Since_Order__c: 1 })).toBe(41);
    expect(stayIn(deal, { Stage_Since__c: '2026-10-12', Stage_Since_Order__c: 0 })).toBe(10);
    expect(stayIn(deal, undefined)).toBe(10);
    expect(stayIn({ Partner_Stage_Order__c: 1 }, undefined)).toBe(0);
});

it('takes what is usual for the type, else for any partner, else nothing', () => {
    expect(usualStay(deal, { Partner_Type__c: 'SI' }, baselines)?.meanDays).toBe(18);
    expect(usualStay(deal, { Partner_Type__c: 'ISV' }, baselines)?.meanDays).toBe(25);
    expect(usualStay({ Partner_Stage_Order__c: 3 }, { Partner_Type__c: 'SI' }, baselines)).toBeUndefined();
});
