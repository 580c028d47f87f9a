import { dayOf, isoOf, yearAndMonthOf, type Day } from './calendar-day';
import { monthLabel, type FiscalPeriod } from './fiscal-periods';
import { locateInQuarter } from './fiscal-rhythm';

export type PeriodKind = 'week' | 'month' | 'quarter';

/** A stretch of days, both ends in it. */
export interface Span {
    readonly from: Day;
    readonly to: Day;
    readonly label: string;
}

/** The periods that forecasts are made for, one after the other without gaps. */
export interface PeriodAxis {
    readonly kind: PeriodKind;
    /** The period that a day lies in. */
    at(day: Day): Span;
    /** Month of the fiscal quarter, from 0, that a day lies in; at most 3. */
    monthOfQuarter(day: Day): number;
    /**
     * Where a period stands in the rhythm of the business, from 0: a month in its fiscal quarter, a week by whether a fiscal
     * month ends in it (1) or not (0), quarters all alike.
     */
    positionOf(period: Span): number;
}

const MONDAY = 4;

/**
 * The org's fiscal months or quarters where it gave any, calendar ones elsewhere; weeks run from `anchor` (default Monday).
 * `periods` come in any order.
 */
export function layAxis(kind: PeriodKind, periods: readonly FiscalPeriod[], anchor: Day = MONDAY): PeriodAxis {
    const months = spansOf(periods, 'Month');
    const locate = locateInQuarter(periods);
    const monthOfQuarter = (day: Day) => Math.min(3, locate(day));
    const monthAt = (day: Day) => spanAt(months, day, calendarMonthAt);
    if (kind === 'week') {
        const at = (day: Day) => {
            const from = anchor + 7 * Math.floor((day - anchor) / 7);
            return { from, to: from + 6, label: `week of ${isoOf(from)}` };
        };
        return { kind, at, monthOfQuarter, positionOf: ({ from, to }) => (monthAt(from).to <= to ? 1 : 0) };
    }
    if (kind === 'month') return { kind, at: monthAt, monthOfQuarter, positionOf: ({ to }) => monthOfQuarter(to) };
    const quarters = spansOf(periods, 'Quarter');
    return { kind, at: (day) => spanAt(quarters, day, calendarQuarterAt), monthOfQuarter, positionOf: () => 0 };
}

/** `count` periods from the one that holds `day` on. */
export function periodsFrom(axis: PeriodAxis, day: Day, count: number): readonly Span[] {
    const spans = [axis.at(day)];
    while (spans.length < count) spans.push(axis.at(spans[spans.length - 1]!.to + 1));
    return spans.slice(0, count);
}

const spansOf = (periods: readonly FiscalPeriod[], type: FiscalPeriod['type']): readonly Span[] =>
    periods.filter((period) => period.type === type).sort((left, right) => left.from - right.from);

/** The org's period of a day; where it has none, the calendar's, cut where the org's own begin or end. */
function spanAt(spans: readonly Span[], day: Day, calendarAt: (day: Day) => Span): Span {
    const own = spans.find(({ from, to }) => from <= day && day <= to);
    if (own) return own;
    const span = calendarAt(day);
    const next = spans.find(({ from }) => from > day);
    const last = spans.findLast(({ to }) => to < day);
    return { ...span, from: Math.max(span.from, (last?.to ?? -Infinity) + 1), to: Math.min(span.to, (next?.from ?? Infinity) - 1) };
}

function calendarMonthAt(day: Day): Span {
    const { year, month } = yearAndMonthOf(day);
    const from = dayOf(year, month, 1);
    return { from, to: dayOf(year, month + 1, 1) - 1, label: monthLabel(from) };
}

function calendarQuarterAt(day: Day): Span {
    const { year, month } = yearAndMonthOf(day);
    const quarter = Math.floor((month - 1) / 3);
    return { from: dayOf(year, 3 * quarter + 1, 1), to: dayOf(year, 3 * quarter + 4, 1) - 1, label: `Q${quarter + 1} ${year}` };
}
