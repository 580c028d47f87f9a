import { isGroupable } from '../model/field-traits';
import { aggregateFunction, isAggregate } from './aggregate-function';
import { comparison } from './comparison';
import { conditionTree } from './condition-tree';
import { dateExpression, fieldExpression, isDateFunction } from './field-function';
import { malformed, notSupported } from './query-error';
import { queriedObject } from './query-scope';
import { queryFilter, windowOf } from './record-query';
import { filteredRows } from './row-filter';
import { clausesOf, directionOf, sorted, valueOrder } from './row-order';
import { jsonValue } from './value-format';
import type { FieldType as SelectedField, OrderByClause, Query } from '@jetstreamapp/soql-parser-js';
import type { ConditionTree, FieldTest } from './condition-tree';
import type { Expression, FunctionCall } from './field-function';
import type { QueryScope } from './query-scope';
import type { QueryRecord, Row, Scalar } from '../model/org';
import type { FieldType, ObjectDef } from '../model/schema';
import type { SortKey } from './row-order';

interface Group {
    readonly keys: readonly Scalar[];
    /** Keys that a ROLLUP or CUBE has added up over. */
    readonly rolledUp: readonly boolean[];
    readonly rows: readonly Row[];
}

/** Anything that has one value for each group. */
interface GroupValue {
    readonly text: string;
    readonly type: FieldType;
    /** Name of its column where it has no alias; a function without alias is numbered instead. */
    readonly name?: string;
    readonly read: (group: Group) => Scalar;
    readonly compare: SortKey<Group>['compare'];
}

interface Grouping {
    readonly scope: QueryScope;
    readonly object: ObjectDef;
    readonly alias: string | undefined;
    readonly keys: readonly Expression[];
    /** Which keys are added up over, for each pass over the rows. One pass without ROLLUP and CUBE. */
    readonly passes: readonly (readonly boolean[])[];
}

export interface AggregateColumn {
    readonly name: string;
    readonly text: string;
    readonly aggregate: boolean;
}

export interface AggregatePlan {
    readonly object: ObjectDef;
    readonly columns: readonly AggregateColumn[];
    run(): QueryRecord[];
}

/** The query answers with AggregateResult rows: it groups, or a function of many rows stands in its SELECT. */
export const isAggregateQuery = (query: Query): boolean =>
    query.groupBy !== undefined ||
    (query.fields ?? []).some((field) => field.type === 'FieldFunctionExpression' && (isAggregate(field) || isDateFunction(field)));

/** SELECT COUNT() FROM …: only the number of rows. */
export const isBareCount = (query: Query): boolean => {
    const [field, ...others] = query.fields ?? [];
    return (
        others.length === 0 &&
        field?.type === 'FieldFunctionExpression' &&
        field.functionName.toUpperCase() === 'COUNT' &&
        field.parameters.length === 0
    );
};

export const countRows = (scope: QueryScope, query: Query): { object: ObjectDef; count: number } => {
    const object = queriedObject(scope, query.sObject ?? '');
    const { limit, offset } = windowOf(query);
    const all = filteredRows(scope, object, queryFilter(scope, object, query)).length;
    return { object, count: Math.min(limit, Math.max(0, all - offset)) };
};

/** Compiles a grouped query. */
export const aggregatePlan = (scope: QueryScope, query: Query): AggregatePlan => {
    const object = queriedObject(scope, query.sObject ?? '');
    const grouping = groupingOf(scope, object, query);
    const columns = selectedColumns(grouping, query.fields ?? []);
    const filter = queryFilter(scope, object, query);
    const keep = query.having ? groupTest(grouping, conditionTree(scope.soql, query.having)) : () => true;
    const order = clausesOf<OrderByClause>(query.orderBy).map((clause) => {
        const value =
            'fn' in clause
                ? functionValue(grouping, clause.fn)
                : fieldValue(grouping, clause.field, 'Ordered field must be grouped or aggregated');
        return { read: value.read, compare: value.compare, ...directionOf(clause) };
    });
    const { limit, offset } = windowOf(query);
    return {
        object,
        columns,
        run: () => {
            const groups = groupsOf(grouping, filteredRows(scope, object, filter)).filter(keep);
            return sorted(groups, order)
                .slice(offset, offset + limit)
                .map((group) => {
                    const record: QueryRecord = { attributes: { type: 'AggregateResult' } };
                    for (const column of columns) record[column.name] = jsonValue(column.value.type, column.value.read(group));
                    return record;
                });
        }
    };
};

const groupingOf = (scope: QueryScope, object: ObjectDef, query: Query): Grouping => {
    const alias = query.sObjectAlias;
    const clauses = clausesOf(query.groupBy);
    const first = clauses[0];
    const spread = first && 'fn' in first ? first.fn.functionName?.toUpperCase() : undefined;
    if (spread === 'ROLLUP' || spread === 'CUBE') {
        const names = ('fn' in first ? (first.fn.parameters ?? []) : []) as (string | FunctionCall)[];
        if (clauses.length > 1) throw malformed(scope.soql, `GROUP BY ${spread} cannot be combined with other groupings`, spread);
        if (names.length > 3) throw malformed(scope.soql, `GROUP BY ${spread} can have at most 3 fields`, spread);
        const keys = names.map((name) => groupKey(scope, object, name, alias));
        return { scope, object, alias, keys, passes: spread === 'ROLLUP' ? rollUpPasses(keys.length) : cubePasses(keys.length) };
    }
    const keys = clauses.map((clause) => groupKey(scope, object, 'fn' in clause ? clause.fn : clause.field, alias));
    return { scope, object, alias, keys, passes: [keys.map(() => false)] };
};

const rollUpPasses = (count: number): boolean[][] =>
    Array.from({ length: count + 1 }, (_, rolled) => Array.from({ length: count }, (__, i) => i >= count - rolled));
const cubePasses = (count: number): boolean[][] =>
    Array.from({ length: 2 ** count }, (_, mask) => Array.from({ length: count }, (__, i) => (mask & (1 << i)) !== 0));

const groupKey = (scope: QueryScope, object: ObjectDef, key: string | FunctionCall, alias: string | undefined): Expression => {
    if (typeof key === 'object') {
        if (!isDateFunction(key)) throw malformed(scope.soql, `Invalid use of function ${key.functionName} in GROUP BY`, key.functionName);
        return dateExpression(scope, object, key, alias);
    }
    const expression = fieldExpression(scope, object, key, alias);
    if (!isGroupable(expression.path.field)) throw malformed(scope.soql, `field '${key}' can not be grouped in a query call`, key);
    return expression;
};

/** Without GROUP BY all rows are one group, even when there are none. */
const groupsOf = (grouping: Grouping, rows: readonly Row[]): Group[] => {
    if (grouping.keys.length === 0) return [{ keys: [], rolledUp: [], rows }];
    const keyed = rows.map((row) => ({ row, keys: grouping.keys.map((key) => key.read(row)) }));
    return grouping.passes.flatMap((rolledUp) => {
        const groups = new Map<string, { keys: Scalar[]; rolledUp: readonly boolean[]; rows: Row[] }>();
        for (const { row, keys } of keyed) {
            const shown = keys.map((key, i) => (rolledUp[i] ? null : key));
            const id = JSON.stringify(shown);
            const group = groups.get(id);
            if (group) group.rows.push(row);
            else groups.set(id, { keys: shown, rolledUp, rows: [row] });
        }
        return [...groups.values()];
    });
};

const selectedColumns = (grouping: Grouping, fields: readonly SelectedField[]): (AggregateColumn & { value: GroupValue })[] => {
    let unnamed = 0;
    const names = new Set<string>();
    return fields.map((field) => {
        if (field.type === 'FieldSubquery' || field.type === 'FieldTypeof')
            throw malformed(grouping.scope.soql, 'Grouped query cannot use child relationships in the SELECT list');
        const isFunction = field.type === 'FieldFunctionExpression';
        const path = isFunction ? '' : field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.');
        const value = isFunction ? functionValue(grouping, field) : fieldValue(grouping, path, 'Field must be grouped or aggregated');
        const alias = 'alias' in field ? field.alias : undefined;
        const name = alias ?? (isFunction ? `expr${unnamed++}` : value.name!);
        if (names.has(name)) throw malformed(grouping.scope.soql, `duplicate alias: ${name}`);
        names.add(name);
        return { name, text: value.text, aggregate: isFunction, value };
    });
};

/** Place of a key among the grouped ones; -1 when it is none of them. */
const keyPlace = (grouping: Grouping, key: string): number => grouping.keys.findIndex((each) => each.key === key);

const keyValue = ({ keys }: Grouping, place: number): GroupValue => {
    const { text, type, path, isFunction } = keys[place];
    return {
        text,
        type,
        name: path.field.name,
        read: (group) => group.keys[place],
        compare: valueOrder(isFunction ? undefined : path.field)
    };
};

/** A plain field, which must be one of the keys. */
const fieldValue = (grouping: Grouping, path: string, refusal: string): GroupValue => {
    const place = keyPlace(grouping, fieldExpression(grouping.scope, grouping.object, path, grouping.alias).key);
    if (place < 0) throw malformed(grouping.scope.soql, `${refusal}: ${path}`, path);
    return keyValue(grouping, place);
};

const functionValue = (grouping: Grouping, call: FunctionCall): GroupValue => {
    const { scope, object, alias } = grouping;
    const name = (call.functionName ?? '').toUpperCase();
    if (name === 'GROUPING' && typeof call.parameters?.[0] === 'string') {
        const { key } = fieldExpression(scope, object, call.parameters[0], alias);
        const place = keyPlace(grouping, key);
        if (place < 0)
            throw malformed(scope.soql, `GROUPING needs a field of the GROUP BY clause: ${call.parameters[0]}`, call.parameters[0]);
        return {
            text: call.rawValue ?? name,
            type: 'int',
            read: (group) => (group.rolledUp[place] ? 1 : 0),
            compare: valueOrder(undefined)
        };
    }
    if (isDateFunction(call)) {
        const { key, text } = dateExpression(scope, object, call, alias);
        const place = keyPlace(grouping, key);
        if (place < 0) throw malformed(scope.soql, `Field must be grouped or aggregated: ${text}`, text);
        return keyValue(grouping, place);
    }
    if (!isAggregate(call)) throw notSupported(`${call.functionName}() in a grouped query`);
    const aggregate = aggregateFunction(scope, object, call, alias);
    const { field } = aggregate.expression.path;
    return {
        text: aggregate.text,
        type: aggregate.type,
        read: (group) => aggregate.of(group.rows),
        compare: valueOrder(['MIN', 'MAX'].includes(name) ? field : undefined)
    };
};

const groupTest = (grouping: Grouping, tree: ConditionTree): ((group: Group) => boolean) => {
    if (tree.kind === 'not') {
        const test = groupTest(grouping, tree.part);
        return (group) => !test(group);
    }
    if (tree.kind !== 'test') {
        const parts = tree.parts.map((part) => groupTest(grouping, part));
        return tree.kind === 'and' ? (group) => parts.every((part) => part(group)) : (group) => parts.some((part) => part(group));
    }
    return groupComparison(grouping, tree.test);
};

const groupComparison = (grouping: Grouping, test: FieldTest): ((group: Group) => boolean) => {
    if ('valueQuery' in test) throw malformed(grouping.scope.soql, 'Semi join sub-selects are not allowed in the HAVING clause');
    const value =
        'fn' in test ? functionValue(grouping, test.fn) : fieldValue(grouping, test.field, 'Having field must be grouped or aggregated');
    const literals = Array.isArray(test.value) ? test.value : [test.value];
    const types = literals.map((_, i) => (Array.isArray(test.literalType) ? test.literalType[i] : test.literalType));
    const matches = comparison(grouping.scope, value, test.operator, literals, types);
    return (group) => matches(value.read(group));
};
