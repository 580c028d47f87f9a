/** What the Analytics API answers to a run, as far as pages read it. */
export interface Figure {
    readonly label: string;
    readonly value: number | string | null;
}
export interface Fact {
    readonly aggregates: readonly Figure[];
    readonly rows?: readonly { readonly dataCells: readonly { readonly label: string; readonly value: unknown }[] }[];
}
export interface Group {
    readonly key: string;
    readonly label: string;
    readonly groupings: readonly Group[];
}
interface ColumnInfo {
    readonly label: string;
    readonly dataType: string;
}
export interface ReportResult {
    readonly allData: boolean;
    readonly factMap: Readonly<Record<string, Fact>>;
    readonly groupingsDown: { readonly groupings: readonly Group[] };
    readonly groupingsAcross: { readonly groupings: readonly Group[] };
    readonly reportExtendedMetadata: {
        readonly aggregateColumnInfo: Readonly<Record<string, ColumnInfo>>;
        readonly detailColumnInfo: Readonly<Record<string, ColumnInfo>>;
        readonly groupingColumnInfo: Readonly<Record<string, ColumnInfo>>;
    };
    readonly reportMetadata: {
        readonly name: string;
        readonly description: string | null;
        readonly aggregates: readonly string[];
        readonly detailColumns: readonly string[];
        readonly groupingsDown: readonly { readonly name: string }[];
        readonly groupingsAcross: readonly { readonly name: string }[];
        readonly reportType: { readonly label: string };
        readonly showDetails?: boolean;
    };
}

export interface Cell {
    readonly key: string;
    readonly text: string;
    readonly url: string | null;
    readonly cellClass: string;
}
/** A line of the table: a group with its figures, or a row. */
export interface Line {
    readonly key: string;
    readonly isGroup: boolean;
    readonly title: string;
    readonly figures: string;
    readonly headClass: string;
    readonly cells: readonly Cell[];
}
export interface Bar {
    readonly key: string;
    readonly label: string;
    readonly figure: string;
    readonly style: string;
}

const NUMERIC = new Set(['currency', 'double', 'int', 'percent']);

export const isNumeric = (dataType: string | undefined): boolean => NUMERIC.has(dataType ?? '');

/** Names of records lead to them. */
const urlOf = (value: unknown): string | null =>
    typeof value === 'string' && /^(?!005)[a-zA-Z0-9]{3}[0-9][a-zA-Z0-9]{14}$/.test(value) ? `/lightning/r/${value}/view` : null;

const columnsOf = ({ reportMetadata, reportExtendedMetadata }: ReportResult): { name: string; info: ColumnInfo | undefined }[] =>
    reportMetadata.detailColumns.map((name) => ({ name, info: reportExtendedMetadata.detailColumnInfo[name] }));

export const headersOf = (result: ReportResult): { key: string; label: string; headClass: string }[] =>
    columnsOf(result).map(({ name, info }) => ({
        key: name,
        label: info?.label ?? name,
        headClass: `head${isNumeric(info?.dataType) ? ' number' : ''}`
    }));

/** The figures of a group or of everything, each with its name. */
export const figuresOf = (result: ReportResult, key: string): { key: string; label: string; figure: string }[] =>
    result.reportMetadata.aggregates.map((name, place) => ({
        key: name,
        label: result.reportExtendedMetadata.aggregateColumnInfo[name]?.label ?? name,
        figure: result.factMap[key]?.aggregates[place]?.label ?? '-'
    }));

const rowLines = (result: ReportResult, key: string): Line[] => {
    const columns = columnsOf(result);
    return (result.factMap[`${key}!T`]?.rows ?? []).map(({ dataCells }, row) => ({
        key: `${key}-${row}`,
        isGroup: false,
        title: '',
        figures: '',
        headClass: '',
        cells: dataCells.map(({ label, value }, place) => ({
            key: columns[place]?.name ?? String(place),
            text: value === null ? '' : label,
            url: value === null ? null : urlOf(value),
            cellClass: `cell${isNumeric(columns[place]?.info?.dataType) ? ' number' : ''}`
        }))
    }));
};

/** Groups and their rows from top to bottom. */
export const linesOf = (result: ReportResult): Line[] => {
    const walk = (groups: readonly Group[], depth: number): Line[] =>
        groups.flatMap((group) => [
            {
                key: group.key,
                isGroup: true,
                title: group.label,
                figures: figuresOf(result, `${group.key}!T`)
                    .map(({ label, figure }) => `${label}: ${figure}`)
                    .join(' · '),
                headClass: `group depth${depth}`,
                cells: []
            },
            ...walk(group.groupings, depth + 1),
            ...(group.groupings.length > 0 ? [] : rowLines(result, group.key))
        ]);
    const { groupings } = result.groupingsDown;
    return result.reportMetadata.groupingsDown.length > 0 ? walk(groupings, 0) : rowLines(result, 'T');
};

/** A bar for each outer group, as long as its first figure is large. */
export const barsOf = (result: ReportResult, wanted?: string): { title: string; bars: Bar[] } => {
    const names = result.reportMetadata.aggregates;
    const place = Math.max(names.indexOf(wanted ?? names[0] ?? ''), 0);
    const groups = result.groupingsDown.groupings.map((group) => ({ group, figure: result.factMap[`${group.key}!T`]?.aggregates[place] }));
    const largest = Math.max(...groups.map(({ figure }) => Number(figure?.value ?? 0)), 0);
    return {
        title: result.reportExtendedMetadata.aggregateColumnInfo[names[place] ?? '']?.label ?? '',
        bars: groups.map(({ group, figure }) => ({
            key: group.key,
            label: group.label,
            figure: figure?.label ?? '-',
            style: `width: ${largest > 0 ? Math.max((Number(figure?.value ?? 0) / largest) * 100, 0) : 0}%`
        }))
    };
};

interface MatrixCell {
    readonly key: string;
    readonly figures: readonly { readonly key: string; readonly figure: string }[];
}
export interface Matrix {
    readonly heads: readonly { readonly key: string; readonly label: string }[];
    readonly lines: readonly { readonly key: string; readonly title: string; readonly cells: readonly MatrixCell[] }[];
}

/** A matrix: a line for each outer group down, a cell with its figures for each group across; a dash where no row is. */
export const matrixOf = (result: ReportResult): Matrix => {
    const across = [...result.groupingsAcross.groupings, { key: 'T', label: 'Total' }];
    const down = [...result.groupingsDown.groupings, { key: 'T', label: 'Total' }];
    const count = result.reportMetadata.aggregates.indexOf('RowCount');
    const figures = (key: string): MatrixCell['figures'] =>
        result.factMap[key]?.aggregates[count]?.value === 0 ? [{ key, figure: '–' }] : figuresOf(result, key);
    return {
        heads: across.map(({ key, label }) => ({ key, label })),
        lines: down.map(({ key, label }) => ({
            key,
            title: label,
            cells: across.map((other) => ({ key: other.key, figures: figures(`${key}!${other.key}`) }))
        }))
    };
};
