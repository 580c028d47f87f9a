import type { Day } from './calendar-day';
import type { DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import {
    CANDIDATES,
    type DealOdds,
    type LearntForecast,
    type OddsReasons,
    type Pull,
    type SpreadRange,
    type StageView
} from './learnt-forecast';
import type { Cents } from './money';
import { keepChampionLog } from './odds/champion-log';
import { countClosings } from './odds/closings';
import { measureSpread, missesInMoney, offsetInMoney, rangeAround, type Summed } from './odds/error-spread';
import { tellsProbability } from './odds/crm-odds';
import type { FittedOdds, Verdict } from './odds/fitted-odds';
import { judgeFundability } from './odds/fundability';
import { alignedDays, grainOn, type LearningGround, type Setting } from './odds/learning-ground';
import { expectNotYetCreated } from './odds/not-yet-created';
import { RowOdds } from './odds/odds-of-day';
import { sightOpenDeals } from './odds/open-now';
import { layQuarterMonths } from './odds/quarter-months';
import { allRows, expectOnce, RatedRows } from './odds/rated-rows';
import { pullsOf } from './odds/regression-model';
import { firstDayOf } from './odds/sampled-deals';
import type { Sightings } from './odds/sightings';
import { MOST_PAST_FORECASTS, TimeTraveller } from './odds/time-traveller';
import { layAxis, periodsFrom, type PeriodKind, type Span } from './period-axis';
import { listStates } from './pipeline-states';
import type { StageOrder } from './stage-order';

/** What is asked of a forecast beyond the day it is made for. */
export interface LearnPlan {
    /** Days of the window that is scored; 90 unless told. */
    readonly window?: number;
    readonly period?: PeriodKind;
    /** How many periods get odds, the running one included; 3 unless told, at least 3. */
    readonly periods?: number;
    /** The day on which the org was read: from then on, deals without history stand where they stand now. Default: the last day in the table. */
    readonly today?: Day;
}

/** Past forecasts that are made again for an org that has to be sampled. */
const MOST_PAST_SAMPLED = 9;
const FEWEST_PAST_FOR_RANGE = 6;

/**
 * Learns from everything known at the end of `asOf`, and from nothing later, what an open deal's odds are (METHOD §4).
 * Deterministic; the answer for a past day is the same whether or not the table holds later rows.
 */
export function learnForecast(
    table: DealTable,
    stages: StageOrder,
    fiscal: readonly FiscalPeriod[],
    asOf: Day,
    plan: LearnPlan = {}
): LearntForecast {
    const axis = layAxis(plan.period ?? 'month', fiscal);
    const states = listStates(stages, table.stageNames);
    const setting: Setting = { table, states, axis, window: plan.window ?? 90, periods: Math.max(3, plan.periods ?? 3) };
    const offset = asOf - axis.at(asOf).from;
    const { mask } = grainOn(setting, asOf);
    const days = alignedDays(axis, offset, firstDayOf(table, mask) ?? asOf, asOf - 1);
    const visited = days.slice(mask > 0 ? -MOST_PAST_SAMPLED : -MOST_PAST_FORECASTS);
    const traveller = new TimeTraveller(setting, [...visited, asOf], offset);
    for (const day of visited) traveller.visit(day);
    const ground = traveller.groundOn(asOf, 'earned');
    const verdict = traveller.verdictOn(asOf);
    const isNow = asOf >= (plan.today ?? lastDayOf(table));
    const periods = periodsFrom(axis, asOf, setting.periods);
    const views = new Map<StageView, View>();
    const viewOf = (view: StageView): View => {
        const key = table.proof.day.length === 0 ? 'earned' : view;
        const known = views.get(key);
        if (known) return known;
        const made = makeView(traveller, setting, verdict, key, { asOf, isNow, periods });
        views.set(key, made);
        return made;
    };
    const earned = viewOf('earned');
    const quarterMonths = axis.kind === 'month' ? layQuarterMonths(axis, fiscal, setting.periods) : undefined;
    return {
        asOf,
        window: setting.window,
        periods,
        oddsOf: (deal, view = 'earned') => viewOf(view).oddsOf(deal),
        explain: (deal, view = 'earned') => viewOf(view).explain(deal),
        rangeOf: (indexes, expected) => rangeOf(traveller, asOf, indexes, expected, averageOf(earned.open)),
        rangeOfQuarter: (ahead, expected) => {
            const months = quarterMonths?.(asOf, ahead) ?? [];
            // One month is judged as a month, and has one range.
            const own: Summed = months.length === 1 ? months : ({ day }) => quarterMonths?.(day, ahead) ?? [];
            return rangeOf(traveller, asOf, own, expected, averageOf(earned.open));
        },
        notYetCreated: expectNotYetCreated(table, states, days, (day) => ground.windowsOn(day), setting.periods, asOf),
        championLog: keepChampionLog(traveller.past, verdict, asOf),
        fundability: judgeFundability(traveller.past, {
            ...gateFacts(traveller, setting, asOf, offset, days),
            quarterMonths
        }),
        learntFromDeals: earned.fitted.cohorts[0]?.deals ?? 0,
        historyFrom: ground.deals.length > 0 && ground.first <= asOf ? ground.first : undefined,
        rhythm: [...(earned.fitted.timeline?.rhythm ?? [1, 1, 1])].slice(0, 3)
    };
}

/** The open deals of a day in one view of stages, and what was learnt for them. */
interface View {
    readonly fitted: FittedOdds;
    readonly open: Sightings;
    oddsOf(deal: number): DealOdds | undefined;
    explain(deal: number): OddsReasons | undefined;
}

function makeView(
    traveller: TimeTraveller,
    setting: Setting,
    verdict: Verdict,
    view: StageView,
    { asOf, isNow, periods }: { readonly asOf: Day; readonly isNow: boolean; readonly periods: readonly Span[] }
): View {
    const { table, states, window } = setting;
    const ground: LearningGround = traveller.groundOn(asOf, view);
    const fitted = traveller.fit(ground, asOf);
    const open = sightOpenDeals(table, states, ground.reader, view, asOf, isNow);
    const rowOf = new Int32Array(table.size).fill(-1);
    for (let row = 0; row < open.length; row += 1) rowOf[open.deal[row]!] = row;
    const rated = new RatedRows(fitted, open, allRows(open));
    const columns = fitted.targets.map((_, target) => rated.blend(verdict, target));
    expectOnce(columns);
    const day = { asOf, window, periods, columns };
    return {
        fitted,
        open,
        oddsOf: (deal) => (rowOf[deal]! >= 0 ? new RowOdds(day, rowOf[deal]!) : undefined),
        explain: (deal) => (rowOf[deal]! >= 0 ? explainRow(setting, fitted, verdict, open, rowOf[deal]!) : undefined)
    };
}

function explainRow({ table, states }: Setting, fitted: FittedOdds, verdict: Verdict, open: Sightings, row: number): OddsReasons {
    const regression = fitted.regressions[0];
    const pulls = regression ? pullsOf(regression, open, row, { ...fitted.targets[0]!, position: 0 }) : new Map<Pull, number>();
    const rated = new RatedRows(fitted, open, Uint32Array.of(row));
    return {
        candidates: CANDIDATES.map((name) => ({ name, window: rated.candidate(name, 0)?.[0], used: verdict.window[name] > 0 })),
        stageName: states.open[open.state[row]!]!.stageName,
        dwellDays: open.dwell[row]!,
        partnerType: table.partnerTypes[open.partnerType[row]!]!,
        cohort: fitted.cohorts[0]?.evidenceOf(open, row) ?? { deals: 0, ownShare: 0 },
        pulls: [...pulls]
            .map(([because, logOdds]) => ({ because, logOdds }))
            .sort((left, right) => Math.abs(right.logOdds) - Math.abs(left.logOdds))
    };
}

function rangeOf({ past }: TimeTraveller, asOf: Day, periods: Summed, expected: Cents, averageAmount: Cents): SpreadRange | undefined {
    const misses = missesInMoney(past, periods, asOf);
    if (misses.length < FEWEST_PAST_FOR_RANGE) return undefined;
    const { low, high } = rangeAround(expected, offsetInMoney(averageAmount), measureSpread(misses));
    return { low: Math.round(low), mid: expected, high: Math.round(high) };
}

function averageOf(open: Sightings): Cents {
    let sum = 0;
    for (let row = 0; row < open.length; row += 1) sum += open.amount[row]! || 0;
    return open.length === 0 ? 0 : sum / open.length;
}

function gateFacts({ past }: TimeTraveller, { table, states, axis, window }: Setting, asOf: Day, offset: number, days: readonly Day[]) {
    const learnable = past[0]?.day ?? (days[0] ?? asOf) + window;
    const coming = alignedDays(axis, offset, learnable, asOf + 366).map((day) => day + window);
    return {
        asOf,
        judgedFrom: -Infinity,
        judgedTo: asOf,
        ...countClosings(table, states, asOf),
        nextScoredOn: coming.filter((day) => day > asOf),
        periodWord: axis.kind,
        crmIsAssumed: !tellsProbability(table, states)
    };
}

/** The last day that anything in a table happened on. */
export function lastDayOf({ history, partners, proof, createdOn }: DealTable): Day {
    let last = 0;
    for (const days of [history.day, partners.day, proof.day, createdOn]) for (const day of days) if (day > last) last = day;
    return last;
}
