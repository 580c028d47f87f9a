import { LightningElement, api } from 'lwc';
import { request } from 'local/http';
import { figuresOf, headersOf, linesOf, matrixOf } from 'shell/reportLines';
import type { Line, Matrix, ReportResult } from 'shell/reportLines';
import { wordsOf } from 'shell/session';

/** A report, run for whoever looks at it: its totals, bars of its groups, its rows or its matrix. */
export default class Report extends LightningElement {
    result: ReportResult | undefined;
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
        Object.assign(this, { result: undefined, error: '' });
        try {
            const result = await request<ReportResult>('GET', `/analytics/reports/${id}?includeDetails=true`);
            if (id !== this.#recordId) return;
            this.result = result;
            document.title = `${result.reportMetadata.name} | Local org`;
        } catch (failure) {
            if (id === this.#recordId) this.error = wordsOf(failure);
        }
    }

    get name(): string {
        return this.result?.reportMetadata.name ?? 'Report';
    }
    get description(): string {
        return this.result?.reportMetadata.description ?? '';
    }
    get about(): string {
        if (!this.result) return '';
        const count = this.result.reportMetadata.aggregates.indexOf('RowCount');
        const rows = Number(this.result.factMap['T!T']?.aggregates[count]?.value ?? 0);
        const shown = this.result.allData ? '' : ', the first 2,000 of them below';
        return `${this.result.reportMetadata.reportType.label} · ${rows} ${rows === 1 ? 'row' : 'rows'}${shown}`;
    }
    get totals(): { key: string; label: string; figure: string }[] {
        return this.result ? figuresOf(this.result, 'T!T') : [];
    }
    get isMatrix(): boolean {
        return (this.result?.reportMetadata.groupingsAcross.length ?? 0) > 0;
    }
    get hasGroups(): boolean {
        return (this.result?.groupingsDown.groupings.length ?? 0) > 0;
    }
    get headers(): { key: string; label: string; headClass: string }[] {
        return this.result ? headersOf(this.result) : [];
    }
    get span(): number {
        return Math.max(this.headers.length, 1);
    }
    get lines(): Line[] {
        return this.result ? linesOf(this.result) : [];
    }
    get hasLines(): boolean {
        return this.lines.length > 0;
    }
    get matrix(): Matrix {
        return this.result ? matrixOf(this.result) : { heads: [], lines: [] };
    }
    get corner(): string {
        const { reportMetadata, reportExtendedMetadata } = this.result!;
        const label = (name: string | undefined): string => reportExtendedMetadata.groupingColumnInfo[name ?? '']?.label ?? '';
        return `${label(reportMetadata.groupingsDown[0]?.name)} / ${label(reportMetadata.groupingsAcross[0]?.name)}`;
    }
    get busy(): string {
        return String(!this.result && !this.error);
    }
}
