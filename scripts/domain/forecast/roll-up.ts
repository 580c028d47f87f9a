import type { Day } from './calendar-day';
import { DealRoll, tellMonths, type RatedDeal } from './deal-roll';
import { planCalendar, type FiscalPeriod, type ForecastCalendar } from './fiscal-periods';
import type { ForecastLine } from './forecast-line';
import { learnForecast } from './learn-forecast';
import type { Fundability, LearntForecast, NotYetCreated } from './learnt-forecast';
import { Places, type LineSums } from './line-sums';
import { allocateCents, sumCents, type Cents } from './money';
import { openDealsOn, type PipelineReading } from './open-pipeline';
import { MOST_PERIODS } from './odds/time-traveller';
import { standOf } from './stage-order';
import { NO_DAY, rowOn, type DealTable } from './deal-table';

/** A range that holds the outcome 8 times in 10, going by how far past forecasts of this kind were off. */
export interface Range {
    readonly low: Cents;
    readonly mid: Cents;
    readonly high: Cents;
}

/** A period that ends on the day of the forecast holds no more surprise. */
const NOTHING_MORE: Range = { low: 0, mid: 0, high: 0 };

/** A month or quarter of the forecast, all lines together. */
export interface PeriodForecast {
    readonly period: FiscalPeriod;
    /** Whether its expected money may be planned on; if not, none is told. */
    readonly fundable: boolean;
    /** Open money of the deals whose close date lies in it, in the forecast. */
    readonly open: Cents;
    /** Won already, with a close date in this period. Not part of `expected`. */
    readonly alreadyWon: Cents;
    /** From the open pipeline. */
    readonly expected: Cents | undefined;
    readonly claimedExpected: Cents | undefined;
    /** Undefined: too few past forecasts to know how far off this one may be. */
    readonly range: Range | undefined;
    /** Wins to come from deals that do not exist yet, beside `expected`. */
    readonly notYetCreated: Cents | undefined;
}

export interface Rollup {
    readonly asOf: Day;
    readonly calendar: ForecastCalendar;
    readonly lines: readonly ForecastLine[];
    readonly months: readonly PeriodForecast[];
    readonly quarters: readonly PeriodForecast[];
    readonly openDeals: readonly RatedDeal[];
    readonly fundability: Fundability;
    readonly learnt: LearntForecast;
}

/**
 * Rolls the open pipeline up into one forecast as it would have been made at the end of `asOf`; `today` is the day on which
 * the source was read. Every open dollar lands on exactly one month line (or Beyond) and one quarter line (or Beyond).
 * Expected dollars stand on the months that may be planned on, and on the quarters that may: the lines of such a quarter hold
 * its whole money, also that of months which on their own tell none. `learn` for tests.
 */
export function rollUp(reading: PipelineReading, asOf: Day, today: Day, learn: typeof learnForecast = learnForecast): Rollup {
    const { table, stages } = reading;
    const calendar = planCalendar(reading.periods, asOf);
    // Where the org's periods do not cover the forecast, calendar months do, for learning too.
    const periods = calendar.source === 'org' ? reading.periods : [];
    const learnt = learn(table, stages, periods, asOf, { periods: Math.min(calendar.months.length, MOST_PERIODS), today });
    expectAligned(learnt, calendar);
    const deals = openDealsOn(reading, asOf, today);
    const places = new Places(calendar);
    const months = fundableMonths(learnt, calendar.months);
    const quarters = calendar.quarters.map((quarter, ahead) =>
        isFundableQuarter(
            learnt,
            quarter,
            ahead,
            monthsOf(places, calendar, ahead).every((month) => months[month])
        )
    );
    const roll = new DealRoll(places, learnt, tellMonths(places, calendar, months, quarters, asOf));
    const rated = deals.map((deal) => roll.add(deal));
    const plain = roll.sums.all();
    const wonIn = sumWins(reading, calendar, asOf, today);
    const period = (
        one: FiscalPeriod,
        fundable: boolean,
        parts: readonly number[],
        rangeOf: (expected: Cents) => Range | undefined
    ): PeriodForecast => {
        const own = plain.filter((line) => line.periodType === one.type && line.periodFrom === one.from);
        const expected = fundable ? sumCents(own.map((line) => line.expected)) : undefined;
        return {
            period: one,
            fundable,
            open: sumCents(own.filter(({ attribution }) => attribution !== 'Pre-registration').map(({ open }) => open)),
            alreadyWon: wonIn(one),
            expected,
            claimedExpected: fundable ? sumCents(own.map((line) => line.claimedExpected)) : undefined,
            range: expected === undefined ? undefined : one.to <= asOf ? NOTHING_MORE : rangeOf(expected),
            notYetCreated: fundable ? notYetCreatedIn(learnt.notYetCreated, parts) : undefined
        };
    };
    const monthly = calendar.months.map((month, index) =>
        period(month, months[index]!, [index], (expected) => learnt.rangeOf([index], expected))
    );
    const quarterly = calendar.quarters.map((quarter, ahead) =>
        period(quarter, quarters[ahead]!, monthsOf(places, calendar, ahead), (expected) => learnt.rangeOfQuarter(ahead, expected))
    );
    return {
        asOf,
        calendar,
        lines: withRanges(plain, [...monthly, ...quarterly], learnt.learntFromDeals),
        months: monthly,
        quarters: quarterly,
        openDeals: rated,
        fundability: learnt.fundability,
        learnt
    };
}

/** The periods that expected money is told over: quarters that may be planned on, and the months that may where their quarter may not. */
export function toldPeriods({ months, quarters }: Pick<Rollup, 'months' | 'quarters'>) {
    const fundable = (periods: readonly PeriodForecast[]) => periods.filter((one) => one.fundable).map(({ period }) => period);
    const whole = fundable(quarters);
    return { whole, apart: fundable(months).filter((month) => !whole.some(({ from, to }) => from <= month.from && month.to <= to)) };
}

/** Odds go by the months of the calendar; if they did not, dollars would stand in wrong periods. */
function expectAligned(learnt: LearntForecast, { months }: ForecastCalendar): void {
    const wrong = months.find((month, index) => {
        const own = learnt.periods[index];
        return own && (own.from !== month.from || own.to !== month.to);
    });
    if (wrong) throw new Error(`The forecast was learnt for other periods than ${wrong.label}.`);
}

/**
 * Which months ahead may be planned on: the gate is passed, and so is that of the month. A gate says nothing beyond what it
 * judged. On its last day nothing more is to come in a month: that needs no judgement.
 */
function fundableMonths({ fundability, asOf }: LearntForecast, months: readonly FiscalPeriod[]): readonly boolean[] {
    const passed = new Set(fundability.horizons.filter(({ fundable }) => fundable).map(({ ahead }) => ahead));
    return months.map(({ to }, ahead) => fundability.fundable && (passed.has(ahead) || to <= asOf));
}

/**
 * A quarter goes by the judgement of its own past totals. Where these are too few to be judged, it may be planned on when
 * each of its months may. Of a quarter that ends today nothing more is to come.
 */
function isFundableQuarter({ fundability, asOf }: LearntForecast, { to }: FiscalPeriod, ahead: number, byMonths: boolean): boolean {
    const own = fundability.quarters.find((quarter) => quarter.ahead === ahead);
    const passes = !own || own.isUnjudged ? byMonths : own.fundable;
    return fundability.fundable && (passes || to <= asOf);
}

const monthsOf = (places: Places, { months }: ForecastCalendar, quarter: number): readonly number[] =>
    months.flatMap((_, month) => (places.quarterOfMonth[month] === months.length + quarter ? [month] : []));

/** Sums up what was won in a period of the calendar as far as it was known on the day. */
function sumWins({ table, stages }: PipelineReading, calendar: ForecastCalendar, asOf: Day, today: Day): (period: FiscalPeriod) => Cents {
    const first = calendar.quarters[0]?.from ?? asOf;
    const isWon = table.stageNames.map((name) => standOf(stages, name).kind === 'won');
    const { history } = table;
    const wins: { readonly closeOn: Day; readonly amount: Cents }[] = [];
    for (let deal = 0; deal < table.size; deal += 1) {
        if (asOf >= today) {
            if (!isWon[table.stage[deal]!]) continue;
            const wonOn = wonOnDay(table, isWon, deal, history.from[deal + 1]! - 1, table.closeOn[deal]!);
            if (wonOn >= first) wins.push({ closeOn: wonOn, amount: table.amount[deal]! });
            continue;
        }
        const row = rowOn(history.day, history.from[deal]!, history.from[deal + 1]!, asOf);
        if (row < 0 || !isWon[history.stage[row]!]) continue;
        const wonOn = wonOnDay(table, isWon, deal, row, history.closeOn[row]!);
        if (wonOn >= first) wins.push({ closeOn: wonOn, amount: history.amount[row]! });
    }
    return ({ from, to }) => {
        let sum = 0;
        for (const { closeOn, amount } of wins) if (closeOn >= from && closeOn <= to && !Number.isNaN(amount)) sum += amount;
        return sum;
    };
}

/** The close date of a won deal; without one, the day since when history up to `row` says that it is won. NO_DAY where neither is known. */
function wonOnDay({ history }: DealTable, isWon: readonly boolean[], deal: number, row: number, closeOn: Day): Day {
    if (closeOn !== NO_DAY) return closeOn;
    let since = NO_DAY;
    for (let at = row; at >= history.from[deal]! && isWon[history.stage[at]!]; at -= 1) since = history.day[at]!;
    return since;
}

function notYetCreatedIn(perMonth: readonly NotYetCreated[], months: readonly number[]): Cents | undefined {
    const parts = months.map((month) => perMonth[month]);
    if (parts.some((part) => part === undefined || part.pastSnapshots === 0)) return undefined;
    return sumCents(parts.map((part) => Math.round(part?.amount ?? 0)));
}

type PlainLine = ReturnType<LineSums['all']>[number];

/** Gives every line its part of its period's range, in proportion to what it expects, so that parts add up to the range. */
function withRanges(lines: readonly PlainLine[], periods: readonly PeriodForecast[], sampleSize: number): readonly ForecastLine[] {
    const ranges = new Map<PlainLine, { low: Cents; high: Cents }>();
    for (const { period, range } of periods) {
        if (!range) continue;
        // A line that expects nothing has no part in the range; with no line left nobody carries it.
        const own = lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from && line.expected > 0);
        if (own.length === 0) continue;
        const weights = own.map((line) => line.expected);
        const low = allocateCents(range.low, weights);
        const high = allocateCents(range.high, weights);
        own.forEach((line, index) => ranges.set(line, { low: low[index] ?? 0, high: high[index] ?? 0 }));
    }
    const fundable = new Set(periods.filter((one) => one.fundable).map(({ period }) => `${period.type}|${period.from}`));
    return lines.map((line) => {
        const told = line.attribution !== 'Pre-registration' && fundable.has(`${line.periodType}|${line.periodFrom}`);
        const range = ranges.get(line);
        return {
            ...line,
            expected: told ? line.expected : undefined,
            claimedExpected: told ? line.claimedExpected : undefined,
            low: range?.low,
            high: range?.high,
            sampleSize: told ? sampleSize : 0
        };
    });
}
