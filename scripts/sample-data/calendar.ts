/** Days as numbers since 1970-01-01 (UTC), and the texts that records hold. */

const MS_PER_DAY = 86_400_000;

export const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);

export const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** A moment of the day, during working hours so that no time zone moves it to another date. */
export const momentOf = (day: number, minute = 0): string =>
    `${dateOf(day)}T${String(14 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`;

const weekday = (day: number): number => new Date(day * MS_PER_DAY).getUTCDay();

/** The day that lies this many business days before. */
export function businessDaysBefore(day: number, count: number): number {
    let left = count;
    let at = day;
    while (left > 0) {
        at -= 1;
        if (weekday(at) !== 0 && weekday(at) !== 6) left -= 1;
    }
    return at;
}

/** Position in the calendar quarter: 0, 1 or 2. Deals close towards the quarter's end. */
export const monthOfQuarter = (day: number): number => new Date(day * MS_PER_DAY).getUTCMonth() % 3;
