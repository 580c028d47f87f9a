export interface PageReference {
    readonly type: string;
    readonly attributes: Readonly<Record<string, string | undefined>>;
    readonly state: Readonly<Record<string, string>>;
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');
const listeners = new Set<(page: PageReference) => void>();

const pathOf = ({ type, attributes }: PageReference): string => {
    switch (type) {
        case 'standard__recordPage':
            return `/lightning/r/${attributes['objectApiName'] ? `${attributes['objectApiName']}/` : ''}${attributes['recordId']}/${attributes['actionName'] ?? 'view'}`;
        case 'standard__objectPage':
            return `/lightning/o/${attributes['objectApiName']}/${attributes['actionName'] ?? 'list'}`;
        case 'standard__navItemPage':
            return `/lightning/n/${attributes['apiName']}`;
        case 'standard__namedPage':
            return '/';
        case 'standard__webPage':
            return attributes['url'] ?? '/';
        default:
            throw new Error(`The local org cannot navigate to ${type}`);
    }
};

/** The address of a page reference. Throws for page types that the local org does not have. */
export const urlOf = (page: Partial<PageReference> & { type: string }): string => {
    const whole = { attributes: {}, state: {}, ...page };
    const query = new URLSearchParams(Object.entries(whole.state)).toString();
    return pathOf(whole) + (query === '' ? '' : `?${query}`);
};

/** The page reference of an address of this page. */
export const referenceOf = (location: { pathname: string; search: string }): PageReference => {
    const state = Object.fromEntries(new URLSearchParams(location.search));
    const [, lightning, kind, ...rest] = location.pathname.split('/');
    if (lightning === 'lightning' && kind === 'r') {
        const [objectApiName, recordId, actionName] = rest.length > 2 ? rest : [undefined, ...rest];
        return { type: 'standard__recordPage', attributes: { objectApiName, recordId, actionName: actionName ?? 'view' }, state };
    }
    if (lightning === 'lightning' && kind === 'o') {
        return { type: 'standard__objectPage', attributes: { objectApiName: rest[0], actionName: rest[1] ?? 'list' }, state };
    }
    if (lightning === 'lightning' && kind === 'n') return { type: 'standard__navItemPage', attributes: { apiName: rest[0] }, state };
    return { type: 'standard__namedPage', attributes: { pageName: 'home' }, state };
};

const announce = (): void => {
    const page = referenceOf(location);
    for (const listener of [...listeners]) listener(page);
};

/** Calls back with the page on show and with every later one. Returns how to stop. */
export const watchPage = (listener: (page: PageReference) => void): (() => void) => {
    listeners.add(listener);
    listener(referenceOf(location));
    return () => listeners.delete(listener);
};

globalThis.addEventListener?.('popstate', announce);

/** Goes to a page, as NavigationMixin.Navigate does. */
export const navigateTo = (page: Partial<PageReference> & { type: string }, replace = false): void => {
    const url = urlOf(page);
    if (page.type === 'standard__webPage') {
        window.open(url, '_blank', 'noopener');
        return;
    }
    if (replace) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    announce();
};

// A mixin's base has to take any arguments (TS2545).
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Constructor = new (...parameters: any[]) => object;

export const NavigationMixin = Object.assign(
    <Base extends Constructor>(base: Base) =>
        class extends base {
            [Navigate](page: PageReference, replace?: boolean): void {
                navigateTo(page, replace);
            }
            [GenerateUrl](page: PageReference): Promise<string> {
                return Promise.resolve(urlOf(page));
            }
        },
    { Navigate, GenerateUrl } as const
);

/** Wire adapter that emits the page on show. */
export class CurrentPageReference {
    #emit: (page: PageReference) => void;
    #stop: (() => void) | undefined;
    constructor(emit: (page: PageReference) => void) {
        this.#emit = emit;
    }
    connect(): void {
        this.#stop = watchPage(this.#emit);
    }
    update(): void {}
    disconnect(): void {
        this.#stop?.();
    }
}
