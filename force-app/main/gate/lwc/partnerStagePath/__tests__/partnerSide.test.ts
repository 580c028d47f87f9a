import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import PartnerStagePath from 'c/partnerStagePath';
import { aDeal, aHostScorecard, anEngagement, aRequest, asGraphql, records } from '../../../../../test/deal-records';
import { button, find, graphqlStub, mount, settled, textsOf } from '../../../../../test/harness';
import type { DealRecords } from 'c/dealGraph';

// Somebody who neither advances deals nor owns this one, but decides exceptions.
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000007AAA' }), { virtual: true });
jest.mock('@salesforce/customPermission/Advance_Partner_Deal', () => ({ default: undefined }), { virtual: true });
jest.mock('@salesforce/customPermission/Waive_Partner_Gate', () => ({ default: true }), { virtual: true });

const update = updateRecord as unknown as jest.Mock;

async function show(deal: DealRecords): Promise<HTMLElement> {
    const panel = mount('c-partner-stage-path', PartnerStagePath, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emit(asGraphql(deal));
    await settled();
    return panel;
}

beforeEach(() => {
    jest.clearAllMocks();
    update.mockResolvedValue({});
});

it('has no control that raises the stage', async () => {
    const panel = await show(records());
    expect(button(panel, 'Move to Value Proposition')).toBeUndefined();
    expect(find(panel, 'lightning-button-menu')).toBeNull();
    await expect(panel).toBeAccessible();
});

it('reads the same sentence from its own side', async () => {
    const panel = await show(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } }));
    expect(textsOf(panel, '[data-id="headline"]')).toEqual(['1 thing before Value Proposition: 1 yours.']);
});

it('registers a partner on a deal that has none', async () => {
    const panel = await show(records({ engagements: [], deal: aDeal({ Registered_Partners__c: 0 }) }));
    const registration = find(panel, 'c-register-partner')!;
    button(registration, 'Register a partner on this deal')!.click();
    await settled();
    expect(button(registration, 'Register a partner on this deal')).toBeUndefined();
    expect(find<HTMLElement & { artifact: string }>(registration, 'c-artifact-form')!.artifact).toBe('register-partner');
});

it('confirms in the name of the partner seller', async () => {
    const panel = await show(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard({ Champion_Partner_View__c: 'Agrees' })] } }));
    const criterion = find<HTMLElement & { view: unknown }>(panel, 'c-gate-criterion')!;
    criterion.dispatchEvent(new CustomEvent('act', { detail: { action: 'confirm', view: criterion.view } }));
    await settled();
    expect(update).toHaveBeenCalledWith({
        fields: expect.objectContaining({
            Id: 'a01000000000001AAA',
            Partner_Confirmed_By__c: '003000000000009AAA',
            Partner_Recorded_By__c: '005000000000007AAA'
        })
    });
});

it('approves a requested exception in its own name', async () => {
    const panel = await show(records({ waivers: [aRequest()] }));
    button(find(panel, 'c-deal-exceptions')!, 'Approve')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({
        fields: expect.objectContaining({ Id: 'a06000000000001AAA', Status__c: 'Approved', Approver__c: '005000000000007AAA' })
    });
});

it('gives an approved exception the last day that was asked for, chosen, or two weeks ahead', async () => {
    jest.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z'), doNotFake: ['nextTick', 'queueMicrotask'] });
    const panel = await show(records({ waivers: [aRequest({ Expires_On__c: null })] }));
    jest.useRealTimers();
    const exceptions = find(panel, 'c-deal-exceptions')!;
    expect(textsOf(exceptions, 'p')[0]).not.toContain('until');
    const lastDay = find<HTMLElement & { value: string }>(exceptions, 'lightning-input')!;
    expect(lastDay.value).toBe('2026-12-06');
    lastDay.dispatchEvent(new CustomEvent('change', { detail: { value: '2026-12-01' } }));
    button(exceptions, 'Approve')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({ fields: expect.objectContaining({ Status__c: 'Approved', Expires_On__c: '2026-12-01' }) });
    await expect(panel).toBeAccessible();
});

it('tells at the exception what the org refused', async () => {
    update.mockRejectedValue({ body: { message: 'Who asks does not approve.' } });
    const panel = await show(records({ waivers: [aRequest()] }));
    const exceptions = find(panel, 'c-deal-exceptions')!;
    button(exceptions, 'Approve')!.click();
    await settled();
    await settled();
    expect(textsOf(exceptions, '.refusal')).toEqual(['Not saved. Who asks does not approve.']);
    expect(exceptions.shadowRoot!.activeElement?.className).toContain('refusal');
});

it('registers one signal at a time', async () => {
    const signals = ['a00000000000002AAA', 'a00000000000003AAA'].map((Id) => anEngagement({ Id, Status__c: 'Signal' }));
    const panel = await show(records({ engagements: signals, deal: aDeal({ Registered_Partners__c: 0 }) }));
    const [first, second, another] = [...panel.shadowRoot!.querySelectorAll<HTMLElement>('c-register-partner')];
    button(first!, 'Register this partner')!.click();
    await settled();
    const form = find<HTMLElement & { record: { Id: string } }>(first!, 'c-artifact-form')!;
    expect(form.record.Id).toBe('a00000000000002AAA');
    expect([second!, another!].map((each) => find(each, 'lightning-button'))).toEqual([null, null]);
    form.dispatchEvent(new CustomEvent('cancel'));
    await settled();
    expect(find(first!, 'c-artifact-form')).toBeNull();
    expect(button(another!, 'Register a partner on this deal')).toBeDefined();
});

it('records that the partner was told, in its own name', async () => {
    const panel = await show(
        records({
            engagements: [anEngagement({ Missing_Criteria__c: 'post-mortem;' })],
            deal: aDeal({ StageName: 'Closed Won', Partner_Stage_Order__c: 4, Earned_Stage_Order__c: 4 })
        })
    );
    const criterion = find<HTMLElement & { view: unknown }>(panel, 'c-gate-criterion')!;
    criterion.dispatchEvent(new CustomEvent('act', { detail: { action: 'partner-told', view: criterion.view } }));
    await settled();
    expect(update).toHaveBeenCalledWith({
        fields: {
            Id: 'a00000000000001AAA',
            Partner_Told_On__c: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
            Partner_Told_By__c: '005000000000007AAA'
        }
    });
});

it('closes an exception whose debt is paid', async () => {
    const panel = await show(records({ waivers: [aRequest({ Status__c: 'Approved' })] }));
    button(find(panel, 'c-deal-exceptions')!, 'Close')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({ fields: { Id: 'a06000000000001AAA', Status__c: 'Closed' } });
});
