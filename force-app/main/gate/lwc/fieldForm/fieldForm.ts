import { LightningElement, api } from 'lwc';

/** Supplies evidence that is one field of the partner on this deal: the map names the field, the org says what it is and who may fill it. */
export default class FieldForm extends LightningElement {
    @api engagementId!: string;
    /** API name of the field. */
    @api fieldName!: string;
    /** What to do, in the words of the map. */
    @api hint = '';

    saving = false;

    handleSubmit(): void {
        this.saving = true;
    }

    handleSuccess(): void {
        this.saving = false;
        this.dispatchEvent(new CustomEvent('saved'));
    }

    /** What was typed stays; the refusal takes the focus. */
    handleError(): void {
        this.saving = false;
        this.template!.querySelector<HTMLElement>('.problems')!.focus();
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }
}
