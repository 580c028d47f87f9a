import { LightningElement, api } from 'lwc';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { fieldEvent, FormFields, messagesEvent, objectName, readFailure } from 'local/form';
import type { FormField } from 'local/form';

interface Messages {
    show(title: string, texts: readonly string[]): void;
}

export default class RecordEditForm extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: unknown;
    @api recordTypeId: string | undefined;
    @api layoutType: string | undefined;
    @api formClass: string | undefined;
    @api density: string | undefined;

    #form = new FormFields();
    #messages: Messages | undefined;
    #loading = false;

    connectedCallback(): void {
        this.template!.addEventListener(fieldEvent, (event) => {
            event.stopPropagation();
            this.#form.add((event as CustomEvent<FormField>).detail);
            this.loadSoon();
        });
        this.template!.addEventListener(messagesEvent, (event) => {
            event.stopPropagation();
            this.#messages = (event as CustomEvent<Messages>).detail;
        });
    }

    handleClick(event: Event): void {
        if ((event.target as HTMLButtonElement | null)?.type === 'submit') this.ask();
    }

    handleKeydown(event: KeyboardEvent): void {
        const inText = (event.target as HTMLElement | null)?.tagName === 'LIGHTNING-INPUT-FIELD';
        if (event.key === 'Enter' && inText && !event.defaultPrevented && (event.ctrlKey || event.metaKey)) this.ask();
    }

    /** The browser's own submit stays inside: components hear the one that carries the fields. */
    handleSubmit(event: Event): void {
        event.preventDefault();
        event.stopPropagation();
    }

    @api submit(fields?: Record<string, unknown>): void {
        void this.save(fields ?? this.values());
    }

    private loadSoon(): void {
        if (this.#loading) return;
        this.#loading = true;
        void Promise.resolve().then(() => this.load());
    }

    private async load(): Promise<void> {
        this.#loading = false;
        try {
            await this.#form.load(objectName(this.objectApiName), this.recordId);
            this.dispatchEvent(new CustomEvent('load', { detail: { record: this.#form.record } }));
        } catch (failure) {
            this.fail(failure);
        }
    }

    private values(): Record<string, unknown> {
        const entries = this.#form.all.flatMap((field): [string, unknown][] => {
            const info = this.#form.info(field.name);
            const open = this.recordId ? info?.updateable : info?.createable;
            return field.value && open ? [[field.name, field.value()]] : [];
        });
        return Object.fromEntries(entries);
    }

    private ask(): void {
        if (!this.#form.all.map((field) => field.check?.() ?? true).every(Boolean)) return;
        const fields = this.values();
        if (this.dispatchEvent(new CustomEvent('submit', { cancelable: true, detail: { fields } }))) void this.save(fields);
    }

    private async save(fields: Record<string, unknown>): Promise<void> {
        this.#messages?.show('', []);
        for (const field of this.#form.all) field.showError?.('');
        try {
            const record = this.recordId
                ? await updateRecord({ fields: { ...fields, Id: this.recordId } })
                : await createRecord({ apiName: objectName(this.objectApiName), fields });
            this.dispatchEvent(new CustomEvent('success', { detail: record }));
        } catch (failure) {
            this.fail(failure);
        }
    }

    private fail(failure: unknown): void {
        const { message, general, byField } = readFailure(
            failure,
            this.#form.all.map((field) => field.name)
        );
        for (const field of this.#form.all) field.showError?.((byField[field.name] ?? []).join(' '));
        this.#messages?.show(
            general.length > 0 ? 'We hit a snag.' : 'Review the following fields',
            general.length > 0 ? general : Object.keys(byField).map((name) => this.#form.info(name)?.label ?? name)
        );
        const body = (failure as { body?: { output?: unknown } }).body;
        this.dispatchEvent(
            new CustomEvent('error', {
                detail: { message, detail: general.join(' '), output: body?.output ?? { errors: [], fieldErrors: {} } }
            })
        );
    }
}
