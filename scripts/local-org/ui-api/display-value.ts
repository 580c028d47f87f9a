import type { FieldDef } from '../model/schema';
import type { Scalar } from '../model/org';

const numberFormats = new Map<string, Intl.NumberFormat>();

const formatNumber = (value: number, digits: number, currency = false): string => {
    const key = `${digits}${currency ? '$' : ''}`;
    let format = numberFormats.get(key);
    if (!format) {
        const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
        format = new Intl.NumberFormat('en-US', currency ? { style: 'currency', currency: 'USD', ...options } : options);
        numberFormats.set(key, format);
    }
    return format.format(value);
};

const formatDate = (value: string): string => {
    const [year, month, day] = value.slice(0, 10).split('-').map(Number);
    return `${month}/${day}/${year}`;
};

/** Newer ICU data puts a narrow no-break space before AM and PM; people and tests expect a plain one. */
const plainSpaces = (text: string): string => text.replace(/\u202f/g, ' ');

const formatMoment = (value: string, timeZone: string): string => {
    const moment = new Date(value);
    const time = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone }).format(moment);
    const date = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone }).format(moment);
    return plainSpaces(`${date}, ${time}`);
};

const formatTime = (value: string): string => {
    const [hours = 0, minutes = 0] = value.split(':').map(Number);
    return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')} ${hours < 12 ? 'AM' : 'PM'}`;
};

const labelOf = (field: FieldDef, value: string): string => field.picklist?.values.find((each) => each.value === value)?.label ?? value;

/** A field's value as people read it, in US English; null where the platform gives none (texts, ids, checkboxes, nothing). */
export const displayValue = (field: FieldDef, value: Scalar, timeZone = 'UTC'): string | null => {
    if (value === null) return null;
    switch (field.type) {
        case 'currency':
            return formatNumber(Number(value), field.scale ?? 2, true);
        case 'percent':
            return `${formatNumber(Number(value), field.scale ?? 0)}%`;
        case 'double':
        case 'int':
            return formatNumber(Number(value), field.scale ?? 0);
        case 'date':
            return formatDate(String(value));
        case 'datetime':
            return formatMoment(String(value), timeZone);
        case 'time':
            return formatTime(String(value));
        case 'picklist':
            return labelOf(field, String(value));
        case 'multipicklist':
            return String(value)
                .split(';')
                .map((each) => labelOf(field, each))
                .join(';');
        default:
            return null;
    }
};

/** The zone in which a user reads moments. */
export const timeZoneOf = (user: Readonly<Record<string, Scalar>>): string => {
    const zone = user['TimeZoneSidKey'];
    return typeof zone === 'string' && zone !== '' ? zone : 'UTC';
};
