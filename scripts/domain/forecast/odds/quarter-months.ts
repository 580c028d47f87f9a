import type { Day } from '../calendar-day';
import { layAxis, type PeriodAxis } from '../period-axis';
import type { FiscalPeriod } from '../fiscal-periods';

/** Which months ahead of a day, 0 the running one, make up what is left of its fiscal quarter (`ahead` 0) or a later one. */
export type QuarterMonths = (day: Day, ahead: number) => readonly number[];

/**
 * Reads the months of quarters off an axis of months. A quarter that reaches beyond the `most` months that are forecast, or
 * whose last day no month ends on, has none: its total is not known.
 */
export function layQuarterMonths(months: PeriodAxis, fiscal: readonly FiscalPeriod[], most: number): QuarterMonths {
    const quarters = layAxis('quarter', fiscal);
    return (day, ahead) => {
        let quarter = quarters.at(day);
        for (let next = 0; next < ahead; next += 1) quarter = quarters.at(quarter.to + 1);
        const own: number[] = [];
        let month = months.at(day);
        for (let index = 0; index < most && month.to <= quarter.to; index += 1) {
            if (month.from >= quarter.from) own.push(index);
            if (month.to === quarter.to) return own;
            month = months.at(month.to + 1);
        }
        return [];
    };
}
