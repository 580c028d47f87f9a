import { isObject } from '../http/replies';
import type { ReportDefinition, ReportFilter, ReportGrouping, SortOrder } from './report-definition';
import { badReport, notRun } from './report-error';

/** Members that ask for more than this org works out, unless they are empty. */
const REFUSED = [
    'buckets',
    'crossFilters',
    'customDetailFormula',
    'customSummaryFormula',
    'topRows',
    'historicalSnapshotDates',
    'division'
];

const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0);

const textOf = (value: unknown, what: string): string => {
    if (typeof value !== 'string') throw badReport(`${what} has to be a text`);
    return value;
};

const listOf = <T>(value: unknown, what: string, read: (entry: unknown) => T): T[] => {
    if (!Array.isArray(value)) throw badReport(`${what} has to be a list`);
    return value.map(read);
};

const objectOf = (value: unknown, what: string): Record<string, unknown> => {
    if (!isObject(value)) throw badReport(`${what} has to hold objects`);
    return value;
};

const orderOf = (value: unknown): SortOrder => (/^desc$/i.test(String(value)) ? 'Desc' : 'Asc');

const filterOf = (entry: unknown): ReportFilter => {
    const { column, operator, value, filterType } = objectOf(entry, 'reportFilters');
    if (filterType !== undefined && filterType !== null && filterType !== 'fieldValue')
        throw notRun(`filters of the type ${String(filterType)}`);
    return {
        column: textOf(column, 'column of a filter'),
        operator: textOf(operator, 'operator of a filter'),
        value: value === null || value === undefined ? '' : String(value)
    };
};

const groupingOf = (entry: unknown): ReportGrouping => {
    const { name, dateGranularity, sortOrder, sortAggregate } = objectOf(entry, 'groupings');
    return {
        name: textOf(name, 'name of a grouping'),
        dateGranularity: typeof dateGranularity === 'string' ? dateGranularity : 'None',
        sortOrder: orderOf(sortOrder),
        sortAggregate: typeof sortAggregate === 'string' ? sortAggregate : null
    };
};

const dateFilterOf = (value: unknown): ReportDefinition['standardDateFilter'] => {
    const { column, durationValue, startDate, endDate } = objectOf(value, 'standardDateFilter');
    const text = (each: unknown): string | null => (typeof each === 'string' && each !== '' ? each : null);
    return { column: text(column), durationValue: text(durationValue) ?? 'CUSTOM', startDate: text(startDate), endDate: text(endDate) };
};

const FORMATS: readonly string[] = ['TABULAR', 'SUMMARY', 'MATRIX'];

/** What each member of reportMetadata changes in the report for one run. */
const READERS: Readonly<Record<string, (value: unknown) => Partial<ReportDefinition>>> = {
    aggregates: (value) => ({ aggregates: listOf(value, 'aggregates', (each) => textOf(each, 'an aggregate')) }),
    detailColumns: (value) => ({ detailColumns: listOf(value, 'detailColumns', (each) => textOf(each, 'a column')) }),
    groupingsAcross: (value) => ({ groupingsAcross: listOf(value, 'groupingsAcross', groupingOf) }),
    groupingsDown: (value) => ({ groupingsDown: listOf(value, 'groupingsDown', groupingOf) }),
    reportBooleanFilter: (value) => ({ reportBooleanFilter: value === null || value === '' ? null : textOf(value, 'reportBooleanFilter') }),
    reportFilters: (value) => ({ reportFilters: listOf(value, 'reportFilters', filterOf) }),
    reportFormat(value) {
        if (!FORMATS.includes(String(value))) throw notRun(`the format ${String(value)}`);
        return { reportFormat: value as ReportDefinition['reportFormat'] };
    },
    scope: (value) => ({ scope: textOf(value, 'scope') }),
    sortBy: (value) => ({
        sortBy: listOf(value, 'sortBy', (entry) => {
            const { sortColumn, sortOrder } = objectOf(entry, 'sortBy');
            return { sortColumn: textOf(sortColumn, 'sortColumn'), sortOrder: orderOf(sortOrder) };
        })
    }),
    standardDateFilter: (value) => ({ standardDateFilter: dateFilterOf(value) })
};

/**
 * The report as one run wants it: members of the request's reportMetadata take the place of the report's own, all others stay.
 * Throws ApiError BAD_REQUEST, and UNSUPPORTED_OPERATION for what this org does not run.
 */
export const overridden = (definition: ReportDefinition, body: Record<string, unknown>): ReportDefinition => {
    const wanted = body['reportMetadata'];
    if (wanted === undefined) return definition;
    const metadata = objectOf(wanted, 'reportMetadata');
    const refused = REFUSED.filter((name) => !isEmpty(metadata[name]));
    if (refused.length > 0) throw notRun(refused.join(', '));
    const changes = Object.entries(READERS).flatMap(([name, read]) =>
        metadata[name] === undefined || (metadata[name] === null && name !== 'reportBooleanFilter') ? [] : [read(metadata[name])]
    );
    return Object.assign({}, definition, ...changes) as ReportDefinition;
};
