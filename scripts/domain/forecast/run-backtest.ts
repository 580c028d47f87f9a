import type { BacktestPlan, BacktestPrediction, BacktestResult } from './backtest-result';
import type { Day } from './calendar-day';
import { ATTRIBUTIONS, firstProofDay, rowOn, type DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import { lastDayOf } from './learn-forecast';
import { keepChampionLog } from './odds/champion-log';
import { countClosings } from './odds/closings';
import { tellsProbability } from './odds/crm-odds';
import type { Verdict } from './odds/fitted-odds';
import { judgeFundability } from './odds/fundability';
import { scoreHorizon, threePeriodWape } from './odds/horizon-scores';
import { alignedDays, grainOn, type Setting } from './odds/learning-ground';
import { sightOpenDeals } from './odds/open-now';
import { layQuarterMonths, type QuarterMonths } from './odds/quarter-months';
import { allRows, RatedRows } from './odds/rated-rows';
import { firstDayOf } from './odds/sampled-deals';
import { Scoreboard } from './odds/scoreboard';
import type { Sightings } from './odds/sightings';
import { MOST_PAST_FORECASTS, TimeTraveller } from './odds/time-traveller';
import { layAxis } from './period-axis';
import { listStates } from './pipeline-states';
import type { StageOrder } from './stage-order';

const PERIODS = 3;
/** Unless a first day is asked for, snapshots begin when so many different deals have been followed for a window. */
const FEWEST_FOLLOWED = 30;

/**
 * Makes the forecast again at the start of every past period, each time from what was known then, and compares it with
 * what came: with the claimed stage, with the CRM's own probability and with closed-deal conversion beside it. Snapshots
 * whose window has not ended by the last known day, or before which nothing could be learnt, are not scored.
 */
export function runBacktest(table: DealTable, stages: StageOrder, fiscal: readonly FiscalPeriod[], plan: BacktestPlan): BacktestResult {
    // Where a day is a seventh of the period, forecasts are made on its eve.
    const lead = plan.period === 'week' ? 1 : 0;
    const axis = layAxis(plan.period, fiscal, lead > 0 && plan.from !== undefined ? plan.from + lead : undefined);
    const states = listStates(stages, table.stageNames);
    const setting: Setting = { table, states, axis, window: plan.window, periods: PERIODS, lead };
    const knownTo = plan.knownTo ?? throughWeekend(lastDayOf(table));
    const boards = new Boards(table);
    const { mask } = grainOn(setting, knownTo);
    const days = alignedDays(axis, -lead, firstDayOf(table, mask) ?? knownTo, knownTo);
    const isAsked = (day: Day) => day >= (plan.from ?? -Infinity) && day <= (plan.to ?? Infinity) && day + plan.window <= knownTo;
    const first = days.findIndex(isAsked);
    const visited = first < 0 ? [] : days.slice(Math.max(0, first - MOST_PAST_FORECASTS));
    const traveller = new TimeTraveller(setting, visited, -lead);
    const scored = new Set<Day>();
    for (const day of visited) {
        if (!isAsked(day)) {
            if (axis.at(day + lead).to <= knownTo) traveller.visit(day);
            continue;
        }
        if (scoreDay(traveller, setting, plan, day, boards)) scored.add(day);
    }
    const quarterMonths = axis.kind === 'month' ? layQuarterMonths(axis, fiscal, PERIODS) : undefined;
    return summarize(traveller, setting, plan, boards, scored, knownTo, quarterMonths);
}

const [FRIDAY, SUNDAY] = [4, 6];

/** A log whose last row is of a Friday or Saturday is complete up to Sunday: it ends with its week, not in the middle of one. */
export function throughWeekend(day: Day): Day {
    const weekday = (((day + 3) % 7) + 7) % 7;
    return weekday >= FRIDAY ? day + SUNDAY - weekday : day;
}

/** What one row was told: P(won) in the window and in each period, then the base rate, the CRM and closed conversion for the window. */
type Told = readonly [number, number, number, number, number, number, number];
const TOLD = 1 + PERIODS + 3;

/** Makes and scores the forecast of one day; false when nothing, or by default too little, could be learnt by then. */
function scoreDay(traveller: TimeTraveller, setting: Setting, plan: BacktestPlan, day: Day, boards: Boards): boolean {
    const { table, states, window } = setting;
    const ground = traveller.groundOn(day, 'earned');
    const open = sightOpenDeals(table, states, ground.reader, 'earned', day, false);
    // One column for all rows: an array each would be gigabytes for an org of a million deals.
    const told = new Float64Array(TOLD * open.length);
    const visited = traveller.visit(day, open, (row, odds, { base, crm, closed }) => {
        told.set(odds.subarray(0, 1 + PERIODS), TOLD * row);
        told.set([base, crm, closed], TOLD * row + 1 + PERIODS);
    });
    if (!visited) return false;
    if (plan.from === undefined && visited.fitted.cohorts[0]!.deals < FEWEST_FOLLOWED) return false;
    const claimed = claimedOdds(traveller, setting, visited.verdict, open, day);
    for (let row = 0; row < open.length; row += 1) {
        const [p, first, second, third, base, crm, closed] = told.subarray(TOLD * row, TOLD * row + TOLD) as unknown as Told;
        const deal = open.deal[row]!;
        const partner = rowOn(table.partners.day, table.partners.from[deal]!, table.partners.from[deal + 1]!, day);
        const isIn = (target: number) => {
            const { after, upTo } = visited.fitted.targets[target]!;
            return open.wonIn[row]! > after && open.wonIn[row]! <= upTo;
        };
        const prediction = {
            snapshot: day,
            deal,
            stageName: states.open[open.state[row]!]!.stageName,
            partnerType: table.partnerTypes[open.partnerType[row]!]!,
            attribution: ATTRIBUTIONS[partner < 0 ? 0 : table.partners.attribution[partner]!]!,
            dwellDays: open.dwell[row]!,
            pWindow: p,
            wonInWindow: open.wonIn[row]! <= window,
            p: [first, second, third] as const,
            won: [isIn(1), isIn(2), isIn(3)] as const,
            pClaimed: claimed?.[row] ?? p,
            pCrm: crm,
            pClosedConversion: closed,
            pBase: base
        };
        boards.add(prediction);
        plan.onPrediction?.(prediction);
    }
    return true;
}

/** P(won within the window) by claimed stages, row by row as `open`; undefined when proof changes nothing. */
function claimedOdds(
    traveller: TimeTraveller,
    { table, states }: Setting,
    verdict: Verdict,
    open: Sightings,
    day: Day
): Float64Array | undefined {
    if (table.proof.day.length === 0) return undefined;
    const ground = traveller.groundOn(day, 'claimed');
    const claimed = sightOpenDeals(table, states, ground.reader, 'claimed', day, false);
    const own = traveller.fit(ground, day, 1);
    return new RatedRows(own, claimed, allRows(claimed)).blend(verdict, 0);
}

/** Scores of all predictions and of parts of them. */
class Boards {
    readonly all = new Scoreboard();
    readonly claimed = new Scoreboard();
    readonly crm = new Scoreboard();
    readonly closed = new Scoreboard();
    readonly byPartnerType = new Map<string, Scoreboard>();
    readonly byAttribution = new Map<string, Scoreboard>();
    readonly before = new Scoreboard();
    readonly after = new Scoreboard();
    /** First day on which anything was proven. */
    readonly liveOn: Day | undefined;

    constructor({ proof }: DealTable) {
        this.liveOn = firstProofDay(proof);
    }

    add(prediction: BacktestPrediction): void {
        const { pBase: base, pWindow, wonInWindow, partnerType, attribution, snapshot } = prediction;
        const part = this.liveOn !== undefined && snapshot >= this.liveOn ? this.after : this.before;
        const own = [this.all, part, boardOf(this.byPartnerType, partnerType), boardOf(this.byAttribution, attribution)];
        for (const board of own) board.add(pWindow, base, wonInWindow);
        this.claimed.add(prediction.pClaimed, base, wonInWindow);
        this.crm.add(prediction.pCrm, base, wonInWindow);
        this.closed.add(prediction.pClosedConversion, base, wonInWindow);
    }
}

function boardOf(boards: Map<string, Scoreboard>, name: string): Scoreboard {
    const known = boards.get(name) ?? new Scoreboard();
    boards.set(name, known);
    return known;
}

const scoresOf = (boards: ReadonlyMap<string, Scoreboard>) =>
    new Map([...boards].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, board]) => [name, board.scores]));

function summarize(
    traveller: TimeTraveller,
    { table, states, axis, lead = 0 }: Setting,
    plan: BacktestPlan,
    boards: Boards,
    scored: ReadonlySet<Day>,
    knownTo: Day,
    quarterMonths: QuarterMonths | undefined
): BacktestResult {
    const { past } = traveller;
    const horizons = Array.from({ length: PERIODS }, (_, ahead) => scoreHorizon(past, scored, ahead, knownTo));
    const own = past.filter(({ day }) => scored.has(day));
    const coming = alignedDays(axis, -lead, (past.at(-1)?.day ?? knownTo) + 1, knownTo + 366);
    const facts = {
        asOf: knownTo,
        judgedFrom: own[0]?.day ?? knownTo,
        // The days of every table, no others: one count, and one miss of each kind.
        judgedTo: own.at(-1)?.day ?? knownTo,
        ...countClosings(table, states, knownTo),
        nextScoredOn: [...past.map(({ day }) => day), ...coming].map((day) => day + plan.window).filter((day) => day > knownTo),
        periodWord: plan.period,
        crmIsAssumed: !tellsProbability(table, states),
        quarterMonths
    };
    const fundability = judgeFundability(past, facts);
    const { all, claimed, crm, closed, before, after, liveOn } = boards;
    return {
        ...all.scores,
        snapshotDays: [...scored],
        snapshots: scored.size,
        window: plan.window,
        period: plan.period,
        horizons: horizons.map(({ scores }) => scores),
        threePeriodWape: threePeriodWape(past, scored, knownTo),
        fundable: fundability.fundable,
        reasons: fundability.reasons,
        fundability,
        championLog: keepChampionLog(own, traveller.verdictOn(knownTo), knownTo),
        comparisons: { claimed: claimed.scores, crm: crm.scores, closedConversion: closed.scores },
        earnedGain: claimed.scores.brier - all.scores.brier,
        byPartnerType: scoresOf(boards.byPartnerType),
        byAttribution: scoresOf(boards.byAttribution),
        gates: liveOn === undefined ? undefined : { liveOn, before: before.scores, after: after.scores },
        calibration: all.calibration,
        periods: horizons.flatMap(({ outcomes }) => outcomes)
    };
}
