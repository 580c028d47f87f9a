/** Days as the org's rules count them, and as people read them. */
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';

/** The day in the user's own time zone, as TODAY() sees it: YYYY-MM-DD. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(new Date());

/** A day of a record (YYYY-MM-DD) in the user's own spelling; empty for none. */
export const showDay = (day: unknown): string =>
    day ? new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${String(day)}T00:00:00Z`)) : '';
