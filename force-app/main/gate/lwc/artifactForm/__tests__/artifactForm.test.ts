import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import ArtifactForm from 'c/artifactForm';
import { aDeal, aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';
import { button, find, graphqlStub, mount, settled, stubOf, textsOf } from '../../../../../test/harness';

jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

/** Submits the form as the base component does, and returns the fields that are saved. */
function submit(element: HTMLElement, fields: Record<string, unknown>): Record<string, unknown> {
    const form = find<HTMLElement & { submit: jest.Mock }>(element, 'lightning-record-edit-form')!;
    form.submit = jest.fn();
    form.dispatchEvent(new CustomEvent('submit', { detail: { fields }, cancelable: true }));
    return form.submit.mock.calls[0][0];
}

it('puts a new artifact under its engagement', () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', engagementId: 'a00000000000001AAA' });
    expect(submit(element, { Metrics__c: 'Cut cost by half' })).toEqual({
        Metrics__c: 'Cut cost by half',
        Partner_Engagement__c: 'a00000000000001AAA'
    });
});

it('takes both confirmations back when confirmed evidence changes, and says so before', async () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', record: aHostScorecard() });
    expect(textsOf(element, '[role="status"]')).toEqual(['Our view: confirmed. A change there takes both confirmations back.']);
    expect(submit(element, { Metrics__c: 'Cut cost by a third' })).toMatchObject({
        Host_Confirmed_By__c: null,
        Partner_Recorded_By__c: null
    });
    await expect(element).toBeAccessible();
});

it('leaves the host side confirmed while the partner side answers', () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', record: aHostScorecard() });
    const { Metrics__c } = aHostScorecard();
    expect(submit(element, { Metrics__c, Champion_Partner_View__c: 'Agrees' })).toEqual({ Metrics__c, Champion_Partner_View__c: 'Agrees' });
});

it('shows what the other side answered as text to read, where the org keeps the reader from changing it', async () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', side: 'partner', record: aHostScorecard() });
    await settled();
    expect(stubOf(getObjectInfo).getLastConfig()).toEqual({ objectApiName: 'Joint_Scorecard__c' });
    const fields = { Metrics__c: { updateable: false }, Fit__c: { updateable: true }, Metrics_Partner_View__c: { updateable: false } };
    stubOf(getObjectInfo).emit({ fields });
    await settled();
    const shownBy = (tag: string) =>
        [...element.shadowRoot!.querySelectorAll<HTMLElement & { fieldName: string }>(tag)].map(({ fieldName }) => fieldName);
    expect(shownBy('lightning-output-field')).toEqual(['Metrics__c']);
    // Its own answers stay inputs, and so does what both sides may write.
    expect(shownBy('lightning-input-field')).toEqual(expect.arrayContaining(['Metrics_Partner_View__c', 'Fit__c']));
    await expect(element).toBeAccessible();
});

it('asks for a note only where the partner differs', async () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', record: aHostScorecard() });
    const notes = () =>
        [...element.shadowRoot!.querySelectorAll<HTMLElement & { fieldName: string }>('lightning-input-field')]
            .map(({ fieldName }) => fieldName)
            .filter((name) => name.includes('_Note__c'));
    expect(notes()).toEqual(['Economic_Buyer_Partner_Note__c']);
    const view = [...element.shadowRoot!.querySelectorAll<HTMLElement & { fieldName: string }>('lightning-input-field')].find(
        ({ fieldName }) => fieldName === 'Champion_Partner_View__c'
    )!;
    view.dispatchEvent(new CustomEvent('change', { detail: { value: 'Differs' } }));
    await settled();
    expect(notes()).toEqual(['Economic_Buyer_Partner_Note__c', 'Champion_Partner_Note__c']);
});

it('registers a partner with what nobody should have to type', () => {
    jest.useFakeTimers().setSystemTime(new Date('2026-11-21T12:00:00Z'));
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'register-partner', deal: aDeal() });
    expect(submit(element, { PRM__c: 'Introw', Registration_Id__c: 'R-1' })).toEqual({
        PRM__c: 'Introw',
        Registration_Id__c: 'R-1',
        Opportunity__c: '006000000000001AAA',
        Status__c: 'Registered',
        Registered_On__c: '2026-11-21',
        Joined_Stage_Order__c: 1,
        Registration_Key__c: 'Introw:R-1'
    });
    jest.useRealTimers();
});

it('gives no key to a registration without a PRM', () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'registration', record: anEngagement() });
    expect(submit(element, { PRM__c: 'No PRM', Registration_Id__c: null })).toMatchObject({ Registration_Key__c: null });
});

const ENGAGEMENT = 'a00000000000001AAA';
type Field = HTMLElement & { fieldName: string; value?: unknown };
const fieldOf = (element: HTMLElement, name: string): Field =>
    [...element.shadowRoot!.querySelectorAll<Field>('lightning-input-field')].find(({ fieldName }) => fieldName === name)!;
const type = async (element: HTMLElement, name: string, value: unknown): Promise<void> => {
    fieldOf(element, name).dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await settled();
};
const marked = (element: HTMLElement): string[] =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('.field')]
        .filter((field) => field.querySelector('.mark')?.textContent === 'Still needed')
        .map((field) => field.dataset.name!);

it('marks what keeps its side incomplete, and counts it down', async () => {
    const given = { artifact: 'joint-pitch', side: 'host', engagementId: ENGAGEMENT, records: records() };
    const element = mount('c-artifact-form', ArtifactForm, given);
    expect(marked(element)).toEqual(['Buyer_Next_Step__c', 'Next_Step_On__c', 'Champion__c']);
    expect(textsOf(element, '[data-id="needed"]')).toEqual(['3 fields still needed from you.']);
    await type(element, 'Buyer_Next_Step__c', 'Security review booked');
    expect(textsOf(element, '[data-id="needed"]')).toEqual(['2 fields still needed from you.']);
    await expect(element).toBeAccessible();
});

it('sets a disagreement apart by words and a sign', async () => {
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'joint-scorecard', side: 'host', record: aHostScorecard() });
    expect(textsOf(element, '[data-differs="true"] [data-id="differs"]')).toEqual(['The partner sees it differently']);
    expect(textsOf(element, '[data-differs="true"] .slds-assistive-text')).toEqual(['Economic Buyer']);
});

it('asks for the last deal once a partner is chosen, and keeps what was typed meanwhile', async () => {
    const element = mount('c-artifact-form', ArtifactForm, {
        artifact: 'register-partner',
        side: 'partner',
        deal: aDeal(),
        records: records()
    });
    await type(element, 'Credit_Percent__c', 10);
    await type(element, 'Partner__c', '001000000000002AAA');
    expect(stubOf(graphql).getLastConfig()).toMatchObject({ variables: { partnerId: '001000000000002AAA', dealId: aDeal().Id } });
    const node = {
        Id: 'a00000000000009AAA',
        Partner_Type__c: { value: 'SI' },
        Credit_Percent__c: { value: 25 },
        Partner__r: { Name: { value: 'Halden Consulting' } }
    };
    graphqlStub(graphql).emit({ uiapi: { query: { Partner_Engagement__c: { edges: [{ node }] } } } });
    await settled();
    expect(fieldOf(element, 'Partner_Type__c').value).toBe('SI');
    expect(textsOf(element, '[data-name="Partner_Type__c"] .source')).toEqual(['Filled in: From the last deal with Halden Consulting']);
    expect(fieldOf(element, 'Credit_Percent__c').value).toBeUndefined();
});

it('confirms in the same save, in the name of its side', () => {
    const given = { artifact: 'joint-scorecard', side: 'partner', engagementId: ENGAGEMENT, records: records(), record: aHostScorecard() };
    const element = mount('c-artifact-form', ArtifactForm, given);
    button(element, 'Save and confirm for Halden Consulting')!.click();
    expect(submit(element, { Champion_Partner_View__c: 'Agrees' })).toMatchObject({ Partner_Confirmed_By__c: '003000000000009AAA' });
    button(element, 'Save')!.click();
    expect(submit(element, { Champion_Partner_View__c: 'Agrees' })).toEqual({ Champion_Partner_View__c: 'Agrees' });
});

it('stops a marketplace id that the org would refuse, before the save', async () => {
    const record = { Id: 'a03000000000001AAA', Procurement_Path__c: 'AWS Marketplace' };
    const element = mount('c-artifact-form', ArtifactForm, { artifact: 'marketplace-deal-id', side: 'partner', record });
    await type(element, 'Marketplace_Deal_Id__c', 'pending');
    const form = find<HTMLElement & { submit: jest.Mock }>(element, 'lightning-record-edit-form')!;
    form.submit = jest.fn();
    form.dispatchEvent(new CustomEvent('submit', { detail: { fields: { Marketplace_Deal_Id__c: 'pending' } }, cancelable: true }));
    expect(form.submit).not.toHaveBeenCalled();
    expect((element.shadowRoot!.activeElement as HTMLElement).dataset.name).toBe('Marketplace_Deal_Id__c');
    await type(element, 'Marketplace_Deal_Id__c', 'O1234567');
    expect(submit(element, { Marketplace_Deal_Id__c: 'O1234567' })).toMatchObject({ Marketplace_Deal_Key__c: 'aws marketplace:o1234567' });
});

it('takes the focus to the first field that the org refused', () => {
    const element = mount('c-artifact-form', ArtifactForm, {
        artifact: 'request-exception',
        side: 'host',
        engagementId: ENGAGEMENT,
        gateOrder: 1
    });
    const form = find(element, 'lightning-record-edit-form')!;
    form.dispatchEvent(new CustomEvent('error', { detail: { output: { fieldErrors: { Expires_On__c: [{}] } } } }));
    expect((element.shadowRoot!.activeElement as HTMLElement).dataset.name).toBe('Expires_On__c');
    form.dispatchEvent(new CustomEvent('error', { detail: { output: { errors: [{}] } } }));
    expect(element.shadowRoot!.activeElement!.className).toContain('problems');
});
