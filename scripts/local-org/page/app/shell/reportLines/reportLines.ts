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
/** A part of a bar: all of it, or what falls to one group across. */
export interface Segment {
    readonly key: string;
    readonly style: string;
    readonly segmentClass: string;
}
export interface Bar {
    readonly key: string;
    readonly label: string;
    readonly figure: string;
    readonly segments: readonly Segment[];
    /** The figures of the parts in words; empty where a bar has none. */
    readonly parts: string;
}
export interface Chart {
    readonly title: string;
    /** What the parts of the bars stand for; empty where bars have none. */
    readonly series: readonly { readonly key: string; readonly label: string; readonly segmentClass: string }[];
    readonly seriesTitle: string;
    readonly bars: readonly Bar[];
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

/** Looks that series have; more series repeat them. */
const LOOKS = 5;
const segmentClass = (at: number): string => `segment look${at % LOOKS}`;

/** A bar for each outer group, as long as its figure is large; in a matrix its parts are the groups across. */
export const barsOf = (result: ReportResult, wanted?: string): Chart => {
    const { reportMetadata, reportExtendedMetadata, factMap } = result;
    const names = reportMetadata.aggregates;
    const place = Math.max(names.indexOf(wanted ?? names[0] ?? ''), 0);
    const across = result.groupingsAcross.groupings;
    const figureAt = (down: string, key: string) => factMap[`${down}!${key}`]?.aggregates[place];
    const amountAt = (down: string, key: string) => Number(figureAt(down, key)?.value ?? 0);
    const groups = result.groupingsDown.groupings;
    const largest = Math.max(...groups.map(({ key }) => amountAt(key, 'T')), 0);
    const widthOf = (amount: number) => `width: ${largest > 0 ? Math.max((amount / largest) * 100, 0) : 0}%`;
    const series = across.map(({ key, label }, at) => ({ key, label, segmentClass: segmentClass(at) }));
    const drawn = series.length > 0 ? series : [{ key: 'T', label: '', segmentClass: segmentClass(0) }];
    return {
        title: reportExtendedMetadata.aggregateColumnInfo[names[place] ?? '']?.label ?? '',
        series,
        seriesTitle: reportExtendedMetadata.groupingColumnInfo[reportMetadata.groupingsAcross[0]?.name ?? '']?.label ?? '',
        bars: groups.map(({ key: down, label }) => ({
            key: down,
            label,
            figure: figureAt(down, 'T')?.label ?? '-',
            segments: drawn.map((one) => ({ key: one.key, style: widthOf(amountAt(down, one.key)), segmentClass: one.segmentClass })),
            parts: series
                .filter(({ key }) => amountAt(down, key) !== 0)
                .map((one) => `${one.label}: ${figureAt(down, one.key)?.label ?? '-'}`)
                .join(' · ')
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
