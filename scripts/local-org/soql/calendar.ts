import { fiscalMonth, fiscalStart } from '../model/derived-rows';
import type { OrgState, Session } from '../model/org';

/** A stretch of days, 'YYYY-MM-DD'; `to` is the first day after it. */
export interface Period {
    readonly from: string;
    readonly to: string;
}

/** Today and the calendar as the running user sees them. */
export interface Calendar {
    readonly today: string;
    readonly zone: string;
    /** 0 Sunday, 1 Monday. */
    readonly firstWeekday: number;
    readonly fiscal: { readonly month: number; readonly namedByStart: boolean };
}

export const calendarOf = (state: OrgState, session: Session): Calendar => {
    const zone = zoneOf(session);
    return {
        today: dayIn(state.now().toISOString(), zone),
        zone,
        firstWeekday: firstWeekday(session.user.LocaleSidKey),
        fiscal: fiscalStart(state)
    };
};

const zoneOf = (session: Session): string => {
    const zone = session.user.TimeZoneSidKey;
    if (typeof zone !== 'string') return 'UTC';
    try {
        new Intl.DateTimeFormat('en', { timeZone: zone });
        return zone;
    } catch {
        return 'UTC';
    }
};

const firstWeekday = (locale: unknown): number => {
    try {
        const about = new Intl.Locale(String(locale ?? 'en_US').replace(/_/g, '-')) as Intl.Locale & {
            weekInfo?: { firstDay: number };
            getWeekInfo?: () => { firstDay: number };
        };
        return (about.getWeekInfo?.() ?? about.weekInfo ?? { firstDay: 7 }).firstDay % 7;
    } catch {
        return 0;
    }
};

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
    let format = formats.get(zone);
    if (!format) {
        const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
        formats.set(zone, (format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...parts })));
    }
    return format;
};

/** An instant's wall clock in a zone, written as if it were UTC: '2026-03-01T23:30:00'. */
export const wallClock = (instant: string, zone: string): string => {
    if (zone === 'UTC') return new Date(instant).toISOString().slice(0, 19);
    const parts = Object.fromEntries(
        formatOf(zone)
            .formatToParts(new Date(instant))
            .map((part) => [part.type, part.value])
    );
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
};

/** The day of an instant in a zone. */
export const dayIn = (instant: string, zone: string): string => wallClock(instant, zone).slice(0, 10);

/** The instant at which a day begins in a zone. */
export const startOfDay = (day: string, zone: string): string => {
    const wall = Date.parse(`${day}T00:00:00Z`);
    let instant = wall;
    for (let i = 0; i < 2; i += 1) instant = wall - (Date.parse(`${wallClock(new Date(instant).toISOString(), zone)}Z`) - instant);
    return new Date(instant).toISOString();
};

export const addDays = (day: string, days: number): string =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** First day of the month that lies so many months after the one of this day. */
const monthStart = (day: string, months: number): string =>
    new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 10);

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

/** The first day of the unit that lies `offset` units away from the one that holds today. */
const unitStart = (calendar: Calendar, unit: Unit, offset: number): string => {
    const { today } = calendar;
    const month = Number(today.slice(5, 7));
    const inFiscalYear = (month - calendar.fiscal.month + 12) % 12;
    switch (unit) {
        case 'DAY':
            return addDays(today, offset);
        case 'WEEK': {
            const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
            return addDays(today, 7 * offset - ((weekday - calendar.firstWeekday + 7) % 7));
        }
        case 'MONTH':
            return monthStart(today, offset);
        case 'QUARTER':
            return monthStart(today, 3 * offset - ((month - 1) % 3));
        case 'YEAR':
            return monthStart(today, 12 * offset - (month - 1));
        case 'FISCAL_QUARTER':
            return monthStart(today, 3 * offset - (inFiscalYear % 3));
        case 'FISCAL_YEAR':
            return monthStart(today, 12 * offset - inFiscalYear);
    }
};

const SINGLE: Record<string, [Unit, number]> = { YESTERDAY: ['DAY', -1], TODAY: ['DAY', 0], TOMORROW: ['DAY', 1] };
const UNIT = '(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)';
const UNITS = '(DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS)';

/** The days that a date literal stands for: TODAY, THIS_FISCAL_QUARTER, LAST_N_DAYS:30 … Undefined when unknown. */
export const periodOf = (literal: string, calendar: Calendar): Period | undefined => {
    const name = literal.toUpperCase();
    const between = (unit: Unit, from: number, to: number): Period => ({
        from: unitStart(calendar, unit, from),
        to: unitStart(calendar, unit, to)
    });
    if (name in SINGLE) return between(SINGLE[name][0], SINGLE[name][1], SINGLE[name][1] + 1);
    // The two literals with a fixed number count as their N forms do.
    const counted = new RegExp(`^(LAST|NEXT)_N_${UNITS}:(\\d+)$`).exec(name.replace('_90_DAYS', '_N_DAYS:90'));
    if (counted) {
        const unit = counted[2].slice(0, -1) as Unit;
        const n = Number(counted[3]);
        // LAST_N_DAYS goes on to today; every other unit ends with, or begins after, the current one.
        if (counted[1] === 'LAST') return between(unit, -n, unit === 'DAY' ? 1 : 0);
        return between(unit, 1, n + 1);
    }
    const relative = new RegExp(`^(LAST|THIS|NEXT)_${UNIT}$`).exec(name);
    if (relative) {
        const offset = { LAST: -1, THIS: 0, NEXT: 1 }[relative[1] as 'LAST' | 'THIS' | 'NEXT'];
        return between(relative[2] as Unit, offset, offset + 1);
    }
    const ago = new RegExp(`^N_${UNITS}_AGO:(\\d+)$`).exec(name);
    if (ago) return between(ago[1].slice(0, -1) as Unit, -Number(ago[2]), 1 - Number(ago[2]));
    return undefined;
};

const dayOfYear = (day: string): number => Math.round((Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / 86_400_000) + 1;

/** Date functions by name, of a day or of the wall clock of a moment ('2026-03-01T23:30:00'). */
export const DATE_FUNCTIONS: Record<string, (moment: string, calendar: Calendar) => number | string> = {
    CALENDAR_MONTH: (moment) => Number(moment.slice(5, 7)),
    CALENDAR_QUARTER: (moment) => Math.ceil(Number(moment.slice(5, 7)) / 3),
    CALENDAR_YEAR: (moment) => Number(moment.slice(0, 4)),
    DAY_IN_MONTH: (moment) => Number(moment.slice(8, 10)),
    DAY_IN_WEEK: (moment) => new Date(`${moment.slice(0, 10)}T00:00:00Z`).getUTCDay() + 1,
    DAY_IN_YEAR: (moment) => dayOfYear(moment.slice(0, 10)),
    DAY_ONLY: (moment) => moment.slice(0, 10),
    FISCAL_MONTH: (moment, { fiscal }) => fiscalMonth(fiscal, Number(moment.slice(0, 4)), Number(moment.slice(5, 7))).month,
    FISCAL_QUARTER: (moment, { fiscal }) =>
        Math.ceil(fiscalMonth(fiscal, Number(moment.slice(0, 4)), Number(moment.slice(5, 7))).month / 3),
    FISCAL_YEAR: (moment, { fiscal }) => fiscalMonth(fiscal, Number(moment.slice(0, 4)), Number(moment.slice(5, 7))).year,
    HOUR_IN_DAY: (moment) => Number(moment.slice(11, 13)),
    WEEK_IN_MONTH: (moment) => Math.ceil(Number(moment.slice(8, 10)) / 7),
    WEEK_IN_YEAR: (moment) => Math.ceil(dayOfYear(moment.slice(0, 10)) / 7)
};
