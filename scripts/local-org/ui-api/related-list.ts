import type { LocalOrg } from '../http/route';
import { to18 } from '../model/ids';

import type { OrgState, Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef } from '../model/schema';
import { columnPath } from './column-names';
import { newSelection, selectedPaths, selectPath, selectQualified, selectSystemFields, unknownField } from './field-path';
import { filterCondition } from './filter';
import { layoutFieldPaths, layoutRelatedLists } from './layout';
import { childRelationshipsOf } from './object-info';
import { pageOf, soqlOrder } from './paging';
import type { PageRequest } from './paging';
import { noAccess, notFound, objectOfRecord } from './read-record';
import { representRecord } from './record-representation';

export interface RelatedList {
    readonly id: string;
    readonly child: ObjectDef;
    readonly field: FieldDef;
    readonly columns: readonly string[];
    readonly sortBy: readonly string[];
}

/** A list that no layout describes shows the child's compact layout: what tells one child from another. */
const defaultColumns = (state: OrgState, child: ObjectDef, parentField: FieldDef): string[] => {
    const name = [...child.fields.values()].filter((field) => field.nameField).map((field) => field.name);
    const telling = layoutFieldPaths(state.schema, child, 'Compact').filter((field) => field !== parentField.name);
    return [...new Set([...name, ...telling])].map((field) => columnPath(child, field));
};

/** The related lists of an object that the user may open: those of its layout in their order, else those of custom children, else all. */
export const relatedListsOf = (state: OrgState, session: Session, parent: ObjectDef): RelatedList[] => {
    const open = childRelationshipsOf(state, parent).filter(
        ({ childObject, field }) => session.access.object(childObject.name).read && session.access.readable(childObject, field)
    );
    const planned = layoutRelatedLists(state.schema, parent);
    if (!planned) {
        const custom = open.filter(({ childObject }) => childObject.custom);
        return (custom.length > 0 ? custom : open.filter(({ childObject }) => !childObject.readOnly)).map(
            ({ childObject, field, name }) => ({
                id: name,
                child: childObject,
                field,
                columns: defaultColumns(state, childObject, field),
                sortBy: []
            })
        );
    }
    return planned.flatMap((list): RelatedList[] => {
        const found = open.find(
            ({ childObject, field, name }) =>
                `${childObject.name}.${field.name}`.toLowerCase() === list.name.toLowerCase() || name === list.name
        );
        if (!found) return [];
        const columns = list.fields.map((column) => columnPath(found.childObject, column));
        const sortBy = list.sortField ? [`${list.sortDescending ? '-' : ''}${columnPath(found.childObject, list.sortField)}`] : [];
        return [{ id: found.name, child: found.childObject, field: found.field, columns, sortBy }];
    });
};

/** A list by its relationship name. Throws NOT_FOUND. */
export const findRelatedList = (state: OrgState, session: Session, parent: ObjectDef, id: string): RelatedList => {
    const listed = relatedListsOf(state, session, parent).find((list) => list.id.toLowerCase() === id.toLowerCase());
    if (listed) return listed;
    const found = childRelationshipsOf(state, parent).find(({ name }) => name.toLowerCase() === id.toLowerCase());
    if (!found || !session.access.object(found.childObject.name).read) throw notFound();
    return {
        id: found.name,
        child: found.childObject,
        field: found.field,
        columns: defaultColumns(state, found.childObject, found.field),
        sortBy: []
    };
};

/** How a column of a list is described. */
export const describeColumns = (
    state: OrgState,
    session: Session,
    object: ObjectDef,
    paths: readonly string[]
): Record<string, unknown>[] =>
    paths.flatMap((path) => {
        const selection = newSelection(object);
        if (!selectPath(state, session, selection, path.split('.'))) return [];
        const [first = '', second] = path.split('.');
        const reference = [...object.fields.values()].find((field) => second !== undefined && field.reference?.relationshipName === first);
        const label = (reference ?? findField(object, first))?.label ?? path;
        const dataType = second === undefined ? (findField(object, first)?.type ?? 'string') : 'string';
        return [
            {
                fieldApiName: path,
                label: reference ? label.replace(/ ID$/, '') : label,
                lookupId: reference ? `${first}.Id` : null,
                sortable: true,
                dataType
            }
        ];
    });

export interface RelatedRecordsRequest extends PageRequest {
    readonly fields: readonly string[];
    readonly optionalFields: readonly string[];
    readonly sortBy: readonly string[];
    /** A filter in GraphQL syntax. */
    readonly where?: string;
}

/** The children of a record in one list. Throws ApiError for a missing parent, an unknown list or field. */
export const readRelatedRecords = (
    org: LocalOrg,
    session: Session,
    parentId: string,
    listId: string,
    request: RelatedRecordsRequest
): Record<string, unknown> => {
    const id = to18(parentId);
    const parent = objectOfRecord(org, id);
    if (!org.state.store.get(parent.name, id)) throw notFound();
    if (org.soql.query(session, `SELECT Id FROM ${parent.name} WHERE Id = '${id}'`).records.length === 0) throw noAccess();
    const list = findRelatedList(org.state, session, parent, listId);
    const selection = newSelection(list.child);
    for (const path of request.fields) {
        if (!selectQualified(org.state, session, selection, path)) throw unknownField(list.child, path);
    }
    for (const path of request.optionalFields) selectQualified(org.state, session, selection, path);
    if (selection.fields.size + selection.parents.size === 0)
        for (const path of list.columns) selectPath(org.state, session, selection, path.split('.'));
    const asked = new Set([...selection.fields.keys(), 'Id']);
    selectSystemFields(org.state, session, selection);
    const filter = request.where ? ` AND (${filterCondition(org.state, session, list.child, request.where)})` : '';
    const order = soqlOrder(org.state, session, list.child, request.sortBy.length > 0 ? request.sortBy : list.sortBy);
    const soql = `SELECT ${selectedPaths(selection).join(', ')} FROM ${list.child.name} WHERE ${list.field.name} = '${id}'${filter}${order}`;
    const { records, ...page } = pageOf(org.soql.query(session, soql).records, request);
    return {
        ...page,
        fields: request.fields,
        listReference: {
            inContextOfRecordId: id,
            parentObjectApiName: parent.name,
            recordTypeId: null,
            relatedListId: list.id,
            type: 'relatedList'
        },
        optionalFields: request.optionalFields,
        records: records.map((record) => representRecord(session, selection, record, asked)),
        sortBy: request.sortBy,
        where: request.where ?? null
    };
};
