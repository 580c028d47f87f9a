import { dayOf, yearAndMonthOf, type Day } from './calendar-day';

/** A fiscal month or quarter; `to` is its last day. */
export interface FiscalPeriod {
    readonly type: 'Month' | 'Quarter';
    readonly from: Day;
    readonly to: Day;
    readonly label: string;
}

/** The periods that a forecast is made for: the running quarter and those after it, each with its months. */
export interface ForecastCalendar {
    /** From the running month on. */
    readonly months: readonly FiscalPeriod[];
    readonly quarters: readonly FiscalPeriod[];
    /** 'org': the org's fiscal periods; 'calendar': calendar months, because the org gave none for this date. */
    readonly source: 'org' | 'calendar';
}

/** How many quarters are forecast, the running one included. */
export const QUARTERS_AHEAD = 4;

/** Takes the org's own periods where they cover `asOf`, else calendar months and quarters. Periods come in any order. */
export function planCalendar(periods: readonly FiscalPeriod[], asOf: Day): ForecastCalendar {
    const quarters = upcoming(periods, 'Quarter', asOf).slice(0, QUARTERS_AHEAD);
    const end = quarters.at(-1)?.to ?? asOf;
    const months = upcoming(periods, 'Month', asOf).filter((month) => month.to <= end);
    const covered = (quarters[0]?.from ?? asOf + 1) <= asOf && (months[0]?.from ?? asOf + 1) <= asOf && months.at(-1)?.to === end;
    return covered ? { months, quarters, source: 'org' } : calendarYear(asOf);
}

/** The quarter of the calendar that a month lies in. */
export const quarterOf = (calendar: ForecastCalendar, month: FiscalPeriod): FiscalPeriod | undefined =>
    calendar.quarters.find((quarter) => quarter.from <= month.from && month.to <= quarter.to);

function upcoming(periods: readonly FiscalPeriod[], type: FiscalPeriod['type'], asOf: Day): readonly FiscalPeriod[] {
    return periods.filter((period) => period.type === type && period.to >= asOf).sort((left, right) => left.from - right.from);
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function calendarYear(asOf: Day): ForecastCalendar {
    const { year, month } = yearAndMonthOf(asOf);
    const first = Math.floor((month - 1) / 3) * 3 + 1;
    const quarters = Array.from({ length: QUARTERS_AHEAD }, (_, index) => calendarQuarter(year, first + 3 * index));
    const count = 3 * QUARTERS_AHEAD - (month - first);
    const months = Array.from({ length: count }, (_, index) => calendarMonth(year, month + index));
    return { months, quarters, source: 'calendar' };
}

function calendarMonth(year: number, month: number): FiscalPeriod {
    const from = dayOf(year, month, 1);
    return { type: 'Month', from, to: dayOf(year, month + 1, 1) - 1, label: monthLabel(from) };
}

function calendarQuarter(year: number, firstMonth: number): FiscalPeriod {
    const from = dayOf(year, firstMonth, 1);
    const start = yearAndMonthOf(from);
    const label = `Q${Math.floor((start.month - 1) / 3) + 1} ${start.year}`;
    return { type: 'Quarter', from, to: dayOf(year, firstMonth + 3, 1) - 1, label };
}

/** 'Nov 2026' for the month that a day lies in. */
export function monthLabel(day: Day): string {
    const { year, month } = yearAndMonthOf(day);
    return `${MONTH_NAMES[month - 1]} ${year}`;
}
