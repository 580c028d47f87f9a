import { ApiError } from '../model/org';
import type { OrgState, Session } from '../model/org';
import { findField, findObject } from '../model/schema';
import type { FieldDef, ObjectDef } from '../model/schema';

/** What to read of one object: own fields and, by relationship name, what to read of parents. */
export interface Selection {
    readonly object: ObjectDef;
    readonly fields: Map<string, FieldDef>;
    readonly parents: Map<string, ParentSelection>;
}

export interface ParentSelection {
    readonly reference: FieldDef;
    readonly selection: Selection;
}

export const newSelection = (object: ObjectDef): Selection => ({ object, fields: new Map(), parents: new Map() });

/** The lookup field behind a relationship name (Account, Partner__r). */
export const findRelationship = (object: ObjectDef, name: string): FieldDef | undefined =>
    [...object.fields.values()].find((field) => field.reference?.relationshipName.toLowerCase() === name.toLowerCase());

/** The object that a lookup leads to. Of several (an owner is a user or a queue) it is the user. */
export const targetOf = (state: OrgState, reference: FieldDef): ObjectDef | undefined => {
    const names = reference.reference?.to ?? [];
    return findObject(state.schema, names.includes('User') ? 'User' : (names[0] ?? ''));
};

/** Adds one path ('Account.Owner.Name') to a selection. False when a part of it is unknown to this user. */
export const selectPath = (state: OrgState, session: Session, selection: Selection, path: readonly string[]): boolean => {
    const [name, ...rest] = path;
    if (name === undefined) return false;
    if (rest.length === 0) {
        const field = findField(selection.object, name);
        if (!field || !session.access.readable(selection.object, field)) return false;
        selection.fields.set(field.name, field);
        return true;
    }
    const reference = findRelationship(selection.object, name);
    const target = reference && targetOf(state, reference);
    if (!target || !session.access.readable(selection.object, reference)) return false;
    const relationship = reference.reference!.relationshipName;
    const known = selection.parents.get(relationship);
    const parent = known ?? { reference, selection: newSelection(target) };
    if (!selectPath(state, session, parent.selection, rest)) return false;
    if (!known) selection.parents.set(relationship, parent);
    return true;
};

/** Adds 'Opportunity.Account.Name' (or 'Account.Name') to a selection of Opportunity. */
export const selectQualified = (state: OrgState, session: Session, selection: Selection, qualified: string): boolean => {
    const parts = qualified.trim().split('.');
    const own = parts[0]?.toLowerCase() === selection.object.name.toLowerCase() && parts.length > 1;
    return selectPath(state, session, selection, own ? parts.slice(1) : parts);
};

export const unknownField = (object: ObjectDef, path: string): ApiError =>
    new ApiError(
        'INVALID_FIELD',
        `No such column '${path}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
    );

/** The field names of a SELECT. */
export const selectedPaths = (selection: Selection, prefix = ''): string[] => [
    ...[...selection.fields.keys()].map((name) => prefix + name),
    ...[...selection.parents].flatMap(([name, parent]) => selectedPaths(parent.selection, `${prefix}${name}.`))
];

const everyParentHas = ['Id', 'Name'];

/** Adds what a record representation always carries: id, name, last change. */
export const selectSystemFields = (state: OrgState, session: Session, selection: Selection): void => {
    for (const name of ['Id', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']) selectPath(state, session, selection, [name]);
    for (const { selection: parent } of selection.parents.values()) selectParentNames(state, session, parent);
};

const selectParentNames = (state: OrgState, session: Session, selection: Selection): void => {
    for (const name of everyParentHas) selectPath(state, session, selection, [name]);
    for (const { selection: parent } of selection.parents.values()) selectParentNames(state, session, parent);
};
