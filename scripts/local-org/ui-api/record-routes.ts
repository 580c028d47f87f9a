import { jsonObject } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { to18 } from '../model/ids';
import { ApiError } from '../model/org';
import type { Scalar, Session } from '../model/org';
import { findField, findObject } from '../model/schema';
import type { ObjectDef } from '../model/schema';
import { displayValue } from './display-value';
import { newSelection, selectQualified } from './field-path';
import { objectInfo, readableObject } from './object-info';
import { noAccess, notFound, objectOfRecord, readRecord } from './read-record';
import type { FieldRequest } from './read-record';
import { saveRefusal } from './save-refusal';

const base = '/services/data/v:version/ui-api';

const list = (request: OrgRequest, name: string): string[] =>
    request.query
        .getAll(name)
        .flatMap((value) => value.split(','))
        .map((value) => value.trim())
        .filter((value) => value !== '');

const fieldRequest = (request: OrgRequest): FieldRequest => {
    const asked = {
        fields: list(request, 'fields'),
        optionalFields: list(request, 'optionalFields'),
        layoutTypes: list(request, 'layoutTypes')
    };
    if (asked.fields.length + asked.optionalFields.length + asked.layoutTypes.length === 0) {
        throw new ApiError('ILLEGAL_QUERY_PARAMETER_VALUE', 'Specify at least one of fields, optionalFields or layoutTypes');
    }
    return asked;
};

const read = (request: OrgRequest, org: LocalOrg): OrgResponse => ({
    status: 200,
    body: readRecord(org, request.session, request.params['id']!, fieldRequest(request))
});

const readBatch = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const asked = fieldRequest(request);
    const results = request.params['ids']!.split(',').map((id) => {
        try {
            return { statusCode: 200, result: readRecord(org, request.session, id, asked) };
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            return { statusCode: error.status, result: [{ errorCode: error.errorCode, message: error.message }] };
        }
    });
    return { status: 200, body: { hasErrors: results.some((each) => each.statusCode !== 200), results } };
};

const fieldsOf = (body: Record<string, unknown>): Record<string, unknown> => {
    const { fields } = body;
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
        throw new ApiError('INVALID_INPUT', "The body needs 'fields': an object of field names and values");
    return fields as Record<string, unknown>;
};

const refuseUnknownFields = (session: Session, object: ObjectDef, fields: Record<string, unknown>): OrgResponse | undefined => {
    const unknown = Object.keys(fields).filter((name) => {
        const field = findField(object, name);
        return !field || !session.access.readable(object, field);
    });
    if (unknown.length === 0) return undefined;
    return saveRefusal(object, [{ statusCode: 'INVALID_FIELD', message: `Unable to find field: ${unknown.join(', ')}`, fields: [] }]);
};

/** The saved record with the fields that were sent and its name, as far as the user may read them. */
const savedRecord = (
    org: LocalOrg,
    session: Session,
    object: ObjectDef,
    id: string,
    names: readonly string[],
    status: number
): OrgResponse => {
    const readable = names.filter((name) => selectQualified(org.state, session, newSelection(object), name));
    const body = readRecord(org, session, id, { fields: [], optionalFields: [...readable, 'Name'], layoutTypes: [] });
    return { status, body };
};

const create = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const body = jsonObject(request);
    const object = typeof body['apiName'] === 'string' ? findObject(org.state.schema, body['apiName']) : undefined;
    if (!object) throw new ApiError('INVALID_TYPE', `Object ${String(body['apiName'])} is not supported in UI API`);
    const fields = fieldsOf(body);
    const unknown = refuseUnknownFields(request.session, object, fields);
    if (unknown) return unknown;
    const [result] = org.dml.insert(request.session, object.name, [fields]);
    if (!result!.success) return saveRefusal(object, result!.errors);
    return savedRecord(org, request.session, object, result!.id!, Object.keys(fields), 201);
};

/** Throws when the record was saved after the moment that the client says it last saw it. */
const refuseStale = (org: LocalOrg, object: ObjectDef, id: string, since: string | undefined): void => {
    if (!since) return;
    const seen = Date.parse(since);
    const changed = Date.parse(String(org.state.store.get(object.name, id)?.['LastModifiedDate'] ?? ''));
    // An HTTP date has no milliseconds.
    const precision = /T/.test(since) ? 1 : 1000;
    if (Number.isNaN(seen)) throw new ApiError('INVALID_INPUT', `If-Unmodified-Since: ${since} is not a date`);
    if (Math.floor(changed / precision) > Math.floor(seen / precision)) {
        throw new ApiError(
            'PRECONDITION_FAILED',
            'The record has changed since you opened it. Refresh the page to see the changes, then save again.',
            412
        );
    }
};

const update = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const id = to18(request.params['id']!);
    const object = objectOfRecord(org, id);
    if (!org.state.store.get(object.name, id)) throw notFound();
    const { Id: _, ...fields } = fieldsOf(jsonObject(request));
    const unknown = refuseUnknownFields(request.session, object, fields);
    if (unknown) return unknown;
    refuseStale(org, object, id, request.headers['if-unmodified-since']);
    const [result] = org.dml.update(request.session, object.name, [{ ...fields, Id: id }]);
    if (!result!.success) return saveRefusal(object, result!.errors);
    return savedRecord(org, request.session, object, id, Object.keys(fields), 200);
};

const remove = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const id = to18(request.params['id']!);
    const object = objectOfRecord(org, id);
    if (!org.state.store.get(object.name, id)) throw notFound();
    const [result] = org.dml.delete(request.session, [id]);
    if (result!.success) return { status: 204 };
    if (result!.errors.some((error) => error.statusCode.startsWith('INSUFFICIENT_ACCESS'))) throw noAccess();
    return saveRefusal(object, result!.errors);
};

const createDefaults = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { session } = request;
    const object = readableObject(org.state, session, request.params['object']!);
    const values = [...object.fields.values()]
        .filter((field) => field.createable && session.access.editable(object, field))
        .map((field): [string, Scalar] => {
            if (field.type === 'boolean') return [field.name, field.defaultFormula === 'true'];
            if (field.name === 'OwnerId') return [field.name, session.user.Id];
            return [field.name, field.picklist?.values.find((value) => value.isDefault && value.active)?.value ?? null];
        });
    const fields = Object.fromEntries(
        values.map(([name, value]) => [name, { displayValue: displayValue(findField(object, name)!, value), value }])
    );
    return {
        status: 200,
        body: {
            objectInfos: { [object.name]: objectInfo(org.state, session, object) },
            record: { apiName: object.name, childRelationships: {}, fields, id: null, recordTypeId: null, recordTypeInfo: null }
        }
    };
};

export const recordRoutes: Route[] = [
    { method: 'GET', pattern: `${base}/records/:id`, handle: read },
    { method: 'GET', pattern: `${base}/records/batch/:ids`, handle: readBatch },
    { method: 'POST', pattern: `${base}/records`, handle: create },
    { method: 'PATCH', pattern: `${base}/records/:id`, handle: update },
    { method: 'DELETE', pattern: `${base}/records/:id`, handle: remove },
    { method: 'GET', pattern: `${base}/record-defaults/create/:object`, handle: createDefaults }
];
