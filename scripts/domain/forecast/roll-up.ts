import { spreadOverShares } from './attribution';
import { isoOf, type Day } from './calendar-day';
import type { Deal } from './deal';
import { quarterOf, type FiscalPeriod, type ForecastCalendar } from './fiscal-periods';
import { LineSums, type ForecastLine, type LineKey } from './forecast-line';
import { segmentKey, takePastSnapshots } from './landmark';
import { allocateCents, sumCents, type Cents } from './money';
import { learnPeriods, oddsByPeriod, type LearntPeriod } from './odds-by-month';
import { readOpenDeals, type OpenDeal } from './open-deal';
import { judgeForecasts, rangeAround, replayForecasts, type PastForecast, type Range } from './spread';
import type { StageOrder } from './stage-order';

/** A month or quarter of the forecast, all lines together. */
export interface PeriodForecast {
    readonly period: FiscalPeriod;
    /** Won already, with a close date in this period. Not part of `expected`. */
    readonly alreadyWon: Cents;
    /** From the open pipeline. Undefined: too little history for a window this far ahead. */
    readonly expected: Cents | undefined;
    readonly claimedExpected: Cents | undefined;
    /** Undefined: too few past forecasts to know how far off this one may be. */
    readonly range: Range | undefined;
    /** How often this forecast was replayed in the past, and how far off it was. */
    readonly pastForecasts: number;
    readonly accuracy: { readonly wape: number; readonly bias: number } | undefined;
    readonly learntFromDeals: number;
}

/** What a stage × partner type of the open pipeline was learnt from, for the rest of the running quarter. */
export interface SegmentEvidence {
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly openDeals: number;
    readonly pastDeals: number;
    /** Share of the odds that is the segment's own experience, 0 to 1; the rest is borrowed from all partner types. */
    readonly ownShare: number;
}

export interface Rollup {
    readonly asOf: Day;
    readonly calendar: ForecastCalendar;
    readonly lines: readonly ForecastLine[];
    readonly months: readonly PeriodForecast[];
    readonly quarters: readonly PeriodForecast[];
    readonly segments: readonly SegmentEvidence[];
    readonly openDeals: readonly OpenDeal[];
    readonly pastSnapshots: number;
    /** First day of the first past snapshot; undefined when there is no history. */
    readonly historyFrom: Day | undefined;
}

/**
 * Rolls the open pipeline up into one forecast. `deals` are as seen at `asOf` (see seeAsOf), open and closed.
 * Every open dollar lands on exactly one month line (or Beyond) and one quarter line (or Beyond).
 */
export function rollUp(deals: readonly Deal[], stages: StageOrder, calendar: ForecastCalendar, asOf: Day): Rollup {
    const openDeals = readOpenDeals(deals, stages, asOf);
    const snapshots = takePastSnapshots(deals, stages, asOf);
    const months = learnPeriods(calendar.months, snapshots, asOf);
    const quarters = learnPeriods(calendar.quarters, snapshots, asOf);
    const sums = new LineSums();
    for (const deal of openDeals) addDeal(sums, deal, calendar, months, asOf);
    const plain = sums.all().map(({ key, ...amounts }) => ({ ...key, ...amounts }));
    const averageDeal = Math.round(sumCents(openDeals.map(({ amount }) => amount)) / Math.max(1, openDeals.length));
    const replay = (learnt: LearntPeriod) => replayForecasts(snapshots, learnt.tallies, learnt.window, asOf);
    const forecast = (learnt: LearntPeriod) => ({
        ...totalPeriod(learnt, plain, months, replay(learnt), averageDeal),
        alreadyWon: wonIn(deals, learnt.period)
    });
    const periods = { months: months.map(forecast), quarters: quarters.map(forecast) };
    const learntPeriods = [...months, ...quarters];
    return {
        asOf,
        calendar,
        lines: withRanges(plain, [...periods.months, ...periods.quarters], learntPeriods),
        ...periods,
        segments: weighEvidence(openDeals, quarters[0]),
        openDeals,
        pastSnapshots: snapshots.length,
        historyFrom: snapshots[0]?.day
    };
}

function addDeal(sums: LineSums, deal: OpenDeal, calendar: ForecastCalendar, months: readonly LearntPeriod[], asOf: Day): void {
    const base = { stageOrder: deal.earned.order, onException: deal.onException };
    const closesIn = Math.max(deal.closeOn, asOf);
    const places = placesOf(closesIn, calendar);
    if (deal.preRegistration) {
        const outside = { ...base, partnerType: deal.claimed.partnerType, attribution: 'Pre-registration' as const };
        for (const place of places) sums.add({ ...place, ...outside }, { deals: 1, open: deal.amount });
        return;
    }
    const spread = (amount: Cents) => spreadOverShares(amount, deal.shares);
    const open = spread(deal.amount);
    const earned = oddsByPeriod(months, deal.earned);
    const claimed = oddsByPeriod(months, deal.claimed);
    deal.shares.forEach(({ attribution, partnerType }, index) => {
        const line = { ...base, partnerType, attribution };
        for (const place of places) sums.add({ ...place, ...line }, { deals: index === 0 ? 1 : 0, open: open[index] ?? 0 });
    });
    months.forEach(({ period }, month) => {
        const expected = spread(Math.round((earned[month] ?? 0) * deal.amount));
        const claimedExpected = spread(Math.round((claimed[month] ?? 0) * deal.amount));
        deal.shares.forEach(({ attribution, partnerType }, index) => {
            const amounts = { expected: expected[index] ?? 0, claimedExpected: claimedExpected[index] ?? 0 };
            for (const place of placesOf(period.from, calendar, period)) {
                sums.add({ ...place, ...base, partnerType, attribution }, amounts);
            }
        });
    });
}

type Place = Pick<LineKey, 'periodType' | 'periodFrom' | 'periodLabel'>;

/** The month line and the quarter line that a day belongs to, or the one Beyond line after the last quarter. */
function placesOf(day: Day, calendar: ForecastCalendar, known?: FiscalPeriod): readonly Place[] {
    const month = known ?? calendar.months.find(({ from, to }) => from <= day && day <= to);
    const quarter = month && quarterOf(calendar, month);
    if (month && quarter) return [month, quarter].map(placeOf);
    const end = calendar.quarters.at(-1)?.to ?? day;
    return [{ periodType: 'Beyond', periodFrom: end + 1, periodLabel: `after ${isoOf(end)}` }];
}

const placeOf = ({ type, from, label }: FiscalPeriod): Place => ({ periodType: type, periodFrom: from, periodLabel: label });

type PlainLine = LineKey & { readonly deals: number; readonly open: Cents; readonly expected: Cents; readonly claimedExpected: Cents };

function totalPeriod(
    learnt: LearntPeriod,
    lines: readonly PlainLine[],
    months: readonly LearntPeriod[],
    past: readonly PastForecast[],
    averageDeal: Cents
): Omit<PeriodForecast, 'alreadyWon'> {
    const { period } = learnt;
    const own = lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from);
    const parts = months.filter((month) => month.period.from >= period.from && month.period.to <= period.to);
    const known = parts.every(({ odds }) => odds !== undefined);
    const expected = sumCents(own.map((line) => line.expected));
    return {
        period,
        expected: known ? expected : undefined,
        claimedExpected: known ? sumCents(own.map((line) => line.claimedExpected)) : undefined,
        range: known ? rangeAround(expected, past, averageDeal) : undefined,
        pastForecasts: past.length,
        accuracy: judgeForecasts(past),
        learntFromDeals: learnt.odds?.tallyOf('').deals ?? 0
    };
}

const wonIn = (deals: readonly Deal[], { from, to }: FiscalPeriod): Cents =>
    sumCents(deals.filter(({ isWon, closeOn }) => isWon && closeOn >= from && closeOn <= to).map(({ amount }) => amount ?? 0));

/** Gives every line its part of its period's range, in proportion to what it expects, so that parts add up to the range. */
function withRanges(
    lines: readonly PlainLine[],
    periods: readonly PeriodForecast[],
    learnt: readonly LearntPeriod[]
): readonly ForecastLine[] {
    const ranges = new Map<PlainLine, { low: Cents; high: Cents }>();
    for (const { period, range } of periods) {
        if (!range) continue;
        const own = lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from);
        const weights = own.map((line) => line.expected);
        const low = allocateCents(range.low, weights);
        const high = allocateCents(range.high, weights);
        own.forEach((line, index) => ranges.set(line, { low: low[index] ?? 0, high: high[index] ?? 0 }));
    }
    return lines.map((line) => {
        const odds = learnt.find(({ period }) => period.type === line.periodType && period.from === line.periodFrom)?.odds;
        const inForecast = line.attribution !== 'Pre-registration';
        const sampleSize = inForecast ? (odds?.tallyOf(segmentKey(line.stageOrder, line.partnerType)).deals ?? 0) : 0;
        const range = inForecast ? ranges.get(line) : undefined;
        return { ...line, low: range?.low, high: range?.high, sampleSize };
    });
}

function weighEvidence(openDeals: readonly OpenDeal[], quarter: LearntPeriod | undefined): readonly SegmentEvidence[] {
    const counts = new Map<string, { stageOrder: number; partnerType: string; openDeals: number }>();
    for (const { earned, preRegistration } of openDeals) {
        if (preRegistration) continue;
        const key = segmentKey(earned.order, earned.partnerType);
        const sofar = counts.get(key) ?? { stageOrder: earned.order, partnerType: earned.partnerType, openDeals: 0 };
        counts.set(key, { ...sofar, openDeals: sofar.openDeals + 1 });
    }
    const kappa = quarter?.odds?.kappas.at(-1);
    return [...counts]
        .map(([key, segment]) => {
            const pastDeals = quarter?.odds?.tallyOf(key).deals ?? 0;
            return { ...segment, pastDeals, ownShare: kappa === undefined ? 0 : pastDeals / (pastDeals + kappa) };
        })
        .sort((left, right) => left.stageOrder - right.stageOrder || (left.partnerType < right.partnerType ? -1 : 1));
}
