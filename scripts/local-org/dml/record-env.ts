import type { FormulaEnv } from '../formula';
import type { OrgState, Row, Scalar, Session } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findField, findObject } from '../model/schema';
import { objectOfId } from '../model/ids';

/** The record a formula is worked out for. before is the row as it was when this save began; without it the row is only read. */
export interface FormulaMoment {
    readonly object: ObjectDef;
    readonly row: Row;
    readonly before?: Row;
    readonly isNew?: boolean;
}

/** What a formula sees: this record, its parents, the running user and the org. */
export const recordEnv = (state: OrgState, session: Session, moment: FormulaMoment): FormulaEnv => {
    const { object, row, before, isNew = false } = moment;
    const here = (path: readonly string[]): Scalar => readPath(state, session, object, row, path);
    const earlier = (field: string): Scalar => (before ? readPath(state, session, object, before, [field]) : here([field]));
    return {
        read: (path) => (path[0]!.startsWith('$') ? readGlobal(state, session, path) : here(path)),
        prior: earlier,
        isNew,
        isChanged: (field) => before !== undefined && earlier(field) !== here([field]),
        now: state.now(),
        timeZone: timeZoneOf(state, session),
        vlookup: (target, returned, key, value) => vlookup(state, session, { target, returned, key, value })
    };
};

/** Walks lookups to a field. A missing parent or an empty lookup reads as null. */
export const readPath = (state: OrgState, session: Session, object: ObjectDef, row: Row, path: readonly string[]): Scalar => {
    let [at, record] = [object, row];
    for (const step of path.slice(0, -1)) {
        const link = relationshipOf(at, step);
        const id = record[link.name];
        const target = typeof id === 'string' ? targetOf(state, link, id) : undefined;
        const parent = target && state.store.get(target.name, id as string);
        if (!target || !parent) return null;
        [at, record] = [target, parent];
    }
    const name = path.at(-1)!;
    const field = findField(at, name);
    if (!field) throw new Error(`Field ${name} does not exist on ${at.name}`);
    return state.reader.readOrThrow ? state.reader.readOrThrow(at, record, field, session) : state.reader.read(at, record, field, session);
};

/** The object a filled lookup points to; a lookup to several kinds of records goes by the id's prefix. */
export const targetOf = (state: OrgState, link: FieldDef, id: string): ObjectDef | undefined =>
    link.reference!.to.length === 1 ? findObject(state.schema, link.reference!.to[0]!) : objectOfId(state.schema, id);

const relationships = new WeakMap<ObjectDef, Map<string, FieldDef>>();

/** The lookup with this relationship name. Owner:User, the way formulas name one kind of a mixed lookup, is Owner. */
export const relationshipOf = (object: ObjectDef, name: string): FieldDef => {
    const link = findRelationship(object, name.split(':')[0]!);
    if (!link) throw new Error(`Relationship ${name} does not exist on ${object.name}`);
    return link;
};

export const findRelationship = (object: ObjectDef, name: string): FieldDef | undefined => {
    let byName = relationships.get(object);
    if (!byName) {
        byName = new Map();
        for (const field of object.fields.values()) if (field.reference) byName.set(field.reference.relationshipName.toLowerCase(), field);
        relationships.set(object, byName);
    }
    return byName.get(name.toLowerCase());
};

/** $System.OriginDateTime, its only field: the platform's beginning of time. */
const SYSTEM_ORIGIN = '1900-01-01T00:00:00.000Z';

const timeZoneOf = (state: OrgState, session: Session): string => {
    const organization = state.store.get('Organization', state.organizationId);
    return String(session.user.TimeZoneSidKey ?? organization?.TimeZoneSidKey ?? 'UTC');
};

const readGlobal = (state: OrgState, session: Session, path: readonly string[]): Scalar => {
    const [global, ...rest] = path;
    const user = state.store.get('User', session.user.Id) ?? session.user;
    switch (global!.toLowerCase()) {
        case '$user':
            return readFrom(state, session, 'User', user, rest);
        case '$profile':
            return readFrom(state, session, 'Profile', rowById(state, 'Profile', user.ProfileId), rest);
        case '$userrole':
            return readFrom(state, session, 'UserRole', rowById(state, 'UserRole', user.UserRoleId), rest);
        case '$organization':
            return readFrom(state, session, 'Organization', rowById(state, 'Organization', state.organizationId), rest);
        case '$system':
            return SYSTEM_ORIGIN;
        case '$permission':
            return session.access.permission(rest[0]!);
        case '$label':
            return state.schema.labels.get(rest.at(-1)!.toLowerCase()) ?? null;
        case '$setup':
            return readHierarchySetting(state, session, user, rest[0]!, rest[1]!);
        case '$custommetadata':
            return readCustomMetadata(state, session, rest[0]!, rest[1]!, rest.slice(2));
        default:
            throw new Error(`${path.join('.')} is not known to this org`);
    }
};

const rowById = (state: OrgState, object: string, id: Scalar | undefined): Row | undefined =>
    typeof id === 'string' ? state.store.get(object, id) : undefined;

const readFrom = (state: OrgState, session: Session, objectName: string, row: Row | undefined, path: readonly string[]): Scalar => {
    const object = findObject(state.schema, objectName);
    return object && row ? readPath(state, session, object, row, path) : null;
};

/** The user's own row wins, then the profile's, then the org's default; an empty field falls through to the next level. */
const readHierarchySetting = (state: OrgState, session: Session, user: Row, settingName: string, fieldName: string): Scalar => {
    const setting = findObject(state.schema, settingName);
    const field = setting && findField(setting, fieldName);
    if (!setting || !field) throw new Error(`$Setup.${settingName}.${fieldName} does not exist`);
    for (const owner of [user.Id, user.ProfileId, state.organizationId]) {
        const row = typeof owner === 'string' ? state.store.find(setting.name, 'SetupOwnerId', owner)[0] : undefined;
        const value = row ? state.reader.read(setting, row, field, session) : null;
        if (value !== null) return value;
    }
    return field.type === 'boolean' ? field.defaultFormula?.trim().toLowerCase() === 'true' : null;
};

const readCustomMetadata = (state: OrgState, session: Session, type: string, record: string, path: readonly string[]): Scalar => {
    const object = findObject(state.schema, type);
    const row = object && state.store.find(object.name, 'DeveloperName', record)[0];
    return object && row ? readPath(state, session, object, row, path) : null;
};

const vlookup = (state: OrgState, session: Session, query: { target: string; returned: string; key: string; value: Scalar }): Scalar => {
    const object = findObject(state.schema, query.target);
    const key = object && findField(object, query.key);
    if (!object || !key || query.value === null) return null;
    const row = state.store.find(object.name, key.name, String(query.value))[0];
    return row ? readPath(state, session, object, row, [query.returned]) : null;
};
