import { ApiError } from '../model/org';
import { errorBody, notFound } from './replies';
import { createRouter } from './router';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from './route';

export interface SubRequest {
    readonly method: string;
    /** '/services/data/v66.0/…' with its query. */
    readonly url: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Answers a request inside another one, in the same session. Errors come back as answers, so that the others go on. */
export type Dispatch = (outer: OrgRequest, inner: SubRequest, org: LocalOrg) => OrgResponse;

const answer = (routes: ReturnType<typeof createRouter>, outer: OrgRequest, inner: SubRequest, org: LocalOrg): OrgResponse => {
    const [path = '', ...query] = inner.url.split('?');
    const clean = `/${path.replace(/^\/+/, '').replace(/\/+$/, '')}`;
    const match = routes.match(inner.method.toUpperCase(), clean);
    if (!match) throw notFound();
    if ('allowed' in match)
        throw new ApiError('METHOD_NOT_ALLOWED', `HTTP Method '${inner.method}' not allowed. Allowed are ${match.allowed.join(',')}`, 405);
    const result = match.route.handle(
        {
            method: inner.method.toUpperCase(),
            path: clean,
            query: new URLSearchParams(query.join('?')),
            headers: inner.headers ?? {},
            body: inner.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(inner.body)),
            params: match.params,
            version: match.params['version'] ?? outer.version,
            session: outer.session
        },
        org
    );
    if (result instanceof Promise) throw new ApiError('INVALID_REQUEST', `${clean} cannot be part of a composite request`);
    return result;
};

/** Only routes that answer at once take part: a transaction must not be left open while something is awaited. */
export const createDispatch = (routes: readonly Route[]): Dispatch => {
    const router = createRouter(routes.filter((route) => !route.open));
    return (outer, inner, org) => {
        try {
            return answer(router, outer, inner, org);
        } catch (error) {
            if (error instanceof ApiError) return { status: error.status, body: errorBody(error) };
            throw error;
        }
    };
};
