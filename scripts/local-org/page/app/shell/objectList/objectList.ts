import { LightningElement, api } from 'lwc';
import { request } from 'local/http';
import { navigateTo } from 'force/navigation';
import { iconOf, wordsOf } from 'shell/session';

interface Column {
    readonly fieldApiName: string;
    readonly label: string;
    readonly lookupId: string | null;
    readonly sortable: boolean;
    readonly dataType: string;
}
interface Field {
    readonly value: unknown;
    readonly displayValue: string | null;
}
interface ListRecord {
    readonly id: string;
    readonly fields: Readonly<Record<string, Field>>;
}
interface Page {
    readonly records: readonly ListRecord[];
    readonly totalCount: number;
    readonly count: number;
    readonly currentPageToken: string;
    readonly nextPageToken: string | null;
    readonly previousPageToken: string | null;
}
interface Cell {
    readonly key: string;
    readonly label: string;
    readonly text: string;
    readonly url: string | null;
    readonly cellClass: string;
    readonly isName: boolean;
}

const pageSize = 50;
const waitForTyping = 250;
const numeric = new Set(['currency', 'double', 'int', 'percent']);

const fieldAt = (record: ListRecord, path: string): Field | undefined => {
    let holder: { fields?: Readonly<Record<string, Field>> } | null = record;
    let field: Field | undefined;
    for (const name of path.split('.')) {
        field = holder?.fields?.[name];
        holder = (field?.value ?? null) as typeof holder;
    }
    return field;
};

const textOf = (field: Field | undefined, dataType: string): string => {
    if (!field || field.value === null) return '';
    if (dataType === 'boolean') return field.value ? 'Yes' : 'No';
    return field.displayValue ?? String(field.value);
};

/** The records of an object, list view by list view: searched, sorted and paged by the org. */
export default class ObjectList extends LightningElement {
    lists: { label: string; value: string }[] = [];
    columns: readonly Column[] = [];
    page: Page | undefined;
    title = '';
    error = '';
    loading = true;
    term = '';
    sortBy = '';
    token = '';
    #object: string | undefined;
    #wanted: string | undefined;
    #list = '';
    #question = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;

    @api get objectApiName(): string | undefined {
        return this.#object;
    }
    set objectApiName(name: string | undefined) {
        if (name === this.#object) return;
        this.#object = name;
        if (this.isConnected) void this.openObject();
    }
    @api get listName(): string | undefined {
        return this.#wanted;
    }
    set listName(name: string | undefined) {
        const changed = name !== this.#wanted;
        this.#wanted = name;
        if (changed && this.isConnected && this.lists.length > 0) void this.openList();
    }

    connectedCallback(): void {
        void this.openObject();
    }

    private async openObject(): Promise<void> {
        if (!this.#object) return;
        Object.assign(this, { lists: [], page: undefined, columns: [], error: '', loading: true });
        try {
            const [info, { lists }] = await Promise.all([
                request<{ labelPlural: string }>('GET', `/ui-api/object-info/${this.#object}`),
                request<{ lists: { apiName: string; label: string }[] }>('GET', `/ui-api/list-info/${this.#object}`)
            ]);
            this.title = info.labelPlural;
            document.title = `${info.labelPlural} | Local org`;
            this.lists = lists.map(({ apiName, label }) => ({ label, value: apiName }));
            await this.openList();
        } catch (failure) {
            this.fail(failure);
        }
    }

    private async openList(): Promise<void> {
        const known = this.lists.find((list) => list.value === this.#wanted) ?? this.lists[0];
        this.#list = known?.value ?? '';
        Object.assign(this, { token: '', sortBy: '', error: '' });
        try {
            const info = await request<{ displayColumns: readonly Column[] }>('GET', `/ui-api/list-info/${this.#object}/${this.#list}`);
            this.columns = info.displayColumns;
            this.sortBy = this.columns.some((column) => column.fieldApiName === 'CloseDate')
                ? 'CloseDate'
                : (this.columns[0]?.fieldApiName ?? '');
            await this.load();
        } catch (failure) {
            this.fail(failure);
        }
    }

    private async load(): Promise<void> {
        this.#question += 1;
        const question = this.#question;
        this.loading = true;
        try {
            const query = new URLSearchParams({
                pageSize: String(pageSize),
                pageToken: this.token,
                sortBy: this.sortBy,
                searchTerm: this.term
            });
            const page = await request<Page>('GET', `/ui-api/list-records/${this.#object}/${this.#list}?${query}`);
            if (question !== this.#question) return;
            this.page = page;
            this.error = '';
            this.loading = false;
        } catch (failure) {
            if (question === this.#question) this.fail(failure);
        }
    }

    private fail(failure: unknown): void {
        this.error = wordsOf(failure);
        this.page = undefined;
        this.loading = false;
    }

    get icon(): string {
        return iconOf(this.#object ?? '');
    }
    get list(): string {
        return this.#list;
    }
    get searchLabel(): string {
        return `Search ${this.title.toLowerCase()}`;
    }
    get range(): string {
        if (!this.page) return '';
        const { totalCount, count, currentPageToken } = this.page;
        if (totalCount === 0) return 'No records';
        const first = Number(currentPageToken) + 1;
        return totalCount <= pageSize
            ? `${totalCount} ${totalCount === 1 ? 'record' : 'records'}`
            : `${first}–${first + count - 1} of ${totalCount}`;
    }
    get isEmpty(): boolean {
        return this.page?.records.length === 0;
    }
    get hasRows(): boolean {
        return (this.page?.records.length ?? 0) > 0;
    }
    get emptyText(): string {
        return this.term ? `Nothing here is called “${this.term}”.` : 'There are no records in this list.';
    }
    get noPrevious(): boolean {
        return this.loading || !this.page?.previousPageToken;
    }
    get noNext(): boolean {
        return this.loading || !this.page?.nextPageToken;
    }
    get showsPaging(): boolean {
        return (this.page?.totalCount ?? 0) > pageSize;
    }
    get busy(): 'true' | 'false' {
        return this.loading ? 'true' : 'false';
    }
    get caption(): string {
        const list = this.lists.find((each) => each.value === this.#list);
        return list?.label ?? this.title;
    }

    get headers(): Record<string, unknown>[] {
        return this.columns.map(({ fieldApiName, label, dataType }) => {
            const ascending = this.sortBy === fieldApiName;
            const sorted = ascending || this.sortBy === `-${fieldApiName}`;
            return {
                key: fieldApiName,
                label,
                sort: sorted ? (ascending ? 'ascending' : 'descending') : 'none',
                sorted,
                icon: ascending ? 'utility:arrowup' : 'utility:arrowdown',
                headClass: numeric.has(dataType) ? 'head head_number' : 'head'
            };
        });
    }

    get rows(): Record<string, unknown>[] {
        return (this.page?.records ?? []).map((record) => {
            const cells = this.columns.map((column) => this.cell(record, column));
            const name = cells.find((cell) => cell.isName);
            return {
                id: record.id,
                cells,
                name: name?.text || record.id,
                url: this.recordUrl(record.id),
                rest: cells.filter((cell) => !cell.isName && cell.text !== '')
            };
        });
    }

    private recordUrl(id: string): string {
        return `/lightning/r/${this.#object}/${id}/view`;
    }

    private cell(record: ListRecord, { fieldApiName, label, lookupId, dataType }: Column): Cell {
        const isName =
            fieldApiName === 'Name' ||
            (!this.columns.some((column) => column.fieldApiName === 'Name') && this.columns[0]?.fieldApiName === fieldApiName);
        const text = textOf(fieldAt(record, fieldApiName), dataType);
        const parent = lookupId
            ? (fieldAt(record, fieldApiName.split('.')[0]!)?.value as { apiName: string; id: string } | null | undefined)
            : undefined;
        const link = parent && parent.apiName !== 'User' ? `/lightning/r/${parent.apiName}/${parent.id}/view` : null;
        return {
            key: fieldApiName,
            label,
            text,
            url: isName ? this.recordUrl(record.id) : link,
            isName,
            cellClass: numeric.has(dataType) ? 'cell cell_number' : 'cell'
        };
    }

    handleList(event: CustomEvent<{ value: string }>): void {
        navigateTo({
            type: 'standard__objectPage',
            attributes: { objectApiName: this.#object, actionName: 'list' },
            state: { filterName: event.detail.value }
        });
    }
    handleSearch(event: CustomEvent<{ value: string }>): void {
        clearTimeout(this.#timer);
        const { value } = event.detail;
        // Asks once typing has paused.
        this.#timer = setTimeout(() => {
            this.term = value.trim();
            this.token = '';
            void this.load();
        }, waitForTyping);
    }
    handleSort(event: Event): void {
        const field = (event.currentTarget as HTMLElement).dataset['field'] ?? '';
        this.sortBy = this.sortBy === field ? `-${field}` : field;
        this.token = '';
        void this.load();
    }
    handlePrevious(): void {
        this.token = this.page?.previousPageToken ?? '';
        void this.load();
    }
    handleNext(): void {
        this.token = this.page?.nextPageToken ?? '';
        void this.load();
    }
}
