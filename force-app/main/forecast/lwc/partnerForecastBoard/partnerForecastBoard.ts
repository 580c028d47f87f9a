import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import CURRENCY from '@salesforce/i18n/currency';
import LOCALE from '@salesforce/i18n/locale';
import { showDay } from 'c/calendarDay';
import { periodKey, viewForecast } from 'c/forecastView';
import type { Figures, ForecastRow, ForecastView, PeriodFigures } from 'c/forecastView';
import { BEFORE, LINES, NEWEST, rowsIn, toRow } from './forecastQueries';
import type { Edges } from './forecastQueries';

/** One number for direct and partner deals as the rollup last kept it: with its range, its parts, and what is proven of it. */
export default class PartnerForecastBoard extends LightningElement {
    asOf?: string;
    beforeOn?: string;
    mapVersion = '';
    method = '';
    rows?: readonly ForecastRow[];
    before: ReadonlyMap<string, number> = new Map();
    problem?: string;
    isEmpty = false;
    private refreshers = new Map<string, () => Promise<void>>();
    currency = CURRENCY;

    /** A query is set once its variables are known: a wire without its query does not ask. */
    newestQuery = NEWEST;
    linesQuery?: GraphqlDocument;
    linesVariables?: { readonly asOf: string };
    beforeQuery?: GraphqlDocument;
    beforeVariables?: { readonly asOf: string };

    @wire(graphql, { query: '$newestQuery' })
    wiredNewest(result: GraphqlResult): void {
        if (!this.received('newest', result)) return;
        const [newest] = rowsIn(result.data, 'Partner_Forecast_Snapshot__c');
        this.isEmpty = newest === undefined;
        if (!newest) return;
        this.asOf = String(newest.As_Of__c!.value);
        this.mapVersion = String(newest.Map_Version__c!.value ?? '');
        this.method = String(newest.Method__c!.value ?? '');
        this.linesVariables = { asOf: this.asOf };
        this.linesQuery = LINES;
    }

    @wire(graphql, { query: '$linesQuery', variables: '$linesVariables' })
    wiredLines(result: GraphqlResult): void {
        if (!this.received('lines', result)) return;
        const { quarters, months } = (result.data as { uiapi: { query: Record<string, Edges> } }).uiapi.query;
        // Sums over a part of the lines would be wrong numbers.
        if (quarters?.pageInfo?.hasNextPage || months?.pageInfo?.hasNextPage) {
            this.problem = 'It has more lines than this page can read at once: open the report Forecast by Stage and Partner Type instead.';
            return;
        }
        this.rows = [...rowsIn(result.data, 'quarters'), ...rowsIn(result.data, 'months')].map(toRow);
        const [before] = rowsIn(result.data, 'before');
        if (!before) return;
        this.beforeOn = String(before.As_Of__c!.value);
        this.beforeVariables = { asOf: this.beforeOn };
        this.beforeQuery = BEFORE;
    }

    @wire(graphql, { query: '$beforeQuery', variables: '$beforeVariables' })
    wiredBefore(result: GraphqlResult): void {
        if (!this.received('before', result)) return;
        type Group = {
            node: {
                aggregate: {
                    Period_Type__c: { value: string };
                    Period_Start__c: { value: string };
                    Expected_Amount__c: { sum: { value: number | null } };
                };
            };
        };
        const groups = result.data.uiapi.aggregate.Partner_Forecast_Snapshot__c.edges as readonly Group[];
        this.before = new Map(
            groups.flatMap(({ node: { aggregate } }) => {
                const { value } = aggregate.Expected_Amount__c.sum;
                return value === null ? [] : [[periodKey(aggregate.Period_Type__c.value, aggregate.Period_Start__c.value), value] as const];
            })
        );
    }

    private received(what: string, { data, errors, refresh }: GraphqlResult): boolean {
        if (refresh) this.refreshers.set(what, refresh);
        if (errors?.length) this.problem = errors.map(({ message }) => message).join(' ');
        return Boolean(data) && !errors?.length;
    }

    async handleRetry(): Promise<void> {
        this.problem = undefined;
        await Promise.all([...this.refreshers.values()].map((refresh) => refresh()));
    }

    get view(): ForecastView | undefined {
        return this.problem ? undefined : this.rows && viewForecast(this.rows, this.before);
    }

    get loading(): boolean {
        return !this.problem && !this.isEmpty && !this.rows;
    }

    get subtitle(): string {
        return this.asOf ? `As of ${showDay(this.asOf)}, by stage map ${this.mapVersion}` : '';
    }

    /** The nearest period that may be planned on. */
    get planOn(): PeriodFigures | undefined {
        return this.view?.planOn;
    }

    get nothingFundable(): boolean {
        return this.view !== undefined && !this.planOn;
    }

    get hasRange(): boolean {
        return this.planOn?.low !== null && this.planOn?.low !== undefined;
    }

    get rangeText(): string {
        const { low, high } = this.planOn!;
        return `Eight times in ten between ${showMoney(low!)} and ${showMoney(high!)}, by this org's own past errors.`;
    }

    /** What of the running quarter may not be planned on, when something later or shorter may. */
    get caveat(): string {
        const running = this.view?.quarters[0];
        if (!this.planOn || !running || running.expected !== null) return '';
        const some = running.months.length > 0 ? 'as a whole ' : '';
        return `${running.label} ${some}is not fundable yet, so no number is told for it. ${this.whereWhy}`;
    }

    /** Reasons, money already won and single deals are not kept with the lines: who has them, in words for a leader. */
    get whereWhy(): string {
        return `Why, when that is expected to change, what is already won and which deals weigh most is on the page “One forecast, direct and partner” of ${showDay(this.asOf!)}: revenue operations (RevOps) has it.`;
    }

    /** Why the dashboard tells another number than this board. */
    get dashboardText(): string {
        const view = this.view;
        const months = view?.quarters.flatMap((quarter) => quarter.months).filter(({ expected }) => expected !== null) ?? [];
        if (!view || months.length === 0) return '';
        const whole = view.quarters.flatMap(({ expected }) => (expected === null ? [] : [expected]));
        const told = whole.length === 0 ? 'nothing as expected' : showMoney(whole.reduce((sum, expected) => sum + expected, 0));
        return `The dashboard “Expected money, credit and proof” tells ${told}: it adds whole quarters only, so ${months.map(({ label }) => label).join(', ')} is in the sum above and not in its sum.`;
    }

    /** With a column of changes there is one more to lay out where it is narrow. */
    get quartersClass(): string {
        return this.beforeOn ? 'quarters five' : 'quarters';
    }

    get periods() {
        const quarters = this.view?.quarters ?? [];
        const all = quarters.flatMap((quarter) => [
            { ...quarter, key: `quarter ${quarter.periodStart}`, rowClass: 'quarter' },
            ...quarter.months.map((month) => ({ ...month, key: `month ${month.periodStart}`, rowClass: 'month' }))
        ]);
        const most = Math.max(1, ...all.map(({ high, expected }) => high ?? expected ?? 0));
        return all.map((period) => ({
            ...period,
            hasExpected: period.expected !== null,
            hasRange: period.low !== null && period.high !== null,
            rangeText: period.low === null || period.high === null ? '' : `${showMoney(period.low)} to ${showMoney(period.high)}`,
            changeText: showChange(period.change),
            rangeStyle: `inset-inline-start: ${share(period.low, most)}%; inline-size: ${share((period.high ?? 0) - (period.low ?? 0), most)}%`,
            dotStyle: `inset-inline-start: ${share(period.expected, most)}%`
        }));
    }

    get splits() {
        const view = this.view;
        if (!view) return [];
        return [
            {
                key: 'attribution',
                heading: 'Credit',
                deals: 'Deals led',
                title: 'Who brings it',
                rows: withBars(view.byAttribution, view.total)
            },
            { key: 'stage', heading: 'Stage', deals: 'Deals', title: 'How far it is proven', rows: withBars(view.byStage, view.total) },
            {
                key: 'type',
                heading: 'Partner type',
                deals: 'Deals',
                title: 'By partner type',
                rows: withBars(view.byPartnerType, view.total)
            }
        ];
    }

    /** What believing every claim would add or take away, over all that may be planned on; empty while nothing may. */
    get gapText(): string {
        const total = this.view?.total;
        return !total || total.expected === null || total.claimedExpected === null
            ? ''
            : showChange(total.claimedExpected - total.expected);
    }

    get beforeText(): string {
        return this.beforeOn ? `Change since ${showDay(this.beforeOn)}` : '';
    }

    /** Why there is no column of changes. */
    get firstText(): string {
        return this.rows && !this.beforeOn ? 'This is the first forecast that was kept, so there is no change to show.' : '';
    }
}

const showMoney = (amount: number, options: Intl.NumberFormatOptions = {}): string =>
    new Intl.NumberFormat(LOCALE, { style: 'currency', currency: CURRENCY, maximumFractionDigits: 0, ...options }).format(amount);

/** With its sign, so that a change is not taken for an amount; empty where there is none to tell. */
const showChange = (change: number | undefined): string => (change === undefined ? '' : showMoney(change, { signDisplay: 'exceptZero' }));

const share = (amount: number | null, most: number): number => Math.min(100, Math.max(0, (100 * (amount ?? 0)) / most));

/** Rows with the length of their bar: the open money behind, the expected money in front; the sum of all last. */
function withBars(rows: readonly Figures[], total: Figures) {
    const most = Math.max(1, ...rows.map(({ open, expected }) => Math.max(open, expected ?? 0)));
    return [...rows, { ...total, label: 'Total' }].map((row, at) => ({
        ...row,
        key: row.label,
        rowClass: at === rows.length ? 'total' : undefined,
        hasBar: at < rows.length,
        hasExpected: row.expected !== null,
        hasExpectedBar: at < rows.length && row.expected !== null,
        openStyle: `inline-size: ${share(row.open, most)}%`,
        expectedStyle: `inline-size: ${share(row.expected, most)}%`
    }));
}
