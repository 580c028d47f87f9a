import type { QueryRecord, Scalar } from '../model/org';
import { displayValue } from '../ui-api/display-value';
import type { ReportColumn } from './report-type';

/** What a row holds in a column: the value to reckon with, and the text that people read. Both null where there is nothing. */
export interface Cell {
    readonly value: Scalar;
    readonly label: string | null;
}

export const EMPTY_CELL: Cell = { value: null, label: null };

/** SOQL paths that the cells of a column need. */
export const cellPaths = ({ path, field }: ReportColumn): string[] => {
    const before = path.slice(0, path.lastIndexOf('.') + 1);
    if (field.reference) return [path, `${before}${field.reference.relationshipName}.Name`];
    return field.nameField ? [path, `${before}Id`] : [path];
};

const valueAt = (record: QueryRecord, path: string): Scalar => {
    let at: unknown = record;
    for (const name of path.split('.')) at = at === null || at === undefined ? null : (at as Record<string, unknown>)[name];
    return (at ?? null) as Scalar;
};

/** The cell of a record; a lookup shows the parent's name, and a name stands for its record's id. */
export const cellOf = (column: ReportColumn, record: QueryRecord | undefined, timeZone: string): Cell => {
    if (!record) return EMPTY_CELL;
    const [main, second] = cellPaths(column);
    const value = valueAt(record, main!);
    if (value === null || value === '') return EMPTY_CELL;
    if (column.field.reference) return { value, label: (valueAt(record, second!) as string | null) ?? String(value) };
    if (column.field.nameField) return { value: valueAt(record, second!), label: String(value) };
    return { value, label: displayValue(column.field, value, timeZone) ?? String(value) };
};

/** The cell as the Analytics API sends it: an amount with its currency, nothing as a dash. */
export const cellBody = ({ field }: ReportColumn, { value, label }: Cell): { label: string; value: unknown } => ({
    label: label ?? '-',
    value: field.type === 'currency' && value !== null ? { amount: value, currency: null } : value
});
