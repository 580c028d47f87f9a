import type { Day } from './calendar-day';
import type { DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import { learnCohort } from './odds/cohort-model';
import { PathReader } from './odds/path-reader';
import { sampleDeals } from './odds/sampled-deals';
import { takeSightings } from './odds/sightings';
import type { DealOdds, LearntForecast, StageView } from './learnt-forecast';
import { layAxis, periodsFrom, type PeriodKind } from './period-axis';
import { listStates } from './pipeline-states';
import type { StageOrder } from './stage-order';

/** What is asked of a forecast beyond the day it is made for. */
export interface LearnPlan {
    /** Days of the window that is scored; 90 unless told. */
    readonly window?: number;
    readonly period?: PeriodKind;
    /** How many periods get odds, the running one included; 3 unless told. */
    readonly periods?: number;
    /** The day on which the org was read: from then on the stage of now is where a deal stands. Default: the last day in the table. */
    readonly today?: Day;
}

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
    const window = plan.window ?? 90;
    const axis = layAxis(plan.period ?? 'month', fiscal);
    const periods = periodsFrom(axis, asOf, plan.periods ?? 3);
    const states = listStates(stages, table.stageNames);
    const windows = [
        { after: 0, upTo: window },
        ...periods.map(({ from, to }) => ({ after: Math.max(0, from - 1 - asOf), upTo: to - asOf }))
    ];
    const deals = sampleDeals(table, asOf, 50_000);
    const first = deals.reduce((earliest, deal) => Math.min(earliest, table.history.day[table.history.from[deal]!]!), asOf);
    const days = Array.from({ length: Math.max(0, Math.floor((asOf - first) / 14)) }, (_, index) => first + 14 * index);
    const views = new Map<StageView, { odds: (deal: number) => DealOdds | undefined; deals: number }>();
    const viewOf = (view: StageView) => {
        const known = views.get(view);
        if (known) return known;
        const reader = new PathReader(table, states, view);
        const past = takeSightings(table, reader, deals, days);
        const learnt = windows.map((one) => learnCohort(past, states, table.partnerTypes.length, one, asOf, 10));
        const now = takeSightings(
            table,
            reader,
            Int32Array.from({ length: table.size }, (_, deal) => deal),
            [asOf]
        );
        const rowOf = new Map(Array.from({ length: now.length }, (_, row) => [now.deal[row]!, row]));
        const odds = (deal: number): DealOdds | undefined => {
            const row = rowOf.get(deal);
            if (row === undefined) return undefined;
            const p = Float64Array.from(learnt.slice(1), (one) => one?.oddsOf(now, row) ?? NaN);
            return { window: () => learnt[0]?.oddsOf(now, row) ?? NaN, periods: p, expectedCloseOn: undefined };
        };
        const made = { odds, deals: learnt[0]?.deals ?? 0 };
        views.set(view, made);
        return made;
    };
    return {
        asOf,
        window,
        periods,
        oddsOf: (deal, view = 'earned') => viewOf(view).odds(deal),
        explain: () => undefined,
        rangeOf: () => undefined,
        notYetCreated: periods.map(() => ({ deals: 0, amount: 0, pastSnapshots: 0 })),
        championLog: [],
        fundability: {
            fundable: false,
            reasons: ['0 of 6 past snapshots'],
            horizons: [],
            brierSkill: NaN,
            pastSnapshots: 0,
            expectedOn: undefined
        },
        learntFromDeals: viewOf('earned').deals,
        historyFrom: deals.length > 0 ? first : undefined,
        rhythm: [1, 1, 1]
    };
}
