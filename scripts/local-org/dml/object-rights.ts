import type { Row, Session } from '../model/org';
import type { ObjectDef, Schema } from '../model/schema';
import { findObject } from '../model/schema';
import type { SaveContext } from './save-context';
import { hiddenReference, reachesRow } from './row-rights';
import { SaveFailure, refuse, refuseRequest } from './save-failure';

type Right = 'create' | 'edit' | 'delete';

/** What no API does to these, whoever asks: one organization, profiles are deployed, people stay in the books, partners are written once. */
const LOCKED: ReadonlyMap<string, readonly Right[]> = new Map([
    ['Organization', ['create', 'delete']],
    ['Profile', ['create', 'delete']],
    ['User', ['delete']],
    ['Partner', ['edit']]
]);

/** The object by name, if the user may see it at all; otherwise the request is refused as for an unknown object. */
export const visibleObject = (context: SaveContext, name: string): ObjectDef => {
    const object = findObject(context.state.schema, name);
    if (!object || !context.session.access.object(object.name).read) {
        return refuseRequest('NOT_FOUND', 'The requested resource does not exist', 404);
    }
    return object;
};

/** Refuses a record of an object that the user may not create, edit or delete, or that only the org itself writes. */
export const requireRight = (context: SaveContext, object: ObjectDef, right: Right): void => {
    const locked = object.readOnly || (LOCKED.get(object.name)?.includes(right) ?? false);
    if (!locked && context.session.access.object(object.name)[right]) return;
    if (right === 'delete') refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
    refuse('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${right === 'create' ? 'inserted' : 'updated'}: ${object.label}`);
};

/** A detail may be written by whoever may read, or edit, its master: each master-detail field says which. */
export const requireMasterRights = (context: SaveContext, object: ObjectDef, row: Row): void => {
    for (const field of object.fields.values()) {
        const masterDetail = field.reference?.masterDetail;
        const master = masterDetail && findObject(context.state.schema, field.reference!.to[0]!);
        if (!master || row[field.name] == null) continue;
        const right = masterDetail.writeRequiresMasterRead ? 'read' : 'edit';
        if (!mayReach(context.state.schema, context.session, master, right) || !reachesRow(context, master, row[field.name]!, right)) {
            throw new SaveFailure([hiddenReference(String(row[field.name]))]);
        }
    }
};

/** A master that is itself a detail takes its rights from its own master too. */
const mayReach = (schema: Schema, session: Session, object: ObjectDef, right: 'read' | 'edit'): boolean => {
    if (!session.access.object(object.name)[right]) return false;
    return [...object.fields.values()].every((field) => {
        const masterDetail = field.reference?.masterDetail;
        const master = masterDetail && findObject(schema, field.reference!.to[0]!);
        if (!master) return true;
        return mayReach(schema, session, master, right === 'read' || masterDetail.writeRequiresMasterRead ? 'read' : 'edit');
    });
};
