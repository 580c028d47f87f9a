import { yearAndMonthOf, type Day } from './calendar-day';
import type { FiscalPeriod } from './fiscal-periods';

/** Position of a day's month in its fiscal quarter: 0, 1, 2. */
export type QuarterPosition = (day: Day) => number;

/** The position by the org's fiscal periods; for days that they do not cover, by calendar quarters. */
export function locateInQuarter(periods: readonly FiscalPeriod[]): QuarterPosition {
    const months = periods.filter(({ type }) => type === 'Month').sort((left, right) => left.from - right.from);
    const quarters = periods.filter(({ type }) => type === 'Quarter');
    const known = new Map<Day, number>();
    const locate = (day: Day): number => {
        const quarter = quarters.find(({ from, to }) => from <= day && day <= to);
        const inside = quarter ? months.filter(({ from, to }) => from >= quarter.from && to <= quarter.to) : [];
        const position = inside.findIndex(({ from, to }) => from <= day && day <= to);
        return position >= 0 ? position : (yearAndMonthOf(day).month - 1) % 3;
    };
    return (day) => {
        const position = known.get(day) ?? locate(day);
        known.set(day, position);
        return position;
    };
}
