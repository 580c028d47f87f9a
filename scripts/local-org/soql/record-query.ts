import { ApiError } from '../model/org';
import { findField } from '../model/schema';
import { malformed, noSuchChildren } from './query-error';
import { derivedOf, isVisible, mayRead, queriedObject } from './query-scope';
import { project, recordShape } from './record-shape';
import { filteredRows, rowFilter } from './row-filter';
import { firstSorted, rowOrder } from './row-order';
import type { Query, QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { QueryScope } from './query-scope';
import type { QueryRecord, Row } from '../model/org';
import type { RecordShape } from './record-shape';
import type { RowFilter } from './row-filter';
import type { SortKey } from './row-order';
import type { FieldDef, ObjectDef } from '../model/schema';

/** A compiled query for records of one object. */
export interface RecordPlan {
    readonly object: ObjectDef;
    readonly shape: RecordShape;
    readonly filter: RowFilter;
    readonly order: readonly SortKey<Row>[];
    readonly limit: number;
    readonly offset: number;
}

export const MAX_OFFSET = 2000;

/** LIMIT and OFFSET of any query. */
export const windowOf = (query: QueryBase): { limit: number; offset: number } => {
    if ((query.offset ?? 0) > MAX_OFFSET) throw new ApiError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
    return { limit: query.limit ?? Infinity, offset: query.offset ?? 0 };
};

/** Rows that the query keeps: WHERE and USING SCOPE mine. */
export const queryFilter = (scope: QueryScope, object: ObjectDef, query: QueryBase): RowFilter => {
    const filter = rowFilter(scope, object, query.where, query.sObjectAlias);
    const wanted = query.usingScope?.toLowerCase();
    if (wanted === undefined || wanted === 'everything') return filter;
    if (wanted !== 'mine' || !findField(object, 'OwnerId'))
        throw malformed(scope.soql, `The scope '${query.usingScope}' is not supported for ${object.name}`, query.usingScope);
    return { ...filter, test: (row) => row.OwnerId === scope.session.user.Id && filter.test(row) };
};

export const recordPlan = (scope: QueryScope, object: ObjectDef, query: QueryBase): RecordPlan => ({
    object,
    shape: recordShape(scope, object, query, (subquery) => childPlan(scope, object, subquery)),
    filter: queryFilter(scope, object, query),
    order: rowOrder(scope, object, query.orderBy, query.sObjectAlias),
    ...windowOf(query)
});

export const plannedQuery = (scope: QueryScope, query: Query): RecordPlan =>
    recordPlan(scope, queriedObject(scope, query.sObject ?? ''), query);

const pageOf = (scope: QueryScope, plan: RecordPlan, rows: readonly Row[]): QueryRecord[] =>
    firstSorted(rows, plan.order, plan.offset + plan.limit)
        .slice(plan.offset)
        .map((row) => project(scope, plan.shape, plan.object, row));

/** The records of a plan. */
export const runRecords = (scope: QueryScope, plan: RecordPlan): QueryRecord[] =>
    pageOf(scope, plan, filteredRows(scope, plan.object, plan.filter));

/** The lookup of a child object that stands behind a child list's name. */
export const childLink = (scope: QueryScope, parent: ObjectDef, relationship: string): { child: ObjectDef; link: FieldDef } => {
    for (const child of scope.state.schema.objects.values()) {
        for (const link of child.fields.values()) {
            const { reference } = link;
            if (!reference?.to.includes(parent.name) || reference.childRelationshipName?.toLowerCase() !== relationship.toLowerCase())
                continue;
            if (scope.session.access.object(child.name).read && isVisible(scope, child, link)) return { child, link };
        }
    }
    throw noSuchChildren(scope.soql, relationship);
};

/** A child list: (SELECT … FROM Contacts). What it gives for a parent is null where there are none, as in an org. */
const childPlan = (scope: QueryScope, parent: ObjectDef, subquery: Subquery): { name: string; records: (row: Row) => object | null } => {
    const { child, link } = childLink(scope, parent, subquery.relationshipName);
    if (subquery.groupBy) throw malformed(scope.soql, 'Grouped queries are not allowed in sub-selects', subquery.relationshipName);
    const plan = recordPlan(scope, child, subquery);
    const childrenOf = (id: string): Row[] => {
        const { store } = scope.state;
        const derived = derivedOf(scope, child);
        if (derived) return derived.filter((row) => row[link.name] === id);
        const deleted = scope.includeDeleted ? [...store.deletedRows(child.name)].filter((row) => row[link.name] === id) : [];
        return [...store.find(child.name, link.name, id).filter((row) => row[link.name] === id), ...deleted];
    };
    return {
        name: link.reference!.childRelationshipName!,
        records: (row) => {
            const records = pageOf(
                scope,
                plan,
                childrenOf(row.Id).filter((each) => plan.filter.test(each) && mayRead(scope, child, each))
            );
            return records.length === 0 ? null : { totalSize: records.length, done: true, records };
        }
    };
};
