import { LightningElement, api } from 'lwc';
import { request } from 'local/http';
import type { ReportResult } from 'shell/reportLines';
import { wordsOf } from 'shell/session';

interface Component {
    readonly id: string;
    readonly header: string | null;
    readonly title: string | null;
    readonly footer: string | null;
    readonly reportId: string | null;
    readonly properties: { readonly visualizationType: string; readonly aggregates: readonly { readonly name: string }[] };
}
interface Results {
    readonly componentData: readonly {
        readonly componentId: string;
        readonly reportResult: ReportResult | null;
        readonly status: { readonly errorMessage: string | null };
    }[];
    readonly dashboardMetadata: {
        readonly name: string;
        readonly description: string | null;
        readonly components: readonly Component[];
        readonly runningUser: { readonly displayName: string };
    };
}
interface Card {
    readonly id: string;
    readonly heading: string;
    readonly footer: string;
    readonly error: string;
    readonly result: ReportResult | null;
    readonly aggregate: string | undefined;
    readonly figure: string;
    readonly isChart: boolean;
    readonly url: string;
    readonly cardClass: string;
}

/** A dashboard, worked out for whoever looks at it: a figure or bars for each component, with the way to its report. */
export default class Dashboard extends LightningElement {
    results: Results | undefined;
    error = '';
    #recordId: string | undefined;

    @api get recordId(): string | undefined {
        return this.#recordId;
    }
    set recordId(id: string | undefined) {
        const changed = id !== this.#recordId;
        this.#recordId = id;
        if (changed && this.isConnected) void this.open();
    }

    connectedCallback(): void {
        void this.open();
    }

    private async open(): Promise<void> {
        const id = this.#recordId;
        Object.assign(this, { results: undefined, error: '' });
        try {
            const results = await request<Results>('GET', `/analytics/dashboards/${id}`);
            if (id !== this.#recordId) return;
            this.results = results;
            document.title = `${results.dashboardMetadata.name} | Local org`;
        } catch (failure) {
            if (id === this.#recordId) this.error = wordsOf(failure);
        }
    }

    get name(): string {
        return this.results?.dashboardMetadata.name ?? 'Dashboard';
    }
    get description(): string {
        return this.results?.dashboardMetadata.description ?? '';
    }
    get about(): string {
        return this.results ? `As ${this.results.dashboardMetadata.runningUser.displayName} sees it` : '';
    }
    get busy(): string {
        return String(!this.results && !this.error);
    }
    get cards(): Card[] {
        const { componentData = [], dashboardMetadata } = this.results ?? {};
        return (dashboardMetadata?.components ?? []).map((component) => {
            const data = componentData.find(({ componentId }) => componentId === component.id);
            const result = data?.reportResult ?? null;
            const aggregate = component.properties.aggregates[0]?.name;
            const place = result ? Math.max(result.reportMetadata.aggregates.indexOf(aggregate ?? ''), 0) : 0;
            const isChart = component.properties.visualizationType !== 'Metric';
            return {
                id: component.id,
                heading: component.header ?? component.title ?? '',
                footer: component.footer ?? '',
                error: data?.status.errorMessage ?? '',
                result,
                aggregate,
                figure: result?.factMap['T!T']?.aggregates[place]?.label ?? '-',
                isChart,
                url: `/lightning/r/Report/${component.reportId}/view`,
                cardClass: `part${isChart ? ' wide' : ''}`
            };
        });
    }
}
