import { parseDay } from '../domain/forecast/calendar-day';
import { readClosedPartners, type LoopRows } from './loop-rows';

const partner = {
    Id: 'a01',
    Opportunity__c: '006',
    Role__c: 'Lead',
    Partner_Type__c: 'SI',
    Partner__r: { Name: 'Halden' },
    Partner_Manager__r: { Name: 'Priya' },
    Registered_On__c: '2026-10-05',
    Joined_Stage_Order__c: 0,
    Partner_Told_On__c: null,
    Post_Mortems_Complete__c: 2,
    Opportunity__r: { Name: 'Deal', Owner: { Name: 'Avery' }, Amount: 10.5, IsWon: true, CloseDate: '2026-11-30' }
};
const postMortem = (Id: string, changes: object = {}) => ({
    Id,
    Partner_Engagement__c: 'a01',
    Complete__c: true,
    Host_Confirmed_By__c: '005',
    ...changes
});
const read = (rows: Partial<LoopRows>) => readClosedPartners({ partners: [partner], postMortems: [], learnings: [], ...rows })[0]!;

it('counts from the close date, as the due day of the org does', () => {
    expect(read({}).closedOn).toBe(parseDay('2026-11-30'));
});

it('takes the newest post-mortem for whether the host side has confirmed', () => {
    const asked = { Complete__c: false, Host_Confirmed_By__c: null };
    expect(read({}).isHostConfirmed).toBe(false);
    expect(read({ postMortems: [postMortem('p2', asked), postMortem('p1')] }).isHostConfirmed).toBe(false);
    expect(read({ postMortems: [postMortem('p2'), postMortem('p1', asked)] }).isHostConfirmed).toBe(true);
});

it('counts complete post-mortems that nobody has published', () => {
    const postMortems = [postMortem('p3', { Complete__c: false }), postMortem('p2'), postMortem('p1')];
    expect(read({ postMortems, learnings: [{ Source_Key__c: 'p1' }] })).toMatchObject({
        completePostMortems: 2,
        unpublished: 1,
        amount: 1050
    });
});
