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
const row = (StageName: string, day: string) => ({ OpportunityId: '006', StageName, CreatedDate: `${day}T10:00:00.000+0000` });
const read = (rows: Partial<LoopRows>) =>
    readClosedPartners({ partners: [partner], history: [], postMortems: [], learnings: [], ...rows }, (name) =>
        name.startsWith('Closed')
    )[0]!;

it('takes the day of the close from history: the first closed step after the last open one', () => {
    const history = [
        row('Closed Won', '2026-11-20'),
        row('Closed Lost', '2026-11-02'),
        row('Open', '2026-11-01'),
        row('Open', '2026-11-10'),
        row('Closed Won', '2026-11-18')
    ];
    expect(read({ history }).closedOn).toBe(parseDay('2026-11-18'));
    expect(read({}).closedOn).toBe(parseDay('2026-11-30'));
});

it('counts complete post-mortems that nobody has published', () => {
    const postMortems = ['p1', 'p2'].map((Id) => ({ Id, Partner_Engagement__c: 'a01' }));
    expect(read({ postMortems, learnings: [{ Source_Key__c: 'p1' }] })).toMatchObject({
        completePostMortems: 2,
        unpublished: 1,
        amount: 1050
    });
});
