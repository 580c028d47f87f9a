import { Decimal } from 'decimal.js';
import { FormulaEvaluationError } from './types';

/** Decimal arithmetic as the platform does it: 39 digits, ties away from zero. */
export const Numeric = Decimal.clone({ precision: 39, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -1e9, toExpPos: 1e9 });
export type Numeric = Decimal;

export interface Place {
    readonly latitude: number;
    readonly longitude: number;
}

/**
 * A value inside a formula. What a plain number means is known from its static type: days since 1970 for a Date,
 * milliseconds since 1970 for a DateTime, milliseconds since midnight for a Time. Empty text is null.
 */
export type Value = Numeric | string | boolean | number | Place | null;

export const DAY_MS = 86_400_000;

/** A double as the platform takes it in. Throws for infinity and not-a-number. */
export const numeric = (value: number): Numeric => {
    if (!Number.isFinite(value)) throw new FormulaEvaluationError('Number out of range');
    return new Numeric(value);
};

/** The whole part, towards zero, as a JavaScript number. */
export const wholePart = (value: Numeric): number => value.trunc().toNumber();

/** Empty text and no text are one. */
export const textOrNull = (value: string | null | undefined): string | null => (value ? value : null);

/** Days since 1970, or undefined when there is no such day. Years 1 to 9999. */
export const daysOf = (year: number, month: number, day: number): number | undefined => {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists && year >= 1 && year <= 9999 ? date.getTime() / DAY_MS : undefined;
};

/** 'YYYY-MM-DD' to days, without regard to what follows; undefined when it is none. */
export const parseDay = (text: string): number | undefined => {
    const match = /^(\d{4})-[ \t]*(\d+)-[ \t]*(\d+)/.exec(text);
    return match ? daysOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
};

const dateOf = (milliseconds: number): Date => {
    const date = new Date(milliseconds);
    if (Number.isNaN(date.getTime())) throw new FormulaEvaluationError('Date out of range');
    return date;
};

/** Calendar parts of a day in the proleptic Gregorian calendar. */
export const dayParts = (days: number): { year: number; month: number; day: number; weekday: number } => {
    const date = dateOf(days * DAY_MS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay() };
};

export const formatDay = (days: number): string =>
    dateOf(days * DAY_MS)
        .toISOString()
        .slice(0, 10);

export const formatMoment = (milliseconds: number): string => dateOf(milliseconds).toISOString();

/** 'HH:mm:ss.SSS' of a time of day. */
export const formatTime = (milliseconds: number): string => dateOf(milliseconds).toISOString().slice(11, 23);

/** Any integer of milliseconds brought into one day. */
export const timeOfDay = (milliseconds: number): number => ((milliseconds % DAY_MS) + DAY_MS) % DAY_MS;

/** 'HH:mm:ss.SSS' with optional Z to milliseconds of the day; undefined when it is none. */
export const parseTime = (text: string): number | undefined => {
    const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})\.(\d{1,3})Z?$/.exec(text);
    if (!match) return undefined;
    const [hours, minutes, seconds, milliseconds] = match.slice(1).map(Number);
    if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
};

const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** Text as the platform reads a number: no blanks, no grouping; undefined when it is none. */
export const parseNumber = (text: string): Numeric | undefined =>
    NUMBER_TEXT.test(text) ? new Numeric(text).toSignificantDigits(39) : undefined;

const zones = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at a moment in a time zone. */
export const dayInZone = (milliseconds: number, timeZone: string): number => {
    let format = zones.get(timeZone);
    if (!format) {
        format = new Intl.DateTimeFormat('en-US', {
            timeZone,
            calendar: 'gregory',
            era: 'short',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric'
        });
        zones.set(timeZone, format);
    }
    const parts = new Map(format.formatToParts(dateOf(milliseconds)).map(({ type, value }) => [type, value]));
    const days = daysOf(Number(parts.get('year')), Number(parts.get('month')), Number(parts.get('day')));
    if (days === undefined || parts.get('era') !== 'AD') throw new FormulaEvaluationError('Date out of range');
    return days;
};
