import HandoffAnswer from 'c/handoffAnswer';
import { anEngagement } from '../../../../../test/deal-records';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

const registered = { Registered_On__c: '2026-11-18', Handoff_Due_On__c: '2026-11-20' };
const sentBack = { ...registered, Handoff_Returned_On__c: '2026-11-20T09:00:00.000Z', Handoff_Returned_Reason__c: 'The seller left' };

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask'] }).setSystemTime(new Date('2026-11-22T12:00:00Z')));
afterEach(() => jest.useRealTimers());

const show = (fields: Record<string, string>, who: Record<string, unknown>) =>
    mount('c-handoff-answer', HandoffAnswer, { engagement: anEngagement(fields), ...who });
const clockOf = (element: HTMLElement) => textsOf(element, '.clock')[0];

it('shows the owner how late the answer is, and lets only the owner give it', () => {
    const owner = show(registered, { side: 'host', ownsDeal: true });
    expect(textsOf(owner, 'strong')).toEqual(['Waits for the deal owner']);
    expect(clockOf(owner)).toBe('2 days late · 4 days in the queue');
    expect(button(owner, 'Accept handoff')).toBeDefined();
    const colleague = show(registered, { side: 'host', ownsDeal: false });
    expect([button(colleague, 'Accept handoff'), button(colleague, 'Send back')]).toEqual([undefined, undefined]);
});

it.each([
    ['2026-11-22', 'due today'],
    ['2026-11-23', 'due tomorrow'],
    ['2026-11-24', 'due in 2 days'],
    ['2026-11-21', '1 day late']
])('says %s as %s', (Handoff_Due_On__c, words) => {
    expect(clockOf(show({ Registered_On__c: '2026-11-22', Handoff_Due_On__c }, { side: 'host' }))).toBe(`${words} · arrived today`);
});

it('sends back only with a reason', async () => {
    const owner = show(registered, { side: 'host', ownsDeal: true });
    const asked = jest.fn();
    owner.addEventListener('answer', (event) => asked((event as CustomEvent).detail));
    button(owner, 'Send back')!.click();
    await settled();
    const input = find<HTMLElement & { reportValidity: () => boolean }>(owner, 'lightning-input')!;
    input.reportValidity = () => false;
    button(owner, 'Send back')!.click();
    expect(asked).not.toHaveBeenCalled();
    input.reportValidity = () => true;
    input.dispatchEvent(new CustomEvent('change', { detail: { value: 'The seller left' } }));
    button(owner, 'Send back')!.click();
    expect(asked).toHaveBeenCalledWith({ action: 'return-handoff', reason: 'The seller left' });
});

it('shows the partner manager why it came back, and makes it actionable again', async () => {
    const manager = show(sentBack, { side: 'partner', ownsDeal: false });
    expect(textsOf(manager, 'strong')).toEqual(['Sent back to the partner manager']);
    expect(textsOf(manager, '.quote')).toEqual(['Sent back because: The seller left']);
    const asked = jest.fn();
    manager.addEventListener('answer', (event) => asked((event as CustomEvent).detail));
    button(manager, 'Answer and send again')!.click();
    await settled();
    const input = find<HTMLElement & { reportValidity: () => boolean }>(manager, 'lightning-input')!;
    input.reportValidity = () => true;
    input.dispatchEvent(new CustomEvent('change', { detail: { value: 'Mia Roth took over' } }));
    button(manager, 'Send again')!.click();
    expect(asked).toHaveBeenCalledWith({ action: 'send-again', reason: 'Mia Roth took over' });
    jest.useRealTimers();
    await expect(manager).toBeAccessible();
});

it('shows the owner the answer to what was missed', () => {
    const again = { ...sentBack, Handoff_Sent_Again_On__c: '2026-11-21T10:00:00.000Z', Handoff_Answer__c: 'Mia Roth took over' };
    const owner = show(again, { side: 'host', ownsDeal: true });
    expect(textsOf(owner, 'strong')).toEqual(['Sent again, waits for the deal owner']);
    expect(textsOf(owner, '.quote')).toEqual(['Sent back because: The seller left', 'Answer of the partner manager: Mia Roth took over']);
    expect(button(show(again, { side: 'partner' }), 'Answer and send again')).toBeUndefined();
});

it('takes a reason without a time as sent back: somebody wrote it past Partner Path', () => {
    const manager = show({ ...registered, Handoff_Returned_Reason__c: 'No need' }, { side: 'partner' });
    expect(button(manager, 'Answer and send again')).toBeDefined();
});
