import { LightningElement, api } from 'lwc';
import { request, send } from 'local/http';
import { refreshRecords } from 'local/wire';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { wordsOf } from 'shell/session';

interface Placed {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly children: readonly Placed[];
}
interface Region {
    readonly name: string;
    readonly components: readonly Placed[];
}

const isSide = (name: string): boolean => /side|right|left/i.test(name);

/** One record, laid out as the deployed record page says. */
export default class RecordPage extends LightningElement {
    regions: readonly Region[] = [];
    object = '';
    error = '';
    #recordId: string | undefined;
    #refresh = '';

    @api objectApiName: string | undefined;
    @api get recordId(): string | undefined {
        return this.#recordId;
    }
    set recordId(id: string | undefined) {
        const changed = id !== this.#recordId;
        this.#recordId = id;
        if (changed && this.isConnected) void this.open();
    }

    connectedCallback(): void {
        this.#refresh = registerRefreshHandler(this, () => refreshRecords(this.#recordId ? [this.#recordId] : []));
        void this.open();
    }
    disconnectedCallback(): void {
        unregisterRefreshHandler(this.#refresh);
    }

    private async open(): Promise<void> {
        const id = this.#recordId;
        Object.assign(this, { regions: [], error: '' });
        try {
            const record = await request<{ apiName: string; fields: Record<string, { value: unknown }> }>(
                'GET',
                `/ui-api/records/${id}?layoutTypes=Compact`
            );
            const page = await send<{ regions: readonly Region[] }>('GET', `/local/page/flexipage/record/${record.apiName}`);
            if (id !== this.#recordId) return;
            this.object = record.apiName;
            this.regions = page.regions;
            document.title = `${String(record.fields['Name']?.value ?? record.apiName)} | Local org`;
        } catch (failure) {
            if (id === this.#recordId) this.error = wordsOf(failure);
        }
    }

    get top(): readonly Region[] {
        return this.regions.filter((region) => /header/i.test(region.name));
    }
    get main(): readonly Region[] {
        return this.regions.filter((region) => !/header/i.test(region.name) && !isSide(region.name));
    }
    get side(): readonly Region[] {
        return this.regions.filter((region) => isSide(region.name));
    }
    get hasSide(): boolean {
        return this.side.length > 0;
    }
    get bodyClass(): string {
        return this.hasSide ? 'body body_two' : 'body';
    }
}
