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

interface Defaults {
    readonly fields: Readonly<Record<string, { readonly value: unknown }>>;
}

const valuesOf = ({ fields }: Defaults): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])));

/** A new record by the object's layout, with the values that the page reference brought along. */
export default class NewRecord extends LightningElement {
    @api objectApiName: string | undefined;
    /** As encodeDefaultFieldValues writes them. */
    @api defaultFieldValues: string | undefined;

    label = '';
    layout: Layout | undefined;
    /** What each field starts with: the org's defaults, then what the page reference brought. */
    values: Readonly<Record<string, unknown>> = {};
    error = '';
    saving = false;

    async connectedCallback(): Promise<void> {
        try {
            const [layout, info, defaults] = await Promise.all([
                request<Layout>('GET', `/ui-api/layout/${this.objectApiName}?layoutType=Full&mode=Create`),
                request<{ label: string }>('GET', `/ui-api/object-info/${this.objectApiName}`),
                request<{ record: Defaults }>('GET', `/ui-api/record-defaults/create/${this.objectApiName}`)
            ]);
            this.layout = layout;
            this.label = info.label;
            this.values = { ...valuesOf(defaults.record), ...decodeDefaultFieldValues(this.defaultFieldValues ?? '') };
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }

    get title(): string {
        return `New ${this.label}`;
    }

    /** Fields of the layout that can be filled in, and those that came with a value although the layout lacks them. */
    get parts(): Record<string, unknown>[] {
        const given = this.values;
        const brought = decodeDefaultFieldValues(this.defaultFieldValues ?? '');
        const sections = (this.layout?.sections ?? []).map(({ id, heading, useHeading, layoutRows }) => ({
            id,
            heading: useHeading ? heading : '',
            items: layoutRows
                .flatMap(({ layoutItems }) => layoutItems)
                .filter(({ editableForNew, layoutComponents }) => editableForNew && layoutComponents[0]?.apiName)
                .map(({ required, layoutComponents }) => item(layoutComponents[0]!.apiName!, required, given))
        }));
        const shown = new Set(sections.flatMap(({ items }) => items.map(({ name }) => name)));
        const others = Object.keys(brought).filter((name) => !shown.has(name));
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

const item = (name: string, required: boolean, given: Readonly<Record<string, unknown>>) => ({ name, required, value: given[name] });
