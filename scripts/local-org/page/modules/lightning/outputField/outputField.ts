import { LightningElement, api } from 'lwc';
import { fieldEvent, fieldName, labelOf } from 'local/form';
import type { FieldContext, FormField } from 'local/form';

/** Shows one field with its label, inside a record view (or edit) form. */
export default class OutputField extends LightningElement {
    @api fieldName: unknown;
    @api variant: 'standard' | 'label-hidden' = 'standard';
    @api fieldClass: string | undefined;

    context: FieldContext | undefined;

    connectedCallback(): void {
        const field: FormField = { name: fieldName(this.fieldName), receive: (context) => (this.context = context) };
        this.dispatchEvent(new CustomEvent(fieldEvent, { bubbles: true, composed: true, detail: field }));
    }

    private get field() {
        return this.context?.record.fields[fieldName(this.fieldName)];
    }
    get readable(): boolean {
        return this.context?.info !== undefined;
    }
    get label(): string {
        return labelOf(this.context?.info);
    }
    get help(): string | null | undefined {
        return this.context?.info?.inlineHelpText;
    }
    get showsLabel(): boolean {
        return this.variant !== 'label-hidden';
    }
    get isCheckbox(): boolean {
        return this.context?.info?.dataType === 'Boolean';
    }
    get checkIcon(): string {
        return this.field?.value ? 'utility:check' : 'utility:close';
    }
    get checkText(): string {
        return this.field?.value ? 'Yes' : 'No';
    }
    get isLink(): boolean {
        return this.link !== undefined;
    }
    get link(): string | undefined {
        const { info } = this.context ?? {};
        const value = String(this.field?.value ?? '');
        if (!info || value === '') return undefined;
        if (info.dataType === 'Url') return /^https?:\/\//i.test(value) ? value : undefined;
        if (info.dataType === 'Email') return `mailto:${value}`;
        const parent = info.relationshipName
            ? (this.context!.record.fields[info.relationshipName]?.value as { apiName: string } | null | undefined)
            : undefined;
        return info.reference && parent && parent.apiName !== 'User' ? `/lightning/r/${parent.apiName}/${value}/view` : undefined;
    }
    get target(): string | undefined {
        return this.context?.info?.dataType === 'Url' ? '_blank' : undefined;
    }
    get text(): string {
        const { info, record } = this.context ?? {};
        const field = this.field;
        if (!info || !record || !field) return '';
        if (info.reference && info.relationshipName)
            return record.fields[info.relationshipName]?.displayValue ?? (field.value ? String(field.value) : '');
        return field.displayValue ?? (field.value === null ? '' : String(field.value));
    }
}
