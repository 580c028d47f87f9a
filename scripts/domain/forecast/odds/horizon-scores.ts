import type { HorizonScores, PeriodOutcome } from '../backtest-result';
import type { Day } from '../calendar-day';
import { measureSpread, missesInMoney, offsetInMoney, rangeAround, rangeOfWins } from './error-spread';
import type { PastForecast } from './past-forecast';

/**
 * How the totals of period `ahead` did over the forecasts of `days`. Each range is made with the spread that was known on
 * its day, from the forecasts before it.
 */
export function scoreHorizon(
    past: readonly PastForecast[],
    days: ReadonlySet<Day>,
    ahead: number,
    knownTo: Day
): { readonly scores: HorizonScores; readonly outcomes: readonly PeriodOutcome[] } {
    const sums = { wins: new Misses(), money: new Misses(), crm: new Misses(), closed: new Misses() };
    const outcomes: PeriodOutcome[] = [];
    past.forEach(({ day, totals, averageAmount }, index) => {
        const total = totals[1 + ahead];
        if (!total || !days.has(day) || total.endsOn > knownTo) return;
        const before = past.slice(0, index);
        const wins = rangeOfWins(before, [ahead], day, total.expected);
        const offset = offsetInMoney(averageAmount);
        const money = rangeAround(total.expectedMoney, offset, measureSpread(missesInMoney(before, [ahead], day)));
        sums.wins.add(total.expected, total.actual, wins);
        sums.money.add(total.expectedMoney, total.actualMoney, money);
        sums.crm.add(total.crm, total.actual);
        sums.closed.add(total.closedConversion, total.actual);
        const { endsOn, expected, actual, crm } = total;
        outcomes.push({ snapshot: day, ahead, endsOn, expected, actual, ...wins, crm });
    });
    const { wins, money } = sums;
    const scores = {
        ahead,
        snapshots: wins.count,
        wape: wins.wape,
        bias: wins.bias,
        coverage80: wins.coverage,
        width: wins.width,
        ranges: wins.count,
        wapeMoney: money.wape,
        biasMoney: money.bias,
        coverage80Money: money.coverage,
        wapeCrm: sums.crm.wape,
        wapeClosedConversion: sums.closed.wape
    };
    return { scores, outcomes };
}

/** WAPE of the sum of the first three periods. */
export function threePeriodWape(past: readonly PastForecast[], days: ReadonlySet<Day>, knownTo: Day): number {
    const sums = new Misses();
    for (const { day, totals } of past) {
        const three = totals.slice(1, 4);
        if (!days.has(day) || three.some(({ endsOn }) => endsOn > knownTo)) continue;
        sums.add(
            three.reduce((sum, { expected }) => sum + expected, 0),
            three.reduce((sum, { actual }) => sum + actual, 0)
        );
    }
    return sums.wape;
}

class Misses {
    count = 0;
    #expected = 0;
    #actual = 0;
    #missed = 0;
    #inside = 0;
    #width = 0;

    add(expected: number, actual: number, range?: { readonly low: number; readonly high: number }): void {
        this.count += 1;
        this.#expected += expected;
        this.#actual += actual;
        this.#missed += Math.abs(expected - actual);
        if (!range) return;
        if (actual >= range.low && actual <= range.high) this.#inside += 1;
        this.#width += range.high - range.low;
    }

    get wape(): number {
        return this.#missed / this.#actual;
    }

    get bias(): number {
        return this.#expected / this.#actual - 1;
    }

    /** Of nothing won there is nothing to hold. */
    get coverage(): number {
        return this.#actual === 0 ? NaN : this.#inside / this.count;
    }

    get width(): number {
        return this.#width / this.#actual;
    }
}
