import { derivedRows } from '../model/derived-rows';
import { lookup, standardObject, text } from '../model/field-builders';
import { objectOfId } from '../model/ids';
import { LEVEL, recordAccessOf } from '../model/record-access';
import type { RecordAccess } from '../model/record-access';
import { findField, findObject } from '../model/schema';
import { calendarOf } from './calendar';
import { noSuchColumn, noSuchObject, noSuchParent } from './query-error';
import type { Calendar } from './calendar';
import type { OrgState, Row, Scalar, Session } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';

/** All that one query needs while it is compiled and run. */
export interface QueryScope {
    readonly state: OrgState;
    readonly session: Session;
    readonly soql: string;
    readonly apiVersion: string;
    readonly includeDeleted: boolean;
    readonly calendar: Calendar;
    readonly derived: Map<string, Row[] | undefined>;
    readonly records: RecordAccess;
}

export const queryScope = (
    state: OrgState,
    session: Session,
    soql: string,
    options: { apiVersion?: string; includeDeleted?: boolean } = {}
): QueryScope => ({
    state,
    session,
    soql,
    apiVersion: options.apiVersion ?? '66.0',
    includeDeleted: options.includeDeleted ?? false,
    calendar: calendarOf(state, session),
    derived: new Map(),
    records: recordAccessOf(state, session)
});

/** What a lookup to several objects shows of whatever stands behind it. */
const NAME = standardObject('Name', '', [
    text('Id', 18),
    text('Name', 255),
    text('Type', 40),
    text('FirstName', 40),
    text('LastName', 80),
    text('Email', 80),
    text('Phone', 40),
    text('Title', 128),
    text('Username', 80),
    text('Alias', 8),
    lookup('ProfileId', 'Profile'),
    lookup('UserRoleId', 'UserRole')
]);

/** A field reached from the queried object: the lookups to follow, then the field. */
export interface FieldPath {
    readonly text: string;
    readonly hops: readonly FieldDef[];
    /** Object of the field; Name behind a lookup to several objects. */
    readonly object: ObjectDef;
    readonly field: FieldDef;
}

/** An object of a FROM clause that the user may read; INVALID_TYPE otherwise. */
export const queriedObject = (scope: QueryScope, name: string): ObjectDef => {
    const object = findObject(scope.state.schema, name);
    if (!object || !scope.session.access.object(object.name).read) throw noSuchObject(scope.soql, name);
    return object;
};

/** The object that a relationship name leads to. INVALID_FIELD when there is none, or the user may not follow it. */
export const followParent = (
    scope: QueryScope,
    object: ObjectDef,
    relationship: string,
    path: string
): { hop: FieldDef; object: ObjectDef } => {
    const hop = [...object.fields.values()].find((field) => field.reference?.relationshipName.toLowerCase() === relationship.toLowerCase());
    if (!hop?.reference || !isVisible(scope, object, hop)) throw noSuchParent(scope.soql, path, relationship);
    if (hop.reference.to.length > 1) return { hop, object: NAME };
    const parent = findObject(scope.state.schema, hop.reference.to[0]);
    if (!parent || !scope.session.access.object(parent.name).read) throw noSuchParent(scope.soql, path, relationship);
    return { hop, object: parent };
};

export const isVisible = (scope: QueryScope, object: ObjectDef, field: FieldDef): boolean =>
    object === NAME || scope.session.access.readable(object, field);

/** Resolves 'Account.Owner.Name'. An alias, or the object's own name, may stand in front. */
export const resolvePath = (scope: QueryScope, from: ObjectDef, path: string, alias?: string): FieldPath => {
    const names = path.split('.');
    if (
        names.length > 1 &&
        [alias?.toLowerCase(), from.name.toLowerCase()].includes(names[0].toLowerCase()) &&
        !isParentName(from, names[0], alias)
    )
        names.shift();
    const last = names.pop()!;
    const hops: FieldDef[] = [];
    let object = from;
    for (const name of names) {
        const next = followParent(scope, object, name, path);
        hops.push(next.hop);
        object = next.object;
    }
    const field = findField(object, last);
    if (!field || !isVisible(scope, object, field)) throw noSuchColumn(scope.soql, path, last, object.name);
    return { text: path, hops, object, field };
};

const isParentName = (object: ObjectDef, name: string, alias: string | undefined): boolean =>
    name.toLowerCase() !== alias?.toLowerCase() &&
    [...object.fields.values()].some((field) => field.reference?.relationshipName.toLowerCase() === name.toLowerCase());

/** The record behind a lookup, with the object it belongs to; nothing where the user does not reach it. */
export const parentOf = (scope: QueryScope, row: Row, hop: FieldDef): { object: ObjectDef; row: Row } | undefined => {
    const id = row[hop.name];
    if (typeof id !== 'string') return undefined;
    const { to } = hop.reference!;
    const object = to.length === 1 ? findObject(scope.state.schema, to[0]) : objectOfId(scope.state.schema, id);
    const parent = object && rowOf(scope, object, id);
    return object && parent && mayRead(scope, object, parent) ? { object, row: parent } : undefined;
};

/** The user reaches this record: through its owner, a default, a share or its master. */
export const mayRead = ({ records }: QueryScope, object: ObjectDef, row: Row): boolean =>
    records.readsAll(object) || records.levelOf(object, row) >= LEVEL.read;

const rowOf = (scope: QueryScope, object: ObjectDef, id: string): Row | undefined => {
    const derived = derivedOf(scope, object);
    if (derived) return derived.find((row) => row.Id === id);
    const { store } = scope.state;
    return store.get(object.name, id) ?? (scope.includeDeleted ? store.getDeleted(object.name, id) : undefined);
};

export const derivedOf = (scope: QueryScope, object: ObjectDef): Row[] | undefined => {
    if (!scope.derived.has(object.name)) scope.derived.set(object.name, derivedRows(scope.state, object.name));
    return scope.derived.get(object.name);
};

/** Every row of an object, those of the recycle bin last where they are asked for. */
export const allRows = (scope: QueryScope, object: ObjectDef): Iterable<Row> => {
    const derived = derivedOf(scope, object);
    if (derived) return derived;
    const { store } = scope.state;
    return scope.includeDeleted ? [...store.rows(object.name), ...store.deletedRows(object.name)] : store.rows(object.name);
};

/** A field's value; a checkbox is never empty. */
export const readField = (scope: QueryScope, object: ObjectDef, row: Row, field: FieldDef): Scalar => {
    if (field.name === 'IsDeleted' && scope.includeDeleted) return scope.state.store.getDeleted(object.name, row.Id) !== undefined;
    const value = scope.state.reader.read(object, row, field, scope.session) ?? null;
    return value === null && field.type === 'boolean' ? false : value;
};

/** A field of the record behind a lookup to several objects; empty where that object lacks it. */
export const readNameField = (scope: QueryScope, actual: ObjectDef, row: Row, name: string): Scalar => {
    if (name === 'Type') return actual.name;
    const field = name === 'Name' ? [...actual.fields.values()].find((each) => each.nameField) : findField(actual, name);
    return field ? readField(scope, actual, row, field) : null;
};

export const isNameEntity = (object: ObjectDef): boolean => object === NAME;

/** A function that reads the path from a row of the queried object; empty where a lookup on the way is. */
export const pathReader = (
    scope: QueryScope,
    from: ObjectDef,
    path: FieldPath,
    convert: (row: Row, value: Scalar) => Scalar = (_, value) => value
): ((row: Row) => Scalar) => {
    const { hops, field } = path;
    if (hops.length === 0) return (row) => convert(row, readField(scope, from, row, field));
    return (start) => {
        let at: { object: ObjectDef; row: Row } | undefined = { object: from, row: start };
        for (const hop of hops) at = at && parentOf(scope, at.row, hop);
        if (!at) return field.type === 'boolean' ? false : null;
        if (isNameEntity(path.object)) return readNameField(scope, at.object, at.row, field.name);
        return convert(at.row, readField(scope, at.object, at.row, field));
    };
};
