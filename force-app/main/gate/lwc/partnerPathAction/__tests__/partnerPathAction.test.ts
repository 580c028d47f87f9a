import { getRecord } from 'lightning/uiRecordApi';
import PartnerPathAction from 'c/partnerPathAction';
import { button, find, mount, settled, stubOf, textsOf } from '../../../../../test/harness';

jest.mock(
    'lightning/actions',
    () => ({
        CloseActionScreenEvent: class extends CustomEvent<undefined> {
            constructor() {
                super('closeactionscreen', { bubbles: true, composed: true });
            }
        }
    }),
    { virtual: true }
);

interface Path extends HTMLElement {
    recordId: string;
    engagementId?: string;
}

it('opens the whole deal from an opportunity', async () => {
    const element = mount('c-partner-path-action', PartnerPathAction, { recordId: '006000000000001AAA', objectApiName: 'Opportunity' });
    const path = find<Path>(element, 'c-partner-stage-path')!;
    expect([path.recordId, path.engagementId]).toEqual(['006000000000001AAA', undefined]);
    await expect(element).toBeAccessible();
});

it('opens one partner of the deal from the partner, and says which', async () => {
    const element = mount('c-partner-path-action', PartnerPathAction, {
        recordId: 'a00000000000001AAA',
        objectApiName: 'Partner_Engagement__c'
    });
    expect(find(element, 'c-partner-stage-path')).toBeNull();
    stubOf(getRecord).emit({
        fields: { Opportunity__c: { value: '006000000000001AAA' }, Partner__r: { value: { fields: { Name: { value: 'Halden' } } } } }
    });
    await settled();
    const path = find<Path>(element, 'c-partner-stage-path')!;
    expect([path.recordId, path.engagementId]).toEqual(['006000000000001AAA', 'a00000000000001AAA']);
});

it('says why it cannot open, and closes', async () => {
    const element = mount('c-partner-path-action', PartnerPathAction, {
        recordId: 'a00000000000001AAA',
        objectApiName: 'Partner_Engagement__c'
    });
    stubOf(getRecord).error({ message: 'You do not have access to this record.' });
    await settled();
    expect(textsOf(element, '[role="alert"]')).toEqual(['You do not have access to this record.']);
    const closed = jest.fn();
    element.addEventListener('closeactionscreen', closed);
    button(element, 'Close')!.click();
    expect(closed).toHaveBeenCalledTimes(1);
});
