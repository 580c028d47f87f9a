import type { RecordInput, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findField, findObject } from '../model/schema';
import { isId, to18 } from '../model/ids';
import { coerce } from './coerce';
import type { InputSource } from './coerce';
import { matchingRows } from './field-checks';
import { findRelationship } from './record-env';
import type { SaveContext } from './save-context';
import { SaveFailure, refuse, refuseAll, refuseRequest, saveError } from './save-failure';
import type { SaveError } from '../model/org';

export type Write = 'create' | 'update';

/** The request's values by field, in stored form. */
export type RecordValues = ReadonlyMap<FieldDef, Scalar>;

/**
 * Reads one record of a request: names to fields, values to stored form, parents by external id to ids. Throws ApiError
 * for what refuses the whole request (unknown field, wrong JSON type) and SaveFailure for what refuses the record.
 */
export const readRecord = (
    context: SaveContext,
    object: ObjectDef,
    input: RecordInput,
    write: Write,
    options: { source?: InputSource; ignore?: FieldDef } = {}
): RecordValues => {
    const named = nameFields(context, object, input, options.ignore);
    refuseLockedFields(context, object, [...named.keys()], write);
    const values = new Map<FieldDef, Scalar>();
    const errors: SaveError[] = [];
    for (const [field, value] of named) {
        try {
            values.set(
                field,
                isParentReference(field, value)
                    ? parentId(context, field, value, options.source)
                    : normalize(field, coerce(field, value, options.source))
            );
        } catch (error) {
            if (!(error instanceof SaveFailure)) throw error;
            errors.push(...error.errors);
        }
    }
    refuseAll(errors);
    return values;
};

const nameFields = (context: SaveContext, object: ObjectDef, input: RecordInput, ignore: FieldDef | undefined): Map<FieldDef, unknown> => {
    const named = new Map<FieldDef, unknown>();
    for (const [name, value] of Object.entries(input)) {
        if (name === 'attributes' || /^id$/i.test(name)) continue;
        const field = findField(object, name) ?? findRelationship(object, name);
        if (!field || !context.session.access.readable(object, field)) {
            refuseRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
        } else if (field !== ignore) {
            named.set(field, value);
        }
    }
    return named;
};

const refuseLockedFields = (context: SaveContext, object: ObjectDef, fields: readonly FieldDef[], write: Write): void => {
    const locked = fields
        .filter((field) => !isWriteable(field, write) || !context.session.access.editable(object, field))
        .map((field) => field.name);
    if (!locked.length) return;
    refuse(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${locked.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        locked
    );
};

const isWriteable = (field: FieldDef, write: Write): boolean => {
    if (field.formula || field.rollUp || field.autoNumber) return false;
    if (write === 'create') return field.createable;
    return field.updateable && field.reference?.masterDetail?.reparentable !== false;
};

const normalize = (field: FieldDef, value: Scalar): Scalar => {
    if (typeof value !== 'string') return value;
    return field.type === 'reference' && isId(value) ? to18(value) : value;
};

const isParentReference = (field: FieldDef, value: unknown): value is Record<string, unknown> =>
    field.reference !== undefined && typeof value === 'object' && value !== null && !Array.isArray(value);

/** {Account: {Key__c: 'x'}}: the one parent with this external id. */
const parentId = (context: SaveContext, link: FieldDef, value: Record<string, unknown>, source?: InputSource): string => {
    const kind =
        (value.attributes as { type?: string } | undefined)?.type ?? (link.reference!.to.length === 1 ? link.reference!.to[0] : undefined);
    const target = kind === undefined ? undefined : findObject(context.state.schema, kind);
    if (!target || !link.reference!.to.includes(target.name)) {
        return refuse('INVALID_FIELD', `The type of the parent ${link.reference!.relationshipName} must be named in attributes.type`, [
            link.name
        ]);
    }
    const keys = Object.entries(value).filter(([name]) => name !== 'attributes' && name !== 'type');
    const [name, key] = keys[0] ?? ['', null];
    const field = findField(target, name);
    if (keys.length !== 1 || !field || !context.session.access.readable(target, field)) {
        return refuseRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${target.name}`);
    }
    if (!isExternalKey(field)) {
        return refuse('INVALID_FIELD', `Field name provided, ${field.name} does not match an External ID for ${target.name}`, [link.name]);
    }
    const found = matchingRows(context.state, target, field, coerce(field, key, source));
    if (found.length === 1) return found[0]!.Id;
    const ids = found.map((row) => row.Id).join(', ');
    if (found.length)
        throw new SaveFailure([
            saveError('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found for external id field: [${ids}]`)
        ]);
    return refuse(
        'INVALID_FIELD',
        `Foreign key external ID: ${String(key).toLowerCase()} not found for field ${field.name} in entity ${target.name}`
    );
};

/** Fields by which an upsert or a parent reference may find a record: external ids and what a describe calls idLookup. */
export const isExternalKey = (field: FieldDef): boolean =>
    field.externalId || field.type === 'id' || field.nameField || (!field.custom && (field.unique || field.type === 'email'));
