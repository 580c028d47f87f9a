import type { Dml, OrgState, Session, Soql } from '../model/org';

/** Everything a request handler may use. Put together once, in local-org.ts. */
export interface LocalOrg {
    readonly state: OrgState;
    readonly dml: Dml;
    readonly soql: Soql;
    /** Where the org listens, without a trailing slash: http://127.0.0.1:8321 */
    readonly instanceUrl: string;
    /** The session of an access token, for routes that carry it in an envelope (SOAP, bulk 1.0). Throws ApiError INVALID_SESSION_ID, status 401. */
    authenticate(token: string): Session;
}

export interface OrgRequest {
    readonly method: string;
    /** Decoded path, leading slashes collapsed, no trailing slash, no query. */
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: Buffer;
    /** Values of the :names of the route's pattern. */
    readonly params: Readonly<Record<string, string>>;
    /** API version of the path, '66.0'; the newest one where the path has none. */
    readonly version: string;
    /** Set for every route that is not open. */
    readonly session: Session;
}

export interface OrgResponse {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** An object or array is sent as JSON; text and bytes as they are (set a Content-Type); nothing for 204. */
    readonly body?: unknown;
}

export interface Route {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    /** '/services/data/v:version/ui-api/records/:id'; a last segment ':rest*' takes all that follows. */
    readonly pattern: string;
    /** Answers without a session: login, the page, static files. SOAP routes are open too: they find the session in the envelope. */
    readonly open?: boolean;
    handle(request: OrgRequest, org: LocalOrg): OrgResponse | Promise<OrgResponse>;
}
