import type { RecordInput, Row, SaveError, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import type { InputSource } from './coerce';
import { duplicateError, lookupError, missingFields, picklistValue, recordTypeError } from './field-checks';
import { recordFieldHistory } from './field-history';
import { newRow, stampModified } from './new-row-defaults';
import { requireMasterRights, requireRight } from './object-rights';
import { recordOpportunityHistory } from './opportunity-behaviour';
import { readRecord } from './record-values';
import type { RecordValues } from './record-values';
import { parentChanges } from './roll-ups';
import { hiddenTargets, requireParentRow, requireRow, requireTransfer } from './row-rights';
import type { RowChange } from './roll-ups';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import { SaveFailure, refuseAll, saveError } from './save-failure';
import { keepStandardFieldsInStep } from './standard-behaviour';
import { brokenRules } from './validation-rules';

export interface ReadOptions {
    readonly source?: InputSource;
    /** Key field of an upsert: it finds the record and is not written again. */
    readonly ignore?: FieldDef;
}

/** A record that may be written: its id, and what writes it and answers the change that its parents have to follow. */
export interface PreparedRow {
    readonly id: string;
    readonly write: () => RowChange;
}

/** Checks one new record. Throws, as the write does, SaveFailure or ApiError. */
export const createRecord = (context: SaveContext, object: ObjectDef, input: RecordInput, options: ReadOptions = {}): PreparedRow => {
    requireRight(context, object, 'create');
    const values = spelled(readRecord(context, object, input, 'create', options));
    const row = newRow(context, object, values);
    refuseAll(missingFields(requiredFields(object), row));
    return { id: row.Id, write: checked(context, object, undefined, row, values) };
};

/** Checks one changed record. Throws, as the write does, SaveFailure or ApiError. */
export const changeRecord = (
    context: SaveContext,
    object: ObjectDef,
    before: Row,
    input: RecordInput,
    options: ReadOptions = {}
): PreparedRow => {
    requireRight(context, object, 'edit');
    requireRow(context, object, before, 'edit');
    const values = spelled(readRecord(context, object, input, 'update', options));
    const after: Row = { ...before };
    for (const [field, value] of values) after[field.name] = value;
    refuseAll(
        missingFields(
            [...values.keys()].filter((field) => field.required || !field.nillable),
            after
        )
    );
    stampModified(context, object, after);
    return { id: before.Id, write: checked(context, object, before, after, values) };
};

const required = new WeakMap<ObjectDef, readonly FieldDef[]>();

const requiredFields = (object: ObjectDef): readonly FieldDef[] => {
    let fields = required.get(object);
    if (!fields) required.set(object, (fields = [...object.fields.values()].filter((field) => field.required)));
    return fields;
};

const spelled = (values: RecordValues): Map<FieldDef, Scalar> => {
    const errors: SaveError[] = [];
    const known = new Map<FieldDef, Scalar>();
    for (const [field, given] of values) {
        const found = picklistValue(field, given);
        if ('error' in found) errors.push(found.error);
        else known.set(field, found.value);
    }
    refuseAll(errors);
    return known;
};

const checked = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row, values: RecordValues): (() => RowChange) => {
    const { state, session } = context;
    const mayRead = (name: string): boolean => session.access.object(name).read;
    const changed = [...values.keys()].filter((field) => before?.[field.name] !== after[field.name]);
    refuseAll(changed.flatMap((field) => lookupError(state, field, after[field.name]!, mayRead) ?? []));
    refuseAll(changed.flatMap((field) => recordTypeError(state, object, field, after[field.name]!) ?? []));
    refuseAll(hiddenTargets(context, changed, after));
    requireMasterRights(context, object, after);
    requireParentRow(context, object, after);
    requireTransfer(context, object, before, after);
    refuseAll(inactiveOwner(context, object, before, after));
    keepStandardFieldsInStep(context, { object, before, after, given: new Set([...values.keys()].map((field) => field.name)) });
    const unique = before ? changed.filter((field) => field.unique) : uniqueFields(object);
    const refuseDuplicates = (): void => refuseAll(unique.flatMap((field) => duplicateError(state, object, field, after) ?? []));
    refuseDuplicates();
    refuseAll(brokenRules(context, object, before, after));
    return () => {
        // Another record of the same call may have taken the value meanwhile.
        refuseDuplicates();
        return writeRow(context, object, before, after);
    };
};

const unique = new WeakMap<ObjectDef, readonly FieldDef[]>();

const uniqueFields = (object: ObjectDef): readonly FieldDef[] => {
    let fields = unique.get(object);
    if (!fields) unique.set(object, (fields = [...object.fields.values()].filter((field) => field.unique)));
    return fields;
};

const inactiveOwner = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): SaveError[] => {
    if (typeof after.OwnerId !== 'string' || before?.OwnerId === after.OwnerId) return [];
    const owner = context.state.store.get('User', after.OwnerId);
    if (owner?.IsActive !== false) return [];
    return [
        saveError(
            'INACTIVE_OWNER_OR_USER',
            `operation performed with inactive user [${owner.Id.slice(0, 15)}] as owner of ${object.label.toLowerCase()}`
        )
    ];
};

/** The row and its histories. The row must not change afterwards: readers remember it. */
const writeRow = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): RowChange => {
    const kept = object.name === 'Opportunity' ? recordOpportunityHistory(context, object, before, after) : after;
    recordFieldHistory(context, object, before, kept);
    context.state.store.put(object.name, kept);
    return { object, ...(before ? { before } : {}), after: kept };
};

/**
 * Takes roll-ups that these writes change to their parents. Each parent goes through its own save: its rules see only the
 * roll-up as changed, and what they refuse refuses the child. Parents in except are taken as right.
 */
export const saveParents = (context: SaveContext, changes: readonly RowChange[], except?: ReadonlySet<string>): void => {
    for (const { object, id, values } of parentChanges(context.state, context.session, changes, except)) {
        // Read again: an earlier parent of this list may have written it on its own way up.
        const before = context.state.store.get(object.name, id)!;
        const after: Row = { ...before, ...values };
        setIfPresent(object, after, 'SystemModstamp', context.stamp);
        try {
            refuseAll(brokenRules(context, object, before, after));
            saveParents(context, [writeRow(context, object, before, after)]);
        } catch (error) {
            throw error instanceof SaveFailure ? withoutFields(error) : error;
        }
    }
};

/** The parent's error field means nothing to whoever saves the child. */
const withoutFields = (failure: SaveFailure): SaveFailure =>
    new SaveFailure(failure.errors.map(({ statusCode, message }) => saveError(statusCode, message)));
