import { aggregatePlan, isAggregateQuery, isBareCount } from './aggregate-query';
import { childLink } from './record-query';
import { isVisible, queriedObject, resolvePath } from './query-scope';
import type { Query, QueryBase } from '@jetstreamapp/soql-parser-js';
import type { QueryColumn } from '../model/org';
import type { ObjectDef } from '../model/schema';
import type { QueryScope } from './query-scope';

interface Draft {
    readonly columnName: string;
    readonly displayName: string;
    readonly aggregate: boolean;
    readonly joinColumns: Draft[];
}

const column = (columnName: string, aggregate = false, displayName = columnName): Draft => ({
    columnName,
    displayName,
    aggregate,
    joinColumns: []
});

/** What `&columns=true` tells of a query: parents and child lists hold their own columns. */
export const queryColumns = (scope: QueryScope, query: Query): { columns: QueryColumn[]; entity: string } => {
    const object = queriedObject(scope, query.sObject ?? '');
    if (isBareCount(query)) return { columns: [], entity: object.name };
    if (!isAggregateQuery(query)) return { columns: recordColumns(scope, object, query), entity: object.name };
    return {
        columns: aggregatePlan(scope, query).columns.map(({ name, text, aggregate }) => column(name, aggregate, aggregate ? text : name)),
        entity: object.name
    };
};

const recordColumns = (scope: QueryScope, object: ObjectDef, query: QueryBase): Draft[] => {
    const columns: Draft[] = [];
    for (const selected of query.fields ?? []) {
        if (selected.type === 'FieldSubquery') {
            const { child, link } = childLink(scope, object, selected.subquery.relationshipName);
            columns.push({
                ...column(link.reference!.childRelationshipName!, true),
                joinColumns: recordColumns(scope, child, selected.subquery)
            });
        } else if (selected.type === 'FieldTypeof') {
            columns.push(column(selected.field));
        } else if (selected.type === 'FieldFunctionExpression') {
            addFunctionColumns(
                scope,
                object,
                columns,
                selected.functionName,
                String(selected.parameters[0]),
                query.sObjectAlias,
                selected.alias
            );
        } else {
            const path = selected.type === 'Field' ? selected.field : [...selected.relationships, selected.field].join('.');
            addPathColumn(scope, object, columns, path, query.sObjectAlias);
        }
    }
    return columns;
};

const addFunctionColumns = (
    scope: QueryScope,
    object: ObjectDef,
    columns: Draft[],
    name: string,
    argument: string,
    sObjectAlias?: string,
    alias?: string
): void => {
    if (name.toUpperCase() !== 'FIELDS') {
        if (alias) columns.push(column(alias));
        else addPathColumn(scope, object, columns, argument, sObjectAlias);
        return;
    }
    const group = argument.toUpperCase();
    for (const field of object.fields.values()) {
        if (isVisible(scope, object, field) && (group === 'ALL' || field.custom === (group === 'CUSTOM'))) columns.push(column(field.name));
    }
};

const addPathColumn = (scope: QueryScope, object: ObjectDef, columns: Draft[], text: string, alias?: string): void => {
    const path = resolvePath(scope, object, text, alias);
    let at = columns;
    for (const hop of path.hops) {
        const name = hop.reference!.relationshipName;
        let parent = at.find((each) => each.columnName === name && !each.aggregate);
        if (!parent) at.push((parent = column(name)));
        at = parent.joinColumns;
    }
    at.push(column(path.field.name));
};
