import { childFlag, childNode, childNodes, childText, childTexts } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { apiColumn } from './report-type';

export type ReportFormat = 'TABULAR' | 'SUMMARY' | 'MATRIX' | 'MULTI_BLOCK';
export type SortOrder = 'Asc' | 'Desc';

export interface ReportFilter {
    readonly column: string;
    readonly operator: string;
    readonly value: string;
}

export interface ReportGrouping {
    readonly name: string;
    readonly dateGranularity: string;
    readonly sortOrder: SortOrder;
    /** An aggregate such as s!Account.AnnualRevenue that orders the groups; by their own values when null. */
    readonly sortAggregate: string | null;
}

/** Days that a date column must fall into: an interval by its name, or CUSTOM with ends that may be open. */
export interface DateFilter {
    readonly column: string | null;
    readonly durationValue: string;
    readonly startDate: string | null;
    readonly endDate: string | null;
}

/** A report, in the terms of the Analytics API. */
export interface ReportDefinition {
    readonly name: string;
    readonly description: string | null;
    readonly reportFormat: ReportFormat;
    /** Custom ones end in __c. */
    readonly reportType: string;
    readonly detailColumns: readonly string[];
    /** RowCount, s! sum, a! average, x! largest, m! smallest, u! different values; the column follows. */
    readonly aggregates: readonly string[];
    readonly groupingsDown: readonly ReportGrouping[];
    readonly groupingsAcross: readonly ReportGrouping[];
    readonly reportFilters: readonly ReportFilter[];
    readonly reportBooleanFilter: string | null;
    readonly standardDateFilter: DateFilter;
    readonly sortBy: readonly { readonly sortColumn: string; readonly sortOrder: SortOrder }[];
    readonly scope: string;
    readonly rowLimit: number | null;
    readonly showDetails: boolean;
    readonly showGrandTotal: boolean;
    readonly showSubtotals: boolean;
    /** What it asks for and this org does not run, by the names of the metadata; such a report is kept and not opened. */
    readonly notRun: readonly string[];
}

export const AGGREGATE_SIGNS: Readonly<Record<string, string>> = { Sum: 's', Average: 'a', Maximum: 'x', Minimum: 'm', Unique: 'u' };

/** Elements that change which rows or values a report has and that this org does not work out. */
const NOT_RUN = [
    'aggregateFilters',
    'aggregates',
    'block',
    'buckets',
    'crossFilters',
    'customDetailFormulas',
    'dataCategoryFilters',
    'division',
    'historicalSelector',
    'roleHierarchyFilter',
    'territoryHierarchyFilter',
    'userFilter'
];

const FORMATS: Readonly<Record<string, ReportFormat>> = {
    Tabular: 'TABULAR',
    Summary: 'SUMMARY',
    Matrix: 'MATRIX',
    MultiBlock: 'MULTI_BLOCK'
};

const sortOrderOf = (text: string | undefined): SortOrder => (text === 'Desc' ? 'Desc' : 'Asc');

/** The aggregate's name in the Analytics API; RowCount has no column. */
export const aggregateName = (type: string, column: string): string =>
    type === 'RowCount' || column === 'RowCount' ? 'RowCount' : `${AGGREGATE_SIGNS[type] ?? type}!${apiColumn(column)}`;

const groupingOf = (node: XmlNode): ReportGrouping => {
    const isAggregate = childText(node, 'sortType') === 'Aggregate';
    return {
        name: apiColumn(childText(node, 'field') ?? ''),
        dateGranularity: childText(node, 'dateGranularity') ?? 'None',
        sortOrder: sortOrderOf(childText(node, 'sortOrder')),
        sortAggregate: isAggregate ? aggregateName(childText(node, 'aggregateType') ?? '', childText(node, 'sortByName') ?? '') : null
    };
};

const dateFilterOf = (node: XmlNode | undefined): DateFilter => ({
    column: node ? apiColumn(childText(node, 'dateColumn') ?? '') : null,
    durationValue: (node && childText(node, 'interval')?.replace(/^INTERVAL_/, '')) ?? 'CUSTOM',
    startDate: (node && childText(node, 'startDate')) ?? null,
    endDate: (node && childText(node, 'endDate')) ?? null
});

const notRunBy = (node: XmlNode, filters: readonly XmlNode[]): string[] => [
    ...NOT_RUN.filter((name) => childNodes(node, name).length > 0),
    ...(filters.some((filter) => childFlag(filter, 'columnToColumn')) ? ['columnToColumn'] : []),
    ...(childNodes(node, 'columns').some((column) => childTexts(column, 'aggregateTypes').includes('Median')) ? ['Median'] : []),
    ...([...childNodes(node, 'groupingsDown'), ...childNodes(node, 'groupingsAcross')].some(
        (grouping) => childText(grouping, 'sortType') === 'CustomSummaryFormula'
    )
        ? ['CustomSummaryFormula']
        : [])
];

/** Reads a deployed report. */
export const readReport = (node: XmlNode): ReportDefinition => {
    const columns = childNodes(node, 'columns');
    const filter = childNode(node, 'filter');
    const filters = filter ? childNodes(filter, 'criteriaItems') : [];
    const sums = columns.flatMap((column) =>
        childTexts(column, 'aggregateTypes')
            .filter((type) => type in AGGREGATE_SIGNS)
            .map((type) => aggregateName(type, childText(column, 'field') ?? ''))
    );
    const sortColumn = childText(node, 'sortColumn');
    const rowLimit = childText(node, 'rowLimit');
    return {
        name: childText(node, 'name') ?? '',
        description: childText(node, 'description') ?? null,
        reportFormat: FORMATS[childText(node, 'format') ?? ''] ?? 'TABULAR',
        reportType: childText(node, 'reportType') ?? '',
        detailColumns: columns.map((column) => apiColumn(childText(column, 'field') ?? '')),
        aggregates: [...sums, 'RowCount'],
        groupingsDown: childNodes(node, 'groupingsDown').map(groupingOf),
        groupingsAcross: childNodes(node, 'groupingsAcross').map(groupingOf),
        reportFilters: filters.map((each) => ({
            column: apiColumn(childText(each, 'column') ?? ''),
            operator: childText(each, 'operator') ?? '',
            value: childText(each, 'value') ?? ''
        })),
        reportBooleanFilter: (filter && childText(filter, 'booleanFilter')) ?? null,
        standardDateFilter: dateFilterOf(childNode(node, 'timeFrameFilter')),
        sortBy: sortColumn ? [{ sortColumn: apiColumn(sortColumn), sortOrder: sortOrderOf(childText(node, 'sortOrder')) }] : [],
        scope: childText(node, 'scope') ?? 'organization',
        rowLimit: rowLimit === undefined ? null : Number(rowLimit),
        showDetails: childText(node, 'showDetails') !== 'false',
        showGrandTotal: childText(node, 'showGrandTotal') !== 'false',
        showSubtotals: childText(node, 'showSubTotals') !== 'false',
        notRun: notRunBy(node, filters)
    };
};
