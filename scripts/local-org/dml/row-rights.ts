import { accessOf } from '../model/access';
import type { Row, SaveError, Scalar } from '../model/org';
import { LEVEL } from '../model/record-access';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findObject } from '../model/schema';
import type { SaveContext } from './save-context';
import { refuse, refuseAll, saveError } from './save-failure';

/** Refuses a record that the user may see, or not even that, but not change. Deleting needs what an owner has. */
export const requireRow = (context: SaveContext, object: ObjectDef, row: Row, right: 'edit' | 'delete'): void => {
    if (context.records.levelOf(object, row) >= (right === 'delete' ? LEVEL.full : LEVEL.edit)) return;
    refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
};

/** A record of an object that takes its rights from another one (a deal's contact role) needs edit on that one. */
export const requireParentRow = (context: SaveContext, object: ObjectDef, row: Row): void => {
    if (!object.accessFrom || context.records.levelOf(object, row) >= LEVEL.edit) return;
    const link = [...object.fields.values()].find((field) => field.reference?.to.includes(object.accessFrom!) && row[field.name] != null);
    refuseAll([hiddenReference(String(link && row[link.name]))]);
};

export const reachesRow = (context: SaveContext, object: ObjectDef, id: Scalar, right: 'read' | 'edit'): boolean => {
    const { store } = context.state;
    const row = typeof id === 'string' ? (store.get(object.name, id) ?? store.getDeleted(object.name, id)) : undefined;
    return row !== undefined && context.records.levelOf(object, row) >= LEVEL[right];
};

/** Lookups that this save fills with a record the user does not see. */
export const hiddenTargets = (context: SaveContext, changed: readonly FieldDef[], after: Row): SaveError[] =>
    changed.flatMap((field) => {
        const id = after[field.name];
        if (!field.reference || typeof id !== 'string') return [];
        const target = field.reference.to
            .map((name) => findObject(context.state.schema, name))
            .find((each) => each && context.state.store.get(each.name, id));
        if (!target || context.records.readsAll(target) || reachesRow(context, target, id, 'read')) return [];
        return [hiddenReference(id)];
    });

export const hiddenReference = (id: string): SaveError =>
    saveError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', `insufficient access rights on cross-reference id: ${id}`);

/** A record is given away by its owner, by those above, or by who may change all; the new owner has to be able to read it. */
export const requireTransfer = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): void => {
    if (typeof after.OwnerId !== 'string' || before?.OwnerId === after.OwnerId) return;
    if (before && context.records.levelOf(object, before) < LEVEL.full)
        refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
    if (after.OwnerId === context.session.user.Id) return;
    if (object.setup || mayOwn(context, object, after.OwnerId)) return;
    refuse('TRANSFER_REQUIRES_READ', 'The new owner must have read permission', ['OwnerId']);
};

const owners = new WeakMap<SaveContext, Map<string, boolean>>();

const mayOwn = (context: SaveContext, object: ObjectDef, id: string): boolean => {
    let known = owners.get(context);
    if (!known) owners.set(context, (known = new Map()));
    const key = `${object.name}:${id}`;
    let answer = known.get(key);
    if (answer === undefined) {
        const owner = context.state.store.get('User', id);
        known.set(key, (answer = !owner || accessOf(context.state, owner).object(object.name).read));
    }
    return answer;
};
