import { LightningElement, api, wire } from 'lwc';
import { request } from 'local/http';
import { getRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { wordsOf } from 'shell/session';

interface Item {
    readonly label: string;
    readonly editableForUpdate: boolean;
    readonly required: boolean;
    readonly layoutComponents: readonly { readonly apiName: string | null }[];
}
interface Section {
    readonly id: string;
    readonly heading: string;
    readonly useHeading: boolean;
    readonly layoutRows: readonly { readonly layoutItems: readonly Item[] }[];
}
interface Refreshable {
    refresh(): Promise<void>;
}

const full = ['Full'];

/** All fields of a record by its layout, to read and to edit. */
export default class RecordDetails extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    sections: readonly Section[] = [];
    updateable = false;
    label = '';
    error = '';
    editing = false;
    saving = false;
    layoutTypes = full;

    /** Not shown itself: tells when the record has changed anywhere on the page. */
    @wire(getRecord as never, { recordId: '$recordId', layoutTypes: '$layoutTypes' } as never)
    wiredRecord({ data }: { data?: unknown }): void {
        if (data) void (this.template!.querySelector('lightning-record-view-form') as unknown as Refreshable | null)?.refresh();
    }

    async connectedCallback(): Promise<void> {
        try {
            const [layout, info] = await Promise.all([
                request<{ sections: readonly Section[] }>('GET', `/ui-api/layout/${this.objectApiName}?layoutType=Full`),
                request<{ label: string; updateable: boolean }>('GET', `/ui-api/object-info/${this.objectApiName}`)
            ]);
            this.sections = layout.sections;
            this.updateable = info.updateable;
            this.label = info.label;
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }

    get canEdit(): boolean {
        return this.updateable && !this.editing;
    }
    get reading(): boolean {
        return !this.editing && this.sections.length > 0;
    }
    get parts(): Record<string, unknown>[] {
        return this.sections.map((section) => ({
            id: section.id,
            heading: section.useHeading ? section.heading : '',
            items: section.layoutRows.flatMap((row, rowIndex) =>
                row.layoutItems.map((item, column) => {
                    const name = item.layoutComponents[0]?.apiName ?? null;
                    return {
                        key: `${rowIndex}-${column}`,
                        name,
                        edits: name !== null && item.editableForUpdate,
                        shows: name !== null,
                        required: item.required
                    };
                })
            )
        }));
    }

    handleEdit(): void {
        this.editing = true;
    }
    handleCancel(): void {
        this.editing = false;
    }
    handleSubmit(): void {
        this.saving = true;
    }
    handleSuccess(): void {
        this.saving = false;
        this.editing = false;
        this.dispatchEvent(new ShowToastEvent({ title: `${this.label} was saved.`, variant: 'success' }));
    }
    handleError(): void {
        this.saving = false;
    }
}
