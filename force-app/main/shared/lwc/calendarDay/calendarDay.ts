/** Days as the org's rules count them, and as people read them. */
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';

/** The day in the user's own time zone, as TODAY() sees it: YYYY-MM-DD. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(new Date());

/** A day of a record (YYYY-MM-DD) in the user's own spelling; empty for none. */
export const showDay = (day: unknown): string =>
    day ? new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${String(day)}T00:00:00Z`)) : '';

const MILLISECONDS_PER_DAY = 86_400_000;
const momentOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);

/** The day that lies `days` later (earlier when negative): YYYY-MM-DD. */
export const shiftDay = (day: string, days: number): string =>
    new Date(momentOf(day) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** Whole days from a day (or the UTC day of a moment) to today; negative for days to come. */
export const daysSince = (day: unknown): number => Math.round((momentOf(today()) - momentOf(String(day))) / MILLISECONDS_PER_DAY);

/** "today", "3 days", "1 day": how long something has waited. */
export const showDays = (days: number): string => (days <= 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'}`);
