import FieldForm from 'c/fieldForm';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

const FIELD = { engagementId: 'a00000000000001AAA', fieldName: 'Site_Survey__c', hint: 'Bring the survey number.' };

const saveIsOff = (element: HTMLElement): boolean => (button(element, 'Save') as HTMLElement & { disabled: boolean }).disabled;

it('is a form over that one field of the partner on the deal', async () => {
    const element = mount('c-field-form', FieldForm, FIELD);
    expect(find<{ recordId: string; objectApiName: string } & HTMLElement>(element, 'lightning-record-edit-form')).toMatchObject({
        recordId: FIELD.engagementId,
        objectApiName: 'Partner_Engagement__c'
    });
    expect(find<{ fieldName: string } & HTMLElement>(element, 'lightning-input-field')!.fieldName).toBe('Site_Survey__c');
    expect(textsOf(element, '.hint')).toEqual(['Bring the survey number.']);
    await expect(element).toBeAccessible();
});

it('is saved once, and says so', async () => {
    const element = mount('c-field-form', FieldForm, FIELD);
    const saved = jest.fn();
    element.addEventListener('saved', saved);
    const form = find(element, 'lightning-record-edit-form')!;
    form.dispatchEvent(new CustomEvent('submit'));
    await settled();
    expect(saveIsOff(element)).toBe(true);
    form.dispatchEvent(new CustomEvent('success'));
    expect(saved).toHaveBeenCalledTimes(1);
});

it('stays open with the words of a refusal', async () => {
    const element = mount('c-field-form', FieldForm, FIELD);
    const form = find(element, 'lightning-record-edit-form')!;
    form.dispatchEvent(new CustomEvent('submit'));
    form.dispatchEvent(new CustomEvent('error'));
    await settled();
    expect(element.shadowRoot!.activeElement).toBe(find(element, '.problems'));
    expect(saveIsOff(element)).toBe(false);
});
