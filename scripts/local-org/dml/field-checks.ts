import type { OrgState, Row, SaveError, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findObject } from '../model/schema';
import { isId, objectOfId, to18 } from '../model/ids';
import { saveError } from './save-failure';

/** Live rows whose field has this value; a case-sensitive field is compared letter by letter. */
export const matchingRows = (state: OrgState, object: ObjectDef, field: FieldDef, value: Scalar): Row[] => {
    if (value === null) return [];
    if (field.type === 'id') {
        const row = state.store.get(object.name, to18(String(value)));
        return row ? [row] : [];
    }
    const rows = state.store.find(object.name, field.name, String(value));
    return field.caseSensitive ? rows.filter((row) => row[field.name] === value) : rows;
};

/** One error that names every field of these without a value. */
export const missingFields = (fields: readonly FieldDef[], row: Row): SaveError[] => {
    const missing = fields.filter((field) => field.type !== 'boolean' && row[field.name] == null).map((field) => field.name);
    return missing.length ? [saveError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)] : [];
};

/** The stored spelling of a picklist value, or the error of a restricted picklist. Values of a multi-select come in the order of the list. */
export const picklistValue = (field: FieldDef, value: Scalar): { value: Scalar } | { error: SaveError } => {
    if (!field.picklist || typeof value !== 'string') return { value };
    const known = new Map(field.picklist.values.filter((each) => each.active).map((each) => [each.value.toLowerCase(), each.value]));
    if (field.type === 'picklist' || field.type === 'combobox') {
        const found = known.get(value.toLowerCase());
        if (found === undefined && field.picklist.restricted) return { error: badPicklistValue(field, value) };
        return { value: found ?? value };
    }
    const chosen = value
        .split(';')
        .map((each) => each.trim())
        .filter(Boolean);
    const unknown = chosen.filter((each) => !known.has(each.toLowerCase()));
    if (unknown.length && field.picklist.restricted) return { error: badPicklistValue(field, unknown.join(';')) };
    const wanted = new Set(chosen.map((each) => each.toLowerCase()));
    const ordered = [...known].filter(([key]) => wanted.has(key)).map(([, each]) => each);
    return { value: [...ordered, ...new Set(unknown)].join(';') || null };
};

const badPicklistValue = (field: FieldDef, value: string): SaveError =>
    saveError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field.label}: bad value for restricted picklist field: ${value}`, [field.name]);

/** What is wrong with the target of a lookup: malformed, another kind of record, deleted, not there, not visible. */
export const lookupError = (
    state: OrgState,
    field: FieldDef,
    value: Scalar,
    mayRead: (object: string) => boolean
): SaveError | undefined => {
    if (!field.reference || typeof value !== 'string') return undefined;
    if (!isId(value)) return saveError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
    const targets = field.reference.to.flatMap((name) => findObject(state.schema, name) ?? []);
    const target = targets.find((object) => state.store.get(object.name, value));
    if (target) return mayRead(target.name) ? undefined : saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (targets.some((object) => state.store.getDeleted(object.name, value))) return saveError('ENTITY_IS_DELETED', 'entity is deleted');
    const kind = objectOfId(state.schema, value);
    if (kind && !targets.some((object) => object.keyPrefix === kind.keyPrefix)) {
        return saveError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
    }
    return saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
};

/** A record type of another object, or one that is no longer active. */
export const recordTypeError = (state: OrgState, object: ObjectDef, field: FieldDef, value: Scalar): SaveError | undefined => {
    if (field.name !== 'RecordTypeId' || typeof value !== 'string') return undefined;
    const row = state.store.get('RecordType', value);
    if (row?.SobjectType === object.name && row.IsActive === true) return undefined;
    return saveError('INVALID_CROSS_REFERENCE_KEY', `Record Type ID: this ID value isn't valid for the user: ${value}`, [field.name]);
};

/** Another live row with the same value in a unique field. The message names it by its 15-character id, as the platform's does. */
export const duplicateError = (state: OrgState, object: ObjectDef, field: FieldDef, row: Row): SaveError | undefined => {
    const other = matchingRows(state, object, field, row[field.name] ?? null).find((each) => each.Id !== row.Id);
    if (!other) return undefined;
    if (object.name === 'User' && field.name === 'Username') return saveError('DUPLICATE_USERNAME', DUPLICATE_USERNAME, [field.name]);
    return saveError(
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id.slice(0, 15)}`,
        [field.name]
    );
};

const DUPLICATE_USERNAME = 'Duplicate Username. Another user has already selected this username. Please select another.';
