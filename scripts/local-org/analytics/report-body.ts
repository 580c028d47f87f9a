import type { Session } from '../model/org';
import type { FieldDef } from '../model/schema';
import { aggregateOf } from './report-aggregate';
import type { Aggregate } from './report-aggregate';
import type { ReportDefinition, ReportGrouping } from './report-definition';
import { operatorsOf } from './report-filter';
import type { ReportColumn, ReportType } from './report-type';

/** A deployed report, ready to be shown or run. */
export interface OpenReport {
    readonly id: string;
    readonly folderId: string;
    readonly developerName: string;
    readonly definition: ReportDefinition;
    /** Nothing for a report on a standard report type. */
    readonly type: ReportType | undefined;
}

/** Names of data types in the Analytics API. */
const dataType = ({ type }: FieldDef): string => (type === 'reference' ? 'string' : type);

const groupingBody = ({ name, dateGranularity, sortOrder, sortAggregate }: ReportGrouping): Record<string, unknown> => ({
    dateGranularity,
    name,
    sortAggregate,
    sortOrder
});

/** The report's own metadata, which a client may change and send back with a run. */
export const reportMetadata = ({ id, folderId, developerName, definition, type }: OpenReport): Record<string, unknown> => ({
    aggregates: definition.aggregates,
    chart: null,
    crossFilters: [],
    currency: null,
    dashboardSetting: null,
    description: definition.description,
    detailColumns: definition.detailColumns,
    developerName,
    division: null,
    folderId,
    groupingsAcross: definition.groupingsAcross.map(groupingBody),
    groupingsDown: definition.groupingsDown.map(groupingBody),
    hasDetailRows: definition.showDetails,
    hasRecordCount: true,
    historicalSnapshotDates: [],
    id,
    name: definition.name,
    presentationOptions: { hasStackedSummaries: true },
    reportBooleanFilter: definition.reportBooleanFilter,
    reportFilters: definition.reportFilters.map((filter) => ({ ...filter, filterType: 'fieldValue', isRunPageEditable: true })),
    reportFormat: definition.reportFormat,
    reportType: { label: type?.label ?? definition.reportType, type: definition.reportType },
    scope: definition.scope,
    showGrandTotal: definition.showGrandTotal,
    showSubtotals: definition.showSubtotals,
    sortBy: definition.sortBy,
    standardDateFilter: definition.standardDateFilter,
    standardFilters: null,
    supportsRoleHierarchy: false,
    userOrHierarchyFilterId: null
});

const columnInfo = (columns: readonly ReportColumn[]): Record<string, unknown> =>
    Object.fromEntries(columns.map(({ name, field, label }) => [name, { dataType: dataType(field), label }]));

const aggregateInfo = (aggregates: readonly Aggregate[]): Record<string, unknown> =>
    Object.fromEntries(
        aggregates.map((aggregate) => [
            aggregate.name,
            { acrossGroupingContext: null, dataType: aggregate.dataType, downGroupingContext: null, label: aggregate.label }
        ])
    );

const groupingInfo = (type: ReportType, groupings: readonly ReportGrouping[]): Record<string, unknown> =>
    Object.fromEntries(
        groupings.flatMap(({ name }, groupingLevel) => {
            const column = type.columns.get(name);
            return column ? [[name, { dataType: dataType(column.field), groupingLevel, label: column.label }]] : [];
        })
    );

/** Labels and types of what the report shows. Columns that the user may not see are given as those left out already. */
export const reportExtendedMetadata = (
    type: ReportType,
    definition: ReportDefinition,
    shown: { readonly detailColumns: readonly ReportColumn[]; readonly aggregates: readonly Aggregate[] }
): Record<string, unknown> => ({
    aggregateColumnInfo: aggregateInfo(shown.aggregates),
    detailColumnInfo: columnInfo(shown.detailColumns),
    groupingColumnInfo: {
        ...groupingInfo(type, definition.groupingsDown),
        ...groupingInfo(type, definition.groupingsAcross)
    }
});

/** What the report shows to somebody who may see these columns, without running it. */
export const shownParts = (
    type: ReportType,
    definition: ReportDefinition,
    sees: (column: ReportColumn) => boolean
): { detailColumns: ReportColumn[]; aggregates: Aggregate[] } => ({
    detailColumns: definition.detailColumns.flatMap((name) => type.columns.get(name) ?? []).filter(sees),
    aggregates: definition.aggregates.map((name) => aggregateOf(type, name)).filter(({ column }) => !column || sees(column))
});

const OPERATOR_LABELS: Readonly<Record<string, string>> = {
    equals: 'equals',
    notEqual: 'not equal to',
    lessThan: 'less than',
    greaterThan: 'greater than',
    lessOrEqual: 'less or equal',
    greaterOrEqual: 'greater or equal',
    contains: 'contains',
    notContain: 'does not contain',
    startsWith: 'starts with',
    includes: 'includes',
    excludes: 'excludes'
};

const typeColumn = (column: ReportColumn): Record<string, unknown> => ({
    allowedInCustomDetailFormula: false,
    bucketable: false,
    dataType: dataType(column.field),
    fieldToFieldFilterable: false,
    filterValues: (column.field.picklist?.values ?? []).map(({ value, label }) => ({ apiName: value, label, name: value })),
    filterable: true,
    isLookup: column.field.reference !== undefined,
    label: column.label,
    uniqueCountable: true
});

/** Every column that the report type offers this user, and the filters that each data type takes. */
export const reportTypeMetadata = (type: ReportType, sees: (column: ReportColumn) => boolean): Record<string, unknown> => {
    const columns = [...type.columns.values()].filter(sees);
    const operators = new Map(columns.map(({ field }) => [dataType(field), operatorsOf(field)]));
    return {
        categories: type.sections.map(({ label, columns: own }) => ({
            columns: Object.fromEntries(own.filter(sees).map((column) => [column.name, typeColumn(column)])),
            label
        })),
        dataTypeFilterOperatorMap: Object.fromEntries(
            [...operators].map(([name, all]) => [name, all.map((operator) => ({ label: OPERATOR_LABELS[operator], name: operator }))])
        ),
        divisionInfo: null,
        scopeInfo: { defaultValue: 'organization', values: [{ allowsDivision: false, label: 'All records', value: 'organization' }] },
        standardDateFilterDurationGroups: [],
        standardFilterInfos: {}
    };
};

export const reportAttributes = (version: string, { id, definition }: OpenReport): Record<string, unknown> => {
    const url = `/services/data/v${version}/analytics/reports/${id}`;
    return { describeUrl: `${url}/describe`, instancesUrl: `${url}/instances`, reportId: id, reportName: definition.name, type: 'Report' };
};

/** A report in a list of reports. */
export const reportEntry = (version: string, { id, definition }: OpenReport): Record<string, unknown> => {
    const url = `/services/data/v${version}/analytics/reports/${id}`;
    return { describeUrl: `${url}/describe`, id, instancesUrl: `${url}/instances`, name: definition.name, url };
};

/** Whoever runs a dashboard or report, as answers name people. */
export const personBody = ({ user }: Session): { displayName: string; id: string } => ({
    displayName: String(user['Name'] ?? ''),
    id: user.Id
});
