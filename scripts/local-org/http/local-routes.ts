import { ApiError } from '../model/org';
import type { OrgState, Row } from '../model/org';
import { credentialsOf, isSameOrigin, sessionCookieHeader } from './credentials';
import { jsonObject, ok } from './replies';
import type { OrgRequest, OrgResponse, Route } from './route';
import type { Sessions } from './sessions';

/** Somebody to be in the page. */
export interface Persona {
    readonly key: string;
    readonly username: string;
}

export interface LocalControls {
    personas(): readonly Persona[];
    /** Brings back the beginning. */
    reset(): void;
    /** Makes what the org holds now the beginning. False, and nothing is done, where it was read from its data file: its beginning is past. */
    settle(): boolean;
    /** Whether the beginning was settled, or is what the sources and the seed alone come to. */
    isSettled(): boolean;
}

const personaOf = (sessions: Sessions, { key, username }: Persona): { key: string; user: Row } | undefined => {
    const user = sessions.userNamed(username);
    return user && { key, user };
};

const factsOf = ({ key, user }: { key: string; user: Row }): Record<string, unknown> => ({
    key,
    id: user.Id,
    name: user['Name'] ?? user['Username'],
    title: user['Title'] ?? null,
    username: user['Username']
});

const requireSameOrigin = (request: OrgRequest): void => {
    if (!isSameOrigin(request.headers)) throw new ApiError('FORBIDDEN', 'Only pages of this org may ask for this', 403);
};

const currentUser = (request: OrgRequest, authenticate: (token: string) => { user: Row }): Row | undefined => {
    const credentials = credentialsOf(request.headers);
    if (!credentials || !isSameOrigin(request.headers)) return undefined;
    try {
        return authenticate(credentials.token).user;
    } catch (error) {
        if (error instanceof ApiError) return undefined;
        throw error;
    }
};

/** What a real org does not have: who can be played here, playing one of them, and starting over. */
export const localRoutes = (state: OrgState, sessions: Sessions, controls: LocalControls): Route[] => {
    const people = () => controls.personas().flatMap((persona) => personaOf(sessions, persona) ?? []);

    const info = (request: OrgRequest): OrgResponse => {
        const user = currentUser(request, sessions.authenticate);
        const organization = state.store.get('Organization', state.organizationId);
        return ok({
            organizationId: state.organizationId,
            name: organization?.['Name'] ?? null,
            users: people().map(factsOf),
            current: people().find((persona) => persona.user.Id === user?.Id)?.key ?? null,
            beginning: controls.isSettled() ? 'settled' : 'seed'
        });
    };

    const become = (request: OrgRequest): OrgResponse => {
        requireSameOrigin(request);
        const key = jsonObject(request)['key'];
        const persona = people().find((each) => each.key === key);
        if (!persona) throw new ApiError('NOT_FOUND', `There is no user with the key ${JSON.stringify(key)}`, 404);
        return { status: 200, headers: { 'Set-Cookie': sessionCookieHeader(sessions.open(persona.user)) }, body: factsOf(persona) };
    };

    const reset = (request: OrgRequest): OrgResponse => {
        requireSameOrigin(request);
        const fromPage = credentialsOf(request.headers)?.from === 'cookie';
        if (!fromPage && !request.session.access.userPermission('ModifyAllData')) {
            throw new ApiError('INSUFFICIENT_ACCESS', 'Only an administrator may reset the org', 403);
        }
        controls.reset();
        return ok({ success: true });
    };

    const settle = (request: OrgRequest): OrgResponse => {
        if (credentialsOf(request.headers)?.from === 'cookie' || !request.session.access.userPermission('ModifyAllData'))
            throw new ApiError('INSUFFICIENT_ACCESS', 'Only a program of an administrator may say what the org begins with', 403);
        return ok({ settled: controls.settle() });
    };

    return [
        { method: 'GET', pattern: '/local/info', open: true, handle: info },
        { method: 'POST', pattern: '/local/persona', open: true, handle: become },
        { method: 'POST', pattern: '/local/reset', handle: reset },
        { method: 'POST', pattern: '/local/beginning', handle: settle }
    ];
};
