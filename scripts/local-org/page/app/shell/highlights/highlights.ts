import { LightningElement, api, wire } from 'lwc';
import { labelOf } from 'local/form';
import { request } from 'local/http';
import { getRecord } from 'lightning/uiRecordApi';
import { iconOf } from 'shell/session';

interface Field {
    readonly value: unknown;
    readonly displayValue: string | null;
}
interface RecordData {
    readonly apiName: string;
    readonly fields: Readonly<Record<string, Field | undefined>>;
}
interface Item {
    readonly label: string;
    readonly layoutComponents: readonly { readonly apiName: string | null }[];
}
interface ObjectInfo {
    readonly label: string;
    readonly nameFields: readonly string[];
    readonly fields: Readonly<Record<string, { readonly dataType: string; readonly relationshipName: string | null } | undefined>>;
}

const compact = ['Compact'];

/** Name and most telling fields of a record: its compact layout. */
export default class Highlights extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    /** How many actions stand beside the name; the others are in a menu. */
    @api mostActions: number | undefined;

    record: RecordData | undefined;
    items: readonly Item[] = [];
    info: ObjectInfo | undefined;
    layoutTypes = compact;

    @wire(getRecord as never, { recordId: '$recordId', layoutTypes: '$layoutTypes' } as never)
    wiredRecord({ data }: { data?: RecordData }): void {
        if (data) this.record = data;
    }

    async connectedCallback(): Promise<void> {
        const [layout, info] = await Promise.all([
            request<{ sections: { layoutRows: { layoutItems: Item[] }[] }[] }>(
                'GET',
                `/ui-api/layout/${this.objectApiName}?layoutType=Compact`
            ),
            request<ObjectInfo>('GET', `/ui-api/object-info/${this.objectApiName}`)
        ]).catch(() => [undefined, undefined] as const);
        this.info = info;
        this.items = (layout?.sections ?? []).flatMap((section) => section.layoutRows.flatMap((row) => row.layoutItems));
    }

    get icon(): string {
        return iconOf(this.objectApiName ?? '');
    }
    get objectLabel(): string {
        return this.info?.label ?? '';
    }
    get name(): string {
        return String(this.record?.fields[this.info?.nameFields[0] ?? 'Name']?.value ?? '');
    }
    get details(): { key: string; label: string; text: string; url: string | null }[] {
        return this.items.flatMap(({ label, layoutComponents }) => {
            const name = layoutComponents[0]?.apiName;
            if (!name || this.info?.nameFields.includes(name)) return [];
            return [
                { key: name, label: labelOf({ label, reference: Boolean(this.info?.fields[name]?.relationshipName) }), ...this.show(name) }
            ];
        });
    }

    private show(name: string): { text: string; url: string | null } {
        const field = this.record?.fields[name];
        const info = this.info?.fields[name];
        if (info?.dataType === 'Boolean') return { text: field?.value ? 'Yes' : 'No', url: null };
        const parentField = info?.relationshipName ? this.record?.fields[info.relationshipName] : undefined;
        const parent = parentField?.value as { apiName: string; id: string } | null | undefined;
        if (parent)
            return {
                text: parentField?.displayValue ?? parent.id,
                url: parent.apiName === 'User' ? null : `/lightning/r/${parent.apiName}/${parent.id}/view`
            };
        const text = field?.displayValue ?? (field?.value === null || field?.value === undefined ? '—' : String(field.value));
        return { text, url: null };
    }
}
