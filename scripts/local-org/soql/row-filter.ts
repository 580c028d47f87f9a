import { isFilterable } from '../model/field-traits';
import { to18 } from '../model/ids';
import { conditionTree } from './condition-tree';
import { comparison, membership } from './comparison';
import { dateExpression, fieldExpression, isDateFunction } from './field-function';
import { comparable, unquote } from './literal';
import { malformed, notSupported, offsetOf, queryError } from './query-error';
import { allRows, derivedOf, mayRead, queriedObject } from './query-scope';
import type { Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { ConditionTree, FieldTest } from './condition-tree';
import type { Expression } from './field-function';
import type { QueryScope } from './query-scope';
import type { Row } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';

/** Which rows a WHERE keeps, and where an index finds all that it may keep. */
export interface RowFilter {
    readonly test: (row: Row) => boolean;
    readonly index?: { readonly field: FieldDef; readonly values: readonly string[] };
}

/** Compiles a WHERE clause for rows of an object. */
export const rowFilter = (scope: QueryScope, object: ObjectDef, where: WhereClause | undefined, alias?: string): RowFilter => {
    if (!where) return { test: () => true };
    return compile(scope, object, conditionTree(scope.soql, where), alias, true);
};

/** The rows that a filter keeps and the user reaches, in the order of their ids, which is that of their creation. */
export const filteredRows = (scope: QueryScope, object: ObjectDef, filter: RowFilter): Row[] => {
    const derived = derivedOf(scope, object);
    const kept = derived ? derived.filter(filter.test) : inIdOrder(candidates(scope, object, filter).filter(filter.test));
    return scope.records.readsAll(object) ? kept : kept.filter((row) => mayRead(scope, object, row));
};

/** Rows found by the filter's index, or else by their owner where others' are hidden; all of them where neither helps. */
const candidates = (scope: QueryScope, object: ObjectDef, { index }: RowFilter): Row[] => {
    const { store } = scope.state;
    if (scope.includeDeleted) return [...allRows(scope, object)];
    if (!index) {
        const own = scope.records.readsAll(object) ? undefined : scope.records.ownCandidates(object);
        return own ? [...new Set(own)] : [...allRows(scope, object)];
    }
    if (index.field.type === 'id') return [...new Set(index.values)].flatMap((id) => store.get(object.name, id) ?? []);
    return [...new Set(index.values.flatMap((value) => store.find(object.name, index.field.name, value)))];
};

const inIdOrder = (rows: Row[]): Row[] =>
    rows.every((row, i) => i === 0 || rows[i - 1].Id < row.Id) ? rows : rows.sort((a, b) => (a.Id < b.Id ? -1 : 1));

const compile = (scope: QueryScope, object: ObjectDef, tree: ConditionTree, alias: string | undefined, mayJoin: boolean): RowFilter => {
    if (tree.kind === 'test') return compileTest(scope, object, tree.test, alias, mayJoin);
    if (tree.kind === 'not') {
        const { test } = compile(scope, object, tree.part, alias, false);
        return { test: (row) => !test(row) };
    }
    const nested = (part: ConditionTree): boolean => mayJoin && part.kind === 'test';
    const parts = tree.parts.map((part) => compile(scope, object, part, alias, nested(part)));
    if (tree.kind === 'or') return { test: (row) => parts.some((part) => part.test(row)) };
    const indexes = parts.flatMap((part) => part.index ?? []);
    return { test: (row) => parts.every((part) => part.test(row)), index: indexes.find((each) => each.field.type === 'id') ?? indexes[0] };
};

const compileTest = (scope: QueryScope, object: ObjectDef, test: FieldTest, alias: string | undefined, mayJoin: boolean): RowFilter => {
    const expression = expressionOf(scope, object, test, alias);
    if ('valueQuery' in test) {
        if (!mayJoin)
            throw malformed(
                scope.soql,
                'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
            );
        return semiJoin(scope, expression, test.valueQuery, test.operator.toUpperCase() === 'IN');
    }
    const values = Array.isArray(test.value) ? test.value : [test.value];
    const types = values.map((_, i) => (Array.isArray(test.literalType) ? test.literalType[i] : test.literalType));
    const matches = comparison(
        scope,
        { text: expression.text, type: expression.type, field: expression.path.field },
        test.operator,
        values,
        types
    );
    const { field, hops } = expression.path;
    const isIndexed = 'field' in test && hops.length === 0 && hasIndex(field) && ['=', 'IN'].includes(test.operator.toUpperCase());
    const index =
        isIndexed && types.every((type) => type === 'STRING') && !values.includes("''")
            ? { field, values: values.map((value) => indexValue(field, unquote(value))) }
            : undefined;
    return { test: (row) => matches(expression.read(row)), index };
};

/** Ids, lookups and keys; a formula is never stored and so has no index. */
const hasIndex = (field: FieldDef): boolean =>
    !field.formula &&
    (field.type === 'id' || field.type === 'reference' || field.externalId || field.unique) &&
    !['double', 'int'].includes(field.type);

const indexValue = (field: FieldDef, value: string): string => (field.type === 'id' || field.type === 'reference' ? to18(value) : value);

const expressionOf = (scope: QueryScope, object: ObjectDef, test: FieldTest, alias: string | undefined): Expression => {
    if ('fn' in test) {
        if (test.fn.isAggregateFn)
            throw malformed(scope.soql, `Aggregate functions are not allowed in the WHERE clause`, test.fn.functionName);
        if (!isDateFunction(test.fn)) throw notSupported(`${test.fn.functionName}() in a WHERE clause`);
        return dateExpression(scope, object, test.fn, alias);
    }
    const expression = fieldExpression(scope, object, test.field, alias);
    if (!isFilterable(expression.path.field)) {
        const place = offsetOf(scope.soql, test.field, Math.max(0, scope.soql.search(/\bwhere\b/i)));
        throw queryError('INVALID_FIELD', `field '${expression.path.field.name}' can not be filtered in a query call`, scope.soql, place);
    }
    return expression;
};

/** IN (SELECT …): the values of the sub-select are read once. */
const semiJoin = (scope: QueryScope, expression: Expression, query: Query, wanted: boolean): RowFilter => {
    const inner = queriedObject(scope, query.sObject ?? '');
    const selected = query.fields?.length === 1 ? query.fields[0] : undefined;
    if (!selected || (selected.type !== 'Field' && selected.type !== 'FieldRelationship'))
        throw malformed(scope.soql, 'Semi join sub-selects must select exactly one field');
    const path = selected.type === 'Field' ? selected.field : [...selected.relationships, selected.field].join('.');
    const value = fieldExpression(scope, inner, path, query.sObjectAlias);
    if (value.type !== 'id' && value.type !== 'reference')
        throw malformed(scope.soql, `The selected field '${path}' in the subquery must be an ID or a reference field`, path);
    if (expression.type !== 'id' && expression.type !== 'reference')
        throw malformed(
            scope.soql,
            `The left operand '${expression.text}' in the where expression for outer query should be an id field, cannot use: '${expression.text}'`,
            expression.text
        );
    const rows = filteredRows(scope, inner, rowFilter(scope, inner, query.where, query.sObjectAlias));
    const values = new Set(rows.map((row) => comparable('id', value.read(row))).filter((each) => each !== null));
    const matches = membership('id', values, wanted);
    const isIndexed = wanted && expression.path.hops.length === 0;
    return {
        test: (row) => matches(expression.read(row)),
        index: isIndexed ? { field: expression.path.field, values: [...values] as string[] } : undefined
    };
};
