import type { Day } from '../forecast/calendar-day';

/** 1970-01-01 was a Thursday: 0 is Monday, 5 and 6 are the weekend. */
const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

const SATURDAY = 5;

/** The business day that lies `count` business days after a day. Saturday and Sunday count as their Friday; there are no holidays. */
export function businessDaysAfter(day: Day, count: number): Day {
    const weekday = weekdayOf(day);
    const start = weekday >= SATURDAY ? day - (weekday - SATURDAY + 1) : day;
    const weekends = Math.floor((weekdayOf(start) + count) / 5);
    return start + count + 2 * weekends;
}
