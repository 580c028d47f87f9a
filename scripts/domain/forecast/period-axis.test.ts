import { dayOf, isoOf } from './calendar-day';
import type { FiscalPeriod } from './fiscal-periods';
import { layAxis, periodsFrom } from './period-axis';

const span = (type: FiscalPeriod['type'], from: number, to: number): FiscalPeriod => ({ type, from, to, label: `${type} ${isoOf(from)}` });

describe('layAxis', () => {
    it('takes calendar months where the org gives none', () => {
        const axis = layAxis('month', []);
        const [first, second] = periodsFrom(axis, dayOf(2026, 1, 20), 2);
        expect([isoOf(first!.from), isoOf(first!.to)]).toEqual(['2026-01-01', '2026-01-31']);
        expect([isoOf(second!.from), isoOf(second!.to)]).toEqual(['2026-02-01', '2026-02-28']);
        expect([1, 2, 3, 4].map((month) => axis.positionOf(axis.at(dayOf(2026, month, 5))))).toEqual([0, 1, 2, 0]);
    });

    it('takes the fiscal months of the org and joins the calendar to them without a gap', () => {
        const months = [
            span('Month', dayOf(2026, 1, 25), dayOf(2026, 2, 21)),
            span('Month', dayOf(2026, 2, 22), dayOf(2026, 3, 21)),
            span('Month', dayOf(2026, 3, 22), dayOf(2026, 4, 25))
        ];
        const axis = layAxis('month', [...months, span('Quarter', dayOf(2026, 1, 25), dayOf(2026, 4, 25))]);
        const spans = periodsFrom(axis, dayOf(2026, 1, 10), 5).map(({ from, to }) => [isoOf(from), isoOf(to)]);
        expect(spans).toEqual([
            ['2026-01-01', '2026-01-24'],
            ['2026-01-25', '2026-02-21'],
            ['2026-02-22', '2026-03-21'],
            ['2026-03-22', '2026-04-25'],
            ['2026-04-26', '2026-04-30']
        ]);
        expect(axis.positionOf(axis.at(dayOf(2026, 4, 1)))).toBe(2);
    });

    it('runs weeks from Monday, or from the day asked for', () => {
        expect(isoOf(layAxis('week', []).at(dayOf(2026, 11, 22)).from)).toBe('2026-11-16');
        expect(isoOf(layAxis('week', [], dayOf(2026, 11, 4)).at(dayOf(2026, 11, 22)).from)).toBe('2026-11-18');
    });

    it('tells weeks in which a month ends from the others', () => {
        const axis = layAxis('week', []);
        expect(axis.positionOf(axis.at(dayOf(2026, 11, 30)))).toBe(1);
        expect(axis.positionOf(axis.at(dayOf(2026, 11, 22)))).toBe(0);
    });

    it('runs quarters of the calendar', () => {
        expect(layAxis('quarter', []).at(dayOf(2026, 11, 22))).toEqual({
            from: dayOf(2026, 10, 1),
            to: dayOf(2026, 12, 31),
            label: 'Q4 2026'
        });
    });
});
