import type { GateRole, GateWorld } from './gate-world';
import type { Fields } from './deal-desk';
import type { RowResult } from './refusal';

/** Every way by which a client of the API changes a record. GraphQL is none: the local org answers its queries only. */
export const PATHS = ['single', 'collection', 'upsert', 'composite', 'graph', 'batch', 'bulk 2.0', 'bulk upsert', 'ui-api'] as const;
export type Path = (typeof PATHS)[number];

/** Codes by which an org says no. Anything else is a defect of the org, not a refusal. */
const REFUSALS = [
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'INVALID_INPUT',
    'CANNOT_UPDATE_CONVERTED_LEAD',
    'NOT_FOUND',
    'ENTITY_IS_DELETED',
    'INVALID_CROSS_REFERENCE_KEY',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'DUPLICATE_VALUE'
];

/** Whether the org took the write; throws when it answered neither yes nor no. */
export async function isTaken(write: Promise<unknown>): Promise<boolean> {
    try {
        await write;
        return true;
    } catch (error) {
        const { errorCode, data } = error as { errorCode?: string; data?: unknown };
        const codes = Array.isArray(data) ? (data as { errorCode: string }[]).map((each) => each.errorCode) : [errorCode ?? ''];
        if (codes.every((code) => REFUSALS.includes(code))) return false;
        throw error;
    }
}

type Send = <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown, type?: string) => Promise<T>;

/** Requests of one role, relative to the versioned root. */
export function sender(world: GateWorld, role: GateRole): Send {
    return (method, url, body, type = 'application/json') =>
        world.as(role).request({
            method,
            url,
            ...(body === undefined
                ? {}
                : { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': type } })
        });
}

/** Changes one field of one record by one of the ways. */
export async function isChanged(
    world: GateWorld,
    path: Path,
    role: GateRole,
    object: string,
    id: string,
    fields: Readonly<Record<string, string>>
): Promise<boolean> {
    const send = sender(world, role);
    const row = { attributes: { type: object }, Id: id, ...fields };
    const resource = `/services/data/v${world.as(role).version}/sobjects/${object}/${id}`;
    const patch = { method: 'PATCH', url: resource, referenceId: 'one', body: fields };
    switch (path) {
        case 'single':
            return isTaken(send('PATCH', `/sobjects/${object}/${id}`, fields));
        case 'collection':
        case 'upsert': {
            const url = path === 'collection' ? '/composite/sobjects' : `/composite/sobjects/${object}/Id`;
            const [result] = await send<readonly RowResult[]>('PATCH', url, { allOrNone: false, records: [row] });
            return result!.success;
        }
        case 'composite': {
            const { compositeResponse } = await send<{ compositeResponse: readonly Answer[] }>('POST', '/composite', {
                compositeRequest: [patch]
            });
            return compositeResponse[0]!.httpStatusCode < 300;
        }
        case 'graph': {
            const { graphs } = await send<{ graphs: readonly { isSuccessful: boolean }[] }>('POST', '/composite/graph', {
                graphs: [{ graphId: 'deal', compositeRequest: [patch] }]
            });
            return graphs[0]!.isSuccessful;
        }
        case 'batch': {
            const { results } = await send<{ results: readonly { statusCode: number }[] }>('POST', '/composite/batch', {
                batchRequests: [{ method: 'PATCH', url: resource.replace('/services/data/', ''), richInput: fields }]
            });
            return results[0]!.statusCode < 300;
        }
        case 'bulk 2.0':
            return isLoaded(world, role, object, 'update', { Id: id, ...fields });
        case 'bulk upsert':
            return isLoaded(world, role, object, 'upsert', { Id: id, ...fields }, 'Id');
        case 'ui-api':
            return isTaken(send('PATCH', `/ui-api/records/${id}`, { fields }));
    }
}

interface Answer {
    readonly httpStatusCode: number;
}

const cell = (value: Fields[string]): string => (value === null ? '#N/A' : `"${String(value).replaceAll('"', '""')}"`);

/** One row by an ingest job of the Bulk API 2.0. */
export async function isLoaded(
    world: GateWorld,
    role: GateRole,
    object: string,
    operation: 'insert' | 'update' | 'upsert',
    fields: Fields,
    externalIdFieldName?: string
): Promise<boolean> {
    const send = sender(world, role);
    const job = { object, operation, contentType: 'CSV', lineEnding: 'LF', ...(externalIdFieldName ? { externalIdFieldName } : {}) };
    const { id } = await send<{ id: string }>('POST', '/jobs/ingest', job);
    const csv = `${Object.keys(fields).join(',')}\n${Object.values(fields).map(cell).join(',')}\n`;
    await send('PUT', `/jobs/ingest/${id}/batches`, csv, 'text/csv');
    await send('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    const told = await send<{ state: string; numberRecordsProcessed: number; numberRecordsFailed: number }>('GET', `/jobs/ingest/${id}`);
    if (told.state !== 'JobComplete' || told.numberRecordsProcessed !== 1) throw new Error(`the job ended as ${JSON.stringify(told)}`);
    return told.numberRecordsFailed === 0;
}
