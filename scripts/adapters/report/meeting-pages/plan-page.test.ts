import fc from 'fast-check';
import { planQuery, readPlans, stepQuery, toSharedPlan } from '../../../boundary/plan-rows';
import { toPlanHtml } from './plan-page';

const TODAY = 20_778;
const [PLAN, DEAL, ENGAGEMENT, PARTNER, BUYER, OTHER] = ['a1', '006', 'a0', '0011', '0012', '0013'].map((id) => id.padEnd(18, '0'));

const aPlanRow = (more: Record<string, unknown> = {}, deal: Record<string, unknown> = {}, engagement: Record<string, unknown> = {}) => ({
    Id: PLAN,
    Target_Close_On__c: '2026-12-18',
    Procurement_Path__c: 'Direct',
    Host_Exec_Sponsor__r: { Name: 'Lena Brandt' },
    Partner_Exec_Sponsor__r: null,
    Host_Confirmed_On__c: '2026-11-18T10:00:00.000+0000',
    Partner_Confirmed_On__c: null,
    Buyer_Agreed_On__c: null,
    Buyer_Agreed_By__r: null,
    Partner_Engagement__c: ENGAGEMENT,
    ...more,
    Partner_Engagement__r: {
        Role__c: 'Lead',
        Partner__c: PARTNER,
        Partner__r: { Name: 'Halden', ParentId: null },
        Counterpart__r: { Name: 'Jana Ruiz' },
        Opportunity__r: { AccountId: BUYER, Account: { Name: 'Aldergate' }, Owner: { Name: 'Avery' }, ...deal },
        ...engagement
    }
});
const aStepRow = (more: Record<string, unknown> = {}) => ({
    Action__c: 'Legal redlines returned',
    Party__c: 'Buyer',
    Host_Owner__r: null,
    Contact_Owner__r: { Name: 'Elena Whitfield', AccountId: BUYER },
    Due_On__c: '2026-11-25',
    Done__c: false,
    Done_On__c: null,
    Depends_On__r: null,
    ...more
});
const pageOf = (plan: unknown, steps: readonly unknown[]) =>
    toPlanHtml(toSharedPlan(readPlans([plan])[0]!, steps, 'Our Company'), 'Joint plan', TODAY);

it('shows steps, people and agreement of the three parties', () => {
    const page = pageOf(aPlanRow(), [aStepRow()]);
    for (const text of [
        'Legal redlines returned',
        'Elena Whitfield',
        'Nov 25, 2026',
        'Aldergate',
        'Halden',
        'Jana Ruiz',
        'Avery',
        'Lena Brandt',
        'not yet'
    ])
        expect(page).toContain(text);
});

it('shows nothing that is planted in any other field of any record', () => {
    const secret = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((number) => `SECRET${number}`);
    // Field names that a wider query, or another version of the objects, might bring along.
    const inside = fc.dictionary(
        fc.constantFrom(
            'Credit_Percent__c',
            'Attribution__c',
            'Metrics__c',
            'Identify_Pain__c',
            'Reason__c',
            'Procurement_Steps__c',
            'Marketplace_Deal_Id__c',
            'Description',
            'NextStep',
            'Confirmed_Need__c',
            'Registration_Id__c',
            'Waiver_Debt__c',
            'Missing_Criteria__c'
        ),
        secret
    );
    fc.assert(
        fc.property(inside, inside, inside, inside, secret, (ofPlan, ofDeal, ofPartner, ofStep, name) => {
            const outsider = aStepRow({ ...ofStep, Contact_Owner__r: { Name: name, AccountId: OTHER, Email: name } });
            const page = pageOf(aPlanRow(ofPlan, { ...ofDeal, Name: name }, ofPartner), [aStepRow(ofStep), outsider]);
            expect(page).not.toContain('SECRET');
        })
    );
});

it('never asks the org for what it may not show', () => {
    const asked = `${planQuery(DEAL!, false)} ${stepQuery(PLAN!)}`;
    expect(asked).not.toMatch(
        /Credit|Attribution|Amount|Waiver|Scorecard|Reason|Note|Procurement_Steps|Marketplace|Description|NextStep|Email|Missing/
    );
    expect(planQuery(DEAL!, true)).toContain('Amount');
});

it('shows the amount only when it was read', () => {
    expect(pageOf(aPlanRow(), [])).not.toContain('Amount');
    expect(pageOf(aPlanRow({}, { Amount: 480_000 }), [])).toContain('480,000');
});

it('lets no name or step become markup', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const page = pageOf(
        aPlanRow(
            { Buyer_Agreed_By__r: { Name: evil }, Procurement_Path__c: evil },
            { Account: { Name: evil }, Owner: { Name: evil } },
            { Partner__r: { Name: evil, ParentId: null } }
        ),
        [aStepRow({ Action__c: evil, Contact_Owner__r: { Name: evil, AccountId: BUYER }, Depends_On__r: { Action__c: evil } })]
    );
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).toContain('default-src &#39;none&#39;');
});
