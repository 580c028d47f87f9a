import { LightningElement, api } from 'lwc';
import { send } from 'local/http';
import { wordsOf } from 'shell/session';

interface Region {
    readonly name: string;
    readonly components: readonly unknown[];
}

/** A page of the app that belongs to no record, as its tab was deployed. */
export default class AppPage extends LightningElement {
    regions: readonly Region[] = [];
    label = '';
    error = '';
    #tab: string | undefined;

    @api get tabName(): string | undefined {
        return this.#tab;
    }
    set tabName(name: string | undefined) {
        const changed = name !== this.#tab;
        this.#tab = name;
        if (changed && this.isConnected) void this.open();
    }

    connectedCallback(): void {
        void this.open();
    }

    private async open(): Promise<void> {
        const tab = this.#tab;
        Object.assign(this, { regions: [], error: '', label: '' });
        try {
            const page = await send<{ label: string; regions: readonly Region[] }>('GET', `/local/page/flexipage/app/${tab}`);
            if (tab !== this.#tab) return;
            this.label = page.label;
            this.regions = page.regions;
            document.title = `${page.label} | Local org`;
        } catch (failure) {
            if (tab === this.#tab) this.error = wordsOf(failure);
        }
    }
}
