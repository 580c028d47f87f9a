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
/** A row of stage history by its stage and moment ('2026-11-18 23:59', UTC). */
const step = (StageName: string, moment: string, Id = '008') => ({
    Id,
    OpportunityId: '006',
    StageName,
    CreatedDate: `${moment.replace(' ', 'T')}:00.000+0000`
});
const CLOSED = new Map([
    ['Closed Won', true],
    ['Closed Lost', true],
    ['Open', false]
]);
const read = (rows: Partial<LoopRows>) =>
    readClosedPartners({ partners: [partner], history: [], postMortems: [], learnings: [], ...rows }, (name) => CLOSED.get(name))[0]!;

it('reads the close date as the deal has it, whatever history says', () => {
    const history = [step('Closed Won', '2026-11-18 10:00')];
    for (const rows of [{}, { history }]) expect(read(rows).closeDate).toBe(parseDay('2026-11-30'));
});

const reopened = [
    step('Closed Won', '2026-11-20 10:00'),
    step('Closed Lost', '2026-11-02 10:00'),
    step('Open', '2026-11-01 10:00'),
    step('Open', '2026-11-10 10:00'),
    step('Closed Won', '2026-11-18 10:00')
];
const another = { ...step('Closed Won', '2026-11-18 10:00'), OpportunityId: '007' };
const [before, after] = [step('Open', '2026-11-18 10:00', '008A'), step('Closed Won', '2026-11-18 10:00', '008B')];
it.each([
    ['the first closed step after the last open one', reopened, '2026-11-18'],
    ['the UTC day of its moment', [step('Closed Won', '2026-11-18 23:59')], '2026-11-18'],
    ['the later id of one moment as the later step', [after, before], '2026-11-18'],
    ['a deal that was closed from the start', [step('Closed Lost', '2026-11-02 10:00')], '2026-11-02'],
    ['a stage that the org no longer lists, long before', [step('Gone', '2026-11-01 10:00'), ...reopened], '2026-11-18']
])('takes the day of the close from history: %s', (_, history, day) => {
    expect(read({ history }).closedOn).toBe(parseDay(day));
});

it.each([
    ['there is none', []],
    ['it is of another deal', [another]],
    ['its last step is open', [step('Closed Won', '2026-11-02 10:00'), step('Open', '2026-11-03 10:00')]],
    ['the org no longer lists the stage before the close', [step('Gone', '2026-11-02 10:00'), step('Closed Won', '2026-11-18 10:00')]],
    ['the org no longer lists the stage after the close', [step('Closed Won', '2026-11-18 10:00'), step('Gone', '2026-11-20 10:00')]]
])('knows no day of the close from history when %s', (_, history) => {
    expect(read({ history }).closedOn).toBeUndefined();
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
