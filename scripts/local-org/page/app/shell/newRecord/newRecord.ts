import { LightningElement, api } from 'lwc';
import { request } from 'local/http';
import { decodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { wordsOf } from 'shell/session';

interface Layout {
    readonly sections: readonly {
        readonly id: string;
        readonly heading: string;
        readonly useHeading: boolean;
        readonly layoutRows: readonly {
            readonly layoutItems: readonly {
                readonly editableForNew: boolean;
                readonly required: boolean;
                readonly layoutComponents: readonly { readonly apiName: string | null }[];
            }[];
        }[];
    }[];
}

/** A new record by the object's layout, with the values that the page reference brought along. */
export default class NewRecord extends LightningElement {
    @api objectApiName: string | undefined;
    /** As encodeDefaultFieldValues writes them. */
    @api defaultFieldValues: string | undefined;

    label = '';
    layout: Layout | undefined;
    error = '';
    saving = false;

    async connectedCallback(): Promise<void> {
        try {
            const [layout, info] = await Promise.all([
                request<Layout>('GET', `/ui-api/layout/${this.objectApiName}?layoutType=Full&mode=Create`),
                request<{ label: string }>('GET', `/ui-api/object-info/${this.objectApiName}`)
            ]);
            this.layout = layout;
            this.label = info.label;
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }

    get title(): string {
        return `New ${this.label}`;
    }

    /** Fields of the layout that can be filled in, and those that came with a value although the layout lacks them. */
    get parts(): Record<string, unknown>[] {
        const given = decodeDefaultFieldValues(this.defaultFieldValues ?? '');
        const sections = (this.layout?.sections ?? []).map(({ id, heading, useHeading, layoutRows }) => ({
            id,
            heading: useHeading ? heading : '',
            items: layoutRows
                .flatMap(({ layoutItems }) => layoutItems)
                .filter(({ editableForNew, layoutComponents }) => editableForNew && layoutComponents[0]?.apiName)
                .map(({ required, layoutComponents }) => item(layoutComponents[0]!.apiName!, required, given))
        }));
        const shown = new Set(sections.flatMap(({ items }) => items.map(({ name }) => name)));
        const others = Object.keys(given).filter((name) => !shown.has(name));
        const more = { id: 'given', heading: '', items: others.map((name) => item(name, false, given)) };
        return [...sections, more].filter(({ items }) => items.length > 0);
    }

    handleSubmit(): void {
        this.saving = true;
    }
    handleError(): void {
        this.saving = false;
    }
    handleSuccess(): void {
        this.dispatchEvent(new ShowToastEvent({ title: `${this.label} was created.`, variant: 'success' }));
        history.back();
    }
    handleCancel(): void {
        history.back();
    }
}

const item = (name: string, required: boolean, given: Readonly<Record<string, string>>) => ({ name, required, value: given[name] });
