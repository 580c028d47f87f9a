import type { OrgState, Row } from '../model/org';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';
import { isId, objectOfId, to18 } from '../model/ids';
import { findField, findObject } from '../model/schema';
import { duplicateError } from './field-checks';
import { requireMasterRights, requireRight } from './object-rights';
import { requireRow } from './row-rights';
import { targetOf } from './record-env';
import type { RowChange } from './roll-ups';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import { refuse, refuseAll } from './save-failure';
import { saveParents } from './save-row';

/** Columns of a row in the recycle bin, no fields: the id of the record whose delete took this one along, … */
const DELETED_WITH = '#deletedWith';
/** … and the lookups to this row that its delete emptied, as JSON: object, id, field. */
const EMPTIED = '#emptied';

interface Reference {
    readonly object: ObjectDef;
    readonly field: FieldDef;
    readonly onDelete: 'SetNull' | 'Restrict' | 'Cascade';
}

interface Found {
    readonly object: ObjectDef;
    readonly row: Row;
    readonly emptied?: string;
}

/** A live record by id, with its object. Throws SaveFailure: malformed, unknown, deleted. */
export const liveRecord = (context: SaveContext, id: unknown): Found => {
    if (!isId(id)) return refuse('MALFORMED_ID', `malformed id ${String(id)}`, ['Id']);
    const object = objectOfId(context.state.schema, id);
    const row = object && context.state.store.get(object.name, to18(id));
    if (object && row) return { object, row };
    if (object && context.state.store.getDeleted(object.name, to18(id))) return refuse('ENTITY_IS_DELETED', 'entity is deleted');
    return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
};

/** Moves a record and its details to the recycle bin, empties lookups to them, and takes the roll-ups along. Answers the id. */
export const deleteRecord = (context: SaveContext, id: string): string => {
    const root = liveRecord(context, id);
    requireRight(context, root.object, 'delete');
    requireMasterRights(context, root.object, root.row);
    requireRow(context, root.object, root.row, 'delete');
    const { store } = context.state;
    const removed = new Map<string, Found>();
    const kept: { holder: Found; reference: Reference; target: Found }[] = [];
    gather(context.state, root, removed, kept);
    refuseWonDeals(root, removed);
    const left = kept.filter(({ holder }) => !removed.has(holder.row.Id));
    refuseRestricted(
        root,
        left.filter(({ reference }) => reference.onDelete === 'Restrict')
    );
    const changes: RowChange[] = emptyLookups(
        context,
        left.map(({ holder, reference }) => ({ holder, field: reference.field }))
    );
    for (const { object, row } of removed.values()) {
        const gone: Row = { ...row, [DELETED_WITH]: root.row.Id };
        const emptied = left.filter(({ target }) => target.row.Id === row.Id);
        if (emptied.length)
            gone[EMPTIED] = JSON.stringify(
                emptied.map(({ holder, reference }) => [holder.object.name, holder.row.Id, reference.field.name])
            );
        setIfPresent(object, gone, 'IsDeleted', true);
        setIfPresent(object, gone, 'SystemModstamp', context.stamp);
        store.put(object.name, gone);
        store.remove(object.name, row.Id);
        changes.push({ object, before: row });
    }
    saveParents(context, changes);
    return root.row.Id;
};

const gather = (
    state: OrgState,
    found: Found,
    removed: Map<string, Found>,
    kept: { holder: Found; reference: Reference; target: Found }[]
): void => {
    if (removed.has(found.row.Id)) return;
    removed.set(found.row.Id, found);
    for (const reference of referencesTo(state.schema, found.object)) {
        for (const row of state.store.find(reference.object.name, reference.field.name, found.row.Id)) {
            const holder = { object: reference.object, row };
            if (reference.onDelete === 'Cascade') gather(state, holder, removed, kept);
            else kept.push({ holder, reference, target: found });
        }
    }
};

const refuseRestricted = (root: Found, blockers: readonly { holder: Found; target: Found }[]): void => {
    const first = blockers[0];
    if (!first) return;
    const same = blockers.filter(({ holder }) => holder.object === first.holder.object);
    const kind = first.holder.object.labelPlural.toLowerCase();
    const names = [...new Set(same.map(({ holder }) => displayName(holder)))].join(', ');
    refuse(
        'DELETE_FAILED',
        `Your attempt to delete ${displayName(root)} could not be completed because it is associated with the following ${kind}.: ${names}\n`
    );
};

/** An account takes its open and lost deals along; won ones keep it from being deleted. */
const refuseWonDeals = (root: Found, removed: ReadonlyMap<string, Found>): void => {
    if (root.object.name !== 'Account') return;
    const won = [...removed.values()].filter(({ object, row }) => object.name === 'Opportunity' && row.IsWon === true);
    if (!won.length) return;
    refuse(
        'DELETE_FAILED',
        `Your attempt to delete ${displayName(root)} could not be completed because some opportunities in that account were closed won. The following opportunities are closed won.: ${won.map(displayName).join(', ')}\n`
    );
};

const displayName = ({ object, row }: Found): string => {
    const nameField = [...object.fields.values()].find((field) => field.nameField);
    return String((nameField && row[nameField.name]) ?? row.Id);
};

/** Empties lookups without running the holder's rules, as the platform does. */
const emptyLookups = (context: SaveContext, lookups: readonly { holder: Found; field: FieldDef }[]): RowChange[] => {
    const { store } = context.state;
    return lookups.flatMap(({ holder, field }) => {
        const before = store.get(holder.object.name, holder.row.Id)!;
        const after: Row = { ...before, [field.name]: null };
        setIfPresent(holder.object, after, 'SystemModstamp', context.stamp);
        store.put(holder.object.name, after);
        return [{ object: holder.object, before, after }];
    });
};

const references = new WeakMap<Schema, Map<string, Reference[]>>();

const referencesTo = (schema: Schema, target: ObjectDef): readonly Reference[] => {
    let byTarget = references.get(schema);
    if (!byTarget) {
        references.set(schema, (byTarget = new Map()));
        for (const object of schema.objects.values()) {
            for (const field of object.fields.values()) {
                const { reference } = field;
                if (!reference || field.formula) continue;
                const onDelete = reference.masterDetail ? 'Cascade' : reference.onDelete;
                for (const name of reference.to) {
                    const known = byTarget.get(name) ?? [];
                    byTarget.set(name, [...known, { object, field, onDelete }]);
                }
            }
        }
    }
    return byTarget.get(target.name) ?? [];
};

/** Takes a record and the details deleted with it out of the recycle bin. Its own rules do not run, its parents' do. Answers the id. */
export const undeleteRecord = (context: SaveContext, id: unknown): string => {
    if (!isId(id)) return refuse('MALFORMED_ID', `malformed id ${String(id)}`, ['Id']);
    const { state } = context;
    const object = objectOfId(state.schema, id);
    const row = object && state.store.getDeleted(object.name, to18(id));
    if (!object || !row) return refuse('UNDELETE_FAILED', 'Entity is not in the recycle bin');
    requireRight(context, object, 'delete');
    refuseWithoutMaster(state, object, row);
    requireMasterRights(context, object, row);
    requireRow(context, object, row, 'delete');
    const restored: Found[] = [];
    restoreTree(context, { object, row }, row[DELETED_WITH] as string, restored);
    refuseAll(restored.flatMap((each) => uniqueErrors(state, each)));
    const changes: RowChange[] = restored.map((each) => ({ object: each.object, after: each.row }));
    changes.push(...restored.flatMap((each) => refillLookups(context, each)));
    // A restored parent still holds the roll-ups it had with these very children.
    saveParents(context, changes, new Set(restored.map((each) => each.row.Id)));
    saveParents(
        context,
        emptyLookups(
            context,
            restored.flatMap((each) => brokenLookups(state, each))
        )
    );
    return row.Id;
};

const uniqueErrors = (state: OrgState, { object, row }: Found) =>
    [...object.fields.values()].filter((field) => field.unique).flatMap((field) => duplicateError(state, object, field, row) ?? []);

const refuseWithoutMaster = (state: OrgState, object: ObjectDef, row: Row): void => {
    for (const field of object.fields.values()) {
        const id = row[field.name];
        if (!field.reference?.masterDetail || typeof id !== 'string') continue;
        if (!state.store.get(field.reference.to[0]!, id))
            refuse('UNDELETE_FAILED', `Undelete failed: its parent ${id} is deleted; undelete the parent`);
    }
};

const restoreTree = (context: SaveContext, { object, row }: Found, deletedWith: string, restored: Found[]): void => {
    const { store, schema } = context.state;
    if (!store.restore(object.name, row.Id)) return;
    const { [DELETED_WITH]: _, [EMPTIED]: emptied, ...back } = row;
    const live = back as Row;
    setIfPresent(object, live, 'IsDeleted', false);
    setIfPresent(object, live, 'SystemModstamp', context.stamp);
    store.put(object.name, live);
    restored.push({ object, row: live, ...(typeof emptied === 'string' ? { emptied } : {}) });
    for (const reference of referencesTo(schema, object)) {
        if (reference.onDelete !== 'Cascade') continue;
        const details = [...store.deletedRows(reference.object.name)].filter(
            (detail) => detail[reference.field.name] === row.Id && detail[DELETED_WITH] === deletedWith
        );
        for (const detail of details) restoreTree(context, { object: reference.object, row: detail }, deletedWith, restored);
    }
};

/** Fills the lookups again that the delete of this record emptied, where nobody has filled them since. */
const refillLookups = (context: SaveContext, { row, emptied }: Found): RowChange[] => {
    const { store, schema } = context.state;
    const lookups = emptied === undefined ? [] : (JSON.parse(emptied) as [string, string, string][]);
    return lookups.flatMap(([name, id, field]) => {
        const object = findObject(schema, name);
        const before = store.get(name, id);
        if (!object || !before || !findField(object, field) || before[field] != null) return [];
        const after: Row = { ...before, [field]: row.Id };
        setIfPresent(object, after, 'SystemModstamp', context.stamp);
        store.put(name, after);
        return [{ object, before, after }];
    });
};

/** Lookups of a restored record to what has been deleted in the meantime. */
const brokenLookups = (state: OrgState, holder: Found): { holder: Found; field: FieldDef }[] =>
    [...holder.object.fields.values()]
        .filter((field) => {
            const id = holder.row[field.name];
            if (!field.reference || field.reference.masterDetail || typeof id !== 'string') return false;
            const target = targetOf(state, field, id);
            return !target || !state.store.get(target.name, id);
        })
        .map((field) => ({ holder, field }));
