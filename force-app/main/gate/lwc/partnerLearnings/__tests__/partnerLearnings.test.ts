import { graphql } from 'lightning/graphql';
import PartnerLearnings from 'c/partnerLearnings';
import { find, graphqlStub, mount, settled, textsOf } from '../../../../../test/harness';

const DEAL = '006000000000001AAA';
const PARTNER = '001000000000001AAA';
const value = (given: unknown) => ({ value: given });
const learning = {
    Id: 'a0L000000000001AAA',
    Name: value('PL-000001'),
    Partner__c: value(PARTNER),
    Partner__r: { Name: value('Halden Consulting') },
    Outcome__c: value('Lost'),
    Slipped_At__c: value('Joint pitch'),
    Learning__c: value('Bring procurement into the <b>second</b> joint call'),
    Change_Next_Time__c: value('Partner books it with the first call'),
    Published_On__c: value('2026-06-01'),
    Published_By__r: { Name: value('Jo Ruiz') }
};
const registration = {
    Id: 'a0E000000000001AAA',
    Name: value('PE-000001'),
    Opportunity__c: value(DEAL),
    Partner__c: value(PARTNER),
    Partner__r: { Name: value('Halden Consulting') },
    Registered_On__c: value('2026-06-02'),
    Status__c: value('Registered')
};
const answer = (learnings: readonly object[], registrations: readonly object[]) => ({
    uiapi: {
        query: {
            Partner_Learning__c: { edges: learnings.map((node) => ({ node })) },
            Partner_Engagement__c: { edges: registrations.map((node) => ({ node })) }
        }
    }
});

async function show(data: unknown, objectApiName = 'Opportunity'): Promise<HTMLElement> {
    const element = mount('c-partner-learnings', PartnerLearnings, {
        recordId: objectApiName === 'Account' ? PARTNER : DEAL,
        objectApiName
    });
    graphqlStub(graphql).emit(data);
    await settled();
    return element;
}

it('shows a closed box with the number of learnings on one of the next ten deals', async () => {
    const element = await show(answer([learning], [registration]));
    expect(textsOf(element, 'summary')).toEqual(['What we learned with Halden Consulting (1)']);
    expect(find<HTMLDetailsElement>(element, 'details')!.open).toBe(false);
    expect(textsOf(element, 'li p')).toEqual([
        'Bring procurement into the <b>second</b> joint call',
        'Next time: Partner books it with the first call',
        'Learning 1 of 10 Lost, slipped at Joint pitch. Confirmed by both sides, published Jun 1, 2026 by Jo Ruiz.',
        'Since then: No deal with this partner has taught anything since, so nothing can be compared yet.'
    ]);
    await expect(element).toBeAccessible();
});

it('is silent on a deal whose partners have taught nothing yet', async () => {
    const element = await show(answer([], [registration]));
    expect(element.shadowRoot!.textContent!.trim()).toBe('');
});

it('is open on the account, and says where learnings come from when there is none', async () => {
    const full = await show(answer([learning], [registration]), 'Account');
    expect(find<HTMLDetailsElement>(full, 'details')!.open).toBe(true);
    expect(textsOf(full, '.place')).toEqual(['Shown on 1 of 10 deals']);
    const empty = await show(answer([], []), 'Account');
    expect(textsOf(empty, '[data-id="empty"]')[0]).toMatch(/^Nothing is published for this partner yet\./);
    await expect(empty).toBeAccessible();
});

it('says what went wrong', async () => {
    const element = mount('c-partner-learnings', PartnerLearnings, { recordId: DEAL, objectApiName: 'Opportunity' });
    graphqlStub(graphql).emitErrors([{ message: 'The org is busy.' }]);
    await settled();
    expect(textsOf(element, '[role="alert"]')).toEqual(['What we learned could not be loaded. The org is busy.']);
});
