import { LightningElement, api } from 'lwc';
import { fieldEvent, fieldName, labelOf } from 'local/form';
import type { FieldContext, FormField } from 'local/form';

interface Control {
    setCustomValidity(message: string): void;
    reportValidity(): boolean;
    checkValidity(): boolean;
}

const inputTypes: Record<string, string> = {
    Date: 'date',
    DateTime: 'datetime',
    Time: 'time',
    Boolean: 'checkbox',
    Currency: 'number',
    Double: 'number',
    Int: 'number',
    Percent: 'number',
    Email: 'email',
    Phone: 'tel',
    Url: 'url'
};

/** One editable field of a record edit form. */
export default class InputField extends LightningElement {
    @api fieldName: unknown;
    @api disabled = false;
    @api required = false;
    @api readOnly = false;
    @api variant = 'standard';

    context: FieldContext | undefined;
    current: unknown;
    #given: { value: unknown } | undefined;
    /** Typed since the form opened; a field that appears later brings the record again and must not undo it. */
    #typed = false;

    @api get value(): unknown {
        return this.current;
    }
    set value(value: unknown) {
        this.#given = { value };
        this.current = value;
    }

    connectedCallback(): void {
        const field: FormField = {
            name: fieldName(this.fieldName),
            receive: (context) => this.receive(context),
            value: () => (this.current === '' || this.current === undefined ? null : this.current),
            showError: (message) => this.showError(message),
            check: () => this.reportValidity(),
            onShow: () => this.isConnected
        };
        this.dispatchEvent(new CustomEvent(fieldEvent, { bubbles: true, composed: true, detail: field }));
    }

    private receive(context: FieldContext): void {
        this.context = context;
        if (this.#typed) return;
        this.current = this.#given
            ? this.#given.value
            : (context.record.fields[fieldName(this.fieldName)]?.value ?? (this.isCheckbox ? false : null));
    }

    private get control(): Control | null {
        return this.template!.querySelector<HTMLElement>('.control') as unknown as Control | null;
    }

    @api reset(): void {
        this.#given = undefined;
        this.#typed = false;
        if (this.context) this.receive(this.context);
        this.showError('');
    }
    @api reportValidity(): boolean {
        return this.control?.reportValidity() ?? true;
    }
    @api showError(message: string): void {
        this.control?.setCustomValidity(message);
        this.control?.reportValidity();
    }

    get ready(): boolean {
        return this.context?.info !== undefined;
    }
    get dataType(): string {
        return this.context?.info?.dataType ?? '';
    }
    get label(): string {
        return labelOf(this.context?.info);
    }
    get help(): string | null | undefined {
        return this.context?.info?.inlineHelpText;
    }
    get isRequired(): boolean {
        return this.required || (this.context?.info?.required ?? false);
    }
    get isDisabled(): boolean {
        const info = this.context?.info;
        const open = this.context?.record.id ? info?.updateable : info?.createable;
        return this.disabled || this.readOnly || !open;
    }
    get isPicklist(): boolean {
        return this.dataType === 'Picklist';
    }
    get isTextArea(): boolean {
        return this.dataType === 'TextArea';
    }
    get isReference(): boolean {
        return this.dataType === 'Reference';
    }
    get isCheckbox(): boolean {
        return this.dataType === 'Boolean';
    }
    get type(): string {
        return inputTypes[this.dataType] ?? 'text';
    }
    get step(): string | undefined {
        if (this.type !== 'number') return undefined;
        const scale = this.context?.info?.scale ?? 0;
        return scale > 0 ? (1 / 10 ** scale).toFixed(scale) : '1';
    }
    get maxLength(): number | undefined {
        return this.type === 'text' ? this.context?.info?.length || undefined : undefined;
    }
    get options(): { label: string; value: string }[] {
        const values = (this.context?.options ?? []).map(({ label, value }) => ({ label, value }));
        return this.isRequired ? values : [{ label: '--None--', value: '' }, ...values];
    }
    get text(): unknown {
        return this.current ?? '';
    }
    get target(): string | undefined {
        const infos = this.context?.info?.referenceToInfos ?? [];
        return (infos.find((info) => info.apiName === 'User') ?? infos[0])?.apiName;
    }

    handleChange(event: CustomEvent<{ value?: unknown; checked?: boolean; recordId?: string | null }>): void {
        event.stopPropagation();
        const { value, checked, recordId } = event.detail;
        this.control?.setCustomValidity('');
        this.#typed = true;
        this.current = this.isCheckbox
            ? checked
            : this.isReference
              ? recordId
              : this.type === 'number' && value !== ''
                ? Number(value)
                : value;
        this.dispatchEvent(new CustomEvent('change', { bubbles: true, composed: true, detail: { value: this.current, checked } }));
    }
}
