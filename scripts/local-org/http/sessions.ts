import { createHash } from 'node:crypto';
import { ApiError } from '../model/org';
import type { Access, OrgState, Row, Session } from '../model/org';

/** Every user of a local org has this password. The org listens on loopback only and holds no real data. */
export const localPassword = 'partner-stages';

/**
 * Who is logged in. Tokens follow from org id and username, so that a restarted org still honours the logins that the CLI keeps;
 * a revoked token works again after that user's next login.
 */
export interface Sessions {
    /** '00D…!…' for this user; makes a revoked one valid again. */
    open(user: Row): string;
    /** The token without opening it, for the ready line. */
    tokenOf(user: Row): string;
    refreshTokenOf(user: Row): string;
    /** Throws ApiError INVALID_SESSION_ID, 401. */
    authenticate(token: string): Session;
    /** The active user whose access token this is, whether or not it was revoked. */
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
    const tokenOf = (user: Row): string => `${state.organizationId}!AQ${digest('access', state.organizationId, username(user))}`;
    const refreshTokenOf = (user: Row): string => `5Aep${digest('refresh', state.organizationId, username(user))}`;
    const active = (): Row[] => [...state.store.rows('User')].filter((user) => user['IsActive'] !== false);

    const userOf = (token: string): Row | undefined => {
        const id = known.get(token);
        const user = id === undefined ? undefined : state.store.get('User', id);
        if (user && user['IsActive'] !== false && tokenOf(user) === token) return user;
        const found = active().find((candidate) => tokenOf(candidate) === token);
        if (found) known.set(token, found.Id);
        return found;
    };

    return {
        tokenOf,
        refreshTokenOf,
        open(user) {
            const token = tokenOf(user);
            revoked.delete(token);
            return token;
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
