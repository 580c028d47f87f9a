import { send } from 'local/http';

/** What the page knows about who is looking. @salesforce/user and @salesforce/customPermission read it. */
export interface LocalOrgPage {
    readonly user: { readonly Id: string; readonly Name: string; readonly isGuest: false };
    readonly customPermissions: readonly string[];
    /** ISO code of the user's currency. */
    readonly currency: string;
    readonly lang: string;
    readonly locale: string;
    readonly timeZone: string;
    readonly app: {
        readonly label: string;
        readonly items: readonly { readonly kind: 'object' | 'page'; readonly name: string; readonly label: string }[];
    };
}

const firstPersona = 'ae';
const describe = (): Promise<LocalOrgPage | { readonly user: null }> => send('GET', '/local/page/session');

const openSession = async (): Promise<LocalOrgPage> => {
    let session = await describe();
    if (session.user === null) {
        await send('POST', '/local/persona', { key: firstPersona });
        session = await describe();
    }
    if (session.user === null) throw new Error('The local org did not accept the session. Allow cookies for this address and reload.');
    return session;
};

const messageOf = (failure: unknown): string => {
    const { body } = failure as { body?: unknown };
    const first = (Array.isArray(body) ? body[0] : body) as { message?: string } | undefined;
    return first?.message ?? (failure instanceof Error ? failure.message : 'The local org could not be opened.');
};

/** Opens a session, then loads and mounts the app: the engine and all modules that know the user are evaluated only once there is one. */
export const boot = async (loadApp: () => Promise<{ mount(root: Element): void }>): Promise<void> => {
    const root = document.querySelector('#root')!;
    try {
        (globalThis as unknown as { localOrg: LocalOrgPage }).localOrg = await openSession();
        (await loadApp()).mount(root);
    } catch (failure) {
        const notice = document.createElement('p');
        notice.className = 'boot';
        notice.setAttribute('role', 'alert');
        notice.textContent = messageOf(failure);
        root.replaceChildren(notice);
        throw failure;
    }
};
