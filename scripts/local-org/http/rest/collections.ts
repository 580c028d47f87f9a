import { ApiError } from '../../model/org';
import type { RecordInput, SaveError, SaveResult } from '../../model/org';
import { findObject } from '../../model/schema';
import { isObject, jsonObject, objectList, ok, saveBody } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { fieldValues, keyField, objectNamed, quote, readableFields } from './records';

const maximumRecords = 200;

const checkCount = (count: number): void => {
    if (count > maximumRecords) {
        throw new ApiError('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${maximumRecords} records into this call`);
    }
};

const failed = (error: SaveError): SaveResult => ({ id: null, success: false, errors: [error] });

/** What the others of an all-or-none request are told when one of them is refused. */
export const rolledBack: SaveError = {
    statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
    fields: []
};

/** One transaction; with allOrNone a single refusal undoes everything. */
const together = (org: LocalOrg, allOrNone: boolean, work: () => SaveResult[]): SaveResult[] => {
    const results = allOrNone ? org.dml.transaction(work, (all) => all.every(({ success }) => success)) : work();
    if (!allOrNone || results.every(({ success }) => success)) return results;
    return results.map((result) => (result.success ? failed(rolledBack) : result));
};

const typeOf = (record: Record<string, unknown>): string => {
    const type = isObject(record['attributes']) ? record['attributes']['type'] : undefined;
    if (typeof type !== 'string') throw new ApiError('INVALID_INPUT', 'Each record needs its type in attributes: {"type": …}');
    return type;
};

/** Neighbours of one type are saved together, in the order given. */
const runsOfType = (records: Record<string, unknown>[]): { type: string; records: RecordInput[] }[] => {
    const runs: { type: string; records: RecordInput[] }[] = [];
    for (const record of records) {
        const type = typeOf(record);
        const last = runs.at(-1);
        if (last && last.type.toLowerCase() === type.toLowerCase()) last.records.push(fieldValues(record));
        else runs.push({ type, records: [fieldValues(record)] });
    }
    return runs;
};

type Save = (object: string, records: RecordInput[]) => SaveResult[];

const saveRun = (org: LocalOrg, type: string, records: RecordInput[], save: Save): SaveResult[] => {
    const object = findObject(org.state.schema, type);
    if (!object) {
        const error = { statusCode: 'INVALID_TYPE', message: `sObject type '${type}' is not supported.`, fields: [] };
        return records.map(() => failed(error));
    }
    return save(object.name, records);
};

const saveAll = (request: OrgRequest, org: LocalOrg, save: (allOrNone: boolean) => Save): OrgResponse => {
    const body = jsonObject(request);
    const allOrNone = body['allOrNone'] === true;
    const records = objectList(body, 'records');
    checkCount(records.length);
    const results = together(org, allOrNone, () =>
        runsOfType(records).flatMap((run) => saveRun(org, run.type, run.records, save(allOrNone)))
    );
    return ok(results.map((result) => saveBody(result)));
};

const create = (request: OrgRequest, org: LocalOrg): OrgResponse =>
    saveAll(request, org, (allOrNone) => (object, records) => org.dml.insert(request.session, object, records, { allOrNone }));

const update = (request: OrgRequest, org: LocalOrg): OrgResponse =>
    saveAll(request, org, (allOrNone) => (object, records) => org.dml.update(request.session, object, records, { allOrNone }));

const remove = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const ids = (request.query.get('ids') ?? '')
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean);
    checkCount(ids.length);
    const allOrNone = request.query.get('allOrNone') === 'true';
    return ok(together(org, allOrNone, () => org.dml.delete(request.session, ids, { allOrNone })).map((result) => saveBody(result)));
};

const upsert = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const field = keyField(object, request.params['key']!);
    const body = jsonObject(request);
    const allOrNone = body['allOrNone'] === true;
    const records = objectList(body, 'records').map(fieldValues);
    checkCount(records.length);
    const results = together(org, allOrNone, () => org.dml.upsert(request.session, object.name, field.name, records, { allOrNone }));
    return ok(results.map((result) => saveBody(result, true)));
};

const retrieve = (request: OrgRequest, org: LocalOrg, ids: string[], fields: string[]): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    if (ids.length > 2000)
        throw new ApiError('EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 2000 records into this call');
    if (ids.length === 0) return ok([]);
    const names = fields.length > 0 ? fields : readableFields(request.session, object);
    const bad = names.find((name) => !/^[\w.]+$/.test(name));
    if (bad !== undefined) throw new ApiError('INVALID_FIELD', `No such column '${bad}' on sobject of type ${object.name}`);
    const columns = names.some((name) => name.toLowerCase() === 'id') ? names : ['Id', ...names];
    const soql = `SELECT ${columns.join(',')} FROM ${object.name} WHERE Id IN (${ids.map(quote).join(',')})`;
    const found = new Map<string, unknown>();
    for (const record of org.soql.query(request.session, soql, { apiVersion: request.version }).records) {
        found.set(String(record['Id']), record);
        found.set(String(record['Id']).slice(0, 15), record);
    }
    return ok(ids.map((id) => found.get(id) ?? null));
};

const listed = (text: string | null): string[] =>
    (text ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const base = '/services/data/v:version/composite/sobjects';

/** Up to 200 records of any types in one request. */
export const collectionRoutes: Route[] = [
    { method: 'POST', pattern: base, handle: create },
    { method: 'PATCH', pattern: base, handle: update },
    { method: 'DELETE', pattern: base, handle: remove },
    {
        method: 'GET',
        pattern: `${base}/:object`,
        handle: (request, org) => retrieve(request, org, listed(request.query.get('ids')), listed(request.query.get('fields')))
    },
    {
        method: 'POST',
        pattern: `${base}/:object`,
        handle(request, org) {
            const body = jsonObject(request);
            return retrieve(request, org, texts(body['ids']), texts(body['fields']));
        }
    },
    { method: 'PATCH', pattern: `${base}/:object/:key`, handle: upsert }
];
