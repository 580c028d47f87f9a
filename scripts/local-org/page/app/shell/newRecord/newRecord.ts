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

interface Item {
    readonly name: string;
    readonly required: boolean;
    readonly value: unknown;
}
interface Section {
    readonly id: string;
    readonly heading: string;
    readonly items: readonly Item[];
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

    /** What the page reference brought along. */
    private get brought(): Readonly<Record<string, unknown>> {
        return decodeDefaultFieldValues(this.defaultFieldValues ?? '');
    }

    /** Fields of the layout that can be filled in, and those that came with a value although the layout lacks them. */
    private get sections(): Section[] {
        const given = this.values;
        const sections = (this.layout?.sections ?? []).map(({ id, heading, useHeading, layoutRows }) => ({
            id,
            heading: useHeading ? heading : '',
            items: layoutRows
                .flatMap(({ layoutItems }) => layoutItems)
                .filter(({ editableForNew, layoutComponents }) => editableForNew && layoutComponents[0]?.apiName)
                .map(({ required, layoutComponents }) => item(layoutComponents[0]!.apiName!, required, given))
        }));
        const shown = new Set(sections.flatMap(({ items }) => items.map(({ name }) => name)));
        const others = Object.keys(this.brought).filter((name) => !shown.has(name));
        return [...sections, { id: 'given', heading: '', items: others.map((name) => item(name, false, given)) }];
    }

    /** Somebody who comes with values has little left to fill in: those and what is required come first, the rest on demand. */
    private get isFilledIn(): boolean {
        return Object.keys(this.brought).length > 0;
    }
    get parts(): Section[] {
        const { brought, isFilledIn } = this;
        if (!isFilledIn) return narrowed(this.sections, () => true);
        return narrowed(this.sections, ({ name, required }) => required || name in brought).map((part) => ({ ...part, heading: '' }));
    }
    get moreParts(): Section[] {
        const { brought, isFilledIn } = this;
        return narrowed(this.sections, ({ name, required }) => isFilledIn && !required && !(name in brought));
    }
    get moreLabel(): string {
        const count = this.moreParts.reduce((sum, { items }) => sum + items.length, 0);
        return count === 0 ? '' : `${count} more ${count === 1 ? 'field' : 'fields'}`;
    }

    handleSubmit(): void {
        this.saving = true;
    }
    /** What is wrong may stand in a field that is not on show. */
    handleError(): void {
        this.saving = false;
        this.template!.querySelector('details')?.setAttribute('open', '');
    }
    handleSuccess(): void {
        this.dispatchEvent(new ShowToastEvent({ title: `${this.label} was created.`, variant: 'success' }));
        history.back();
    }
    handleCancel(): void {
        history.back();
    }
}

const narrowed = (sections: readonly Section[], test: (item: Item) => boolean): Section[] =>
    sections.map((section) => ({ ...section, items: section.items.filter(test) })).filter(({ items }) => items.length > 0);

const item = (name: string, required: boolean, given: Readonly<Record<string, unknown>>): Item => ({ name, required, value: given[name] });
