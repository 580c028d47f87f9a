import { ApiError } from '../../model/org';
import type { Dispatch } from '../dispatch';
import { isObject, jsonObject, objectList, ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';

const maximumRequests = 25;
const maximumNodes = 500;

interface Part {
    readonly body: unknown;
    readonly httpHeaders: Record<string, string>;
    readonly httpStatusCode: number;
    readonly referenceId: string;
}

const halted = (referenceId: string, message: string): Part => ({
    body: [{ errorCode: 'PROCESSING_HALTED', message }],
    httpHeaders: {},
    httpStatusCode: 400,
    referenceId
});

class UnresolvedReference extends Error {}

/** 'records[0].Id' in an earlier answer. */
const valueAt = (answers: ReadonlyMap<string, Part>, expression: string): unknown => {
    const [reference = '', ...path] = expression.replace(/\[(\w+)\]/g, '.$1').split('.');
    const part = answers.get(reference);
    let value: unknown = part && part.httpStatusCode < 400 ? part.body : undefined;
    for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    if (value === undefined) throw new UnresolvedReference(`Invalid reference specified. No value for ${expression} found in ${reference}`);
    return value;
};

const referenceForm = /@\{([^}]+)\}/g;

const resolveText = (text: string, answers: ReadonlyMap<string, Part>, encode: (value: string) => string): string =>
    text.replace(referenceForm, (_, expression: string) => encode(String(valueAt(answers, expression))));

const resolveBody = (value: unknown, answers: ReadonlyMap<string, Part>): unknown => {
    if (typeof value === 'string') return resolveText(value, answers, (text) => text);
    if (Array.isArray(value)) return value.map((entry) => resolveBody(entry, answers));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolveBody(entry, answers)]));
};

const textHeaders = (value: unknown): Record<string, string> =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name.toLowerCase(), String(entry)])) : {};

const runPart = (
    outer: OrgRequest,
    org: LocalOrg,
    dispatch: Dispatch,
    request: Record<string, unknown>,
    answers: ReadonlyMap<string, Part>
): Part => {
    const referenceId = String(request['referenceId']);
    try {
        const method = String(request['method'] ?? 'GET').toUpperCase();
        const url = resolveText(String(request['url'] ?? ''), answers, encodeURIComponent);
        const body = resolveBody(request['body'], answers);
        const headers = textHeaders(request['httpHeaders']);
        const response = dispatch(outer, body === undefined ? { method, url, headers } : { method, url, body, headers }, org);
        const id = isObject(response.body) && response.status === 201 ? response.body['id'] : undefined;
        return {
            body: response.body ?? null,
            httpHeaders: typeof id === 'string' ? { Location: `${url.split('?')[0]}/${id}` } : {},
            httpStatusCode: response.status,
            referenceId
        };
    } catch (error) {
        if (error instanceof UnresolvedReference) return halted(referenceId, error.message);
        throw error;
    }
};

/** Runs the parts in order; with allOrNone the first refusal undoes them all and the others are marked as halted. */
const runParts = (
    outer: OrgRequest,
    org: LocalOrg,
    dispatch: Dispatch,
    requests: Record<string, unknown>[],
    allOrNone: boolean
): Part[] => {
    const answers = new Map<string, Part>();
    const good = (part: Part): boolean => part.httpStatusCode < 400;
    const work = (): Part[] => {
        for (const request of requests) {
            const part = runPart(outer, org, dispatch, request, answers);
            answers.set(part.referenceId, part);
            if (allOrNone && !good(part)) break;
        }
        return [...answers.values()];
    };
    const parts = allOrNone ? org.dml.transaction(work, (done) => done.every(good)) : work();
    if (!allOrNone || parts.every(good)) return parts;
    const failed = parts.find((part) => !good(part))!;
    return requests.map((request) =>
        request['referenceId'] === failed.referenceId
            ? failed
            : halted(
                  String(request['referenceId']),
                  'The transaction was rolled back since another operation in the same transaction failed.'
              )
    );
};

const checkParts = (requests: Record<string, unknown>[], limit: number): void => {
    if (requests.length > limit) throw new ApiError('LIMIT_EXCEEDED', `The request cannot have more than ${limit} subrequests`);
    const seen = new Set<unknown>();
    for (const { referenceId } of requests) {
        if (typeof referenceId !== 'string' || !/^[A-Za-z]\w*$/.test(referenceId)) {
            throw new ApiError(
                'INVALID_INPUT',
                `referenceId has to be a name of letters, digits and underscores, not ${JSON.stringify(referenceId)}`
            );
        }
        if (seen.has(referenceId)) throw new ApiError('INVALID_INPUT', `Duplicate referenceId '${referenceId}'`);
        seen.add(referenceId);
    }
};

const batch = (outer: OrgRequest, org: LocalOrg, dispatch: Dispatch): OrgResponse => {
    const body = jsonObject(outer);
    const requests = objectList(body, 'batchRequests');
    if (requests.length > maximumRequests)
        throw new ApiError('LIMIT_EXCEEDED', `The request cannot have more than ${maximumRequests} subrequests`);
    let stopped = false;
    const results = requests.map((request) => {
        if (stopped)
            return { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }] };
        const url = `/services/data/${String(request['url'] ?? '').replace(/^\/?(?:services\/data\/)?/, '')}`;
        const response = dispatch(outer, { method: String(request['method'] ?? 'GET'), url, body: request['richInput'] }, org);
        if (response.status >= 400 && body['haltOnError'] === true) stopped = true;
        return { statusCode: response.status, result: response.body ?? null };
    });
    return ok({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
};

const graph = (outer: OrgRequest, org: LocalOrg, dispatch: Dispatch): OrgResponse => {
    const graphs = objectList(jsonObject(outer), 'graphs').map((one) => ({
        graphId: String(one['graphId']),
        requests: objectList(one, 'compositeRequest')
    }));
    const nodes = graphs.reduce((sum, { requests }) => sum + requests.length, 0);
    if (nodes > maximumNodes) throw new ApiError('LIMIT_EXCEEDED', `The request cannot have more than ${maximumNodes} nodes`);
    for (const { requests } of graphs) checkParts(requests, maximumNodes);
    return ok({
        graphs: graphs.map(({ graphId, requests }) => {
            const compositeResponse = runParts(outer, org, dispatch, requests, true);
            return {
                graphId,
                graphResponse: { compositeResponse },
                isSuccessful: compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 400)
            };
        })
    });
};

/** Several requests in one. The parts may be any other REST request of the same session. */
export const compositeRoutes = (dispatch: Dispatch): Route[] => [
    {
        method: 'POST',
        pattern: '/services/data/v:version/composite',
        handle(request, org) {
            const body = jsonObject(request);
            const requests = objectList(body, 'compositeRequest');
            checkParts(requests, maximumRequests);
            return ok({ compositeResponse: runParts(request, org, dispatch, requests, body['allOrNone'] === true) });
        }
    },
    { method: 'POST', pattern: '/services/data/v:version/composite/batch', handle: (request, org) => batch(request, org, dispatch) },
    { method: 'POST', pattern: '/services/data/v:version/composite/graph', handle: (request, org) => graph(request, org, dispatch) }
];
