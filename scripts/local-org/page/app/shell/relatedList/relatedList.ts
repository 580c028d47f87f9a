import { LightningElement, api, wire } from 'lwc';
import { request } from 'local/http';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { getRelatedListRecords } from 'lightning/uiRelatedListApi';
import { iconOf, wordsOf } from 'shell/session';

interface Column {
    readonly fieldApiName: string;
    readonly label: string;
    readonly dataType: string;
}
interface Field {
    readonly value: unknown;
    readonly displayValue: string | null;
}
interface ChildRecord {
    readonly id: string;
    readonly apiName: string;
    readonly fields: Readonly<Record<string, Field>>;
}
interface Info {
    readonly label: string;
    readonly objectApiName: string;
    readonly displayColumns: readonly Column[];
}

const pageLimit = 100;

const textAt = (record: ChildRecord, path: string): string => {
    let holder: { fields?: Readonly<Record<string, Field>> } | null = record;
    let field: Field | undefined;
    for (const name of path.split('.')) {
        field = holder?.fields?.[name];
        holder = (field?.value ?? null) as typeof holder;
    }
    if (field?.value === true) return 'Yes';
    if (field?.value === false) return 'No';
    return field?.displayValue ?? (field?.value === null || field?.value === undefined ? '' : String(field.value));
};

/** The children of a record in one list, as tiles: the first column leads, the others follow. */
export default class RelatedList extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @api relatedListId: string | undefined;
    /** Columns in the page's spelling, joined by commas; those of the layout when absent. */
    @api columns: string | undefined;
    @api label: string | undefined;
    /** 'Field' or '-Field'; the list's own order when absent. */
    @api sortBy: string | undefined;
    /** Rows before "Show all". */
    @api most: number | undefined;

    showsAll = false;
    info: Info | undefined;
    records: readonly ChildRecord[] = [];
    error = '';
    /** Nothing is asked before the columns are known. */
    fields: string[] | undefined;
    pageSize = pageLimit;
    version = '';
    #refresh = '';
    #order: string[] | undefined;

    @wire(
        getRelatedListRecords as never,
        {
            parentRecordId: '$recordId',
            relatedListId: '$openList',
            optionalFields: '$fields',
            pageSize: '$pageSize',
            sortBy: '$order',
            where: '$version'
        } as never
    )
    wiredRecords({ data, error }: { data?: { records: readonly ChildRecord[] }; error?: unknown }): void {
        if (data) this.records = data.records;
        this.error = error ? wordsOf(error) : '';
    }

    async connectedCallback(): Promise<void> {
        // A white space more or less changes no filter, but makes the wire ask again.
        this.#refresh = registerRefreshHandler(this, async () => (this.version = this.version === '{ }' ? '{  }' : '{ }'));
        const columns = this.columns ? `?fields=${encodeURIComponent(this.columns)}` : '';
        try {
            this.info = await request<Info>('GET', `/ui-api/related-list-info/${this.objectApiName}/${this.relatedListId}${columns}`);
            this.fields = this.info.displayColumns.map((column) => `${this.info!.objectApiName}.${column.fieldApiName}`);
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }
    disconnectedCallback(): void {
        unregisterRefreshHandler(this.#refresh);
    }

    get openList(): string | undefined {
        return this.fields ? this.relatedListId : undefined;
    }
    get icon(): string {
        return iconOf(this.info?.objectApiName ?? '');
    }
    get heading(): string {
        const { length } = this.records;
        return this.info ? `${this.label ?? this.info.label} (${length === pageLimit ? `${pageLimit}+` : length})` : '';
    }
    /** The order of the first question must not change later: a new list would be a new question. */
    get order(): string[] {
        return this.#order ?? (this.#order = this.sortBy ? [this.sortBy] : []);
    }
    get hidesSome(): boolean {
        return !this.showsAll && this.most !== undefined && this.records.length > this.most;
    }
    get showAllLabel(): string {
        return `Show all ${this.records.length}`;
    }

    handleShowAll(): void {
        this.showsAll = true;
    }

    get tiles(): Record<string, unknown>[] {
        const shown = this.hidesSome ? this.records.slice(0, this.most) : this.records;
        return shown.map((record) => {
            const cells = (this.info?.displayColumns ?? []).map(({ fieldApiName, label }) => ({
                key: fieldApiName,
                label,
                text: textAt(record, fieldApiName)
            }));
            return {
                id: record.id,
                url: `/lightning/r/${record.apiName}/${record.id}/view`,
                name: cells[0]?.text || record.id,
                rest: cells.slice(1).filter((cell) => cell.text !== '')
            };
        });
    }
    get isEmpty(): boolean {
        return this.info !== undefined && this.records.length === 0 && !this.error;
    }
}
