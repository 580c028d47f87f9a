import { isoOf, type Day } from '../calendar-day';
import type { Fundability, HorizonVerdict } from '../learnt-forecast';
import { missesInWins, OFFSET_IN_WINS, measureSpread, rangeAround } from './error-spread';
import type { PastForecast } from './past-forecast';

/** METHOD §4.9. */
const FEWEST_SNAPSHOTS = 6;
const LEAST_SKILL = 0.05;
const MOST_BIAS = 0.1;
const LEAST_COVERAGE = 0.65;
const MOST_COVERAGE = 0.97;
/** Ranges that hold nearly everything are called too wide only where they are: wider than this share of what came. */
const MOST_WIDTH = 1.3;
/** A few dozen closed deals say nothing that lasts, however well a forecast happened to do on them. */
const FEWEST_CLOSED = 100;
const FEWEST_WINS = 30;
/** Periods ahead that are judged. */
const HORIZONS = 3;

/** What the gate knows besides past forecasts. */
export interface GateFacts {
    readonly asOf: Day;
    /** Past forecasts made before this day only tell how wide ranges were. */
    readonly judgedFrom: Day;
    /** Deals ever closed, and those closed in the year before `asOf`. */
    readonly closedDeals: number;
    readonly closedLastYear: number;
    /** Days on which further past snapshots will be complete, ascending. */
    readonly nextScoredOn: readonly Day[];
    readonly periodWord: string;
}

/** Decides whether finance may plan on the forecast, for the org and for each period ahead, and says why in plain words. */
export function judgeFundability(past: readonly PastForecast[], facts: GateFacts): Fundability {
    const scored = past.filter(({ day, totals }) => totals[0]!.endsOn <= facts.asOf && day >= facts.judgedFrom);
    const horizons = Array.from({ length: HORIZONS }, (_, ahead) => judgeHorizon(past, ahead, facts));
    const pooled = sumTotals(past, [0, 1, 2], facts);
    const skill = skillOf(scored);
    const time = whatTimeBrings(scored, facts);
    const quality = scored.length === 0 ? [] : [...aboutSkill(scored, skill), ...aboutTotals(pooled, 'The next three periods')];
    const reasons = [...time.map(({ reason }) => reason), ...quality];
    const fundable = reasons.length === 0;
    const expected = time.map(({ on }) => on);
    return {
        fundable,
        reasons: fundable ? whatItRestsOn(scored.length, skill, pooled, horizons) : reasons,
        horizons: horizons.map((horizon) => (fundable ? horizon : { ...horizon, fundable: false })),
        brierSkill: skill,
        pastSnapshots: scored.length,
        expectedOn: fundable || quality.length > 0 || expected.includes(undefined) ? undefined : Math.max(...expected.map(Number))
    };
}

/** What is missing that comes with time, and when. */
function whatTimeBrings(scored: readonly PastForecast[], facts: GateFacts): readonly { reason: string; on: Day | undefined }[] {
    const missing: { reason: string; on: Day | undefined }[] = [];
    const say = (reason: string, on: Day | undefined) =>
        missing.push({ reason: `${reason}${on === undefined ? '.' : `; expected on ${isoOf(on)}.`}`, on });
    if (scored.length < FEWEST_SNAPSHOTS) {
        const on = facts.nextScoredOn[FEWEST_SNAPSHOTS - scored.length - 1];
        say(`${scored.length} of ${FEWEST_SNAPSHOTS} past snapshots whose outcome is known`, on);
    }
    const atPace = (lacking: number, share: number) =>
        facts.closedLastYear * share > 0 ? facts.asOf + Math.ceil((lacking * 365) / (facts.closedLastYear * share)) : undefined;
    if (facts.closedDeals < FEWEST_CLOSED) {
        say(`${facts.closedDeals} of ${FEWEST_CLOSED} closed deals to learn from`, atPace(FEWEST_CLOSED - facts.closedDeals, 1));
    }
    const wins = new Set(scored.flatMap(({ wonDeals }) => wonDeals)).size;
    if (wins < FEWEST_WINS) {
        const share = Math.min(1, wins / Math.max(1, facts.closedDeals));
        say(`${wins} of ${FEWEST_WINS} won deals in past snapshots to check against`, atPace(FEWEST_WINS - wins, share));
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
            `(skill ${percent(skill)}, it takes more than ${percent(LEAST_SKILL)}).`
    ];
}

interface Totals {
    readonly snapshots: number;
    readonly wape: number;
    readonly crmWape: number;
    readonly bias: number;
    readonly coverage80: number;
    /** Mean P90 − P10 over the mean outcome. */
    readonly width: number;
}

function judgeHorizon(past: readonly PastForecast[], ahead: number, facts: GateFacts): HorizonVerdict {
    const totals = sumTotals(past, [ahead], facts);
    const name = ahead === 0 ? `The running ${facts.periodWord}` : `${ahead === 1 ? 'The next' : 'The next but one'} ${facts.periodWord}`;
    const few =
        totals.snapshots < FEWEST_SNAPSHOTS
            ? [`${name}: ${totals.snapshots} of ${FEWEST_SNAPSHOTS} past forecasts whose outcome is known.`]
            : [];
    const reasons = [...few, ...(totals.snapshots === 0 ? [] : aboutTotals(totals, name))];
    const { wape, bias, coverage80, crmWape } = totals;
    return { ahead, fundable: reasons.length === 0, reasons, wape, bias, coverage80, crmWape, pastForecasts: totals.snapshots };
}

/** Totals over past forecasts of each of these periods, each range made with the spread that was known on its day. */
function sumTotals(past: readonly PastForecast[], periods: readonly number[], { asOf, judgedFrom }: GateFacts): Totals {
    let snapshots = 0;
    let actual = 0;
    let missed = 0;
    let crmMissed = 0;
    let expected = 0;
    let inside = 0;
    let width = 0;
    past.forEach((forecast, index) => {
        for (const period of periods) {
            const total = forecast.totals[1 + period];
            if (!total || total.endsOn > asOf || forecast.day < judgedFrom) continue;
            const spread = measureSpread(missesInWins(past.slice(0, index), [period], forecast.day));
            const { low, high } = rangeAround(total.expected, OFFSET_IN_WINS, spread);
            snapshots += 1;
            width += high - low;
            actual += total.actual;
            expected += total.expected;
            missed += Math.abs(total.expected - total.actual);
            crmMissed += Math.abs(total.crm - total.actual);
            if (total.actual >= low && total.actual <= high) inside += 1;
        }
    });
    return {
        snapshots,
        wape: missed / actual,
        crmWape: crmMissed / actual,
        bias: expected / actual - 1,
        coverage80: snapshots === 0 ? NaN : inside / snapshots,
        width: width / actual
    };
}

function aboutTotals({ wape, crmWape, bias, coverage80, width }: Totals, name: string): readonly string[] {
    if (!Number.isFinite(wape)) return [`${name}: nothing was won in past periods to compare with.`];
    const reasons: string[] = [];
    if (Math.abs(bias) >= MOST_BIAS) {
        reasons.push(
            `${name}: past forecasts were ${percent(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'}; less than ${percent(MOST_BIAS)} is asked.`
        );
    }
    if (wape >= crmWape) {
        reasons.push(`${name}: past forecasts missed by ${percent(wape)}, the CRM's probability on the close date by ${percent(crmWape)}.`);
    }
    if (coverage80 < LEAST_COVERAGE) {
        reasons.push(`${name}: ranges that should hold 80 % of outcomes held ${percent(coverage80)}.`);
    }
    if (coverage80 > MOST_COVERAGE && width > MOST_WIDTH) {
        reasons.push(`${name}: ranges that should hold 80 % of outcomes held ${percent(coverage80)}: too wide to plan on.`);
    }
    return reasons;
}

const whatItRestsOn = (snapshots: number, skill: number, totals: Totals, horizons: readonly HorizonVerdict[]): readonly string[] => [
    `${snapshots} past snapshots: skill ${percent(skill)}, missed by ${percent(totals.wape)} (CRM ${percent(totals.crmWape)}), ` +
        `bias ${percent(totals.bias)}, ${percent(totals.coverage80)} of outcomes inside the range.`,
    ...horizons.flatMap(({ reasons }) => reasons)
];

const percent = (share: number): string => `${Math.round(share * 100)} %`;
