import { LightningElement, api } from 'lwc';
import { request } from 'local/http';

interface Choice {
    readonly id: string;
    readonly name: string;
    readonly detail: string;
}

interface Shown extends Choice {
    readonly domId: string;
    readonly optionClass: string;
    readonly selected: 'true' | 'false';
}

interface Node {
    readonly Id: string;
    readonly [field: string]: unknown;
}

const waitForTyping = 200;

const valueAt = (node: unknown, path: string): string => {
    const field = path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], node) as
        { value?: unknown; displayValue?: unknown } | undefined;
    return String(field?.displayValue ?? field?.value ?? '');
};

const selectionOf = (path: string): string => path.split('.').reduceRight((inner, name) => `${name} { ${inner} }`, 'value displayValue');

/** Finds one record by name. Arrow keys, Enter and Escape work as in any combobox. */
export default class RecordPicker extends LightningElement {
    @api label = '';
    @api objectApiName: string | undefined;
    @api placeholder = 'Search…';
    @api required = false;
    @api disabled = false;
    @api variant = 'standard';
    @api fieldLevelHelp: string | undefined;
    @api filter: { criteria?: { fieldPath: string; operator: string; value: unknown }[]; filterLogic?: string } | undefined;
    @api displayInfo: { primaryField?: string; additionalFields?: string[] } | undefined;
    @api matchingInfo: { primaryField?: { fieldPath: string } } | undefined;
    @api messageWhenValueMissing = 'Complete this field.';

    choices: Choice[] = [];
    chosen: Choice | undefined;
    open = false;
    active = -1;
    term = '';
    error = '';
    #value: string | null = null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #question = 0;
    #custom = '';

    @api get value(): string | null {
        return this.#value;
    }
    set value(id: string | null | undefined) {
        this.#value = id || null;
        if (this.chosen?.id !== this.#value) void this.showChosen();
    }

    @api clearSelection(): void {
        this.choose(undefined);
    }
    @api focus(): void {
        this.template!.querySelector('input')?.focus();
    }
    @api setCustomValidity(message: string): void {
        this.#custom = message;
    }
    @api checkValidity(): boolean {
        return this.#custom === '' && !(this.required && !this.#value);
    }
    @api reportValidity(): boolean {
        this.error = this.#custom || (this.required && !this.#value ? this.messageWhenValueMissing : '');
        return this.error === '';
    }

    get nameField(): string {
        return this.displayInfo?.primaryField ?? 'Name';
    }
    get inputText(): string {
        return this.chosen ? this.chosen.name : this.term;
    }
    get shown(): Shown[] {
        return this.choices.map((choice, index) => ({
            ...choice,
            domId: `choice-${index}`,
            selected: index === this.active ? 'true' : 'false',
            optionClass: `slds-media slds-media_center slds-listbox__option slds-listbox__option_entity slds-p-horizontal_small slds-p-vertical_x-small${index === this.active ? ' slds-has-focus' : ''}`
        }));
    }
    get activeId(): string | undefined {
        return this.open && this.active >= 0 ? `choice-${this.active}` : undefined;
    }
    get expanded(): 'true' | 'false' {
        return this.open ? 'true' : 'false';
    }
    get invalid(): 'true' | 'false' {
        return this.error ? 'true' : 'false';
    }
    get nothingFound(): boolean {
        return this.choices.length === 0;
    }
    get formClass(): string {
        return `slds-form-element${this.error ? ' slds-has-error' : ''}`;
    }
    get labelClass(): string {
        return `slds-form-element__label${this.variant === 'label-hidden' ? ' slds-assistive-text' : ''}`;
    }
    get comboClass(): string {
        return `slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click${this.open ? ' slds-is-open' : ''}`;
    }
    get canClear(): boolean {
        return this.chosen !== undefined && !this.disabled;
    }
    get clearText(): string {
        return `Clear ${this.label}`;
    }
    get hasChosen(): boolean {
        return this.chosen !== undefined;
    }

    handleFocus(): void {
        if (!this.chosen && !this.disabled) void this.search();
    }
    handleInput(event: Event): void {
        this.term = (event.target as HTMLInputElement).value;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.search(), waitForTyping);
    }
    handleBlur(): void {
        this.stopSearching();
        this.open = false;
        this.active = -1;
        this.dispatchEvent(new CustomEvent('blur'));
    }
    handleKeydown(event: KeyboardEvent): void {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            this.move(event.key === 'ArrowDown' ? 1 : -1);
        } else if (event.key === 'Enter' && this.open && this.active >= 0) {
            event.preventDefault();
            this.choose(this.choices[this.active]);
        } else if (event.key === 'Escape' && this.open) {
            event.stopPropagation();
            this.stopSearching();
            this.open = false;
        }
    }
    /** Mouse down comes before the input's blur, which would close the list. */
    handlePick(event: MouseEvent): void {
        event.preventDefault();
        const { index } = (event.currentTarget as HTMLElement).dataset;
        this.choose(this.choices[Number(index)]);
    }
    handleClear(): void {
        this.choose(undefined);
        this.focus();
    }

    private move(step: number): void {
        if (this.chosen) return;
        if (!this.open) void this.search();
        const last = this.choices.length - 1;
        this.active = last < 0 ? -1 : (this.active + step + last + 1) % (last + 1);
    }

    /** What is still being looked for must not open the list again. */
    private stopSearching(): void {
        clearTimeout(this.#timer);
        this.#question += 1;
    }

    private choose(choice: Choice | undefined): void {
        this.stopSearching();
        this.chosen = choice;
        this.#value = choice?.id ?? null;
        this.term = '';
        this.open = false;
        this.active = -1;
        this.#custom = '';
        this.error = '';
        this.dispatchEvent(new CustomEvent('change', { detail: { recordId: this.#value } }));
    }

    private async showChosen(): Promise<void> {
        const id = this.#value;
        this.chosen = undefined;
        if (!id) return;
        const record = await request<{ apiName: string; fields: Record<string, { value: unknown }> }>(
            'GET',
            `/ui-api/records/${id}?layoutTypes=Compact`
        ).catch(() => undefined);
        if (this.#value === id) this.chosen = { id, name: String(record?.fields['Name']?.value ?? id), detail: '' };
    }

    private async search(): Promise<void> {
        if (!this.objectApiName) return;
        this.#question += 1;
        const question = this.#question;
        const choices = await this.find().catch(() => []);
        if (question !== this.#question) return;
        this.choices = choices;
        this.active = -1;
        this.open = true;
    }

    private async find(): Promise<Choice[]> {
        const details = this.displayInfo?.additionalFields ?? [];
        const fields = [...new Set([this.nameField, ...details])].map(selectionOf).join(' ');
        const match = this.matchingInfo?.primaryField?.fieldPath ?? this.nameField;
        const criteria = (this.filter?.criteria ?? []).map(({ fieldPath, operator, value }) =>
            fieldPath.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), { [operator]: value })
        );
        const term = this.term.trim() === '' ? [] : [{ [match]: { like: `%${this.term.trim()}%` } }];
        const query = `query find($where: Filter) { uiapi { query { ${this.objectApiName}(first: 10, where: $where, orderBy: { ${this.nameField}: { order: ASC } }) { edges { node { Id ${fields} } } } } } }`;
        const answer = await request<{ data: { uiapi: { query: Record<string, { edges: { node: Node }[] }> } } | null }>(
            'POST',
            '/graphql',
            { query, variables: { where: { and: [...criteria, ...term] } } }
        );
        const edges = answer.data?.uiapi.query[this.objectApiName!]?.edges ?? [];
        return edges.map(({ node }) => ({
            id: node.Id,
            name: valueAt(node, this.nameField),
            detail: details
                .map((path) => valueAt(node, path))
                .filter(Boolean)
                .join(' · ')
        }));
    }
}
