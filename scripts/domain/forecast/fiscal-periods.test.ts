import { dayOf, isoOf } from './calendar-day';
import { planCalendar, quarterOf, type FiscalPeriod } from './fiscal-periods';
import { locateInQuarter } from './fiscal-rhythm';

const TODAY = dayOf(2026, 11, 21);

/** A 4-4-5 year that starts on 1 February 2026, two years of it. */
function retailYears(): readonly FiscalPeriod[] {
    const periods: FiscalPeriod[] = [];
    let from = dayOf(2026, 2, 1);
    for (let quarter = 0; quarter < 8; quarter += 1) {
        const start = from;
        for (const weeks of [4, 4, 5]) {
            periods.push({ type: 'Month', from, to: from + 7 * weeks - 1, label: `M${periods.length}` });
            from += 7 * weeks;
        }
        periods.push({ type: 'Quarter', from: start, to: from - 1, label: `FQ${quarter + 1}` });
    }
    return periods;
}

describe('planCalendar', () => {
    it('uses the org’s periods, whatever their shape', () => {
        const calendar = planCalendar(retailYears(), TODAY);
        expect(calendar.source).toBe('org');
        expect(calendar.quarters.map(({ label }) => label)).toEqual(['FQ4', 'FQ5', 'FQ6', 'FQ7']);
        expect(calendar.months.every((month) => quarterOf(calendar, month) !== undefined)).toBe(true);
        expect(calendar.months[0]!.from).toBeLessThanOrEqual(TODAY);
    });

    it('falls back to the calendar when the org’s periods do not cover the day', () => {
        const calendar = planCalendar(retailYears(), dayOf(2031, 1, 15));
        expect(calendar.source).toBe('calendar');
        expect(calendar.quarters.map(({ label }) => label)).toEqual(['Q1 2031', 'Q2 2031', 'Q3 2031', 'Q4 2031']);
    });

    it('starts with the running month and ends with the fourth quarter', () => {
        const { months } = planCalendar([], TODAY);
        expect(months.map(({ label }) => label)).toEqual([
            ...['Nov 2026', 'Dec 2026', 'Jan 2027', 'Feb 2027', 'Mar 2027', 'Apr 2027'],
            ...['May 2027', 'Jun 2027', 'Jul 2027', 'Aug 2027', 'Sep 2027']
        ]);
        expect(isoOf(months.at(-1)!.to)).toBe('2027-09-30');
    });
});

it('knows a month’s place in its fiscal quarter', () => {
    const positionOf = locateInQuarter(retailYears());
    expect([0, 27, 28, 56, 90, 91].map((after) => positionOf(dayOf(2026, 2, 1) + after))).toEqual([0, 0, 1, 2, 2, 0]);
    expect(positionOf(dayOf(2020, 6, 15))).toBe(2);
});
