import type { FieldDef } from '../model/schema';
import { isNumeric } from '../model/field-traits';
import { periodOf, startOfDay } from '../soql/calendar';
import type { Calendar, Period } from '../soql/calendar';
import type { Cell } from './report-cell';
import { badReport } from './report-error';
import type { DateFilter, ReportFilter } from './report-definition';

export type CellTest = (cell: Cell) => boolean;

const EQUALITY = ['equals', 'notEqual'];
const ORDER = ['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual'];
const TEXT = ['contains', 'notContain', 'startsWith'];

/** The filter operators that a field of this type takes. */
export const operatorsOf = ({ type }: FieldDef): readonly string[] => {
    if (type === 'boolean') return EQUALITY;
    if (type === 'multipicklist') return [...EQUALITY, 'includes', 'excludes'];
    if (['int', 'double', 'currency', 'percent', 'date', 'datetime', 'time'].includes(type)) return [...EQUALITY, ...ORDER];
    return [...EQUALITY, ...ORDER, ...TEXT];
};

/** Values of a filter: 'a,b' are two, '"a,b"' is one, nothing is the empty value. */
const valuesOf = (text: string): string[] =>
    (text.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [''])
        .map((part) => part.trim())
        .map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/""/g, '"') : part));

type Key = string | number | boolean | null;
/** One value to compare with, or the days that a date stands for. */
type Wanted = { readonly key: Key } | { readonly period: Period };

const truth = (text: string): boolean => {
    if (/^(1|true|yes)$/i.test(text)) return true;
    if (/^(0|false|no)$/i.test(text)) return false;
    throw badReport(`Invalid filter value '${text}': a checkbox is True or False`);
};

const numberIn = (text: string): number => {
    const value = Number(text.replace(/[,$%\s]/g, ''));
    if (Number.isNaN(value)) throw badReport(`Invalid filter value '${text}': not a number`);
    return value;
};

/** Days as people and metadata write them: 2026-03-01, 3/1/2026, TODAY, LAST_N_DAYS:30, "THIS WEEK". */
const daysIn = (text: string, calendar: Calendar): Period => {
    const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    const day = american ? `${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}` : text.slice(0, 10);
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
        return { from: day, to: new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10) };
    const period = periodOf(text.trim().replace(/\s+/g, '_'), calendar);
    if (!period) throw badReport(`Invalid filter value '${text}': neither a date nor a relative date`);
    return period;
};

const instants = (period: Period, { zone }: Calendar): Period => ({ from: startOfDay(period.from, zone), to: startOfDay(period.to, zone) });

const wantedOf = (field: FieldDef, text: string, calendar: Calendar): Wanted => {
    if (text === '') return { key: field.type === 'boolean' ? false : null };
    if (field.type === 'boolean') return { key: truth(text) };
    if (isNumeric(field)) return { key: numberIn(text) };
    if (field.type === 'date') return { period: daysIn(text, calendar) };
    if (field.type === 'datetime') return { period: instants(daysIn(text, calendar), calendar) };
    return { key: text.toLowerCase() };
};

/** What a cell is compared by: text, picklists and lookups by what people read, without case. */
const keyOf = (field: FieldDef, { value, label }: Cell): Key => {
    if (field.type === 'boolean') return value === true;
    if (value === null) return null;
    if (isNumeric(field)) return Number(value);
    if (field.type === 'date' || field.type === 'datetime') return String(value);
    return (field.reference || field.nameField ? label! : String(value)).toLowerCase();
};

const isIn = (key: Key, wanted: Wanted): boolean =>
    'key' in wanted ? key === wanted.key : key !== null && key >= wanted.period.from && key < wanted.period.to;

/** An empty cell is neither smaller nor larger than anything. */
const isOrdered = (operator: string, key: Key, wanted: Wanted): boolean => {
    if (key === null || ('key' in wanted && wanted.key === null)) return false;
    const { from, to } = 'key' in wanted ? { from: wanted.key!, to: undefined } : wanted.period;
    if (operator === 'lessThan') return key < from;
    if (operator === 'greaterOrEqual') return key >= from;
    if (operator === 'lessOrEqual') return to === undefined ? key <= from : key < to;
    return to === undefined ? key > from : key >= to;
};

/** A filter as a test of the cell of its column. Throws ApiError BAD_REQUEST where it makes no sense. */
export const cellTest = (field: FieldDef, { column, operator, value }: ReportFilter, calendar: Calendar): CellTest => {
    if (!operatorsOf(field).includes(operator))
        throw badReport(`Invalid filter operator ${operator} for column ${column} of type ${field.type}`);
    const values = valuesOf(value);
    if (TEXT.includes(operator)) {
        const parts = values.map((each) => each.toLowerCase());
        const holds = (text: string): boolean =>
            parts.some((part) => (operator === 'startsWith' ? text.startsWith(part) : text.includes(part)));
        return (cell) => holds(String(keyOf(field, cell) ?? '')) === (operator !== 'notContain');
    }
    if (operator === 'includes' || operator === 'excludes') {
        const asked = new Set(values.map((each) => each.toLowerCase()));
        return ({ value: chosen }) =>
            String(chosen ?? '')
                .toLowerCase()
                .split(';')
                .some((each) => asked.has(each)) ===
            (operator === 'includes');
    }
    const wanted = values.map((each) => wantedOf(field, each, calendar));
    if (EQUALITY.includes(operator))
        return (cell) => {
            const key = keyOf(field, cell);
            return wanted.some((each) => isIn(key, each)) === (operator === 'equals');
        };
    return (cell) => {
        const key = keyOf(field, cell);
        return wanted.some((each) => isOrdered(operator, key, each));
    };
};

/** Intervals of a report's date filter that are one date literal of SOQL. */
const INTERVALS: Readonly<Record<string, string>> = {
    TODAY: 'TODAY',
    YESTERDAY: 'YESTERDAY',
    TOMORROW: 'TOMORROW',
    THISWEEK: 'THIS_WEEK',
    LASTWEEK: 'LAST_WEEK',
    NEXTWEEK: 'NEXT_WEEK',
    THISMONTH: 'THIS_MONTH',
    LASTMONTH: 'LAST_MONTH',
    NEXTMONTH: 'NEXT_MONTH',
    CURRENTQ: 'THIS_QUARTER',
    PREVQ: 'LAST_QUARTER',
    NEXTQ: 'NEXT_QUARTER',
    CURY: 'THIS_YEAR',
    PREVY: 'LAST_YEAR',
    NEXTY: 'NEXT_YEAR',
    CURRENT: 'THIS_FISCAL_QUARTER',
    PREV1: 'LAST_FISCAL_QUARTER',
    NEXT1: 'NEXT_FISCAL_QUARTER',
    CURFY: 'THIS_FISCAL_YEAR',
    PREVFY: 'LAST_FISCAL_YEAR',
    NEXTFY: 'NEXT_FISCAL_YEAR'
};

const intervalPeriod = (name: string, calendar: Calendar): Period => {
    const counted = /^(LAST|NEXT)(\d+)$/.exec(name);
    const period = periodOf(counted ? `${counted[1]}_N_DAYS:${counted[2]}` : (INTERVALS[name] ?? ''), calendar);
    if (!period) throw badReport(`The local org does not know the date range ${name}`);
    return period;
};

/** The date filter as a test of its column's cell; undefined where it lets every day through. */
export const dateTest = (field: FieldDef, filter: DateFilter, calendar: Calendar): CellTest | undefined => {
    const { durationValue, startDate, endDate } = filter;
    if (durationValue === 'CUSTOM' && !startDate && !endDate) return undefined;
    const days = (text: string): Period =>
        field.type === 'datetime' ? instants(daysIn(text, calendar), calendar) : daysIn(text, calendar);
    const whole = durationValue === 'CUSTOM' ? undefined : intervalPeriod(durationValue, calendar);
    const period = whole && field.type === 'datetime' ? instants(whole, calendar) : whole;
    const from = period ? period.from : startDate ? days(startDate).from : '';
    const to = period ? period.to : endDate ? days(endDate).to : undefined;
    return ({ value }) => value !== null && String(value) >= from && (to === undefined || String(value) < to);
};
