import { datedSteps, stepsOfLast, usualSteps } from 'c/planTemplate';

const PLAN = 'a03000000000001AAA';

it('dates the steps back from the close, on working days', () => {
    // 2026-12-31 is a Thursday; 21 days before is Thursday 10 December, 14 days Thursday 17 December.
    const steps = datedSteps(usualSteps('SI'), '2026-12-31', '2026-11-01', PLAN);
    expect(steps.map(({ Due_On__c }) => Due_On__c)).toEqual([
        '2026-11-19',
        '2026-11-26',
        '2026-12-03',
        '2026-12-10',
        '2026-12-17',
        '2026-12-31'
    ]);
    expect(new Set(steps.map(({ Mutual_Action_Plan__c }) => Mutual_Action_Plan__c))).toEqual(new Set([PLAN]));
});

it('moves a weekend to the Friday before, and nothing into the past', () => {
    // 2026-12-12 is a Saturday, 2026-12-13 a Sunday.
    const once = [{ action: 'Sign', party: 'Buyer' as const, daysBefore: 0 }];
    expect(datedSteps(once, '2026-12-12', '2026-11-01', PLAN)[0]!.Due_On__c).toBe('2026-12-11');
    expect(datedSteps(once, '2026-12-13', '2026-11-01', PLAN)[0]!.Due_On__c).toBe('2026-12-11');
    expect(datedSteps(once, '2026-12-13', '2026-12-15', PLAN)[0]!.Due_On__c).toBe('2026-12-15');
});

it('has steps for every partner type, and none for one that nobody described', () => {
    for (const type of ['SI', 'ISV', 'Reseller', 'Marketplace']) expect(usualSteps(type).length).toBeGreaterThan(3);
    expect(usualSteps('Agency')).toEqual([]);
});

it('keeps the distances of the last plan', () => {
    const last = {
        plan: { Id: PLAN, Target_Close_On__c: '2026-06-30' },
        steps: [
            { Action__c: 'Book the security review', Party__c: 'Buyer', Due_On__c: '2026-06-10' },
            { Action__c: 'Hold the kick-off', Party__c: 'Partner', Due_On__c: '2026-07-04' },
            { Action__c: 'Undated', Party__c: 'Host', Due_On__c: null }
        ]
    };
    expect(stepsOfLast(last)).toEqual([
        { action: 'Book the security review', party: 'Buyer', daysBefore: 20 },
        { action: 'Hold the kick-off', party: 'Partner', daysBefore: 0 }
    ]);
    expect(stepsOfLast({ steps: [] })).toEqual([]);
});
