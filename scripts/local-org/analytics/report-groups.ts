import { fiscalMonth } from '../model/derived-rows';
import type { Scalar } from '../model/org';
import { isNumeric } from '../model/field-traits';
import { addDays, dayIn } from '../soql/calendar';
import type { Calendar } from '../soql/calendar';
import type { Cell } from './report-cell';
import { badReport } from './report-error';
import type { ReportColumn } from './report-type';

/** What rows are put together by: a cell, or the stretch of days that its date falls into. */
export type GroupKey = Cell;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const american = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}/${day.slice(0, 4)}`;

const fiscal = (day: string, calendar: Calendar): { year: number; month: number } =>
    fiscalMonth(calendar.fiscal, Number(day.slice(0, 4)), Number(day.slice(5, 7)));

const firstOf = (day: string, monthsBack: number): string =>
    new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - monthsBack, 1)).toISOString().slice(0, 10);

type Granule = (day: string, calendar: Calendar) => { value: string; label: string };

const GRANULES: Readonly<Record<string, Granule>> = {
    Day: (day) => ({ value: day, label: american(day) }),
    Week: (day, { firstWeekday }) => {
        const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
        const value = addDays(day, -((weekday - firstWeekday + 7) % 7));
        return { value, label: `${american(value)} - ${american(addDays(value, 6))}` };
    },
    Month: (day) => ({ value: firstOf(day, 0), label: `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}` }),
    Quarter: (day) => {
        const month = Number(day.slice(5, 7));
        return { value: firstOf(day, (month - 1) % 3), label: `Q${Math.ceil(month / 3)} CY${day.slice(0, 4)}` };
    },
    Year: (day) => ({ value: `${day.slice(0, 4)}-01-01`, label: `CY${day.slice(0, 4)}` }),
    FiscalQuarter: (day, calendar) => {
        const { year, month } = fiscal(day, calendar);
        return { value: firstOf(day, (month - 1) % 3), label: `Q${Math.ceil(month / 3)} FY${year}` };
    },
    FiscalYear: (day, calendar) => {
        const { year, month } = fiscal(day, calendar);
        return { value: firstOf(day, month - 1), label: `FY${year}` };
    }
};

/** The group of a cell. Dates are grouped by their day unless a granularity says otherwise. Throws ApiError BAD_REQUEST. */
export const groupKeyOf = (column: ReportColumn, granularity: string, calendar: Calendar): ((cell: Cell) => GroupKey) => {
    const { type } = column.field;
    if (type !== 'date' && type !== 'datetime') return (cell) => cell;
    const granule = GRANULES[granularity === 'None' ? 'Day' : granularity];
    if (!granule) throw badReport(`The local org does not group dates by ${granularity}`);
    return (cell) => {
        if (cell.value === null) return cell;
        const day = type === 'datetime' ? dayIn(String(cell.value), calendar.zone) : String(cell.value);
        return granule(day, calendar);
    };
};

/** Ascending: nothing first, picklists in the order of their values, numbers and dates by size, the rest by what people read. */
export const compareKeys = (column: ReportColumn): ((a: GroupKey, b: GroupKey) => number) => {
    const { field } = column;
    const places = new Map((field.picklist?.values ?? []).map(({ value }, place) => [value, place]));
    const sortable = ({ value, label }: GroupKey): Scalar => {
        if (places.size > 0) return places.get(String(value)) ?? places.size;
        return isNumeric(field) || field.type === 'date' || field.type === 'datetime' ? value : (label ?? '').toLowerCase();
    };
    return (a, b) => {
        if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? -1 : 1;
        const [one, other] = [sortable(a), sortable(b)];
        return one === other ? 0 : one! < other! ? -1 : 1;
    };
};
