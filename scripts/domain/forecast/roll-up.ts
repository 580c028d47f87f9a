import { spreadOverShares } from './attribution';
import { isoOf, type Day } from './calendar-day';
import type { Deal } from './deal';
import { planCalendar, quarterOf, type FiscalPeriod, type ForecastCalendar } from './fiscal-periods';
import { LineSums, type ForecastLine, type LineKey } from './forecast-line';
import { locateInQuarter } from './fiscal-rhythm';
import { takePastSnapshots } from './landmark';
import { allocateCents, sumCents, type Cents } from './money';
import { learnMonths, oddsByMonth, type LearntMonth } from './month-odds';
import { readOpenDeals, type OpenDeal } from './open-deal';
import { replayForecasts, type PastForecast } from './replay';
import { judgeForecasts, rangeAround, type Range } from './spread';
import type { StageOrder } from './stage-order';
import type { WindowOdds } from './window-odds';

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
    /** How much likelier than average a win is in the first, second and third month of a fiscal quarter. */
    readonly rhythm: readonly number[];
    readonly pastSnapshots: number;
    /** First day of the first past snapshot; undefined when there is no history. */
    readonly historyFrom: Day | undefined;
}

/**
 * Rolls the open pipeline up into one forecast. `deals` are as seen at `asOf` (see seeAsOf), open and closed; `periods`
 * are the org's fiscal months and quarters. Every open dollar lands on exactly one month line (or Beyond) and one quarter
 * line (or Beyond).
 */
export function rollUp(deals: readonly Deal[], stages: StageOrder, periods: readonly FiscalPeriod[], asOf: Day): Rollup {
    const calendar = planCalendar(periods, asOf);
    const positionOf = locateInQuarter(periods);
    const openDeals = readOpenDeals(deals, stages, asOf);
    const past = takePastSnapshots(deals, stages, asOf);
    const learnt = learnMonths(calendar.months, past, positionOf, asOf);
    const sums = new LineSums();
    for (const deal of openDeals) addDeal(sums, deal, calendar, learnt, asOf);
    const plain = sums.all().map(({ key, ...amounts }) => ({ ...key, ...amounts }));
    const averageDeal = Math.round(sumCents(openDeals.map(({ amount }) => amount)) / Math.max(1, openDeals.length));
    const replayed = replayForecasts(past, periods, positionOf, asOf);
    const forecast = (replays: readonly (readonly PastForecast[])[]) => (period: FiscalPeriod, ahead: number) => ({
        ...totalPeriod(period, plain, partsOf(period, learnt), replays[ahead] ?? [], averageDeal),
        alreadyWon: wonIn(deals, period)
    });
    const months = calendar.months.map(forecast(replayed.months));
    const quarters = calendar.quarters.map(forecast(replayed.quarters));
    return {
        asOf,
        calendar,
        lines: withRanges(plain, [...months, ...quarters], learnt),
        months,
        quarters,
        segments: weighEvidence(openDeals, quarters[0] && partsOf(quarters[0].period, learnt).at(-1)),
        openDeals,
        rhythm:
            learnt.length === 0
                ? []
                : [0, 1, 2].map((position) => learnt.find(({ month }) => positionOf(month.to) === position)?.rhythm ?? 1),
        pastSnapshots: past.snapshots.length,
        historyFrom: past.snapshots[0]?.day
    };
}

/** The months of a period. */
const partsOf = (period: FiscalPeriod, months: readonly LearntMonth[]): readonly LearntMonth[] =>
    months.filter(({ month }) => month.from >= period.from && month.to <= period.to);

function addDeal(sums: LineSums, deal: OpenDeal, calendar: ForecastCalendar, months: readonly LearntMonth[], asOf: Day): void {
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
    const earned = oddsByMonth(months, deal.earned);
    const claimed = oddsByMonth(months, deal.claimed);
    deal.shares.forEach(({ attribution, partnerType }, index) => {
        const line = { ...base, partnerType, attribution };
        for (const place of places) sums.add({ ...place, ...line }, { deals: index === 0 ? 1 : 0, open: open[index] ?? 0 });
    });
    months.forEach(({ month }, index) => {
        const expected = spread(Math.round((earned[index] ?? 0) * deal.amount));
        const claimedExpected = spread(Math.round((claimed[index] ?? 0) * deal.amount));
        deal.shares.forEach(({ attribution, partnerType }, share) => {
            const amounts = { expected: expected[share] ?? 0, claimedExpected: claimedExpected[share] ?? 0 };
            for (const place of placesOf(month.from, calendar, month)) {
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
    period: FiscalPeriod,
    lines: readonly PlainLine[],
    parts: readonly LearntMonth[],
    past: readonly PastForecast[],
    averageDeal: Cents
): Omit<PeriodForecast, 'alreadyWon'> {
    const own = lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from);
    const known = parts.every(({ odds }) => odds !== undefined);
    const expected = sumCents(own.map((line) => line.expected));
    return {
        period,
        expected: known ? expected : undefined,
        claimedExpected: known ? sumCents(own.map((line) => line.claimedExpected)) : undefined,
        range: known ? rangeAround(expected, past, averageDeal) : undefined,
        pastForecasts: past.length,
        accuracy: judgeForecasts(past),
        learntFromDeals: Math.min(...parts.map(({ odds }) => odds?.deals ?? 0))
    };
}

const wonIn = (deals: readonly Deal[], { from, to }: FiscalPeriod): Cents =>
    sumCents(deals.filter(({ isWon, closeOn }) => isWon && closeOn >= from && closeOn <= to).map(({ amount }) => amount ?? 0));

/** Gives every line its part of its period's range, in proportion to what it expects, so that parts add up to the range. */
function withRanges(
    lines: readonly PlainLine[],
    periods: readonly PeriodForecast[],
    months: readonly LearntMonth[]
): readonly ForecastLine[] {
    const ranges = new Map<PlainLine, { low: Cents; high: Cents }>();
    const evidence = new Map<string, WindowOdds | undefined>();
    for (const { period, range } of periods) {
        evidence.set(`${period.type}|${period.from}`, partsOf(period, months).at(-1)?.odds);
        if (!range) continue;
        // A line that expects nothing has no part in the range; with no line left nobody carries it.
        const own = lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from && line.expected > 0);
        if (own.length === 0) continue;
        const weights = own.map((line) => line.expected);
        const low = allocateCents(range.low, weights);
        const high = allocateCents(range.high, weights);
        own.forEach((line, index) => ranges.set(line, { low: low[index] ?? 0, high: high[index] ?? 0 }));
    }
    return lines.map((line) => {
        const inForecast = line.attribution !== 'Pre-registration';
        const odds = inForecast ? evidence.get(`${line.periodType}|${line.periodFrom}`) : undefined;
        const range = inForecast ? ranges.get(line) : undefined;
        return { ...line, low: range?.low, high: range?.high, sampleSize: odds?.segmentDeals(line.stageOrder, line.partnerType) ?? 0 };
    });
}

function weighEvidence(openDeals: readonly OpenDeal[], learnt: LearntMonth | undefined): readonly SegmentEvidence[] {
    const counts = new Map<string, { stageOrder: number; partnerType: string; openDeals: number }>();
    for (const { earned, preRegistration } of openDeals) {
        if (preRegistration) continue;
        const key = `${earned.order}|${earned.partnerType}`;
        const sofar = counts.get(key) ?? { stageOrder: earned.order, partnerType: earned.partnerType, openDeals: 0 };
        counts.set(key, { ...sofar, openDeals: sofar.openDeals + 1 });
    }
    const kappa = learnt?.odds?.kappas.at(-1);
    return [...counts.values()]
        .map((segment) => {
            const pastDeals = learnt?.odds?.segmentDeals(segment.stageOrder, segment.partnerType) ?? 0;
            return { ...segment, pastDeals, ownShare: kappa === undefined ? 0 : pastDeals / (pastDeals + kappa) };
        })
        .sort((left, right) => left.stageOrder - right.stageOrder || (left.partnerType < right.partnerType ? -1 : 1));
}
