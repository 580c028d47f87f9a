import type { LocalOrg } from '../http/route';
import { objectOfId, to18 } from '../model/ids';
import { ApiError } from '../model/org';
import type { Session } from '../model/org';
import { findField } from '../model/schema';
import type { ObjectDef } from '../model/schema';
import { layoutFieldPaths } from './layout';
import { newSelection, selectedPaths, selectPath, selectQualified, selectSystemFields, unknownField } from './field-path';
import type { Selection } from './field-path';
import { representRecord } from './record-representation';
import type { RecordRepresentation } from './record-representation';

export interface FieldRequest {
    /** Refused when the user may not read one of them. */
    readonly fields: readonly string[];
    /** Left out when the user may not read them. */
    readonly optionalFields: readonly string[];
    /** Full or Compact: the fields of that layout, as far as the user may read them. */
    readonly layoutTypes: readonly string[];
}

export const notFound = (): ApiError => new ApiError('NOT_FOUND', 'The requested resource does not exist', 404);

export const noAccess = (): ApiError =>
    new ApiError('INSUFFICIENT_ACCESS', "You don't have access to this record. Ask your administrator for help or to request access.", 403);

/** The object of a record id. Throws NOT_FOUND. */
export const objectOfRecord = (org: LocalOrg, id: string): ObjectDef => {
    const object = objectOfId(org.state.schema, id);
    if (!object) throw notFound();
    return object;
};

/** Works out what a request asks of an object. Throws INVALID_FIELD for required fields that the user may not read. */
export const selectFields = (
    org: LocalOrg,
    session: Session,
    object: ObjectDef,
    request: FieldRequest
): { selection: Selection; asked: ReadonlySet<string> } => {
    const selection = newSelection(object);
    for (const path of request.fields)
        if (!selectQualified(org.state, session, selection, path)) throw unknownField(object, path.replace(/^[^.]*\./, ''));
    for (const path of request.optionalFields) selectQualified(org.state, session, selection, path);
    for (const type of request.layoutTypes) {
        for (const path of layoutFieldPaths(org.state.schema, object, type)) {
            if (!selectPath(org.state, session, selection, path.split('.'))) continue;
            const field = findField(object, path);
            if (field?.type === 'reference') selectPath(org.state, session, selection, [field.reference!.relationshipName, 'Name']);
        }
    }
    const asked = new Set(selection.fields.keys());
    selectSystemFields(org.state, session, selection);
    return { selection, asked };
};

/** One record as this user sees it. Throws NOT_FOUND, INSUFFICIENT_ACCESS or INVALID_FIELD. */
export const readRecord = (org: LocalOrg, session: Session, recordId: string, request: FieldRequest): RecordRepresentation => {
    const id = to18(recordId);
    const object = objectOfRecord(org, id);
    const exists = org.state.store.get(object.name, id) !== undefined;
    if (!exists) throw notFound();
    if (!session.access.object(object.name).read) throw noAccess();
    const { selection, asked } = selectFields(org, session, object, request);
    const { records } = org.soql.query(session, `SELECT ${selectedPaths(selection).join(', ')} FROM ${object.name} WHERE Id = '${id}'`);
    if (!records[0]) throw noAccess();
    return representRecord(session, selection, records[0], asked);
};
