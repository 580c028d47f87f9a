import { dayOf } from '../forecast/calendar-day';
import { businessDaysAfter } from './business-days';

// 2026-11-16 is a Monday.
const on = (day: number) => dayOf(2026, 11, day);

it.each([
    ['Monday', 16, 7, 25],
    ['Wednesday', 18, 7, 27],
    ['Thursday', 19, 7, 30],
    ['Friday', 20, 7, 31],
    ['Saturday', 21, 7, 31],
    ['Sunday', 22, 7, 31],
    ['Thursday', 19, 2, 23],
    ['Saturday', 21, 2, 24],
    ['Friday', 20, 0, 20]
])('from %s, November %i, %i business days end on day %i', (_, from, count, until) => {
    expect(businessDaysAfter(on(from), count)).toBe(on(until));
});

it('counts before 1970 as well', () => {
    // 1969-12-31 was a Wednesday.
    expect(businessDaysAfter(-1, 3)).toBe(4);
});
