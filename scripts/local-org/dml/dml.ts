import type { Dml, OrgState, RecordInput, SaveOptions, SaveResult } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findField } from '../model/schema';
import { coerce } from './coerce';
import { matchingRows } from './field-checks';
import { visibleObject } from './object-rights';
import { isExternalKey } from './record-values';
import { deleteRecord, liveRecord, undeleteRecord } from './remove-row';
import { saveContext } from './save-context';
import type { SaveContext } from './save-context';
import { ROLLED_BACK, SaveFailure, failedResult, refuse, refuseRequest } from './save-failure';
import { changeRecord, createRecord } from './save-row';

/**
 * The way in for records. A call is one transaction: an error of the request (ApiError) undoes all of it; otherwise each
 * record stands or falls alone, or all fall together with allOrNone.
 */
export const createDml = (state: OrgState): Dml => ({
    insert: (session, objectName, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        return eachRecord(state, records, options, (record) => {
            if (idOf(record) != null) refuse('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
            return created(createRecord(context, object, record, options));
        });
    },
    update: (session, objectName, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        return eachRecord(state, records, options, (record) => updated(context, object, record, options));
    },
    upsert: (session, objectName, externalIdField, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        const key = keyField(context, object, externalIdField);
        return eachRecord(state, records, options, (record) => upserted(context, object, key, record, options));
    },
    delete: (session, ids, options = {}) => {
        const context = saveContext(state, session);
        return eachRecord(state, ids, options, (id) => changed(deleteRecord(context, id)));
    },
    undelete: (session, ids, options = {}) => {
        const context = saveContext(state, session);
        return eachRecord(state, ids, options, (id) => changed(undeleteRecord(context, id)));
    },
    transaction: (work, keep) => state.store.savepoint(work, keep)
});

const created = (id: string): SaveResult => ({ id, success: true, created: true, errors: [] });
const changed = (id: string): SaveResult => ({ id, success: true, created: false, errors: [] });

const eachRecord = <T>(state: OrgState, records: readonly T[], options: SaveOptions, save: (record: T) => SaveResult): SaveResult[] => {
    const saved = state.store.savepoint(
        () => records.map((record) => savedAlone(state, record, save)),
        (results) => !options.allOrNone || results.every((result) => result.success)
    );
    if (!options.allOrNone || saved.every((result) => result.success)) return saved;
    return saved.map((result) => (result.success ? failedResult(result.created ? null : result.id, [ROLLED_BACK]) : result));
};

const savedAlone = <T>(state: OrgState, record: T, save: (record: T) => SaveResult): SaveResult => {
    try {
        return state.store.savepoint(() => save(record));
    } catch (error) {
        if (!(error instanceof SaveFailure)) throw error;
        const id = typeof record === 'string' ? record : idOf(record as RecordInput);
        return failedResult(typeof id === 'string' ? id : null, error.errors);
    }
};

const idOf = (record: RecordInput): unknown => record.Id ?? Object.entries(record).find(([name]) => name.toLowerCase() === 'id')?.[1];

const updated = (context: SaveContext, object: ObjectDef, record: RecordInput, options: SaveOptions): SaveResult => {
    const id = idOf(record);
    if (id == null || id === '') return refuse('MISSING_ARGUMENT', 'Id not specified in an update call');
    const found = liveRecord(context, id);
    if (found.object !== object) return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    changeRecord(context, object, found.row, record, options);
    return changed(found.row.Id);
};

const keyField = (context: SaveContext, object: ObjectDef, name: string): FieldDef => {
    const field = findField(object, name);
    if (!field || !context.session.access.readable(object, field)) {
        return refuseRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    if (!isExternalKey(field)) {
        return refuseRequest('INVALID_FIELD', `Field name provided, ${field.name} does not match an External ID for ${object.name}`);
    }
    return field;
};

const upserted = (context: SaveContext, object: ObjectDef, key: FieldDef, record: RecordInput, options: SaveOptions): SaveResult => {
    if (key.type === 'id')
        return idOf(record) ? updated(context, object, record, options) : created(createRecord(context, object, record, options));
    const given = Object.entries(record).find(([name]) => name.toLowerCase() === key.name.toLowerCase())?.[1];
    const value = coerce(key, given, options.source);
    if (value === null) return refuse('MISSING_ARGUMENT', `${key.name} not specified`);
    const found = matchingRows(context.state, object, key, value);
    if (found.length > 1) {
        const ids = found.map((row) => row.Id).join(', ');
        return refuse('DUPLICATE_EXTERNAL_ID', `${key.name}: more than one record found for external id field: [${ids}]`);
    }
    if (!found[0]) return created(createRecord(context, object, record, options));
    changeRecord(context, object, found[0], record, { ...options, ignore: key });
    return changed(found[0].Id);
};
