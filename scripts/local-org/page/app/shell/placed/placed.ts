import { LightningElement, api } from 'lwc';
import components from 'page-components';
import { wordsOf } from 'shell/session';

interface Placed {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly children: readonly Placed[];
}

const standard: Record<string, string> = {
    'force:highlightsPanel': 'highlights',
    'force:detailPanel': 'details',
    'force:recordDetail': 'details',
    'force:relatedListContainer': 'relatedLists',
    'force:relatedListSingleContainer': 'relatedList',
    'lst:dynamicRelatedList': 'relatedList',
    'flexipage:tabset': 'tabs'
};

/** One component of a page: a standard one of this shell, or one of the project's own. Others of the platform are left out. */
export default class PlacedComponent extends LightningElement {
    @api component: Placed | undefined;
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    constructorOf: unknown = null;
    error = '';

    connectedCallback(): void {
        void this.loadOwn();
    }

    private async loadOwn(): Promise<void> {
        const name = this.component?.name.replace(/^c[:/]/, '') ?? '';
        const load = components[name];
        if (!load) return;
        try {
            this.constructorOf = (await load()).default;
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }

    errorCallback(error: unknown): void {
        this.error = wordsOf(error);
        this.constructorOf = null;
        console.error(error);
    }

    private get kind(): string {
        return standard[this.component?.name ?? ''] ?? '';
    }
    get isHighlights(): boolean {
        return this.kind === 'highlights';
    }
    get isDetails(): boolean {
        return this.kind === 'details';
    }
    get isRelatedLists(): boolean {
        return this.kind === 'relatedLists';
    }
    get isRelatedList(): boolean {
        return this.kind === 'relatedList';
    }
    get isTabs(): boolean {
        return this.kind === 'tabs';
    }
    get visibleActions(): number | undefined {
        return Number(this.component?.properties['numVisibleActions']) || undefined;
    }
    get relatedListId(): string | undefined {
        return this.component?.properties['relatedListApiName'];
    }
    /** A list that the page describes itself: columns, label, order and rows do not come from a layout. */
    get relatedListColumns(): string | undefined {
        return this.component?.properties['relatedListFieldAliases'];
    }
    get relatedListLabel(): string | undefined {
        return this.component?.properties['relatedListLabel'];
    }
    get relatedListRows(): number | undefined {
        return Number(this.component?.properties['maxRecordsToDisplay']) || undefined;
    }
    get relatedListOrder(): string | undefined {
        const { sortFieldAlias: field, sortFieldOrder: order } = this.component?.properties ?? {};
        return field && field !== '__DEFAULT__' ? `${order === 'Descending' ? '-' : ''}${field}` : undefined;
    }
    get heading(): string {
        return `${this.component?.name ?? 'A component'} could not be shown`;
    }
    get tabs(): { key: string; label: string; components: readonly Placed[] }[] {
        return (this.component?.children ?? []).map((tab, index) => ({
            key: String(index),
            label:
                (tab.properties['title'] ?? '')
                    .replace(/^Standard\.Tab\./, '')
                    .replace(/^relatedLists$/, 'Related')
                    .replace(/^detail$/, 'Details') || `Tab ${index + 1}`,
            components: tab.children
        }));
    }
    get properties(): Record<string, unknown> {
        return { ...this.component?.properties, recordId: this.recordId, objectApiName: this.objectApiName };
    }
}
