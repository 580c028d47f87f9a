/** What the board asks of the kept forecasts, and the answers as lines. */
import { gql } from 'lightning/graphql';
import type { ForecastRow } from 'c/forecastView';

export const NEWEST = gql`
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

const LINE_FIELDS = [
    ...['Period_Type__c', 'Period_Start__c', 'Period_Label__c', 'Stage_Order__c', 'Stage_Label__c', 'Partner_Type__c', 'Attribution__c'],
    ...['On_Exception__c', 'Deals__c', 'Open_Amount__c', 'Expected_Amount__c', 'Claimed_Expected_Amount__c', 'Low_P10__c', 'High_P90__c']
];
/** As many lines as one page of a query may hold on the platform. */
const lines = (name: string, periods: string): string => `
    ${name}: Partner_Forecast_Snapshot__c(
        first: 2000
        where: { Kind__c: { eq: "Forecast Line" }, As_Of__c: { eq: { value: $asOf } }, Period_Type__c: ${periods} }
    ) {
        pageInfo { hasNextPage }
        edges { node { Id ${LINE_FIELDS.map((field) => `${field} { value }`).join(' ')} } }
    }
`;

/** The lines of one day by quarter and by month, and the day of the forecast before it. */
export const LINES = gql`
    query forecastLines($asOf: Date) {
        uiapi {
            query {
                ${lines('quarters', '{ in: ["Quarter", "Beyond"] }')}
                ${lines('months', '{ eq: "Month" }')}
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

/** What the forecast before expected, period by period. */
export const BEFORE = gql`
    query forecastBefore($asOf: Date) {
        uiapi {
            aggregate {
                Partner_Forecast_Snapshot__c(
                    first: 100
                    where: {
                        Kind__c: { eq: "Forecast Line" }
                        As_Of__c: { eq: { value: $asOf } }
                        Period_Type__c: { in: ["Quarter", "Month"] }
                        Attribution__c: { ne: "Pre-registration" }
                    }
                    groupBy: { Period_Type__c: { group: true }, Period_Start__c: { group: true } }
                ) {
                    edges {
                        node {
                            aggregate {
                                Period_Type__c {
                                    value
                                }
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
export type Edges = {
    readonly pageInfo?: { readonly hasNextPage: boolean };
    readonly edges: readonly { readonly node: Record<string, { readonly value: Value }> }[];
};
export const rowsIn = (data: unknown, name: string): readonly Record<string, { readonly value: Value }>[] =>
    (data as { uiapi: { query: Record<string, Edges> } }).uiapi.query[name]!.edges.map(({ node }) => node);

export const toRow = (node: Record<string, { readonly value: Value }>): ForecastRow => {
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
