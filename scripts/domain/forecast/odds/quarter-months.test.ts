import { dayOf } from '../calendar-day';
import type { FiscalPeriod } from '../fiscal-periods';
import { layAxis } from '../period-axis';
import { layQuarterMonths } from './quarter-months';

const monthsOf = (fiscal: readonly FiscalPeriod[], most = 6) => layQuarterMonths(layAxis('month', fiscal), fiscal, most);

describe('layQuarterMonths', () => {
    it('counts from the running month to the end of its quarter, then by whole quarters', () => {
        const calendar = monthsOf([]);
        expect(calendar(dayOf(2026, 10, 1), 0)).toEqual([0, 1, 2]);
        expect(calendar(dayOf(2026, 11, 21), 0)).toEqual([0, 1]);
        expect(calendar(dayOf(2026, 12, 31), 0)).toEqual([0]);
        expect(calendar(dayOf(2026, 11, 21), 1)).toEqual([2, 3, 4]);
    });

    it('knows no total of a quarter that is forecast only in part', () => {
        expect(monthsOf([], 4)(dayOf(2026, 11, 21), 1)).toEqual([]);
        expect(monthsOf([], 3)(dayOf(2026, 10, 1), 0)).toEqual([0, 1, 2]);
    });

    it("goes by the org's own quarters", () => {
        const period = (type: FiscalPeriod['type'], from: number, to: number): FiscalPeriod => ({ type, from, to, label: '' });
        const [feb, may] = [dayOf(2026, 2, 1), dayOf(2026, 5, 1)];
        const months = [feb, dayOf(2026, 3, 1), dayOf(2026, 4, 1)].map((from, index, all) =>
            period('Month', from, (all[index + 1] ?? may) - 1)
        );
        expect(monthsOf([period('Quarter', feb, may - 1), ...months])(dayOf(2026, 3, 15), 0)).toEqual([0, 1]);
        expect(monthsOf([])(dayOf(2026, 3, 15), 0)).toEqual([0]);
    });
});
