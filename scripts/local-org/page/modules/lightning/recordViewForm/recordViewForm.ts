import { LightningElement, api } from 'lwc';
import { fieldEvent, FormFields, objectName } from 'local/form';
import type { FormField } from 'local/form';

export default class RecordViewForm extends LightningElement {
    @api objectApiName: unknown;
    @api density: string | undefined;

    #recordId: string | undefined;
    #form = new FormFields();
    #loading = false;

    @api get recordId(): string | undefined {
        return this.#recordId;
    }
    set recordId(id: string | undefined) {
        this.#recordId = id;
        this.loadSoon();
    }

    connectedCallback(): void {
        this.template!.addEventListener(fieldEvent, (event) => {
            event.stopPropagation();
            this.#form.add((event as CustomEvent<FormField>).detail);
            this.loadSoon();
        });
    }

    /** For pages that know that the record has changed. */
    @api refresh(): Promise<void> {
        return this.load();
    }

    private loadSoon(): void {
        if (this.#loading) return;
        this.#loading = true;
        void Promise.resolve().then(() => this.load());
    }

    private async load(): Promise<void> {
        this.#loading = false;
        if (!this.#recordId || this.#form.all.length === 0) return;
        try {
            await this.#form.load(objectName(this.objectApiName), this.#recordId);
            this.dispatchEvent(new CustomEvent('load', { detail: { record: this.#form.record } }));
        } catch (failure) {
            this.dispatchEvent(new CustomEvent('error', { detail: failure }));
        }
    }
}
