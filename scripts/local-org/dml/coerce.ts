import Decimal from 'decimal.js';
import type { Scalar } from '../model/org';
import type { FieldDef } from '../model/schema';
import { refuse, refuseRequest } from './save-failure';

/** Where a value comes from: JSON has types of its own, a CSV cell is text. A wrong type refuses the request, or just the row. */
export type InputSource = 'json' | 'csv';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,3})?Z?$/;
const EMAIL = /^[^\s@,;<>()[\]\\"]+@[^\s@.,;<>()[\]\\"]+(\.[^\s@.,;<>()[\]\\"]+)+$/;
const EARLIEST_YEAR = 1700;
const LATEST_YEAR = 4000;

/** Turns a value of a request into the stored form of the field. Empty text is null; throws SaveFailure or ApiError. */
export const coerce = (field: FieldDef, value: unknown, source: InputSource = 'json'): Scalar => {
    if (value === null || value === undefined || value === '') return field.type === 'boolean' ? false : null;
    switch (field.type) {
        case 'boolean':
            return toBoolean(field, value, source);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return toNumber(field, value, source);
        case 'date':
            return toDate(field, value, source);
        case 'datetime':
            return toDateTime(field, value, source);
        case 'time':
            return toTime(field, value, source);
        default:
            return toText(field, value, source);
    }
};

const toBoolean = (field: FieldDef, value: unknown, source: InputSource): boolean => {
    if (typeof value === 'boolean') return value;
    const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (text === 'true' || (source === 'csv' && text === '1')) return true;
    if (text === 'false' || (source === 'csv' && text === '0')) return false;
    return wrongType(field, value, source);
};

const toNumber = (field: FieldDef, value: unknown, source: InputSource): number | null => {
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : undefined;
    if (text === '') return null;
    if (text === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return wrongType(field, value, source);
    const rounded = new Decimal(text).toDecimalPlaces(field.scale ?? (field.type === 'int' ? 0 : 20), Decimal.ROUND_HALF_UP);
    const digits = (field.precision ?? 18) - (field.scale ?? 0);
    if (rounded.abs().gte(new Decimal(10).pow(digits))) {
        refuse('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${text}`, [field.name]);
    }
    // -0 would differ from 0 when a save is compared with the row before it.
    return rounded.toNumber() + 0;
};

const toDate = (field: FieldDef, value: unknown, source: InputSource): string => {
    const text = typeof value === 'string' ? value.trim() : '';
    const day = DATE_TIME.test(text) ? text.slice(0, 10) : '';
    return isCalendarDay(day) ? day : wrongType(field, value, source);
};

const toDateTime = (field: FieldDef, value: unknown, source: InputSource): string => {
    const match = typeof value === 'string' ? DATE_TIME.exec(value.trim()) : null;
    if (!match || !isCalendarDay(match[1]!)) return wrongType(field, value, source);
    const zone = (match[4] ?? 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
    const moment = new Date(`${match[1]}T${match[2] ?? '00:00'}:${match[3] ?? '00'}${zone}`);
    return Number.isNaN(moment.getTime()) ? wrongType(field, value, source) : moment.toISOString();
};

const toTime = (field: FieldDef, value: unknown, source: InputSource): string => {
    const match = typeof value === 'string' ? TIME.exec(value.trim()) : null;
    if (!match) return wrongType(field, value, source);
    return `${match[1]}:${match[2]}:${match[3]}${(match[4] ?? '.').padEnd(4, '0')}Z`;
};

const toText = (field: FieldDef, value: unknown, source: InputSource): string | null => {
    if (typeof value !== 'string' && !(field.type === 'anyType' && typeof value !== 'object')) return wrongType(field, value, source);
    const text = String(value).trim();
    if (text === '') return null;
    const limit = field.type === 'reference' || field.type === 'id' ? undefined : field.length;
    if (limit && text.length > limit) {
        refuse('STRING_TOO_LONG', `${field.label}: data value too large: ${text} (max length=${limit})`, [field.name]);
    }
    if (field.type === 'email' && !EMAIL.test(text)) {
        refuse('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.name]);
    }
    return text;
};

const isCalendarDay = (text: string): boolean => {
    const match = DATE.exec(text);
    if (!match) return false;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const moment = new Date(Date.UTC(year, month - 1, day));
    return year >= EARLIEST_YEAR && year <= LATEST_YEAR && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
};

const wrongType = (field: FieldDef, value: unknown, source: InputSource): never => {
    if (source === 'csv')
        return refuse('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${value}`, [field.name]);
    const shown = typeof value === 'object' ? '' : ` value ${value}`;
    return refuseRequest(
        'JSON_PARSER_ERROR',
        `Cannot deserialize instance of ${field.type} from ${tokenOf(value)}${shown} or request may be missing a required field`
    );
};

const tokenOf = (value: unknown): string => {
    if (Array.isArray(value)) return 'START_ARRAY';
    if (typeof value === 'object') return 'START_OBJECT';
    if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
    if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
    return 'VALUE_STRING';
};
