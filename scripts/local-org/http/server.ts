import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ApiError } from '../model/org';
import type { Session } from '../model/org';
import { credentialsOf, isLoopbackHost, isSameOrigin, plainHeaders } from './credentials';
import { errorBody, newestVersion } from './replies';
import { createRouter, decodeSegment } from './router';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from './route';

const bodyLimit = 50 * 1024 * 1024;
/** A client that goes on sending after that is cut off. */
const patienceFactor = 4;
const gzipFrom = 1024;
/** Milliseconds that a client has for its headers, and for all of a request. */
const standardPatience = { headers: 20_000, request: 120_000 };

export interface Exchange {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly milliseconds: number;
}

export interface ServerOptions {
    readonly routes: readonly Route[];
    /** Asked for each request: the org's address is known only once it listens. */
    org(): LocalOrg;
    /** Called after every answered request. */
    log?(exchange: Exchange): void;
    /** Milliseconds that a client has for its headers and for the whole request; a slower one is answered 408. */
    readonly patience?: { readonly headers: number; readonly request: number };
    /** Called with what no handler foresaw. The client is told the message only, never a stack. */
    defect(error: unknown, request: { method: string; path: string }): void;
}

/** Paths come with doubled leading slashes (the CLI keeps a trailing one in the instance URL) and trailing ones (jsforce). */
const splitTarget = (target: string): { path: string; query: URLSearchParams } => {
    const [rawPath = '', ...rest] = target.split('?');
    const path = `/${rawPath.replace(/^\/+/, '').replace(/\/+$/, '')}`;
    return { path, query: new URLSearchParams(rest.join('?')) };
};

const readBody = (message: IncomingMessage): Promise<Buffer> =>
    new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        let size = 0;
        message.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size <= bodyLimit) chunks.push(chunk);
            else chunks.length = 0;
            if (size > bodyLimit * patienceFactor) {
                reject(tooLarge());
                message.destroy();
            }
        });
        message.on('end', () => (size > bodyLimit ? reject(tooLarge()) : resolve(Buffer.concat(chunks))));
        message.on('error', () => reject(new ApiError('BAD_REQUEST', 'The request ended before its body did')));
    });

const tooLarge = (): ApiError => new ApiError('REQUEST_ENTITY_TOO_LARGE', `The request body is larger than ${bodyLimit} bytes`, 413);

const tooDeep = (): ApiError => new ApiError('LIMIT_EXCEEDED', 'The request is nested too deeply');

/** What recursion over a request says when it runs out of stack. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && /call stack/i.test(error.message);

const unpack = (body: Buffer, encoding: string | undefined): Buffer => {
    if (encoding === undefined || encoding === 'identity' || body.length === 0) return body;
    if (encoding !== 'gzip') throw new ApiError('UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${encoding} is not supported`, 415);
    try {
        return gunzipSync(body, { maxOutputLength: bodyLimit });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
        throw new ApiError('BAD_REQUEST', 'The request body is not valid gzip');
    }
};

const encodeBody = (response: OrgResponse): { body: Buffer; type: string | undefined } => {
    const { body } = response;
    if (body === undefined || body === null) return { body: Buffer.alloc(0), type: undefined };
    if (typeof body === 'string') return { body: Buffer.from(body), type: 'text/plain; charset=utf-8' };
    if (body instanceof Uint8Array)
        return { body: Buffer.from(body.buffer, body.byteOffset, body.byteLength), type: 'application/octet-stream' };
    return { body: Buffer.from(JSON.stringify(body)), type: 'application/json;charset=UTF-8' };
};

const send = (message: IncomingMessage, response: ServerResponse, answer: OrgResponse): void => {
    const { body, type } = encodeBody(answer);
    const headers: Record<string, string> = {
        'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
        'X-Content-Type-Options': 'nosniff'
    };
    if (type) headers['Content-Type'] = type;
    if (message.url?.includes('/services/data/')) headers['Sforce-Limit-Info'] = 'api-usage=1/100000';
    Object.assign(headers, answer.headers);
    const zip =
        body.length >= gzipFrom && /\bgzip\b/.test(String(message.headers['accept-encoding'] ?? '')) && !headers['Content-Encoding'];
    const sent = zip ? gzipSync(body, { level: 1 }) : body;
    if (zip) headers['Content-Encoding'] = 'gzip';
    if (answer.status !== 204 && answer.status !== 304) headers['Content-Length'] = String(sent.length);
    response.writeHead(answer.status, headers);
    response.end(message.method === 'HEAD' ? undefined : sent);
};

const sessionOf = (org: LocalOrg, request: { method: string; headers: OrgRequest['headers'] }): Session => {
    const credentials = credentialsOf(request.headers);
    if (!credentials) throw new ApiError('INVALID_SESSION_ID', 'Session expired or invalid', 401);
    if (credentials.from === 'cookie' && !isSameOrigin(request.headers)) {
        throw new ApiError('INVALID_SESSION_ID', 'A page of another origin may not use this session', 401);
    }
    return org.authenticate(credentials.token);
};

/** Reading it on an open route is a programming error; it says so instead of handing out undefined. */
const withoutSession = (fields: Omit<OrgRequest, 'session'>): OrgRequest => ({
    ...fields,
    get session(): Session {
        throw new Error(`${fields.path} is an open route and has no session`);
    }
});

/** The server, not yet listening. Bind it to 127.0.0.1. */
export const createOrgServer = (options: ServerOptions): Server => {
    const router = createRouter(options.routes);

    const answer = async (message: IncomingMessage, method: string): Promise<OrgResponse> => {
        const body = await readBody(message);
        const headers = plainHeaders(message.headers);
        if (!isLoopbackHost(headers['host'])) {
            throw new ApiError('FORBIDDEN', 'This org answers to 127.0.0.1 and localhost only', 403);
        }
        const { path, query } = splitTarget(message.url ?? '/');
        const match = router.match(method, path);
        if (!match) throw new ApiError('NOT_FOUND', 'The requested resource does not exist', 404);
        if ('allowed' in match) {
            throw new ApiError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${match.allowed.join(',')}`, 405);
        }
        const org = options.org();
        const fields = {
            method,
            path: decodeSegment(path),
            query,
            headers,
            body: unpack(body, headers['content-encoding']),
            params: match.params,
            version: match.params['version'] ?? newestVersion
        };
        const request = match.route.open ? withoutSession(fields) : { ...fields, session: sessionOf(org, fields) };
        return match.route.handle(request, org);
    };

    const answerAnyway = async (message: IncomingMessage, method: string): Promise<OrgResponse> => {
        try {
            return await answer(message, method);
        } catch (error) {
            if (error instanceof ApiError) return { status: error.status, body: errorBody(error) };
            if (isTooDeep(error)) return { status: 400, body: errorBody(tooDeep()) };
            options.defect(error, { method, path: message.url ?? '' });
            return {
                status: 500,
                body: [
                    { message: 'An unexpected error occurred in the local org; its log has the details', errorCode: 'UNKNOWN_EXCEPTION' }
                ]
            };
        }
    };

    const patience = options.patience ?? standardPatience;
    const timeouts = {
        headersTimeout: patience.headers,
        requestTimeout: patience.request,
        connectionsCheckingInterval: Math.min(patience.headers, 5000)
    };
    return createServer(timeouts, (message, response) => {
        const start = performance.now();
        const method = message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET');
        void answerAnyway(message, method)
            .then((result) => {
                send(message, response, result);
                options.log?.({
                    method,
                    path: splitTarget(message.url ?? '').path,
                    status: result.status,
                    milliseconds: performance.now() - start
                });
            })
            .catch((error: unknown) => {
                options.defect(error, { method, path: message.url ?? '' });
                response.destroy();
            });
    });
};
