import { NO_DAY } from '../../domain/forecast/deal-table';
import { ProblemError } from '../../domain/problem';
import type { CsvSheet } from './csv-sheet';

const MICROS_PER_DAY = 86_400_000_000;
const MICROS_PER_MILLISECOND = 1_000;
/** Days since 1970 of 1 January 1900: what lies before is a date that was written in another order. */
export const EARLIEST_DAY = -25_567;
/** The same as microseconds. */
export const EARLIEST_MICROS = EARLIEST_DAY * MICROS_PER_DAY;
const WORD = 4_294_967_296;
/** The high word of minus infinity. */
const MINUS_INFINITY = -2_147_483_648;

/** Microseconds since 1970 in row `row` of pairs of words; NaN where there is no moment. */
export function microsOf(words: Uint32Array, row: number): number {
    const high = words[2 * row + 1]! | 0;
    return high === MINUS_INFINITY ? NaN : high * WORD + words[2 * row]!;
}

/** Whole days since 1970. */
export const dayOfMicros = (micros: number): number => Math.floor(micros / MICROS_PER_DAY);

/** Milliseconds since the day began, which is what Salesforce tells apart. */
export const millisecondOfDay = (micros: number, day: number): number =>
    Math.floor((micros - day * MICROS_PER_DAY) / MICROS_PER_MILLISECOND);

/** To the whole, half of one away from zero, as DuckDB rounds. */
export const rounded = (value: number): number => (value < 0 ? -Math.round(-value) : Math.round(value));

/** Days since 1970 as SQL over a date, NO_DAY where it is empty. */
export const dayOfSql = (date: string): string => `coalesce((${date})::DATE - DATE '1970-01-01', ${NO_DAY})::INTEGER`;

/** Beyond 90 trillion a number could not hold every cent. Amounts that are not known are no trouble. */
export const isCountable = (cents: number): boolean => !(cents > Number.MAX_SAFE_INTEGER || cents < -Number.MAX_SAFE_INTEGER);

export function uncountable(cents: number, sheet: CsvSheet, id: string): ProblemError {
    const detail = `has an Amount of ${cents / 100}, which is too large to count in cents.`;
    return new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}, Id ${id},`, detail, remedy: 'Correct the amount.' });
}
