/** Asks the org for the queues of the partner desk: how long each is, and one page of one of them. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { flatten } from 'c/dealGraph';
import type { Fields } from 'c/dealGraph';
import { DESK_TABS, whereOf } from 'c/deskTabs';
import type { DeskFilters, DeskTab, TabKey } from 'c/deskTabs';
import { toBaseline } from 'c/stageDwell';
import type { Baseline } from 'c/stageDwell';

/** Rows of a page. Their details are read for as many deals. */
export const PAGE_SIZE = 25;

const nameOf = (key: TabKey): string => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What the desk starts from: the latest dwell baselines, which say what is usual, and whether the person has deals of their own. */
export const START_QUERY: GraphqlDocument = gql`
    query deskStart($own: Partner_Engagement__c_Filter) {
        uiapi {
            query {
                own: Partner_Engagement__c(first: 1, where: $own) {
                    totalCount
                }
                Partner_Dwell_Baseline__c(first: 200) {
                    edges {
                        node {
                            Id
                            Stage_Order__c {
                                value
                            }
                            Partner_Type__c {
                                value
                            }
                            Mean_Days__c {
                                value
                            }
                            Threshold_Days__c {
                                value
                            }
                            Sample_Size__c {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;

/** Length of every queue, in one request. */
export const COUNTS_QUERY: GraphqlDocument = gql`
    query deskCounts(${DESK_TABS.map(({ key, object }) => `$${nameOf(key)}: ${object}_Filter`).join(', ')}) {
        uiapi {
            query {
                ${DESK_TABS.map(({ key, object }) => `${nameOf(key)}: ${object}(first: 1, where: $${nameOf(key)}) { totalCount }`).join('\n')}
            }
        }
    }
`;

export const countVariables = (filters: DeskFilters, baselines: readonly Baseline[]): Record<string, unknown> =>
    Object.fromEntries(DESK_TABS.map((tab) => [nameOf(tab.key), whereOf(tab, filters, baselines)]));

/** One page of a queue, the most money at risk first, and for queues of deals the money of the whole queue. */
export function pageQuery({ key, object, deal, fields }: DeskTab): GraphqlDocument {
    const paths = [...fields, `${deal === '' ? '' : `${deal}.`}Id`];
    const order = `${deal === '' ? '' : `${deal}.`}Amount`
        .split('.')
        .reduceRight((inner, step) => `{ ${step}: ${inner} }`, '{ order: DESC, nulls: LAST }');
    return gql`
        query deskPage${nameOf(key).replace(/^\w/, (letter) => letter.toUpperCase())}($where: ${object}_Filter, $after: String) {
            uiapi {
                query {
                    rows: ${object}(first: ${PAGE_SIZE}, after: $after, where: $where, orderBy: ${order}) {
                        totalCount
                        pageInfo { hasNextPage endCursor }
                        edges { node ${selectionOf(paths)} }
                    }
                }
                ${deal === '' ? 'aggregate { money: Opportunity(where: $where) { edges { node { aggregate { Amount { sum { value } } } } } } }' : ''}
            }
        }
    `;
}

interface Tree {
    readonly [name: string]: Tree;
}

/** 'A__r.Name' and 'A__r.B__c' as { Id A__r { Id Name { value } B__c { value } } }. */
function selectionOf(paths: readonly string[]): string {
    const tree: Record<string, Tree> = {};
    for (const path of paths) path.split('.').reduce((at, step) => (at[step] ??= {}) as Record<string, Tree>, tree);
    return write({ Id: {}, ...tree });
}

const write = (tree: Tree): string =>
    `{ ${Object.entries(tree)
        .map(([name, inner]) =>
            name === 'Id' ? name : `${name} ${Object.keys(inner).length === 0 ? '{ value }' : write({ Id: {}, ...inner })}`
        )
        .join(' ')} }`;

/** One record of a queue with the deal that it stands for. */
export interface QueueRecord {
    readonly id: string;
    readonly dealId: string;
    readonly fields: Fields;
}

export interface QueuePage {
    readonly records: readonly QueueRecord[];
    readonly total: number;
    readonly endCursor?: string;
    /** Sum of the amounts of all deals of the queue; undefined for queues of other records. */
    readonly money?: number;
}

type Node = Record<string, unknown>;
interface PageAnswer {
    readonly uiapi: {
        readonly query: {
            readonly rows: {
                readonly totalCount: number;
                readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
                readonly edges: readonly { readonly node: Node }[];
            };
        };
        readonly aggregate?: {
            readonly money: {
                readonly edges: readonly {
                    readonly node: { readonly aggregate: { readonly Amount: { readonly sum: { value: number | null } } } };
                }[];
            };
        };
    };
}

export function readPage({ deal }: DeskTab, data: unknown): QueuePage {
    const { query, aggregate } = (data as PageAnswer).uiapi;
    const { totalCount, pageInfo, edges } = query.rows;
    return {
        records: edges.map(({ node }) => ({ id: String(node.Id), dealId: String(at(node, deal)?.Id), fields: flattenDeep(node) })),
        total: totalCount,
        endCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
        money: aggregate ? (aggregate.money.edges[0]?.node.aggregate.Amount.sum.value ?? 0) : undefined
    };
}

const at = (node: Node, path: string): Node | undefined =>
    path === '' ? node : path.split('.').reduce<Node | undefined>((found, step) => found?.[step] as Node | undefined, node);

/** Own fields, and those of parents under their path. */
function flattenDeep(node: Node, prefix = ''): Fields {
    const own = Object.entries(flatten(node)).filter(([name]) => !name.includes('.'));
    const parents = Object.entries(node).filter(([name, value]) => name.endsWith('__r') && value);
    return Object.fromEntries([
        ...own.map(([name, value]) => [prefix + name, value] as const),
        ...parents.flatMap(([name, value]) => Object.entries(flattenDeep(value as Node, `${prefix}${name}.`)))
    ]);
}

export function readCounts(data: unknown): ReadonlyMap<TabKey, number> {
    const { query } = (data as { uiapi: { query: Readonly<Record<string, { readonly totalCount: number }>> } }).uiapi;
    return new Map(DESK_TABS.map(({ key }) => [key, query[nameOf(key)]?.totalCount ?? 0]));
}

export function readBaselines(data: unknown): readonly Baseline[] {
    const { query } = (data as { uiapi: { query: { Partner_Dwell_Baseline__c: { edges: readonly { node: Node }[] } } } }).uiapi;
    return query.Partner_Dwell_Baseline__c.edges.map(({ node }) => toBaseline(flatten(node)));
}

/** Whether START_QUERY found a deal of the person. */
export const readHasOwn = (data: unknown): boolean =>
    ((data as { uiapi: { query: { own: { totalCount: number } } } }).uiapi.query.own?.totalCount ?? 0) > 0;
