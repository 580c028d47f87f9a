import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import type { LightningElement } from 'lwc';
import { send } from 'local/http';

/** What the page knows about who is looking. @salesforce/user and @salesforce/customPermission read it. */
export interface LocalOrgPage {
    readonly user: { readonly Id: string; readonly Name: string; readonly isGuest: false };
    readonly customPermissions: readonly string[];
    readonly timeZone: string;
    readonly app: { readonly label: string; readonly items: readonly { readonly kind: 'object' | 'page'; readonly name: string; readonly label: string }[] };
}

const firstPersona = 'ae';
const describe = (): Promise<LocalOrgPage> => send('GET', '/local/page/session');

const openSession = async (): Promise<LocalOrgPage> => {
    try {
        return await describe();
    } catch (failure) {
        if ((failure as { status?: number }).status !== 401) throw failure;
        await send('POST', '/local/persona', { key: firstPersona });
        return describe();
    }
};

const messageOf = (failure: unknown): string => {
    const { body } = failure as { body?: unknown };
    const first = (Array.isArray(body) ? body[0] : body) as { message?: string } | undefined;
    return first?.message ?? (failure instanceof Error ? failure.message : 'The local org could not be opened.');
};

/** Opens a session, then loads and mounts the app: modules that know the user are evaluated only once there is one. */
export const boot = async (loadApp: () => Promise<{ default: typeof LightningElement }>): Promise<void> => {
    const root = document.querySelector('#root')!;
    try {
        (globalThis as unknown as { localOrg: LocalOrgPage }).localOrg = await openSession();
        const { default: App } = await loadApp();
        const app = createElement('shell-app', { is: App as never });
        root.replaceChildren(app);
    } catch (failure) {
        const notice = document.createElement('p');
        notice.className = 'boot';
        notice.setAttribute('role', 'alert');
        notice.textContent = messageOf(failure);
        root.replaceChildren(notice);
        throw failure;
    }
};
