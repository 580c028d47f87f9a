import { partnerAsked, presetsFor } from 'c/formPrefill';
import type { Known } from 'c/formPrefill';
import { aDeal, aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';

jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000007AAA' }), { virtual: true });

beforeEach(() => jest.useFakeTimers().setSystemTime(new Date('2026-11-22T12:00:00Z')));
afterEach(() => jest.useRealTimers());

const ENGAGEMENT = 'a00000000000001AAA';
const known = (artifact: string, changes: Partial<Known> = {}): Known => ({
    artifact,
    side: 'host',
    records: records(),
    engagementId: ENGAGEMENT,
    typed: {},
    ...changes
});
const valuesOf = (given: Known) => Object.fromEntries(Object.entries(presetsFor(given)).map(([name, { value }]) => [name, value]));
const last = {
    engagement: {
        Id: 'a00000000000009AAA',
        'Partner__r.Name': 'Halden Consulting',
        Partner_Type__c: 'SI',
        Counterpart__c: '003000000000009AAA',
        Partner_Manager__c: '005000000000008AAA',
        PRM__c: 'Introw',
        Credit_Percent__c: 60,
        Customer_Lead__c: 'Partner',
        Technical_Lead__c: null,
        Reference_Lead__c: null,
        Closing_Lead__c: null
    },
    plan: { Id: 'a03000000000001AAA', Host_Exec_Sponsor__c: '005000000000003AAA', Partner_Exec_Sponsor__c: '003000000000008AAA' },
    steps: []
};

it('takes the champion of the pitch from the scorecard of this deal, and says so', () => {
    const given = known('joint-pitch', { records: records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } }) });
    expect(presetsFor(given).Champion__c).toEqual({ value: '003000000000002AAA', source: "From this deal's scorecard" });
    expect(valuesOf(given).Pitch_Held_On__c).toBe('2026-11-22');
});

it('takes people, never texts, from the scorecard of another partner on the deal', () => {
    const other = aHostScorecard({ Partner_Engagement__c: 'a00000000000002AAA' });
    expect(valuesOf(known('joint-scorecard', { records: records({ artifacts: { Joint_Scorecard__c: [other] } }) }))).toEqual({
        Economic_Buyer__c: '003000000000001AAA',
        Champion__c: '003000000000002AAA'
    });
});

it('leaves alone what somebody filled in, and the fields of the other side', () => {
    const record = { Id: 'a02000000000001AAA', Champion__c: '003000000000005AAA', Pitch_Held_On__c: null };
    const artifacts = { Joint_Scorecard__c: [aHostScorecard()] };
    expect(valuesOf(known('joint-pitch', { record, records: records({ artifacts }) }))).toEqual({ Pitch_Held_On__c: '2026-11-22' });
    expect(valuesOf(known('joint-pitch', { side: 'partner', records: records({ artifacts }) }))).toEqual({});
});

it('registers a known partner as on its last deal, in the role that is free', () => {
    const given = known('register-partner', { side: 'partner', last, records: records({ engagements: [] }) });
    expect(valuesOf(given)).toEqual({
        Role__c: 'Lead',
        Partner_Type__c: 'SI',
        Counterpart__c: '003000000000009AAA',
        Partner_Manager__c: '005000000000008AAA',
        PRM__c: 'Introw',
        Credit_Percent__c: 60,
        Customer_Lead__c: 'Partner',
        Technical_Lead__c: 'Partner',
        Reference_Lead__c: 'Partner',
        Closing_Lead__c: 'Host'
    });
    expect(presetsFor(given).PRM__c!.source).toBe('From the last deal with Halden Consulting');
});

it('offers no credit that the deal has no room for, and no second lead', () => {
    const values = valuesOf(known('register-partner', { side: 'partner', last, records: records({ engagements: [anEngagement()] }) }));
    expect(values).toMatchObject({ Role__c: 'Supporting' });
    expect(values.Credit_Percent__c).toBeUndefined();
});

it('starts the plan from the close date and the sponsors of the last plan, each on its own side', () => {
    const deal = aDeal({ CloseDate: '2026-12-31' });
    expect(valuesOf(known('mutual-action-plan', { last, records: records({ deal }) }))).toEqual({
        Target_Close_On__c: '2026-12-31',
        Host_Exec_Sponsor__c: '005000000000003AAA'
    });
    expect(valuesOf(known('mutual-action-plan', { side: 'partner', last }))).toEqual({ Partner_Exec_Sponsor__c: '003000000000008AAA' });
});

it('knows how the deal ended', () => {
    expect(valuesOf(known('post-mortem', { records: records({ deal: aDeal({ Partner_Stage_Order__c: 4 }) }) })).Outcome__c).toBe('Won');
    expect(valuesOf(known('post-mortem', { records: records({ deal: aDeal({ Partner_Stage_Order__c: -1 }) }) })).Outcome__c).toBe('Lost');
});

it('asks for the last deal only where it helps', () => {
    const engagement = anEngagement({ Partner__c: '001000000000002AAA' });
    const deal = records({ engagements: [engagement] });
    expect(partnerAsked(known('mutual-action-plan', { records: deal }))).toBe('001000000000002AAA');
    expect(partnerAsked(known('joint-scorecard', { records: deal }))).toBeUndefined();
    expect(partnerAsked(known('register-partner'))).toBeUndefined();
    expect(partnerAsked(known('register-partner', { typed: { Partner__c: '001000000000003AAA' } }))).toBe('001000000000003AAA');
});
