import type { Calendar } from '../soql/calendar';
import { aggregated } from './report-aggregate';
import type { Aggregate, SourcedCell } from './report-aggregate';
import { compareKeys, groupKeyOf } from './report-groups';
import type { GroupKey } from './report-groups';
import type { Cell } from './report-cell';
import type { SortOrder } from './report-definition';
import type { ReportColumn } from './report-type';

/** A row of a report: its cells, and the records behind them. */
export interface ReportRow {
    cell(column: ReportColumn): Cell;
    /** Id of the record that the column's table contributes. */
    source(column: ReportColumn): string | undefined;
}

export interface Grouping {
    readonly column: ReportColumn;
    readonly granularity: string;
    readonly sortOrder: SortOrder;
    /** Groups are ordered by this figure instead of by their keys. */
    readonly sortAggregate: Aggregate | undefined;
}

/** A group as the Analytics API sends it. The key is its place among its siblings, after those of the groups around it. */
export interface GroupBody {
    readonly groupings: readonly GroupBody[];
    readonly key: string;
    readonly label: string;
    readonly value: unknown;
}

export interface Fact {
    readonly aggregates: readonly { readonly label: string; readonly value: string | number | null }[];
    readonly rows?: readonly unknown[];
}

interface Axis {
    readonly bodies: readonly GroupBody[];
    /** Keys of every group, the innermost ones last, and T for all rows. */
    readonly keys: readonly string[];
    /** The keys that a row counts for: T, its group, the groups inside of it. */
    keysOf(row: ReportRow): readonly string[];
}

const cellsOf = (aggregate: Aggregate, rows: readonly ReportRow[]): SourcedCell[] =>
    rows.map((row) =>
        aggregate.column
            ? { source: row.source(aggregate.column), cell: row.cell(aggregate.column) }
            : { source: undefined, cell: { value: null, label: null } }
    );

const partsOf = (rows: readonly ReportRow[], grouping: Grouping, calendar: Calendar): { key: GroupKey; rows: ReportRow[] }[] => {
    const keyOf = groupKeyOf(grouping.column, grouping.granularity, calendar);
    const parts = new Map<unknown, { key: GroupKey; rows: ReportRow[] }>();
    for (const row of rows) {
        const key = keyOf(row.cell(grouping.column));
        const part = parts.get(key.value);
        if (part) part.rows.push(row);
        else parts.set(key.value, { key, rows: [row] });
    }
    const compare = compareKeys(grouping.column);
    const sign = grouping.sortOrder === 'Desc' ? -1 : 1;
    const { sortAggregate } = grouping;
    const figure = (part: { rows: ReportRow[] }): number =>
        sortAggregate ? Number(aggregated(sortAggregate, cellsOf(sortAggregate, part.rows), calendar.zone).value ?? -Infinity) : 0;
    return [...parts.values()].sort(
        (a, b) => sign * (sortAggregate ? figure(a) - figure(b) : 0) || (sortAggregate ? 1 : sign) * compare(a.key, b.key)
    );
};

const axisOf = (rows: readonly ReportRow[], groupings: readonly Grouping[], calendar: Calendar): Axis => {
    const keys: string[] = [];
    const memberOf = new Map<ReportRow, string[]>(rows.map((row) => [row, ['T']]));
    const split = (within: readonly ReportRow[], depth: number, prefix: string): GroupBody[] => {
        const grouping = groupings[depth];
        if (!grouping) return [];
        return partsOf(within, grouping, calendar).map((part, place) => {
            const key = `${prefix}${place}`;
            keys.push(key);
            for (const row of part.rows) memberOf.get(row)!.push(key);
            return { groupings: split(part.rows, depth + 1, `${key}_`), key, label: part.key.label ?? '-', value: part.key.value };
        });
    };
    const bodies = split(rows, 0, '');
    return { bodies, keys: [...keys, 'T'], keysOf: (row) => memberOf.get(row)! };
};

/** Which rows are sent, and how each of them looks. */
export interface DetailRows {
    readonly shown: ReadonlySet<ReportRow>;
    rowBody(row: ReportRow): unknown;
}

export interface FactTable {
    readonly groupingsDown: readonly GroupBody[];
    readonly groupingsAcross: readonly GroupBody[];
    readonly factMap: Readonly<Record<string, Fact>>;
}

/**
 * The figures of every group, every pair of groups where there are groups across, and all rows: '0_1!T', 'T!2', 'T!T'. Rows are
 * added to the innermost groups when details are asked for.
 */
export const factTable = (
    rows: readonly ReportRow[],
    down: readonly Grouping[],
    across: readonly Grouping[],
    aggregates: readonly Aggregate[],
    calendar: Calendar,
    details: DetailRows | undefined
): FactTable => {
    const [downAxis, acrossAxis] = [axisOf(rows, down, calendar), axisOf(rows, across, calendar)];
    const members = new Map<string, ReportRow[]>();
    for (const one of downAxis.keys) for (const other of acrossAxis.keys) members.set(`${one}!${other}`, []);
    for (const row of rows)
        for (const one of downAxis.keysOf(row)) for (const other of acrossAxis.keysOf(row)) members.get(`${one}!${other}`)!.push(row);
    const depth = (key: string): number => (key === 'T' ? 0 : key.split('_').length);
    const isInnermost = (key: string): boolean => {
        const [one = '', other = ''] = key.split('!');
        return depth(one) === down.length && depth(other) === across.length;
    };
    const factOf = (key: string, own: readonly ReportRow[]): Fact => ({
        aggregates: aggregates.map((aggregate) => aggregated(aggregate, cellsOf(aggregate, own), calendar.zone)),
        ...(details ? { rows: isInnermost(key) ? own.filter((row) => details.shown.has(row)).map(details.rowBody) : [] } : {})
    });
    return {
        groupingsDown: downAxis.bodies,
        groupingsAcross: acrossAxis.bodies,
        factMap: Object.fromEntries([...members].map(([key, own]) => [key, factOf(key, own)]))
    };
};
