import { ApiError } from '../model/org';
import type { SaveError, SaveResult } from '../model/org';
import type { OrgRequest, OrgResponse } from './route';

/** The newest API version that the org speaks. */
export const newestVersion = '66.0';

export const ok = (body: unknown): OrgResponse => ({ status: 200, body });
export const created = (body: unknown): OrgResponse => ({ status: 201, body });
export const noContent: OrgResponse = { status: 204 };

export const xmlReply = (body: string, status = 200): OrgResponse => ({
    status,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body
});
export const csvReply = (body: string, headers: Record<string, string> = {}): OrgResponse => ({
    status: 200,
    headers: { 'Content-Type': 'text/csv; charset=utf-8', ...headers },
    body
});

export const notFound = (message = 'The requested resource does not exist'): ApiError => new ApiError('NOT_FOUND', message, 404);

/** One error as the REST API sends it. */
export const errorBody = (error: ApiError): unknown[] => [
    { message: error.message, errorCode: error.errorCode, ...(error.fields.length > 0 ? { fields: [...error.fields] } : {}) }
];

const statusOfCode = (code: string): number => {
    if (code === 'NOT_FOUND' || code === 'ENTITY_IS_DELETED') return 404;
    return code === 'INSUFFICIENT_ACCESS' || code === 'INSUFFICIENT_ACCESS_OR_READONLY' ? 403 : 400;
};

/** The answer to one refused record. */
export const refusal = (errors: readonly SaveError[]): OrgResponse => ({
    status: statusOfCode(errors[0]?.statusCode ?? ''),
    body: errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields: [...fields] }))
});

/** One record's outcome inside an array of outcomes. */
export const saveBody = (result: SaveResult, withCreated = false): Record<string, unknown> => ({
    ...(result.id === null ? {} : { id: result.id }),
    success: result.success,
    errors: result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields: [...fields] })),
    ...(withCreated && result.success ? { created: result.created === true } : {})
});

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A body as text. Throws ApiError where its bytes are no UTF-8, instead of keeping something else than was sent. */
export const textBody = (request: OrgRequest, errorCode = 'JSON_PARSER_ERROR'): string => {
    try {
        return utf8.decode(request.body);
    } catch {
        throw new ApiError(errorCode, 'The HTTP entity body is not valid UTF-8');
    }
};

const requireJson = (request: OrgRequest): void => {
    const type = request.headers['content-type'];
    if (type === undefined || /^\s*application\/(?:[\w.+-]+\+)?json\b/i.test(type)) return;
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', `Content type ${type} is not supported; this org reads application/json`, 415);
};

/** The request's JSON body. Throws ApiError JSON_PARSER_ERROR, UNSUPPORTED_MEDIA_TYPE. */
export const jsonBody = (request: OrgRequest): unknown => {
    requireJson(request);
    const source = textBody(request);
    try {
        return JSON.parse(source);
    } catch (error) {
        throw new ApiError(
            'JSON_PARSER_ERROR',
            `The HTTP entity body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`
        );
    }
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** The request's JSON body where only an object will do. */
export const jsonObject = (request: OrgRequest): Record<string, unknown> => {
    const body = jsonBody(request);
    if (!isObject(body)) throw new ApiError('JSON_PARSER_ERROR', 'The HTTP entity body is required to be a JSON object');
    return body;
};

/** A member that has to be an array of objects. */
export const objectList = (body: Record<string, unknown>, name: string): Record<string, unknown>[] => {
    const list = body[name];
    if (!Array.isArray(list) || !list.every(isObject)) throw new ApiError('JSON_PARSER_ERROR', `'${name}' has to be an array of objects`);
    return list;
};
