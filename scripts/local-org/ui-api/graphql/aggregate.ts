import type { FieldNode } from 'graphql';
import type { LocalOrg } from '../../http/route';
import type { QueryRecord, Scalar } from '../../model/org';
import { findField } from '../../model/schema';
import type { FieldDef, FieldType, ObjectDef } from '../../model/schema';
import { displayValue, timeZoneOf } from '../display-value';
import { FilterError, soqlCondition } from '../filter';
import { argumentsOf, fieldsOf, invalid, keyOf } from './document';
import type { Planner } from './plan';

/** One number or value to show: where it goes in the answer, and the column of the result that it comes from. */
interface Shown {
    readonly keys: readonly string[];
    readonly column: string;
    readonly field: FieldDef;
    readonly part: string;
}

/** One aggregated list: what to ask for, and how to show each group. */
export interface AggregatePlan {
    readonly object: ObjectDef;
    readonly where: string;
    readonly columns: readonly string[];
    readonly groups: readonly FieldDef[];
    readonly shown: readonly Shown[];
    readonly edgesKey: string | undefined;
    readonly totalKey: string | undefined;
    readonly first: number;
    readonly path: readonly string[];
    readonly node: FieldNode;
}

const numbers: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];
const counted = ['count', 'countDistinct'];
const soqlNames: Record<string, string> = {
    avg: 'AVG',
    sum: 'SUM',
    min: 'MIN',
    max: 'MAX',
    count: 'COUNT',
    countDistinct: 'COUNT_DISTINCT'
};

const takes = (name: string, field: FieldDef): boolean => counted.includes(name) || (name in soqlNames && numbers.includes(field.type));

const undefinedIn = (planner: Planner, node: FieldNode, type: string, path: readonly string[]): void => {
    planner.problems.push(invalid('FieldUndefined', `Field '${node.name.value}' in type '${type}' is undefined`, path, node));
};

/** Types that have no group input in the API's schema, whatever SOQL says. */
const NOT_GROUPED: readonly FieldType[] = ['double', 'currency', 'percent', 'textarea'];

/** Groups by plain fields: {StageName: {group: true}}. */
const readGroups = (planner: Planner, object: ObjectDef, groupBy: unknown): FieldDef[] => {
    if (groupBy === undefined || groupBy === null) return [];
    if (typeof groupBy !== 'object') throw new FilterError('groupBy holds {Field: {group: true}}');
    return Object.entries(groupBy).map(([name, how]) => {
        const field = findField(object, name);
        if (!field || !planner.session.access.readable(object, field))
            throw new FilterError(`Field '${name}' is not defined on ${object.name}`);
        if (NOT_GROUPED.includes(field.type)) throw new FilterError(`Field '${name}' of ${object.name} cannot be grouped by`);
        if ((how as { group?: unknown } | null)?.group !== true)
            throw new FilterError(`The local org groups by whole values only: {${name}: {group: true}}`);
        return field;
    });
};

/** The functions and values asked of one field: Amount { sum { value } }, or StageName { value } of a group. */
const planMeasures = (
    planner: Planner,
    node: FieldNode,
    object: ObjectDef,
    groups: readonly FieldDef[],
    path: readonly string[]
): Shown[] => {
    const field = findField(object, node.name.value);
    if (!field || !planner.session.access.readable(object, field)) {
        undefinedIn(planner, node, `${object.name}Aggregate`, path);
        return [];
    }
    return fieldsOf(planner.operation, node.selectionSet, []).flatMap((inner): Shown[] => {
        const name = inner.name.value;
        if (['value', 'displayValue'].includes(name) && groups.includes(field))
            return [{ keys: [keyOf(node), keyOf(inner)], column: field.name, field, part: name }];
        if (!takes(name, field)) {
            undefinedIn(planner, inner, `${field.name}Aggregate`, [...path, keyOf(inner)]);
            return [];
        }
        return fieldsOf(planner.operation, inner.selectionSet, []).map((part) => ({
            keys: [keyOf(node), keyOf(inner), keyOf(part)],
            column: `${soqlNames[name]}(${field.name})`,
            field,
            part: counted.includes(name) && part.name.value === 'value' ? 'count' : part.name.value
        }));
    });
};

const inside = (planner: Planner, nodes: readonly FieldNode[], name: string): FieldNode[] =>
    nodes.flatMap((node) => fieldsOf(planner.operation, node.selectionSet, []).filter((each) => each.name.value === name));

const knownArguments = ['first', 'where', 'groupBy'];

const readArguments = (planner: Planner, object: ObjectDef, node: FieldNode, path: readonly string[]) => {
    const given = argumentsOf(planner.operation, node);
    for (const name of Object.keys(given))
        if (!knownArguments.includes(name))
            planner.problems.push(invalid('UnknownArgument', `The local org does not know the argument ${name} here`, path, node));
    try {
        const where = soqlCondition(planner.state, planner.session, object, given['where']);
        return { where, groups: readGroups(planner, object, given['groupBy']), first: Number(given['first'] ?? 10) };
    } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        planner.problems.push(invalid('WrongType', error.message, path, node));
        return { where: '', groups: [], first: 10 };
    }
};

/** Plans `uiapi { aggregate { Object(where, groupBy) { edges { node { aggregate { … } } } totalCount } } }`. */
export const planAggregate = (planner: Planner, node: FieldNode, object: ObjectDef, path: readonly string[]): AggregatePlan => {
    const { where, groups, first } = readArguments(planner, object, node, path);
    const parts = fieldsOf(planner.operation, node.selectionSet, [`${object.name}AggregateConnection`]);
    for (const part of parts)
        if (!['edges', 'totalCount', '__typename'].includes(part.name.value))
            undefinedIn(planner, part, `${object.name}AggregateConnection`, [...path, keyOf(part)]);
    const edges = parts.filter((part) => part.name.value === 'edges');
    const fields = inside(planner, inside(planner, edges, 'node'), 'aggregate').flatMap((each) =>
        fieldsOf(planner.operation, each.selectionSet, [])
    );
    const shown = fields.flatMap((field) => planMeasures(planner, field, object, groups, [...path, keyOf(field)]));
    const total = parts.find((part) => part.name.value === 'totalCount');
    return {
        object,
        where,
        columns: [...new Set(shown.map(({ column }) => column))].filter((column) => column.includes('(')),
        groups,
        shown,
        edgesKey: edges[0] && keyOf(edges[0]),
        totalKey: total && keyOf(total),
        first,
        path,
        node
    };
};

const put = (target: Record<string, unknown>, keys: readonly string[], value: unknown): void => {
    const [key, ...rest] = keys;
    if (rest.length === 0) target[key!] = value;
    else put((target[key!] ??= {}) as Record<string, unknown>, rest, value);
};

/** Runs a planned aggregate. Without groups there is one edge over all records; totalCount is then the number of records. */
export const runAggregate = (org: LocalOrg, planner: Planner, plan: AggregatePlan): Record<string, unknown> => {
    const { session } = planner;
    const where = plan.where === '' ? '' : ` WHERE ${plan.where}`;
    const names = plan.groups.map(({ name }) => name);
    const ask = (columns: readonly string[], tail = ''): QueryRecord[] => [
        ...org.soql.query(session, `SELECT ${columns.join(', ')} FROM ${plan.object.name}${where}${tail}`).records
    ];
    const columns = [...names, ...plan.columns.map((column, index) => `${column} column${index}`), 'COUNT(Id) records'];
    const rows = ask(columns, names.length === 0 ? '' : ` GROUP BY ${names.join(', ')}`);
    const zone = timeZoneOf(session.user);
    const valueOf = (row: QueryRecord, column: string): Scalar =>
        (row[column.includes('(') ? `column${plan.columns.indexOf(column)}` : column] ?? null) as Scalar;
    const edges = rows.slice(0, plan.first).map((row) => {
        const aggregate: Record<string, unknown> = {};
        for (const { keys, column, field, part } of plan.shown) {
            const value = valueOf(row, column);
            put(aggregate, keys, part === 'displayValue' ? displayValue(field, value, zone) : value);
        }
        return { node: { aggregate } };
    });
    return {
        ...(plan.edgesKey === undefined ? {} : { [plan.edgesKey]: edges }),
        ...(plan.totalKey === undefined ? {} : { [plan.totalKey]: names.length > 0 ? rows.length : Number(rows[0]?.['records'] ?? 0) })
    };
};
