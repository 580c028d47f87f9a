import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import CURRENCY from '@salesforce/i18n/currency';
import { DEALS_QUERY, isCut, readDeals } from 'c/dealGraph';
import type { DealRecords } from 'c/dealGraph';
import {
    COUNTS_QUERY,
    countVariables,
    PAGE_SIZE,
    pageQuery,
    readBaselines,
    readCounts,
    readHasOwn,
    readPage,
    START_QUERY
} from 'c/deskGraph';
import type { QueuePage } from 'c/deskGraph';
import { toRow } from 'c/deskRows';
import type { DeskRow } from 'c/deskRows';
import { DESK_TABS, ownOpenDeals, whereOf } from 'c/deskTabs';
import type { DeskFilters, DeskTab, TabKey } from 'c/deskTabs';
import type { Baseline } from 'c/stageDwell';
import { newTaskPage } from './deskTask';
import type { TaskKind } from './deskTask';
import { lookOf } from './rowLook';
import { openWith, remember } from './whoseDeals';

/** Rows that the platform pages through without an upper bound, which asks for pages of 200 at least. */
const REACH = 4000;

interface Page {
    readonly where: unknown;
    readonly after: string | null;
}

/** The partner manager's day: every deal that waits on something, whose turn it is, since when, and the next action one click away. */
export default class PartnerDeskQueue extends NavigationMixin(LightningElement) {
    tabKey: TabKey = 'gates';
    /** Undefined until it is known whether the person has deals of their own. */
    filters?: DeskFilters;
    baselines?: readonly Baseline[];
    counts?: ReadonlyMap<TabKey, number>;
    page?: QueuePage;
    deals?: readonly DealRecords[];
    problem?: string;
    /** Details were left out of the page on show. */
    isCut = false;
    refreshing = false;
    /** What has just happened, for those who cannot see it. */
    notice = '';
    /** Row whose deal is open below it. */
    openRow?: string;
    /** Cursors of the pages passed; the last is the one on show. */
    private cursors: readonly (string | null)[] = [null];
    private refreshers = new Map<string, () => Promise<void>>();
    private focusesHeading = false;

    /** A query is set once its variables are known: a wire without its query does not ask. */
    startQuery = START_QUERY;
    startVariables = { own: ownOpenDeals() };
    countsQuery?: GraphqlDocument;
    dealsQuery?: GraphqlDocument;
    pageQuery?: GraphqlDocument;
    countsVariables?: Record<string, unknown>;
    pageVariables?: Page;
    dealsVariables?: { readonly dealIds: readonly string[] };

    currency = CURRENCY;

    @wire(graphql, { query: '$startQuery', variables: '$startVariables' })
    wiredStart(result: GraphqlResult): void {
        if (!this.received('start', result)) return;
        this.baselines = readBaselines(result.data);
        this.filters ??= { whose: openWith(readHasOwn(result.data)) };
        this.ask();
    }

    @wire(graphql, { query: '$countsQuery', variables: '$countsVariables' })
    wiredCounts(result: GraphqlResult): void {
        if (this.received('counts', result)) this.counts = readCounts(result.data);
    }

    @wire(graphql, { query: '$pageQuery', variables: '$pageVariables' })
    wiredPage(result: GraphqlResult): void {
        if (!this.received('page', result)) return;
        const left = this.page && this.rows.find(({ id }) => id === this.openRow);
        this.page = readPage(this.tab, result.data);
        if (left && !this.page.records.some(({ id }) => id === left.id)) this.closeGone(left);
        const dealIds = [...new Set(this.page.records.map(({ dealId }) => dealId))].sort();
        // The same deals again: what is known of them stays on show, and is asked again by a refresh.
        if (this.deals && dealIds.join() === this.dealsVariables?.dealIds.join()) return;
        this.deals = dealIds.length === 0 ? [] : undefined;
        if (dealIds.length === 0) return;
        this.dealsVariables = { dealIds };
        this.dealsQuery = DEALS_QUERY;
    }

    @wire(graphql, { query: '$dealsQuery', variables: '$dealsVariables' })
    wiredDeals(result: GraphqlResult): void {
        if (!this.received('deals', result)) return;
        this.deals = readDeals(result.data);
        this.isCut = isCut(result.data);
    }

    renderedCallback(): void {
        if (!this.focusesHeading) return;
        this.focusesHeading = false;
        this.template!.querySelector<HTMLElement>('.heading')?.focus();
    }

    /** The open row is no longer in the queue: its work is done, or somebody else did it. */
    private closeGone({ deal }: DeskRow): void {
        this.openRow = undefined;
        this.notice = `${deal} has left this queue.`;
        this.focusesHeading = true;
    }

    get tab(): DeskTab {
        return DESK_TABS.find(({ key }) => key === this.tabKey)!;
    }

    get queues() {
        return DESK_TABS.map(({ key, label }) => {
            const count = this.counts?.get(key);
            return {
                key,
                label,
                count: count === undefined ? '' : String(count),
                words: count === undefined ? '' : `${count} ${count === 1 ? 'entry' : 'entries'}`,
                current: key === this.tabKey ? 'true' : undefined
            };
        });
    }

    get rows() {
        const { page, deals, baselines = [] } = this;
        if (!page || !deals) return [];
        return page.records
            .map((record) =>
                toRow(
                    this.tabKey,
                    record,
                    deals.find(({ deal }) => deal.Id === record.dealId),
                    baselines
                )
            )
            .filter((row) => row !== undefined)
            .map((row) => ({ ...row, ...lookOf(row, this.openRow === row.id) }));
    }

    get loading(): boolean {
        return !this.problem && (this.refreshing || !this.page || !this.deals);
    }

    get isEmpty(): boolean {
        return !this.loading && !this.problem && this.page?.records.length === 0;
    }

    /** Nothing waits at all, or nothing of what the filters leave. */
    get emptyWords(): string {
        const { whose, partnerId, partnerType } = this.filters!;
        const isNarrow = whose !== 'all' || partnerId !== undefined || partnerType !== undefined;
        return isNarrow ? 'Nothing here among what the filters above show.' : this.tab.empty;
    }

    get hasRows(): boolean {
        return (this.page?.records.length ?? 0) > 0 && this.deals !== undefined;
    }

    get summary(): string {
        if (!this.page || this.page.total === 0) return '';
        const from = (this.cursors.length - 1) * PAGE_SIZE + 1;
        const to = from + this.page.records.length - 1;
        const all = this.page.total > REACH ? `${this.page.total}; pages reach the first ${REACH}, filters the rest` : this.page.total;
        return `${from}–${to} of ${all}, most money first`;
    }

    get hasMoney(): boolean {
        return this.page?.money !== undefined && this.page.total > 0;
    }

    get isFirstPage(): boolean {
        return this.cursors.length === 1;
    }

    get isLastPage(): boolean {
        return this.page?.endCursor === undefined || this.cursors.length * PAGE_SIZE >= REACH;
    }

    get hasPages(): boolean {
        return !this.isFirstPage || !this.isLastPage;
    }

    handleQueue(event: Event): void {
        this.choose((event.currentTarget as HTMLElement).dataset.key as TabKey);
    }

    private choose(key: TabKey): void {
        if (key === this.tabKey) return;
        this.tabKey = key;
        this.turnTo([null]);
    }

    handleNarrow({ detail }: CustomEvent<Partial<DeskFilters>>): void {
        if (!this.filters) return;
        if (detail.whose) remember(detail.whose);
        this.filters = { ...this.filters, ...detail };
        this.ask();
    }

    handleNext(): void {
        if (!this.page?.endCursor) return;
        this.turnTo([...this.cursors, this.page.endCursor]);
        this.focusesHeading = true;
    }

    handlePrevious(): void {
        this.turnTo(this.cursors.slice(0, -1));
        this.focusesHeading = true;
    }

    handleOpen(event: Event): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.openRow = this.openRow === id ? undefined : id;
    }

    handleDeal(event: Event): void {
        event.preventDefault();
        const { deal } = (event.currentTarget as HTMLElement).dataset;
        this[NavigationMixin.Navigate]({
            type: 'standard__recordPage',
            attributes: { recordId: deal, objectApiName: 'Opportunity', actionName: 'view' }
        });
    }

    handleRemind(event: Event): void {
        this.newTask((event.currentTarget as HTMLElement).dataset.id!, 'Remind');
    }

    handleMore(event: CustomEvent<{ value: string }>): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.newTask(id!, event.detail.value === 'escalate' ? 'Escalate' : 'Note');
    }

    private newTask(rowId: string, kind: TaskKind): void {
        this[NavigationMixin.Navigate](
            newTaskPage(
                this.rows.find(({ id }) => id === rowId)!,
                kind
            )
        );
    }

    /** Asks again for all that is on show; also after a form was saved in the open deal. */
    async handleRefresh(): Promise<void> {
        const failed = this.problem !== undefined;
        this.problem = undefined;
        this.notice = '';
        this.refreshing = true;
        await this.again('start', failed);
        await Promise.all([this.again('counts', true), this.again('page', true)]);
        await this.again('deals', true);
        this.refreshing = false;
    }

    private async again(what: string, wanted: boolean): Promise<void> {
        if (wanted) await this.refreshers.get(what)?.();
    }

    /** Asks for the lengths of all queues and for the first page of this one. */
    private ask(): void {
        this.countsVariables = countVariables(this.filters!, this.baselines ?? []);
        this.countsQuery = COUNTS_QUERY;
        this.turnTo([null]);
    }

    private turnTo(cursors: readonly (string | null)[]): void {
        this.cursors = cursors;
        this.openRow = undefined;
        this.page = undefined;
        this.isCut = false;
        this.problem = undefined;
        this.notice = '';
        this.pageQuery = pageQuery(this.tab);
        this.pageVariables = { where: whereOf(this.tab, this.filters!, this.baselines ?? []), after: cursors[cursors.length - 1] ?? null };
    }

    /** Keeps how to ask again, and what went wrong; true when there is an answer. */
    private received(what: string, { data, errors, refresh }: GraphqlResult): boolean {
        if (refresh) this.refreshers.set(what, refresh);
        if (errors?.length) this.problem = errors.map(({ message }) => message).join(' ');
        return Boolean(data) && !errors?.length;
    }
}
