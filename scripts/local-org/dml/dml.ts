import type { Dml, OrgState, RecordInput, SaveOptions, SaveResult, Scalar } from '../model/org';
import { isId, to18 } from '../model/ids';
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
import type { RowChange } from './roll-ups';
import { changeRecord, createRecord, saveParents } from './save-row';
import type { PreparedRow } from './save-row';

/** A save that has passed its own checks: what writes it, answering the changes that parents still have to follow, and its result. */
interface PreparedSave {
    readonly write: () => readonly RowChange[];
    readonly result: SaveResult;
}

/**
 * The way in for records. A call is one transaction: an error of the request (ApiError) undoes all of it; otherwise each
 * record stands or falls alone, or all fall together with allOrNone. The records of a call are checked before any of them is
 * written, as the platform does with a chunk: a rule that reads its parent's roll-up does not see the other records of the call, and
 * a parent follows all of them at once.
 */
export const createDml = (state: OrgState): Dml => ({
    insert: (session, objectName, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        return eachRecord(context, records, options, (record) => {
            if (idOf(record) != null) refuse('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
            return toCreated(createRecord(context, object, record, options));
        });
    },
    update: (session, objectName, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        const once = eachIdOnce();
        return eachRecord(context, records, options, (record) => updated(context, object, record, options, once));
    },
    upsert: (session, objectName, externalIdField, records, options: SaveOptions = {}) => {
        const context = saveContext(state, session);
        const object = visibleObject(context, objectName);
        const key = keyField(context, object, externalIdField);
        const once = eachIdOnce();
        const keyOnce = eachKeyOnce(key);
        return eachRecord(context, records, options, (record) => upserted(context, object, key, record, options, once, keyOnce));
    },
    delete: (session, ids, options = {}) => {
        const context = saveContext(state, session);
        return eachRecord(context, ids, options, (id) => removal(() => deleteRecord(context, id), id));
    },
    undelete: (session, ids, options = {}) => {
        const context = saveContext(state, session);
        return eachRecord(context, ids, options, (id) => removal(() => undeleteRecord(context, id), id));
    },
    transaction: (work, keep) => state.store.savepoint(work, keep)
});

const created = (id: string): SaveResult => ({ id, success: true, created: true, errors: [] });
const changed = (id: string): SaveResult => ({ id, success: true, created: false, errors: [] });

const toCreated = ({ id, write }: PreparedRow): PreparedSave => ({ write: () => [write()], result: created(id) });
const toChanged = ({ id, write }: PreparedRow): PreparedSave => ({ write: () => [write()], result: changed(id) });

/** Deleting and undeleting take the parents along themselves, since they also reach details and lookups. */
const removal = (work: () => string, id: string): PreparedSave => ({
    write() {
        work();
        return [];
    },
    result: changed(isId(id) ? to18(id) : id)
});

const eachRecord = <T>(
    context: SaveContext,
    records: readonly T[],
    options: SaveOptions,
    prepare: (record: T) => PreparedSave
): SaveResult[] => {
    const { store } = context.state;
    const saved = store.savepoint(
        () => {
            const prepared = records.map((record) => standingAlone(context, record, () => prepare(record)));
            return together(context, prepared) ?? oneByOne(context, records, prepared);
        },
        (results) => !options.allOrNone || results.every((result) => result.success)
    );
    if (!options.allOrNone || saved.every((result) => result.success)) return saved;
    return saved.map((result) => (result.success ? failedResult(result.created ? null : result.id, [ROLLED_BACK]) : result));
};

type Prepared = PreparedSave | SaveResult;

const isSave = (prepared: Prepared): prepared is PreparedSave => 'write' in prepared;

/** Writes all records, then each parent once. Nothing is written when a record or a parent is refused: who is to blame shows one by one. */
const together = (context: SaveContext, prepared: readonly Prepared[]): SaveResult[] | undefined => {
    try {
        return context.state.store.savepoint(() => {
            saveParents(
                context,
                prepared.filter(isSave).flatMap(({ write }) => write())
            );
            return prepared.map((save) => (isSave(save) ? save.result : save));
        });
    } catch (error) {
        if (!(error instanceof SaveFailure)) throw error;
        return undefined;
    }
};

const oneByOne = <T>(context: SaveContext, records: readonly T[], prepared: readonly Prepared[]): SaveResult[] =>
    prepared.map((save, index) =>
        isSave(save)
            ? standingAlone(context, records[index]!, () => {
                  saveParents(context, save.write());
                  return save.result;
              })
            : save
    );

/** What the work answers; undone, and its errors instead, when it refuses the record. */
const standingAlone = <T, R>({ state }: SaveContext, record: T, work: () => R): R | SaveResult => {
    try {
        return state.store.savepoint(work);
    } catch (error) {
        if (!(error instanceof SaveFailure)) throw error;
        const id = typeof record === 'string' ? record : idOf(record as RecordInput);
        return failedResult(typeof id === 'string' ? id : null, error.errors);
    }
};

/** Refuses the second change of one record in a call: both start from the same row, so one of them would be lost. */
const eachIdOnce = (): ((id: string) => void) => {
    const seen = new Set<string>();
    return (id) => {
        if (seen.has(id)) refuse('DUPLICATE_VALUE', `Duplicate id specified: ${id}`);
        seen.add(id);
    };
};

/** Two records of one upsert with the same new key would both be created: the second is refused. */
const eachKeyOnce = (key: FieldDef): ((value: Scalar) => void) => {
    const seen = new Set<string>();
    return (value) => {
        const known = key.caseSensitive ? String(value) : String(value).toLowerCase();
        if (seen.has(known)) refuse('DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [key.name]);
        seen.add(known);
    };
};

const idOf = (record: RecordInput): unknown => record.Id ?? Object.entries(record).find(([name]) => name.toLowerCase() === 'id')?.[1];

const updated = (
    context: SaveContext,
    object: ObjectDef,
    record: RecordInput,
    options: SaveOptions,
    once: (id: string) => void
): PreparedSave => {
    const id = idOf(record);
    if (id == null || id === '') return refuse('MISSING_ARGUMENT', 'Id not specified in an update call');
    const found = liveRecord(context, id);
    if (found.object !== object) return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    once(found.row.Id);
    return toChanged(changeRecord(context, object, found.row, record, options));
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

const upserted = (
    context: SaveContext,
    object: ObjectDef,
    key: FieldDef,
    record: RecordInput,
    options: SaveOptions,
    once: (id: string) => void,
    keyOnce: (value: Scalar) => void
): PreparedSave => {
    if (key.type === 'id')
        return idOf(record) ? updated(context, object, record, options, once) : toCreated(createRecord(context, object, record, options));
    const given = Object.entries(record).find(([name]) => name.toLowerCase() === key.name.toLowerCase())?.[1];
    const value = coerce(key, given, options.source);
    if (value === null) return refuse('MISSING_ARGUMENT', `${key.name} not specified`);
    const found = matchingRows(context.state, object, key, value);
    if (found.length > 1) {
        const ids = found.map((row) => row.Id).join(', ');
        return refuse('DUPLICATE_EXTERNAL_ID', `${key.name}: more than one record found for external id field: [${ids}]`);
    }
    keyOnce(value);
    if (!found[0]) return toCreated(createRecord(context, object, record, options));
    once(found[0].Id);
    return toChanged(changeRecord(context, object, found[0], record, { ...options, ignore: key }));
};
