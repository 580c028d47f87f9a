import type { Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';
import { findObject } from '../model/schema';
import { targetOf } from './record-env';
import { newRowId } from './new-row-id';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';

/** Where field history of an object is kept: Deal__c -> Deal__History, Opportunity -> OpportunityFieldHistory, Account -> AccountHistory. */
export const historyObjectOf = (schema: Schema, object: ObjectDef): ObjectDef | undefined => {
    if (object.custom) return findObject(schema, object.name.replace(/__c$/i, '__History'));
    return findObject(schema, object.name === 'Opportunity' ? 'OpportunityFieldHistory' : `${object.name}History`);
};

/** Writes one history row for a create, and for each tracked field that an update changed (a lookup: one with names, one with ids). */
export const recordFieldHistory = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): void => {
    const tracked = trackedFields(object);
    const history = tracked.length ? historyObjectOf(context.state.schema, object) : undefined;
    if (!history) return;
    if (!before)
        return putHistory(context, history, object, after.Id, { Field: 'created', OldValue: null, NewValue: null, DataType: 'Text' });
    for (const field of tracked) {
        const [from, to] = [before[field.name] ?? null, after[field.name] ?? null];
        if (from === to) continue;
        const entry = { Field: field.name, DataType: DATA_TYPES[field.type] ?? 'Text' };
        if (!field.reference) {
            putHistory(context, history, object, after.Id, { ...entry, OldValue: shortened(from), NewValue: shortened(to) });
            continue;
        }
        putHistory(context, history, object, after.Id, {
            ...entry,
            OldValue: nameOf(context, field, from),
            NewValue: nameOf(context, field, to)
        });
        putHistory(context, history, object, after.Id, { ...entry, DataType: 'EntityId', OldValue: from, NewValue: to });
    }
};

const DATA_TYPES: Partial<Record<FieldDef['type'], string>> = {
    boolean: 'Boolean',
    currency: 'Currency',
    date: 'DateOnly',
    datetime: 'DateTime',
    double: 'Double',
    int: 'Integer',
    multipicklist: 'MultiEnum',
    percent: 'Percent',
    picklist: 'DynamicEnum'
};

/** Of a long text only the fact that it changed is kept. */
const shortened = (value: Scalar): Scalar => (typeof value === 'string' && value.length > 255 ? null : value);

const tracked = new WeakMap<ObjectDef, readonly FieldDef[]>();

const trackedFields = (object: ObjectDef): readonly FieldDef[] => {
    let fields = tracked.get(object);
    if (!fields)
        tracked.set(
            object,
            (fields = [...object.fields.values()].filter((field) => field.trackHistory && !field.formula && !field.rollUp))
        );
    return fields;
};

const nameOf = (context: SaveContext, link: FieldDef, id: Scalar): Scalar => {
    if (typeof id !== 'string') return null;
    const target = targetOf(context.state, link, id);
    const row = target && context.state.store.get(target.name, id);
    const nameField = target && [...target.fields.values()].find((field) => field.nameField);
    return (row && nameField && row[nameField.name]) ?? id;
};

const putHistory = (context: SaveContext, history: ObjectDef, object: ObjectDef, id: string, values: Record<string, Scalar>): void => {
    const parent = [...history.fields.values()].find((field) => field.reference?.to.includes(object.name));
    const row: Row = { Id: newRowId(context.state, history) };
    if (parent) row[parent.name] = id;
    const made = { ...values, CreatedById: context.session.user.Id, CreatedDate: context.stamp, IsDeleted: false };
    for (const [name, value] of Object.entries(made)) setIfPresent(history, row, name, value);
    context.state.store.put(history.name, row);
};
