import { DATE_FUNCTIONS, dayIn, periodOf, startOfDay } from './calendar';
import type { Calendar } from './calendar';

/** Wednesday, 1 January 2025; weeks begin on Sunday, the fiscal year on 1 October and bears the name of the year it ends in. */
const calendar: Calendar = { today: '2025-01-01', zone: 'UTC', firstWeekday: 0, fiscal: { month: 10, namedByStart: false } };

describe('date literals', () => {
    it.each([
        ['TODAY', '2025-01-01', '2025-01-02'],
        ['YESTERDAY', '2024-12-31', '2025-01-01'],
        ['TOMORROW', '2025-01-02', '2025-01-03'],
        ['LAST_WEEK', '2024-12-22', '2024-12-29'],
        ['THIS_WEEK', '2024-12-29', '2025-01-05'],
        ['NEXT_WEEK', '2025-01-05', '2025-01-12'],
        ['LAST_MONTH', '2024-12-01', '2025-01-01'],
        ['NEXT_MONTH', '2025-02-01', '2025-03-01'],
        ['LAST_90_DAYS', '2024-10-03', '2025-01-02'],
        ['NEXT_90_DAYS', '2025-01-02', '2025-04-02'],
        ['LAST_N_DAYS:1', '2024-12-31', '2025-01-02'],
        ['NEXT_N_DAYS:1', '2025-01-02', '2025-01-03'],
        ['N_DAYS_AGO:2', '2024-12-30', '2024-12-31'],
        ['LAST_N_WEEKS:2', '2024-12-15', '2024-12-29'],
        ['N_WEEKS_AGO:1', '2024-12-22', '2024-12-29'],
        ['LAST_N_MONTHS:2', '2024-11-01', '2025-01-01'],
        ['NEXT_N_MONTHS:2', '2025-02-01', '2025-04-01'],
        ['N_MONTHS_AGO:3', '2024-10-01', '2024-11-01'],
        ['LAST_QUARTER', '2024-10-01', '2025-01-01'],
        ['THIS_QUARTER', '2025-01-01', '2025-04-01'],
        ['NEXT_N_QUARTERS:2', '2025-04-01', '2025-10-01'],
        ['THIS_YEAR', '2025-01-01', '2026-01-01'],
        ['LAST_N_YEARS:2', '2023-01-01', '2025-01-01'],
        ['N_YEARS_AGO:1', '2024-01-01', '2025-01-01'],
        ['THIS_FISCAL_QUARTER', '2025-01-01', '2025-04-01'],
        ['THIS_FISCAL_YEAR', '2024-10-01', '2025-10-01'],
        ['NEXT_FISCAL_QUARTER', '2025-04-01', '2025-07-01'],
        ['LAST_N_FISCAL_YEARS:1', '2023-10-01', '2024-10-01'],
        ['N_FISCAL_QUARTERS_AGO:1', '2024-10-01', '2025-01-01'],
        ['last_n_days:0', '2025-01-01', '2025-01-02']
    ])('%s', (literal, from, to) => {
        expect(periodOf(literal, calendar)).toEqual({ from, to });
    });
    it('that do not exist are unknown', () => {
        expect(periodOf('NEXT_DECADE', calendar)).toBeUndefined();
    });
});

describe('days in a zone', () => {
    it('begin at local midnight, also on the days when clocks change', () => {
        expect(startOfDay('2026-03-08', 'America/Los_Angeles')).toBe('2026-03-08T08:00:00.000Z');
        expect(startOfDay('2026-03-09', 'America/Los_Angeles')).toBe('2026-03-09T07:00:00.000Z');
        expect(startOfDay('2026-11-02', 'America/Los_Angeles')).toBe('2026-11-02T08:00:00.000Z');
        expect(startOfDay('2026-01-01', 'Asia/Kolkata')).toBe('2025-12-31T18:30:00.000Z');
        expect(dayIn('2025-12-31T18:30:00.000Z', 'Asia/Kolkata')).toBe('2026-01-01');
    });
});

describe('date functions', () => {
    it.each([
        ['CALENDAR_QUARTER', '2024-12-31', 4],
        ['DAY_IN_WEEK', '2025-01-01', 4],
        ['DAY_IN_YEAR', '2024-12-31', 366],
        ['FISCAL_MONTH', '2024-10-05', 1],
        ['FISCAL_YEAR', '2024-10-05', 2025],
        ['FISCAL_YEAR', '2024-09-30', 2024],
        ['FISCAL_QUARTER', '2025-09-30', 4],
        ['HOUR_IN_DAY', '2025-01-01T23:59:00', 23],
        ['WEEK_IN_MONTH', '2025-01-08', 2],
        ['WEEK_IN_YEAR', '2025-01-08', 2]
    ])('%s of %s', (name, moment, expected) => {
        expect(DATE_FUNCTIONS[name](moment, calendar)).toBe(expected);
    });
});
