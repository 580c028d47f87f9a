import type { OrgState, Session, Soql } from '../model/org';
import { currenciesOf } from '../model/currencies';
import { findObject } from '../model/schema';
import { calendarOf } from '../soql/calendar';
import type { Calendar } from '../soql/calendar';
import { factTable } from './fact-map';
import type { FactTable, Grouping, ReportRow } from './fact-map';
import { FilterLogicError, parseFilterLogic } from './filter-logic';
import { joinedRows } from './joined-rows';
import type { JoinedRow } from './joined-rows';
import { aggregateOf } from './report-aggregate';
import type { Aggregate } from './report-aggregate';
import { cellBody, cellOf } from './report-cell';
import type { Cell } from './report-cell';
import type { ReportDefinition, ReportGrouping } from './report-definition';
import { badReport, forbidden, notRun } from './report-error';
import { cellTest, dateTest } from './report-filter';
import { compareKeys } from './report-groups';
import type { ReportColumn, ReportType } from './report-type';

/** Detail rows that one run sends at most. */
export const MAX_DETAIL_ROWS = 2000;

export interface Analyst {
    readonly state: OrgState;
    readonly soql: Soql;
    readonly session: Session;
}

export interface ReportRun extends FactTable {
    /** False where rows were left out for their number. */
    readonly allData: boolean;
    readonly hasDetailRows: boolean;
    /** The columns of the detail rows: those that the user may see. */
    readonly detailColumns: readonly ReportColumn[];
    readonly aggregates: readonly Aggregate[];
}

/** The user may see what is in the column: the object, every lookup on the way and the field. */
export const seesColumn = ({ state, session: { access } }: Analyst, { table, path, field, owner }: ReportColumn): boolean => {
    let object = table.object;
    if (!access.object(object.name).read) return false;
    for (const hop of path.split('.').slice(0, -1)) {
        const link = [...object.fields.values()].find(({ reference }) => reference?.relationshipName === hop);
        const parent = link && findObject(state.schema, link.reference!.to[0]!);
        if (!parent || !access.readable(object, link) || !access.object(parent.name).read) return false;
        object = parent;
    }
    if (!access.readable(owner, field)) return false;
    return !field.reference || field.reference.to.every((name) => access.object(name).read);
};

const columnNamed = (type: ReportType, name: string): ReportColumn => {
    const column = type.columns.get(name);
    if (!column) throw badReport(`Invalid column ${name} for the report type ${type.name}`);
    return column;
};

/** A column that decides which rows there are. Left out for want of rights, the report would show more than it says. */
const decidingColumn = (analyst: Analyst, type: ReportType, name: string, use: string): ReportColumn => {
    const column = columnNamed(type, name);
    if (!seesColumn(analyst, column)) throw forbidden(`You do not have access to the column ${name} that the report ${use}`);
    return column;
};

type RowTest = (row: ReportRow) => boolean;

const filterOf = (analyst: Analyst, type: ReportType, definition: ReportDefinition, calendar: Calendar): RowTest => {
    const tests = definition.reportFilters.map((filter): RowTest => {
        const column = decidingColumn(analyst, type, filter.column, 'filters by');
        const test = cellTest(column.field, filter, calendar);
        return (row) => test(row.cell(column));
    });
    const logic = logicOf(definition.reportBooleanFilter, tests.length);
    const { column: dateColumn } = definition.standardDateFilter;
    const column = dateColumn ? columnNamed(type, dateColumn) : undefined;
    const inTime = column && dateTest(column.field, definition.standardDateFilter, calendar);
    if (inTime) decidingColumn(analyst, type, dateColumn!, 'filters by');
    return (row) => (!inTime || inTime(row.cell(column!))) && logic(tests.map((test) => test(row)));
};

const logicOf = (text: string | null, filters: number): ((outcomes: readonly boolean[]) => boolean) => {
    if (!text) return (outcomes) => outcomes.every(Boolean);
    try {
        return parseFilterLogic(text, filters);
    } catch (error) {
        if (error instanceof FilterLogicError) throw badReport(error.message);
        throw error;
    }
};

const rowOf = (type: ReportType, joined: JoinedRow, timeZone: string): ReportRow => {
    const cells = new Map<ReportColumn, Cell>();
    const recordFor = (column: ReportColumn) => joined[type.tables.indexOf(column.table)];
    return {
        cell(column) {
            let cell = cells.get(column);
            if (!cell) cells.set(column, (cell = cellOf(column, recordFor(column), timeZone)));
            return cell;
        },
        source: (column) => recordFor(column)?.['Id'] as string | undefined
    };
};

const sorted = (rows: readonly ReportRow[], type: ReportType, definition: ReportDefinition): ReportRow[] => {
    const orders = definition.sortBy.map(({ sortColumn, sortOrder }) => {
        const column = columnNamed(type, sortColumn);
        const compare = compareKeys(column);
        return (a: ReportRow, b: ReportRow) => (sortOrder === 'Desc' ? -1 : 1) * compare(a.cell(column), b.cell(column));
    });
    return [...rows].sort((a, b) => orders.map((order) => order(a, b)).find((outcome) => outcome !== 0) ?? 0);
};

const refuseWhatIsNotRun = ({ state, session }: Analyst, type: ReportType, definition: ReportDefinition): void => {
    const { notRun: parts, reportFormat, scope, reportType, aggregates } = definition;
    if (parts.length > 0) throw notRun(parts.join(', '));
    if (reportFormat === 'MULTI_BLOCK') throw notRun('several blocks');
    if (!reportType.endsWith('__c')) throw notRun(`the standard report type ${reportType}; it runs those on custom report types`);
    if (!['organization', 'user'].includes(scope)) throw notRun(`the scope ${scope}`);
    if (scope === 'user' && !type.tables[0]?.object.fields.has('ownerid'))
        throw notRun(`the scope user on ${type.name}, whose records have no owner`);
    if (currenciesOf(state) && aggregates.some((name) => aggregateOf(type, name).column?.field.type === 'currency'))
        throw notRun('totals of money in several currencies');
    for (const { object } of type.tables)
        if (!session.access.object(object.name).read)
            throw forbidden(`You do not have access to ${object.labelPlural}, which the report shows`);
};

/** A report made ready for one user: its columns looked up, its filters compiled. */
interface Plan {
    readonly keeps: RowTest;
    readonly aggregates: readonly Aggregate[];
    readonly down: readonly Grouping[];
    readonly across: readonly Grouping[];
    readonly detailColumns: readonly ReportColumn[];
    /** Columns whose cells the run needs. */
    readonly read: readonly ReportColumn[];
}

const planOf = (analyst: Analyst, type: ReportType, definition: ReportDefinition, calendar: Calendar): Plan => {
    const sees = (column: ReportColumn): boolean => seesColumn(analyst, column);
    const groupingOf = ({ name, dateGranularity, sortOrder, sortAggregate }: ReportGrouping): Grouping => ({
        column: decidingColumn(analyst, type, name, 'groups by'),
        granularity: dateGranularity,
        sortOrder,
        sortAggregate: sortAggregate ? aggregateOf(type, sortAggregate) : undefined
    });
    for (const { sortColumn } of definition.sortBy) decidingColumn(analyst, type, sortColumn, 'is sorted by');
    const used = usedColumns(definition);
    return {
        keeps: filterOf(analyst, type, definition, calendar),
        aggregates: definition.aggregates.map((name) => aggregateOf(type, name)).filter(({ column }) => !column || sees(column)),
        down: definition.groupingsDown.map(groupingOf),
        across: definition.groupingsAcross.map(groupingOf),
        detailColumns: definition.detailColumns.map((name) => columnNamed(type, name)).filter(sees),
        read: [...type.columns.values()].filter((column) => used.has(column.name) && sees(column))
    };
};

/**
 * Runs a report as this user: what the user may not read is not in it. A column that the user may not see is left out of the
 * details and totals; one that the report filters, groups or sorts by refuses the run. Throws ApiError BAD_REQUEST, FORBIDDEN,
 * UNSUPPORTED_OPERATION.
 */
export const runReport = (analyst: Analyst, type: ReportType, definition: ReportDefinition, withDetails: boolean): ReportRun => {
    refuseWhatIsNotRun(analyst, type, definition);
    const { state, soql, session } = analyst;
    const calendar = calendarOf(state, session);
    const { keeps, aggregates, down, across, detailColumns, read } = planOf(analyst, type, definition, calendar);
    const rows = joinedRows(soql, session, type.tables, read, definition.scope === 'user')
        .map((joined) => rowOf(type, joined, calendar.zone))
        .filter(keeps);
    const kept = sorted(rows, type, definition).slice(0, definition.rowLimit ?? Infinity);
    const shown = new Set(kept.slice(0, MAX_DETAIL_ROWS));
    const rowBody = (row: ReportRow) => ({ dataCells: detailColumns.map((column) => cellBody(column, row.cell(column))) });
    return {
        ...factTable(kept, down, across, aggregates, calendar, withDetails ? { shown, rowBody } : undefined),
        allData: !withDetails || kept.length <= MAX_DETAIL_ROWS,
        hasDetailRows: withDetails,
        detailColumns,
        aggregates
    };
};

/** Names of all columns that a run reads. */
const usedColumns = (definition: ReportDefinition): ReadonlySet<string> =>
    new Set([
        ...definition.detailColumns,
        ...definition.aggregates.map((name) => name.slice(name.indexOf('!') + 1)),
        ...[...definition.groupingsDown, ...definition.groupingsAcross].flatMap(({ name, sortAggregate }) => [
            name,
            sortAggregate?.slice(2) ?? ''
        ]),
        ...definition.reportFilters.map(({ column }) => column),
        ...definition.sortBy.map(({ sortColumn }) => sortColumn),
        definition.standardDateFilter.column ?? ''
    ]);
