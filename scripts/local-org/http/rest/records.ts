import { derivedRows } from '../../model/derived-rows';
import { isId, objectOfId, to18 } from '../../model/ids';
import { ApiError } from '../../model/org';
import type { QueryRecord, RecordInput, Row, Session } from '../../model/org';
import { findField, findObject } from '../../model/schema';
import type { FieldDef, ObjectDef } from '../../model/schema';
import { created, jsonObject, noContent, notFound, ok, refusal } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';

/** The object of a path. Unknown and unreadable ones look alike, as in Salesforce. Throws 404. */
export const objectNamed = (org: LocalOrg, session: Session, name: string): ObjectDef => {
    const object = findObject(org.state.schema, name);
    if (!object || !session.access.object(object.name).read) throw notFound();
    return object;
};

const noSuchExternalId = (value: string): ApiError => notFound(`Provided external ID field does not exist or is not accessible: ${value}`);

/** The live row with this id. Throws 404 as the REST API words it. */
export const rowById = (org: LocalOrg, object: ObjectDef, id: string): Row => {
    if (!isId(id) || !id.startsWith(object.keyPrefix)) throw noSuchExternalId(id);
    const derived = derivedRows(org.state, object.name);
    const row = derived ? derived.find((each) => each.Id === to18(id)) : org.state.store.get(object.name, to18(id));
    if (row) return row;
    if (org.state.store.getDeleted(object.name, to18(id))) throw new ApiError('ENTITY_IS_DELETED', 'entity is deleted', 404);
    throw notFound();
};

const keyField = (object: ObjectDef, name: string): FieldDef => {
    const field = findField(object, name);
    if (!field || !(field.externalId || field.type === 'id')) throw noSuchExternalId(name);
    return field;
};

const recordUrl = (request: OrgRequest, object: ObjectDef, id: string): string =>
    `/services/data/v${request.version}/sobjects/${object.name}/${id}`;

/** The rows whose external id has this value; several are told as 300 with their addresses. */
const rowByKey = (request: OrgRequest, org: LocalOrg, object: ObjectDef, field: FieldDef, value: string): Row | OrgResponse | undefined => {
    if (field.type === 'id') return rowById(org, object, value);
    const rows = org.state.store.find(object.name, field.name, value).filter((row) => !field.caseSensitive || row[field.name] === value);
    if (rows.length > 1) return { status: 300, body: rows.map((row) => recordUrl(request, object, row.Id)) };
    return rows[0];
};

const isResponse = (value: Row | OrgResponse | undefined): value is OrgResponse =>
    value !== undefined && 'status' in value && !('Id' in value);

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Names of all fields that the session may read. */
export const readableFields = (session: Session, object: ObjectDef): string[] =>
    [...object.fields.values()].filter((field) => session.access.readable(object, field)).map((field) => field.name);

/** One record with the given fields. Throws 404 where the session does not see it. */
export const readRecord = (request: OrgRequest, org: LocalOrg, object: ObjectDef, id: string, fields: readonly string[]): QueryRecord => {
    const soql = `SELECT ${fields.join(',')} FROM ${object.name} WHERE Id = ${quote(id)}`;
    const record = org.soql.query(request.session, soql, { apiVersion: request.version }).records[0];
    if (!record) throw notFound();
    return record;
};

const wantedFields = (request: OrgRequest, object: ObjectDef): string[] => {
    const wanted = (request.query.get('fields') ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
    const bad = wanted.find((name) => !/^[\w.]+$/.test(name));
    if (bad !== undefined) throw new ApiError('INVALID_FIELD', `No such column '${bad}' on sobject of type ${object.name}`);
    return wanted.length > 0 ? wanted : readableFields(request.session, object);
};

/** A body as field values: what only describes the record is left out. */
export const fieldValues = (body: Record<string, unknown>): RecordInput => {
    const { attributes: _, ...values } = body;
    return values;
};

const withoutId = (values: RecordInput): RecordInput => {
    const name = Object.keys(values).find((key) => key.toLowerCase() === 'id');
    if (name !== undefined) throw new ApiError('INVALID_FIELD', 'The Id field should not be specified in the sobject data.', 400, ['Id']);
    return values;
};

const create = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const [result] = org.dml.insert(request.session, object.name, [fieldValues(jsonObject(request))]);
    return result!.success ? created({ id: result!.id, success: true, errors: [] }) : refusal(result!.errors);
};

const get = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const row = rowById(org, object, request.params['id']!);
    return ok(readRecord(request, org, object, row.Id, wantedFields(request, object)));
};

const saveRow = (request: OrgRequest, org: LocalOrg, object: ObjectDef, id: string, values: RecordInput): OrgResponse | undefined => {
    const [result] = org.dml.update(request.session, object.name, [{ ...values, Id: id }]);
    return result!.success ? undefined : refusal(result!.errors);
};

const patch = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const row = rowById(org, object, request.params['id']!);
    return saveRow(request, org, object, row.Id, withoutId(fieldValues(jsonObject(request)))) ?? noContent;
};

const removeRow = (request: OrgRequest, org: LocalOrg, id: string): OrgResponse => {
    const [result] = org.dml.delete(request.session, [id]);
    return result!.success ? noContent : refusal(result!.errors);
};

const remove = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    return removeRow(request, org, rowById(org, object, request.params['id']!).Id);
};

/** GET and DELETE of …/Key__c/value, and GET of …/id/Parent or …/id/ChildList. */
const getByKey = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const { key, value } = { key: request.params['key']!, value: request.params['value']! };
    if (!findField(object, key) && isId(key)) return related(request, org, object, rowById(org, object, key), value);
    const row = rowByKey(request, org, object, keyField(object, key), value);
    if (!row) throw notFound();
    return isResponse(row) ? row : ok(readRecord(request, org, object, row.Id, wantedFields(request, object)));
};

const removeByKey = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const row = rowByKey(request, org, object, keyField(object, request.params['key']!), request.params['value']!);
    if (!row) throw notFound();
    return isResponse(row) ? row : removeRow(request, org, row.Id);
};

const related = (request: OrgRequest, org: LocalOrg, object: ObjectDef, row: Row, name: string): OrgResponse => {
    const relation = name.toLowerCase();
    for (const field of object.fields.values()) {
        if (field.reference?.relationshipName.toLowerCase() !== relation) continue;
        const id = row[field.name];
        const target = typeof id === 'string' ? objectOfId(org.state.schema, id) : undefined;
        if (!target || !request.session.access.readable(object, field)) throw notFound();
        const parent = objectNamed(org, request.session, target.name);
        return ok(readRecord(request, org, parent, String(id), wantedFields(request, parent)));
    }
    for (const child of org.state.schema.objects.values()) {
        const field = [...child.fields.values()].find(
            ({ reference }) => reference?.childRelationshipName?.toLowerCase() === relation && reference.to.includes(object.name)
        );
        if (!field) continue;
        const fields = wantedFields(request, objectNamed(org, request.session, child.name));
        const { records, totalSize } = org.soql.query(
            request.session,
            `SELECT ${fields.join(',')} FROM ${child.name} WHERE ${field.name} = ${quote(row.Id)}`,
            { apiVersion: request.version }
        );
        return ok({ totalSize, done: true, records });
    }
    throw notFound();
};

const upsert = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const field = keyField(object, request.params['key']!);
    const value = request.params['value'];
    const values = withoutId(fieldValues(jsonObject(request)));
    const row = value === undefined ? undefined : rowByKey(request, org, object, field, value);
    if (isResponse(row)) return row;
    if (row) {
        const own = Object.fromEntries(Object.entries(values).filter(([name]) => name.toLowerCase() !== field.name.toLowerCase()));
        return saveRow(request, org, object, row.Id, own) ?? ok({ id: row.Id, success: true, errors: [], created: false });
    }
    const key = value === undefined ? {} : { [field.name]: field.type === 'double' || field.type === 'int' ? Number(value) : value };
    const [result] = org.dml.insert(request.session, object.name, [{ ...values, ...key }]);
    return result!.success ? created({ id: result!.id, success: true, errors: [], created: true }) : refusal(result!.errors);
};

/** _HttpMethod=PATCH lets clients that cannot send PATCH save all the same. */
const postToRecord = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const method = request.query.get('_HttpMethod')?.toUpperCase();
    const byKey = request.params['value'] !== undefined;
    if (method === 'PATCH') return byKey ? upsert(request, org) : patch(request, org);
    if (method === 'DELETE') return byKey ? removeByKey(request, org) : remove(request, org);
    if (!byKey && request.params['id']?.toLowerCase() === 'id') {
        return upsert({ ...request, params: { ...request.params, key: 'Id' } }, org);
    }
    throw new ApiError('METHOD_NOT_ALLOWED', "HTTP Method 'POST' not allowed. Allowed are DELETE,GET,HEAD,PATCH", 405);
};

const base = '/services/data/v:version/sobjects/:object';

/** Single records by id and by external id. */
export const recordRoutes: Route[] = [
    { method: 'POST', pattern: base, handle: create },
    { method: 'GET', pattern: `${base}/:id`, handle: get },
    { method: 'PATCH', pattern: `${base}/:id`, handle: patch },
    { method: 'DELETE', pattern: `${base}/:id`, handle: remove },
    { method: 'POST', pattern: `${base}/:id`, handle: postToRecord },
    { method: 'GET', pattern: `${base}/:key/:value`, handle: getByKey },
    { method: 'PATCH', pattern: `${base}/:key/:value`, handle: upsert },
    { method: 'DELETE', pattern: `${base}/:key/:value`, handle: removeByKey },
    { method: 'POST', pattern: `${base}/:key/:value`, handle: postToRecord }
];

export { keyField, quote };
