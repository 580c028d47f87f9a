import ArtifactForm from 'c/artifactForm';
import { aDeal, aHostScorecard, anEngagement } from '../../../../../test/deal-records';
import { find, mount, settled, textsOf } from '../../../../../test/harness';

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
