import { LightningElement, wire } from 'lwc';
import { graphql, gql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import CURRENCY from '@salesforce/i18n/currency';
import { showDay } from 'c/calendarDay';
import { viewForecast } from 'c/forecastView';
import type { Figures, ForecastRow, ForecastView, QuarterFigures } from 'c/forecastView';

const NEWEST = gql`
    query newestForecast {
        uiapi {
            query {
                Partner_Forecast_Snapshot__c(
                    first: 1
                    where: { Kind__c: { eq: "Forecast Line" } }
                    orderBy: { As_Of__c: { order: DESC } }
                ) {
                    edges {
                        node {
                            Id
                            As_Of__c {
                                value
                            }
                            Map_Version__c {
                                value
                            }
                            Method__c {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;

/** The lines by quarter of one day, and the day of the forecast before it. */
const LINES = gql`
    query forecastLines($asOf: Date) {
        uiapi {
            query {
                lines: Partner_Forecast_Snapshot__c(
                    first: 2000
                    where: {
                        Kind__c: { eq: "Forecast Line" }
                        As_Of__c: { eq: { value: $asOf } }
                        Period_Type__c: { in: ["Quarter", "Beyond"] }
                    }
                ) {
                    edges {
                        node {
                            Id
                            Period_Type__c {
                                value
                            }
                            Period_Start__c {
                                value
                            }
                            Period_Label__c {
                                value
                            }
                            Stage_Order__c {
                                value
                            }
                            Stage_Label__c {
                                value
                            }
                            Partner_Type__c {
                                value
                            }
                            Attribution__c {
                                value
                            }
                            On_Exception__c {
                                value
                            }
                            Deals__c {
                                value
                            }
                            Open_Amount__c {
                                value
                            }
                            Expected_Amount__c {
                                value
                            }
                            Claimed_Expected_Amount__c {
                                value
                            }
                            Low_P10__c {
                                value
                            }
                            High_P90__c {
                                value
                            }
                        }
                    }
                }
                before: Partner_Forecast_Snapshot__c(
                    first: 1
                    where: { Kind__c: { eq: "Forecast Line" }, As_Of__c: { lt: { value: $asOf } } }
                    orderBy: { As_Of__c: { order: DESC } }
                ) {
                    edges {
                        node {
                            Id
                            As_Of__c {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;

/** What the forecast before expected, quarter by quarter. */
const BEFORE = gql`
    query forecastBefore($asOf: Date) {
        uiapi {
            aggregate {
                Partner_Forecast_Snapshot__c(
                    first: 50
                    where: { Kind__c: { eq: "Forecast Line" }, As_Of__c: { eq: { value: $asOf } }, Period_Type__c: { eq: "Quarter" } }
                    groupBy: { Period_Start__c: { group: true } }
                ) {
                    edges {
                        node {
                            aggregate {
                                Period_Start__c {
                                    value
                                }
                                Expected_Amount__c {
                                    sum {
                                        value
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
`;

type Value = string | number | boolean | null;
type Edges = { readonly edges: readonly { readonly node: Record<string, { readonly value: Value }> }[] };
const rowsIn = (data: unknown, name: string): readonly Record<string, { readonly value: Value }>[] =>
    (data as { uiapi: { query: Record<string, Edges> } }).uiapi.query[name]!.edges.map(({ node }) => node);

const toRow = (node: Record<string, { readonly value: Value }>): ForecastRow => {
    const text = (name: string) => String(node[name]!.value ?? '');
    const amount = (name: string) => (node[name]!.value === null ? null : Number(node[name]!.value));
    return {
        periodType: text('Period_Type__c') as ForecastRow['periodType'],
        periodStart: text('Period_Start__c'),
        periodLabel: text('Period_Label__c'),
        stageOrder: Number(node.Stage_Order__c!.value),
        stageLabel: text('Stage_Label__c'),
        partnerType: text('Partner_Type__c'),
        attribution: text('Attribution__c'),
        onException: node.On_Exception__c!.value === true,
        deals: Number(node.Deals__c!.value),
        open: amount('Open_Amount__c') ?? 0,
        expected: amount('Expected_Amount__c'),
        claimedExpected: amount('Claimed_Expected_Amount__c'),
        low: amount('Low_P10__c'),
        high: amount('High_P90__c')
    };
};

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
    currency = CURRENCY;

    /** A query is set once its variables are known: a wire without its query does not ask. */
    newestQuery = NEWEST;
    linesQuery?: GraphqlDocument;
    linesVariables?: { readonly asOf: string };
    beforeQuery?: GraphqlDocument;
    beforeVariables?: { readonly asOf: string };

    @wire(graphql, { query: '$newestQuery' })
    wiredNewest(result: GraphqlResult): void {
        if (!this.received(result)) return;
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
        if (!this.received(result)) return;
        this.rows = rowsIn(result.data, 'lines').map(toRow);
        const [before] = rowsIn(result.data, 'before');
        if (!before) return;
        this.beforeOn = String(before.As_Of__c!.value);
        this.beforeVariables = { asOf: this.beforeOn };
        this.beforeQuery = BEFORE;
    }

    @wire(graphql, { query: '$beforeQuery', variables: '$beforeVariables' })
    wiredBefore(result: GraphqlResult): void {
        if (!this.received(result)) return;
        type Group = { node: { aggregate: { Period_Start__c: { value: string }; Expected_Amount__c: { sum: { value: number | null } } } } };
        const groups = result.data.uiapi.aggregate.Partner_Forecast_Snapshot__c.edges as readonly Group[];
        this.before = new Map(
            groups.flatMap(({ node: { aggregate } }) =>
                aggregate.Expected_Amount__c.sum.value === null
                    ? []
                    : [[aggregate.Period_Start__c.value, aggregate.Expected_Amount__c.sum.value] as const]
            )
        );
    }

    private received({ data, errors }: GraphqlResult): boolean {
        if (errors?.length) this.problem = errors.map(({ message }) => message).join(' ');
        return Boolean(data) && !errors?.length;
    }

    get view(): ForecastView | undefined {
        return this.rows && viewForecast(this.rows, this.before);
    }

    get loading(): boolean {
        return !this.problem && !this.isEmpty && !this.rows;
    }

    get subtitle(): string {
        return this.asOf ? `As of ${showDay(this.asOf)}, by stage map ${this.mapVersion}` : '';
    }

    get thisQuarter(): QuarterFigures | undefined {
        return this.view?.quarters[0];
    }

    get isFundable(): boolean {
        return this.thisQuarter?.expected !== null && this.thisQuarter !== undefined;
    }

    get hasRange(): boolean {
        return this.thisQuarter?.low !== null && this.thisQuarter?.low !== undefined;
    }

    get quarters() {
        const quarters = this.view?.quarters ?? [];
        const most = Math.max(1, ...quarters.map(({ high, expected, open }) => high ?? expected ?? open));
        return quarters.map((quarter) => ({
            ...quarter,
            key: quarter.periodStart,
            hasExpected: quarter.expected !== null,
            hasRange: quarter.low !== null && quarter.high !== null,
            hasChange: quarter.change !== undefined,
            rangeStyle: `inset-inline-start: ${share(quarter.low, most)}%; inline-size: ${share((quarter.high ?? 0) - (quarter.low ?? 0), most)}%`,
            dotStyle: `inset-inline-start: ${share(quarter.expected, most)}%`
        }));
    }

    get splits() {
        const view = this.view;
        if (!view) return [];
        return [
            { key: 'attribution', title: 'Who brings it', rows: withBars(view.byAttribution) },
            { key: 'stage', title: 'How far it is proven', rows: withBars(view.byStage) },
            { key: 'type', title: 'By partner type', rows: withBars(view.byPartnerType) }
        ];
    }

    /** Money that stands on claimed stages alone. */
    get gap(): number {
        const total = this.view?.total;
        return total ? (total.claimedExpected ?? 0) - (total.expected ?? 0) : 0;
    }

    get beforeText(): string {
        return this.beforeOn ? `Change since ${showDay(this.beforeOn)}` : 'Change';
    }
}

const share = (amount: number | null, most: number): number => Math.min(100, Math.max(0, (100 * (amount ?? 0)) / most));

/** Rows with the length of their bar: the open money behind, the expected money in front. */
function withBars(rows: readonly Figures[]) {
    const most = Math.max(1, ...rows.map(({ open, expected }) => Math.max(open, expected ?? 0)));
    return rows.map((row) => ({
        ...row,
        key: row.label,
        hasExpected: row.expected !== null,
        openStyle: `inline-size: ${share(row.open, most)}%`,
        expectedStyle: `inline-size: ${share(row.expected, most)}%`
    }));
}
