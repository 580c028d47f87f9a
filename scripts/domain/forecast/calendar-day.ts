/** A calendar day as whole days since 1970-01-01. Timestamps fall on their UTC day. */
export type Day = number;

const MILLISECONDS_PER_DAY = 86_400_000;

/** The day of 'YYYY-MM-DD' (also the first ten characters of a timestamp), or undefined when there is no such day. */
export function parseDay(text: string): Day | undefined {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!match) return undefined;
    const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
    return isoOf(day) === text ? day : undefined;
}

/** The UTC day of a moment given in milliseconds since 1970. */
export const dayOfMoment = (milliseconds: number): Day => Math.floor(milliseconds / MILLISECONDS_PER_DAY);

/** Year, month 1–12 (beyond it runs over into other years), day of month. */
export const dayOf = (year: number, month: number, dayOfMonth: number): Day =>
    Math.round(Date.UTC(year, month - 1, dayOfMonth) / MILLISECONDS_PER_DAY);

/** 'YYYY-MM-DD' */
export const isoOf = (day: Day): string => new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** Year and month (1–12) of a day. */
export function yearAndMonthOf(day: Day): { readonly year: number; readonly month: number } {
    const date = new Date(day * MILLISECONDS_PER_DAY);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
