import { displayValue } from '../ui-api/display-value';
import type { FieldDef } from '../model/schema';
import { badReport } from './report-error';
import type { Cell } from './report-cell';
import type { ReportColumn, ReportType } from './report-type';

export type AggregateSign = 's' | 'a' | 'x' | 'm' | 'u';

/** A figure of every group: the number of rows where there is no column. */
export interface Aggregate {
    readonly name: string;
    readonly label: string;
    readonly dataType: string;
    readonly column?: ReportColumn;
    readonly sign?: AggregateSign;
}

const LABELS: Readonly<Record<AggregateSign, string>> = {
    s: 'Sum of',
    a: 'Average of',
    x: 'Largest',
    m: 'Smallest',
    u: 'Unique Count of'
};

const isSign = (text: string): text is AggregateSign => text in LABELS;

/** Reads RowCount or s!Account.AnnualRevenue. Throws ApiError BAD_REQUEST. */
export const aggregateOf = (type: ReportType, name: string): Aggregate => {
    if (name === 'RowCount') return { name, label: 'Record Count', dataType: 'int' };
    const [sign = '', columnName = ''] = name.split('!');
    const column = type.columns.get(columnName);
    if (!isSign(sign) || !column) throw badReport(`Invalid aggregate ${name}`);
    const { field } = column;
    const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
    const isDay = ['date', 'datetime'].includes(field.type);
    if (!(sign === 'u' || isNumber || (isDay && sign !== 's' && sign !== 'a')))
        throw badReport(`Invalid aggregate ${name}: ${field.type} columns are not summarized so`);
    return { name, label: `${LABELS[sign]} ${column.label}`, dataType: sign === 'u' ? 'int' : field.type, column, sign };
};

/** A cell with the id of the record that it came from: one record in several rows is summed once. */
export interface SourcedCell {
    readonly source: string | undefined;
    readonly cell: Cell;
}

/** Added up in whole units of the field's last decimal place where the values are such, so that sums of amounts are exact. */
const sumOf = (field: FieldDef, values: readonly number[]): number => {
    const unit = 10 ** Math.min(field.scale ?? 2, 8);
    const exact = values.every((value) => Math.abs(value * unit - Math.round(value * unit)) < 1e-4);
    if (!exact) return values.reduce((sum, value) => sum + value, 0);
    return values.reduce((sum, value) => sum + Math.round(value * unit), 0) / unit;
};

/** Values of different records; a record that stands in several rows counts once, as with smart totals. */
const onceEach = (cells: readonly SourcedCell[]): number[] => {
    const seen = new Set<string>();
    return cells.flatMap(({ source, cell }) => {
        if (cell.value === null || (source !== undefined && seen.has(source))) return [];
        if (source !== undefined) seen.add(source);
        return [Number(cell.value)];
    });
};

const extreme = (cells: readonly SourcedCell[], largest: boolean): string | number | null => {
    const values = cells.flatMap(({ cell }) => (cell.value === null ? [] : [cell.value as string | number]));
    if (values.length === 0) return null;
    return values.reduce((best, value) => ((largest ? value > best : value < best) ? value : best));
};

const valueOf = ({ column, sign }: Aggregate, cells: readonly SourcedCell[]): string | number | null => {
    if (!column) return cells.length;
    if (sign === 'u') return new Set(cells.flatMap(({ cell }) => (cell.value === null ? [] : [cell.value]))).size;
    if (sign === 'x' || sign === 'm') return extreme(cells, sign === 'x');
    const values = onceEach(cells);
    if (sign === 's') return sumOf(column.field, values);
    return values.length === 0 ? null : Number((sumOf(column.field, values) / values.length).toPrecision(15));
};

/** The figure for these rows' cells, and as people read it. */
export const aggregated = (
    aggregate: Aggregate,
    cells: readonly SourcedCell[],
    timeZone: string
): { value: string | number | null; label: string } => {
    const value = valueOf(aggregate, cells);
    if (value === null) return { label: '-', value };
    const { column, sign } = aggregate;
    const label = column && sign !== 'u' ? displayValue(column.field, value, timeZone) : null;
    return { label: label ?? new Intl.NumberFormat('en-US').format(Number(value)), value };
};
