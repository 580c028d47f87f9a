import { isoOf, type Day } from '../calendar-day';
import type { Fundability, HorizonVerdict, PastErrors, QuarterVerdict } from '../learnt-forecast';
import { ASSUMED_CRM } from './crm-odds';
import type { PastForecast } from './past-forecast';
import { aboutTotals, isJudged, percent, percentBeside, sumTotals, type Totals } from './past-totals';
import type { QuarterMonths } from './quarter-months';

/** METHOD §4.9. */
const FEWEST_SNAPSHOTS = 6;
const LEAST_SKILL = 0.05;
/** A few dozen closed deals say nothing that lasts, however well a forecast happened to do on them. */
const FEWEST_CLOSED = 100;
const FEWEST_WINS = 30;
/** Periods ahead that are judged. */
const HORIZONS = 3;
/** The running quarter and the next. */
const QUARTERS = 2;
/** As many different outcomes as of months: forecasts of the same quarter overlap, and four of a drifting log may happen to fit. */
const FEWEST_QUARTERS = 6;

/** What the gate knows besides past forecasts. */
export interface GateFacts {
    readonly asOf: Day;
    /** Past forecasts made before this day only tell how wide ranges were. */
    readonly judgedFrom: Day;
    /** Nor are those judged that were made after this day. */
    readonly judgedTo: Day;
    /** Deals ever closed, and those closed in the year before `asOf`. */
    readonly closedDeals: number;
    readonly closedLastYear: number;
    /** Days on which further past snapshots will be complete, ascending. */
    readonly nextScoredOn: readonly Day[];
    readonly periodWord: string;
    /** The source tells no probabilities: what the CRM would have said is assumed, and decides nothing. */
    readonly crmIsAssumed: boolean;
    /** Where forecasts are by months: which of them make up a quarter. Absent: quarters are not judged. */
    readonly quarterMonths?: QuarterMonths | undefined;
}

/**
 * Decides whether finance may plan on the forecast, for the org, for each period ahead and for each quarter, and says why in
 * plain words. A quarter is judged by its own past totals, to the same thresholds as a month: it may pass where its months,
 * which are noisier, do not, and the other way round; but a quarter of which one month is left is judged as that month.
 */
export function judgeFundability(past: readonly PastForecast[], facts: GateFacts): Fundability {
    const scored = past.filter(({ day, totals }) => totals[0]!.endsOn <= facts.asOf && isJudged(day, facts));
    const pooled = sumTotals(past, [[0], [1], [2]], facts);
    const skill = skillOf(scored);
    const time = whatTimeBrings(scored, facts);
    const lacking = [...time.map(({ reason }) => reason), ...(scored.length === 0 ? [] : aboutSkill(scored, skill))];
    const against = scored.length === 0 ? [] : aboutTotals(pooled, `Single ${facts.periodWord}s, pooled`, facts);
    const horizons = Array.from({ length: HORIZONS }, (_, ahead) => shutBy([...lacking, ...against], judgeHorizon(past, ahead, facts)));
    const quarters = judgeQuarters(past, facts)
        .map((quarter) => shutBy(lacking, quarter))
        .map((quarter) => asItsOnlyMonth(quarter, horizons, facts));
    const asQuarters = quarters.filter(({ ahead }) => onlyMonthOf(ahead, facts) === undefined);
    const byMonths = horizons.some(({ fundable }) => fundable);
    const fundable = byMonths || quarters.some((quarter) => quarter.fundable);
    const hopeless = lacking.length > time.length || against.length > 0 || (lacking.length === 0 && !byMonths);
    const expected = time.map(({ on }) => on);
    return {
        fundable,
        reasons: fundable
            ? [
                  ...(byMonths ? whatItRestsOn(scored.length, skill, pooled, horizons, facts) : []),
                  ...quarters.flatMap((quarter) => whatQuarterRestsOn(quarter, facts)),
                  ...(byMonths ? [] : against)
              ]
            : [
                  ...lacking,
                  ...against,
                  ...(lacking.length === 0 && against.length === 0 ? horizons.flatMap(({ reasons }) => reasons) : []),
                  ...(lacking.length === 0 ? asQuarters.flatMap(({ ahead, reasons }) => (ahead === 0 ? reasons : [])) : [])
              ],
        horizons,
        quarters,
        crmIsAssumed: facts.crmIsAssumed,
        brierSkill: skill,
        threePeriods: errorsOf(pooled),
        pastSnapshots: scored.length,
        expectedOn: fundable || hopeless || expected.includes(undefined) ? undefined : Math.max(...expected.map(Number))
    };
}

/** What speaks against the whole forecast shuts each part of it, and is the reason where the part has none of its own. */
const shutBy = <Judged extends HorizonVerdict>(against: readonly string[], judged: Judged): Judged =>
    against.length === 0 ? judged : { ...judged, fundable: false, reasons: judged.reasons.length > 0 ? judged.reasons : against };

/** What is missing that comes with time, and when. */
function whatTimeBrings(scored: readonly PastForecast[], facts: GateFacts): readonly { reason: string; on: Day | undefined }[] {
    const missing: { reason: string; on: Day | undefined }[] = [];
    const say = (reason: string, on: Day | undefined) =>
        missing.push({ reason: `${reason}${on === undefined ? '.' : `; expected on ${isoOf(on)}.`}`, on });
    if (scored.length < FEWEST_SNAPSHOTS) {
        const on = facts.nextScoredOn[FEWEST_SNAPSHOTS - scored.length - 1];
        say(`${scored.length} of ${FEWEST_SNAPSHOTS} past days whose outcome is known`, on);
    }
    const atPace = (lacking: number, share: number) =>
        facts.closedLastYear * share > 0 ? facts.asOf + Math.ceil((lacking * 365) / (facts.closedLastYear * share)) : undefined;
    if (facts.closedDeals < FEWEST_CLOSED) {
        say(`${facts.closedDeals} of ${FEWEST_CLOSED} closed deals to learn from`, atPace(FEWEST_CLOSED - facts.closedDeals, 1));
    }
    const wins = new Set(scored.flatMap(({ wonDeals }) => wonDeals)).size;
    if (wins < FEWEST_WINS) {
        const share = Math.min(1, wins / Math.max(1, facts.closedDeals));
        say(`${wins} of ${FEWEST_WINS} won deals on past days to check against`, atPace(FEWEST_WINS - wins, share));
    }
    return missing;
}

function skillOf(scored: readonly PastForecast[]): number {
    const sum = (key: 'blend' | 'base') => scored.reduce((all, { losses }) => all + losses[0]![key].brier, 0);
    return scored.length === 0 ? NaN : 1 - sum('blend') / sum('base');
}

function aboutSkill(scored: readonly PastForecast[], skill: number): readonly string[] {
    if (skill > LEAST_SKILL) return [];
    const rows = scored.reduce((all, { losses }) => all + losses[0]!.base.rows, 0);
    const mean = (key: 'blend' | 'base') => (scored.reduce((all, { losses }) => all + losses[0]![key].brier, 0) / rows).toFixed(3);
    return [
        `Past forecasts tell deals apart hardly better than the plain win rate: Brier ${mean('blend')} against ${mean('base')} ` +
            `(skill ${percentBeside(skill, LEAST_SKILL)}, it takes more than ${percent(LEAST_SKILL)}).`
    ];
}

function judgeHorizon(past: readonly PastForecast[], ahead: number, facts: GateFacts): HorizonVerdict {
    const totals = sumTotals(past, [[ahead]], facts);
    const name = ahead === 0 ? `The running ${facts.periodWord}` : `${ahead === 1 ? 'The next' : 'The next but one'} ${facts.periodWord}`;
    const few =
        totals.snapshots < FEWEST_SNAPSHOTS
            ? [`${name}: ${totals.snapshots} of ${FEWEST_SNAPSHOTS} past forecasts whose outcome is known.`]
            : [];
    const reasons = [...few, ...(totals.snapshots === 0 ? [] : aboutTotals(totals, name, facts))];
    return { ahead, fundable: reasons.length === 0, reasons, ...errorsOf(totals) };
}

const errorsOf = ({ wape, bias, coverage80, crmWape, snapshots }: Totals): PastErrors => ({
    wape,
    bias,
    coverage80,
    crmWape,
    pastForecasts: snapshots
});

/** Quarters by the totals of what was left of them on past days: each with its own bias, miss and ranges. */
function judgeQuarters(past: readonly PastForecast[], facts: GateFacts): readonly QuarterVerdict[] {
    const { quarterMonths } = facts;
    if (!quarterMonths) return [];
    return Array.from({ length: QUARTERS }, (_, ahead) => {
        const totals = sumTotals(past, [({ day }) => quarterMonths(day, ahead)], facts);
        const name = nameQuarter(ahead);
        // Every outcome has a past forecast at least: enough quarters are enough snapshots.
        const isUnjudged = totals.outcomes < FEWEST_QUARTERS;
        const few = `${name}: ${sayFewQuarters(totals.outcomes)}`;
        const reasons = isUnjudged ? [few] : aboutTotals(totals, name, facts);
        return { ahead, fundable: reasons.length === 0, reasons, ...errorsOf(totals), pastQuarters: totals.outcomes, isUnjudged };
    });
}

/**
 * A quarter of which one single month is left has the outcome of that month, so it has its verdict too. The month's holds: it
 * goes by past forecasts as short as this one, those of the rest of a quarter mostly looked further ahead.
 */
function asItsOnlyMonth(quarter: QuarterVerdict, horizons: readonly HorizonVerdict[], facts: GateFacts): QuarterVerdict {
    const own = horizons.find(({ ahead }) => ahead === onlyMonthOf(quarter.ahead, facts));
    if (!own) return quarter;
    const reasons = own.reasons.map((reason) => `${isOneMonth(quarter.ahead)} ${reason}`);
    return { ...quarter, ...own, ahead: quarter.ahead, reasons, isUnjudged: false };
}

function onlyMonthOf(quarter: number, { quarterMonths, asOf }: GateFacts): number | undefined {
    const months = quarterMonths?.(asOf, quarter) ?? [];
    return months.length === 1 ? months[0] : undefined;
}

const isOneMonth = (quarter: number): string => `${nameQuarter(quarter)} is one month and judged as that.`;

function sayFewQuarters(quarters: number): string {
    if (quarters === 0) return `no past forecast of a whole one has an outcome; ${FEWEST_QUARTERS} different quarters are asked.`;
    const have = quarters === 1 ? '1 quarter that was forecast has' : `${quarters} different quarters that were forecast have`;
    return `only ${have} an outcome; ${FEWEST_QUARTERS} are asked.`;
}

const nameQuarter = (ahead: number): string => (ahead === 0 ? 'The rest of the quarter' : 'The next quarter');

const nameCrm = ({ crmIsAssumed }: GateFacts): string => (crmIsAssumed ? `${ASSUMED_CRM}:` : 'CRM');

function whatQuarterRestsOn(quarter: QuarterVerdict, facts: GateFacts): readonly string[] {
    const { ahead, fundable, reasons, pastForecasts, pastQuarters, wape, crmWape, bias, coverage80 } = quarter;
    // Its only month says why by itself.
    if (!fundable) return onlyMonthOf(ahead, facts) === undefined ? reasons : [];
    const from =
        onlyMonthOf(ahead, facts) !== undefined
            ? `${isOneMonth(ahead)} ${pastForecasts} past forecasts of such a month`
            : `${nameQuarter(ahead)}: ${pastForecasts} past forecasts of ${pastQuarters} different quarters (those of one quarter overlap)`;
    return [
        `${from}: missed by ${percent(wape)} (${nameCrm(facts)} ${percent(crmWape)}), bias ${percent(bias)}, ${percent(coverage80)} of outcomes inside the range.`
    ];
}

const whatItRestsOn = (
    days: number,
    skill: number,
    totals: Totals,
    horizons: readonly HorizonVerdict[],
    facts: GateFacts
): readonly string[] => [
    `${days} past days: skill ${percent(skill)}. Single ${facts.periodWord}s, pooled: ${totals.snapshots} past forecasts missed by ` +
        `${percent(totals.wape)} (${nameCrm(facts)} ${percent(totals.crmWape)}), bias ${percent(totals.bias)}, ` +
        `${percent(totals.coverage80)} of outcomes inside the range.`,
    ...horizons.flatMap(({ reasons }) => reasons)
];
