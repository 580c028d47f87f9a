import type { FieldNode } from 'graphql';
import type { LocalOrg } from '../../http/route';
import { ApiError } from '../../model/org';
import type { QueryRecord, Scalar, Session } from '../../model/org';
import type { FieldDef, ObjectDef } from '../../model/schema';
import { displayValue, timeZoneOf } from '../display-value';
import { selectedPaths } from '../field-path';
import { planAggregate, runAggregate } from './aggregate';
import { failed, fieldsOf, invalid, keyOf, readOperation, RefusedDocument } from './document';
import type { GraphqlProblem, Operation } from './document';
import { cursorOf, planConnection } from './plan';
import type { ConnectionPart, ConnectionPlan, EdgePart, NodeEntry, Planner } from './plan';

export interface GraphqlRequest {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly operationName?: string;
    /** Asked by the wire adapter of Lightning Data Service, which takes less than the API. */
    readonly isWired?: boolean;
}

export interface GraphqlAnswer {
    readonly data: Record<string, unknown> | null;
    readonly errors: readonly GraphqlProblem[];
}

const mostRootQueries = 10;
const idsPerQuery = 500;

interface Context {
    readonly org: LocalOrg;
    readonly session: Session;
    readonly timeZone: string;
}

const fetchRecords = ({ org, session }: Context, plan: ConnectionPlan, extra = ''): QueryRecord[] => {
    const conditions = [extra, plan.where].filter((each) => each !== '').join(' AND ');
    const where = conditions === '' ? '' : ` WHERE ${conditions}`;
    return [
        ...org.soql.query(session, `SELECT ${selectedPaths(plan.selection).join(', ')} FROM ${plan.object.name}${where}${plan.order}`)
            .records
    ];
};

type ChildRows = Map<ConnectionPlan, Map<string, QueryRecord[]>>;

/** Fetches the children of all shown records at once, list by list, and their children in turn. */
const fetchChildren = (context: Context, entries: readonly NodeEntry[], parents: readonly QueryRecord[], found: ChildRows): void => {
    for (const entry of entries) {
        if (entry.kind === 'parent') {
            const records = parents.flatMap((record) => (record[entry.relationship] as QueryRecord | null) ?? []);
            fetchChildren(context, entry.entries, records, found);
        }
        if (entry.kind !== 'children') continue;
        const ids = [...new Set(parents.map((record) => String(record['Id'])))];
        const byParent = found.get(entry.plan) ?? new Map<string, QueryRecord[]>();
        found.set(entry.plan, byParent);
        for (let start = 0; start < ids.length; start += idsPerQuery) {
            const some = ids.slice(start, start + idsPerQuery).map((id) => `'${id}'`);
            for (const record of fetchRecords(context, entry.plan, `${entry.childField.name} IN (${some.join(', ')})`)) {
                const parent = String(record[entry.childField.name]);
                byParent.set(parent, [...(byParent.get(parent) ?? []), record]);
            }
        }
        const shown = [...byParent.values()].flatMap((records) => pageOf(entry.plan, records));
        fetchChildren(context, nodeEntries(entry.plan), shown, found);
    }
};

const nodeEntries = (plan: ConnectionPlan): NodeEntry[] =>
    plan.parts.flatMap((part) => (part.kind === 'edges' ? part.parts.flatMap((each) => (each.kind === 'node' ? each.entries : [])) : []));

const pageOf = (plan: ConnectionPlan, records: readonly QueryRecord[]): QueryRecord[] =>
    records.slice(plan.offset, plan.offset + plan.first);

const showValue = (context: Context, field: FieldDef, value: Scalar, part: string): unknown => {
    if (part === 'value') return value;
    const text = displayValue(field, value, context.timeZone);
    return part === 'displayValue' || part === 'label' ? text : `${field.type}`;
};

const showNode = (
    context: Context,
    entries: readonly NodeEntry[],
    record: QueryRecord,
    typeName: string,
    children: ChildRows
): Record<string, unknown> =>
    Object.fromEntries(
        entries.map((entry): [string, unknown] => {
            switch (entry.kind) {
                case 'id':
                    return [entry.key, record['Id']];
                case 'typename':
                case 'apiName':
                    return [entry.key, typeName];
                case 'value': {
                    const value = (record[entry.field.name] ?? null) as Scalar;
                    return [
                        entry.key,
                        Object.fromEntries(entry.parts.map(({ key, name }) => [key, showValue(context, entry.field, value, name)]))
                    ];
                }
                case 'parent': {
                    const parent = record[entry.relationship] as QueryRecord | null | undefined;
                    return [entry.key, parent ? showNode(context, entry.entries, parent, entry.object.name, children) : null];
                }
                case 'children':
                    return [
                        entry.key,
                        showConnection(context, entry.plan, children.get(entry.plan)?.get(String(record['Id'])) ?? [], children)
                    ];
            }
        })
    );

const showEdge = (
    context: Context,
    parts: readonly EdgePart[],
    plan: ConnectionPlan,
    record: QueryRecord,
    position: number,
    children: ChildRows
): Record<string, unknown> =>
    Object.fromEntries(
        parts.map((part): [string, unknown] => {
            if (part.kind === 'cursor') return [part.key, cursorOf(position + 1)];
            if (part.kind === 'typename') return [part.key, `${plan.object.name}Edge`];
            return [part.key, showNode(context, part.entries, record, plan.object.name, children)];
        })
    );

const pageInfo = (plan: ConnectionPlan, total: number, shown: number): Record<string, unknown> => ({
    hasNextPage: plan.offset + shown < total,
    hasPreviousPage: plan.offset > 0,
    startCursor: shown > 0 ? cursorOf(plan.offset + 1) : null,
    endCursor: shown > 0 ? cursorOf(plan.offset + shown) : null,
    __typename: 'PageInfo'
});

const showConnection = (
    context: Context,
    plan: ConnectionPlan,
    all: readonly QueryRecord[],
    children: ChildRows
): Record<string, unknown> => {
    const shown = pageOf(plan, all);
    const show = (part: ConnectionPart): unknown => {
        switch (part.kind) {
            case 'edges':
                return shown.map((record, index) => showEdge(context, part.parts, plan, record, plan.offset + index, children));
            case 'totalCount':
                return all.length;
            case 'typename':
                return `${plan.object.name}Connection`;
            case 'pageInfo': {
                const info = pageInfo(plan, all.length, shown.length);
                return Object.fromEntries(part.parts.map(({ key, name }) => [key, info[name]]));
            }
        }
    };
    return Object.fromEntries(plan.parts.map((part) => [part.key, show(part)]));
};

const runConnection = (context: Context, plan: ConnectionPlan): Record<string, unknown> => {
    const all = fetchRecords(context, plan);
    const children: ChildRows = new Map();
    fetchChildren(context, nodeEntries(plan), pageOf(plan, all), children);
    return showConnection(context, plan, all, children);
};

interface RootPlan {
    /** Keys from the top of the answer to the records: uiapi, query, Opportunity, or their aliases. */
    readonly keys: readonly string[];
    readonly node: FieldNode;
    readonly run: (context: Context) => Record<string, unknown>;
}

const only = (
    planner: Planner,
    nodes: readonly FieldNode[],
    names: readonly string[],
    type: string,
    path: readonly string[]
): FieldNode[] =>
    nodes.filter((node) => {
        if (names.includes(node.name.value) || node.name.value === '__typename') return names.includes(node.name.value);
        planner.problems.push(
            invalid('FieldUndefined', `Field '${node.name.value}' in type '${type}' is undefined`, [...path, keyOf(node)], node)
        );
        return false;
    });

/** Lists of records stand under `query`, sums and counts over them under `aggregate`. */
const planRoots = (planner: Planner): RootPlan[] => {
    const { operation, state, session, problems } = planner;
    const roots: RootPlan[] = [];
    for (const uiapi of only(planner, fieldsOf(operation, operation.selectionSet, ['Query']), ['uiapi'], 'Query', [])) {
        for (const kind of only(planner, fieldsOf(operation, uiapi.selectionSet, ['UIAPI']), ['query', 'aggregate'], 'UIAPI', [
            keyOf(uiapi)
        ])) {
            const type = kind.name.value === 'query' ? 'RecordQuery' : 'RecordQueryAggregate';
            for (const node of fieldsOf(operation, kind.selectionSet, [type])) {
                const keys = [keyOf(uiapi), keyOf(kind), keyOf(node)];
                const object = state.schema.objects.get(node.name.value.toLowerCase());
                if (object?.name === node.name.value && session.access.object(object.name).read)
                    roots.push({ keys, node, run: planRoot(planner, node, object, keys, type) });
                else problems.push(invalid('FieldUndefined', `Field '${node.name.value}' in type '${type}' is undefined`, keys, node));
            }
        }
    }
    return roots;
};

const planRoot = (planner: Planner, node: FieldNode, object: ObjectDef, keys: readonly string[], type: string): RootPlan['run'] => {
    if (type === 'RecordQuery') {
        const plan = planConnection(planner, node, object, keys);
        return (context) => runConnection(context, plan);
    }
    const plan = planAggregate(planner, node, object, keys);
    return ({ org }) => runAggregate(org, planner, plan);
};

const place = (data: Record<string, unknown>, keys: readonly string[], value: unknown): void => {
    const [key, ...rest] = keys;
    if (rest.length === 0) data[key!] = value;
    else place((data[key!] ??= {}) as Record<string, unknown>, rest, value);
};

const runRoots = (context: Context, roots: readonly RootPlan[]): GraphqlAnswer => {
    const data: Record<string, unknown> = {};
    const errors: GraphqlProblem[] = [];
    for (const { keys, node, run } of roots) {
        try {
            place(data, keys, run(context));
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            place(data, keys, null);
            errors.push(failed(error.message, error.errorCode, keys, node));
        }
    }
    return { data, errors };
};

/** Levels of child relationships: five with the root for the API as in SOQL, one below the root for the wire adapter. */
const childLevels = { api: 4, wire: 1 } as const;

const answer = (org: LocalOrg, session: Session, operation: Operation, levels: number): GraphqlAnswer => {
    const planner: Planner = { state: org.state, session, operation, problems: [], childLevels: levels };
    const roots = planRoots(planner);
    if (roots.length > mostRootQueries) {
        const message = `A request may hold ${mostRootQueries} root queries at most; this one holds ${roots.length}`;
        return { data: null, errors: [failed(message, 'LimitExceeded', roots[mostRootQueries]!.keys, roots[mostRootQueries]!.node)] };
    }
    if (planner.problems.length > 0) return { data: null, errors: planner.problems };
    return runRoots({ org, session, timeZone: timeZoneOf(session.user) }, roots);
};

/** Answers a UI API GraphQL request. What is wrong with it comes back in errors; nothing runs unless all of it is valid. */
export const runGraphql = (org: LocalOrg, session: Session, request: GraphqlRequest): GraphqlAnswer => {
    try {
        const operation = readOperation(request.query, request.operationName, request.variables);
        return answer(org, session, operation, request.isWired === true ? childLevels.wire : childLevels.api);
    } catch (error) {
        if (error instanceof RefusedDocument) return { data: null, errors: [error.problem] };
        throw error;
    }
};
