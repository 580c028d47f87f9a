import { createHash } from 'node:crypto';
import { ApiError } from '../model/org';
import type { Access, OrgState, Row, Session } from '../model/org';

/** Every user of a local org has this password. The org listens on loopback only and holds no real data. */
export const localPassword = 'partner-stages';

/**
 * Who is logged in. Tokens follow from org id and username, so that a restarted org still honours the logins that the CLI keeps.
 * A user has two: the standing one, which the ready line tells, and the one that logging in gives. Logging out of the second leaves
 * the first alone; a revoked one works again after that user's next login.
 */
export interface Sessions {
    /** Logs the user in: the login token, '00D…!…'. Makes revoked ones valid again. */
    open(user: Row): string;
    /** The standing token. */
    tokenOf(user: Row): string;
    refreshTokenOf(user: Row): string;
    /** Throws ApiError INVALID_SESSION_ID, 401. */
    authenticate(token: string): Session;
    /** The active user whose refresh token this is. */
    userOfRefreshToken(token: string): Row | undefined;
    /** The active user with this name, in any case. */
    userNamed(username: string): Row | undefined;
    revoke(token: string): void;
}

const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');

export const createSessions = (state: OrgState, accessOf: (user: Row) => Access): Sessions => {
    const revoked = new Set<string>();
    const known = new Map<string, string>();

    const username = (user: Row): string => String(user['Username']).toLowerCase();
    const tokenFor = (kind: 'standing' | 'login', user: Row): string =>
        `${state.organizationId}!AQ${digest(kind, state.organizationId, username(user))}`;
    const tokensOf = (user: Row): string[] => [tokenFor('standing', user), tokenFor('login', user)];
    const refreshTokenOf = (user: Row): string => `5Aep${digest('refresh', state.organizationId, username(user))}`;
    const active = (): Row[] => [...state.store.rows('User')].filter((user) => user['IsActive'] !== false);

    const userOf = (token: string): Row | undefined => {
        const id = known.get(token);
        const user = id === undefined ? undefined : state.store.get('User', id);
        if (user && user['IsActive'] !== false && tokensOf(user).includes(token)) return user;
        const found = active().find((candidate) => tokensOf(candidate).includes(token));
        if (found) known.set(token, found.Id);
        return found;
    };

    return {
        tokenOf: (user) => tokenFor('standing', user),
        refreshTokenOf,
        open(user) {
            for (const token of tokensOf(user)) revoked.delete(token);
            return tokenFor('login', user);
        },
        authenticate(token) {
            const user = revoked.has(token) ? undefined : userOf(token);
            if (!user) throw new ApiError('INVALID_SESSION_ID', 'Session expired or invalid', 401);
            return { user, access: accessOf(user) };
        },
        userOfRefreshToken: (token) => active().find((user) => refreshTokenOf(user) === token),
        userNamed: (name) => active().find((user) => username(user) === name.toLowerCase()),
        revoke(token) {
            if (userOf(token)) revoked.add(token);
        }
    };
};
