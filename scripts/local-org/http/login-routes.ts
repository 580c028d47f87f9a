import { randomBytes } from 'node:crypto';
import { ApiError } from '../model/org';
import type { Row, Session } from '../model/org';
import { sessionCookieHeader } from './credentials';
import { notFound, ok } from './replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from './route';
import { localPassword } from './sessions';
import type { Sessions } from './sessions';

const oneTimeSeconds = 60;

const text = (user: Row, field: string): string => String(user[field] ?? '');

const identityUrl = (org: LocalOrg, user: Row): string => `${org.instanceUrl}/id/${org.state.organizationId}/${user.Id}`;

const identityOf = (org: LocalOrg, { user }: Session): Record<string, unknown> => {
    const rest = `${org.instanceUrl}/services/data/v{version}`;
    return {
        id: identityUrl(org, user),
        sub: identityUrl(org, user),
        asserted_user: true,
        user_id: user.Id,
        organization_id: org.state.organizationId,
        username: text(user, 'Username'),
        preferred_username: text(user, 'Username'),
        nick_name: text(user, 'Username').split('@')[0],
        nickname: text(user, 'Username').split('@')[0],
        display_name: text(user, 'Name'),
        name: text(user, 'Name'),
        given_name: text(user, 'FirstName'),
        first_name: text(user, 'FirstName'),
        family_name: text(user, 'LastName'),
        last_name: text(user, 'LastName'),
        email: text(user, 'Email'),
        email_verified: true,
        active: true,
        user_type: 'STANDARD',
        language: 'en_US',
        locale: 'en_US',
        utcOffset: 0,
        urls: {
            rest: `${rest}/`,
            sobjects: `${rest}/sobjects/`,
            query: `${rest}/query/`,
            search: `${rest}/search/`,
            recent: `${rest}/recent/`,
            metadata: `${org.instanceUrl}/services/Soap/m/{version}/${org.state.organizationId}`,
            partner: `${org.instanceUrl}/services/Soap/u/{version}/${org.state.organizationId}`
        }
    };
};

const oauthError = (error: string, description: string): OrgResponse => ({ status: 400, body: { error, error_description: description } });

const jwtSubject = (assertion: string): string | undefined => {
    try {
        const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
        return typeof claims === 'object' && claims !== null && 'sub' in claims ? String(claims.sub) : undefined;
    } catch {
        return undefined;
    }
};

/** The signature of an assertion is not checked: whoever reaches this loopback port may be any of its users anyway. */
const userOfGrant = (form: URLSearchParams, sessions: Sessions): Row | undefined | 'unsupported' => {
    switch (form.get('grant_type')) {
        case 'password':
            return form.get('password') === localPassword ? sessions.userNamed(form.get('username') ?? '') : undefined;
        case 'refresh_token':
            return sessions.userOfRefreshToken(form.get('refresh_token') ?? '');
        case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
            return sessions.userNamed(jwtSubject(form.get('assertion') ?? '') ?? '');
        default:
            return 'unsupported';
    }
};

const formOf = (request: OrgRequest): URLSearchParams => {
    const form = new URLSearchParams(request.body.toString('utf8'));
    for (const [name, value] of request.query) if (!form.has(name)) form.set(name, value);
    return form;
};

/** OAuth, identity and the browser's way in. */
export const loginRoutes = (sessions: Sessions): Route[] => {
    const oneTime = new Map<string, { token: string; until: number }>();

    const token = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const form = formOf(request);
        const user = userOfGrant(form, sessions);
        if (user === 'unsupported') return oauthError('unsupported_grant_type', 'grant type not supported');
        if (!user) return oauthError('invalid_grant', 'authentication failure');
        return ok({
            access_token: sessions.open(user),
            ...(form.get('grant_type') === 'password' ? { refresh_token: sessions.refreshTokenOf(user) } : {}),
            instance_url: org.instanceUrl,
            id: identityUrl(org, user),
            token_type: 'Bearer',
            scope: 'refresh_token web api',
            issued_at: String(org.state.now().getTime())
        });
    };

    const revoke = (request: OrgRequest): OrgResponse => {
        sessions.revoke(formOf(request).get('token') ?? '');
        return ok({});
    };

    const userInfo = (request: OrgRequest, org: LocalOrg): OrgResponse => ok(identityOf(org, request.session));

    const identity = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const { session, params } = request;
        if (params['org'] !== org.state.organizationId || params['user'] !== session.user.Id) throw notFound();
        return ok(identityOf(org, session));
    };

    /** A code that logs a browser in once, so that no lasting token ends in the browser's history. */
    const singleAccess = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const code = randomBytes(24).toString('hex');
        oneTime.set(code, { token: sessions.tokenOf(request.session.user), until: Date.now() + oneTimeSeconds * 1000 });
        const target = formOf(request).get('redirect_uri');
        return ok({
            frontdoor_uri: `${org.instanceUrl}/secur/frontdoor.jsp?otp=${code}${target ? `&startURL=${encodeURIComponent(target)}` : ''}`
        });
    };

    const tokenAtDoor = (query: URLSearchParams): string | undefined => {
        const code = query.get('otp');
        if (code === null) return query.get('sid') ?? undefined;
        const entry = oneTime.get(code);
        oneTime.delete(code);
        return entry && entry.until > Date.now() ? entry.token : undefined;
    };

    const frontDoor = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const sid = tokenAtDoor(request.query);
        if (sid === undefined) throw new ApiError('INVALID_SESSION_ID', 'Session expired or invalid', 401);
        org.authenticate(sid);
        const wanted = request.query.get('startURL') ?? request.query.get('retURL') ?? '/';
        const target = /^\/(?![/\\])/.test(wanted) ? wanted : '/';
        return { status: 302, headers: { Location: target, 'Set-Cookie': sessionCookieHeader(sid) } };
    };

    return [
        { method: 'POST', pattern: '/services/oauth2/token', open: true, handle: token },
        { method: 'POST', pattern: '/services/oauth2/revoke', open: true, handle: revoke },
        { method: 'GET', pattern: '/services/oauth2/revoke', open: true, handle: revoke },
        { method: 'GET', pattern: '/services/oauth2/userinfo', handle: userInfo },
        { method: 'POST', pattern: '/services/oauth2/userinfo', handle: userInfo },
        { method: 'GET', pattern: '/id/:org/:user', handle: identity },
        { method: 'GET', pattern: '/services/oauth2/singleaccess', handle: singleAccess },
        { method: 'POST', pattern: '/services/oauth2/singleaccess', handle: singleAccess },
        { method: 'GET', pattern: '/secur/frontdoor.jsp', open: true, handle: frontDoor }
    ];
};
