import { LightningElement } from 'lwc';
import { navigateTo, watchPage } from 'force/navigation';
import type { PageReference } from 'force/navigation';
import { refreshEventName, runRefreshHandlers } from 'lightning/refresh';
import { session } from 'shell/session';

/** The frame around every page: header, the page of the current address, toasts. */
export default class App extends LightningElement {
    page: PageReference | undefined;
    #stop: (() => void) | undefined;

    connectedCallback(): void {
        this.#stop = watchPage((page) => this.show(page));
        this.template!.addEventListener(refreshEventName, () => void runRefreshHandlers());
    }
    disconnectedCallback(): void {
        this.#stop?.();
    }

    private show(page: PageReference): void {
        const first = session.app.items[0];
        if (page.type === 'standard__namedPage' && first) {
            const target = first.kind === 'object' ? { objectApiName: first.name, actionName: 'list' } : { apiName: first.name };
            navigateTo({ type: first.kind === 'object' ? 'standard__objectPage' : 'standard__navItemPage', attributes: target }, true);
            return;
        }
        const before = this.page;
        this.page = page;
        if (before) {
            globalThis.scrollTo(0, 0);
            this.template!.querySelector<HTMLElement>('main')?.focus();
        }
    }

    /** Links of this org open without loading the page anew. */
    handleClick(event: MouseEvent): void {
        if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        const link = event.composedPath().find((part): part is HTMLAnchorElement => (part as HTMLElement).tagName === 'A');
        const path = link?.getAttribute('href') ?? '';
        if (!path.startsWith('/lightning/') || link?.target === '_blank') return;
        event.preventDefault();
        history.pushState(null, '', path);
        globalThis.dispatchEvent(new PopStateEvent('popstate'));
    }

    get isNew(): boolean {
        return this.page?.type === 'standard__objectPage' && this.page.attributes['actionName'] === 'new';
    }
    get defaultFieldValues(): string | undefined {
        return this.page?.state['defaultFieldValues'];
    }
    get isList(): boolean {
        return this.page?.type === 'standard__objectPage';
    }
    /** Reports and dashboards are told by the key prefixes of their ids, which also stand in addresses without an object. */
    get isReport(): boolean {
        return this.isRecord && (this.recordId?.startsWith('00O') ?? false);
    }
    get isDashboard(): boolean {
        return this.isRecord && (this.recordId?.startsWith('01Z') ?? false);
    }
    get isRecord(): boolean {
        return this.page?.type === 'standard__recordPage';
    }
    get isAppPage(): boolean {
        return this.page?.type === 'standard__navItemPage';
    }
    get objectApiName(): string | undefined {
        return this.page?.attributes['objectApiName'];
    }
    get recordId(): string | undefined {
        return this.page?.attributes['recordId'];
    }
    get tabName(): string | undefined {
        return this.page?.attributes['apiName'];
    }
    get listName(): string | undefined {
        return this.page?.state['filterName'];
    }
}
