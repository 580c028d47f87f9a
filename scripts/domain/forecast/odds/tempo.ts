import type { Day } from '../calendar-day';
import { logGamma } from '../shrinkage';
import type { Known } from './cohort-model';
import type { AskedWindow } from './deal-features';
import type { Landmarks } from './learning-ground';
import { thinOut } from './rows-by-day';
import { POSITIONS } from './timeline-counts';

/** Strengths, in wins, of the belief that all positions of the fiscal rhythm are alike, that the data choose from; METHOD §4.2 gives 20. */
const ALIKE_WINS = [5, 10, 20, 40, 80];
/** Variance of a month's wins around its rhythm, as a share: one month seen says less than its number of wins lets on. */
const MONTH_VARIANCE = 0.0225;

/** Wins of one position of the rhythm: observed, expected of a model that knows none, and in how many periods. */
export interface PositionWins {
    readonly observed: number;
    readonly expected: number;
    readonly periods: number;
}

/**
 * Period-end factors R = (O + a) / (E + a), with O and E divided by 1 + 0.0225 · E / n for n periods seen. The strength a is
 * the one of the grid under which the positions are likeliest (O Poisson around E · R, R gamma around 1 with shape a); ties
 * go to the larger. A fixed 20 leaves half of a strong rhythm out of a forecast that has seen a hundred wins.
 */
export function rhythmFactors(positions: readonly PositionWins[]): Float64Array {
    const seen = positions.map(({ observed, expected, periods }) => {
        const over = 1 + (MONTH_VARIANCE * expected) / Math.max(1, periods);
        return { observed: observed / over, expected: expected / over };
    });
    const likelihoods = ALIKE_WINS.map((alike) =>
        seen.reduce(
            (sum, { observed, expected }) =>
                sum +
                (logGamma(alike + observed) - logGamma(alike)) +
                alike * Math.log(alike / (alike + expected)) -
                observed * Math.log(alike + expected),
            0
        )
    );
    const alike = ALIKE_WINS[likelihoods.lastIndexOf(Math.max(...likelihoods))]!;
    return Float64Array.from(seen, ({ observed, expected }) => (observed + alike) / (expected + alike));
}

/**
 * The period-end factor of METHOD §4.2 for a model that knows no calendar: by position of the period, wins observed in past
 * periods against those that the model's own odds expect there. What close dates already tell of the rhythm is thus not
 * told twice. `aligned` are sightings as far into their period as the forecast; at most `mostRows` are looked at.
 */
export function learnTempo(
    aligned: Landmarks,
    windowOf: (day: Day) => AskedWindow,
    known: Known,
    oddsOf: (row: number) => number,
    mostRows: number
): Float64Array {
    const observed = new Float64Array(POSITIONS);
    const expected = new Float64Array(POSITIONS);
    const periods = Array.from({ length: POSITIONS }, () => new Set<Day>());
    const { day, wonIn } = aligned.sightings;
    for (const row of thinOut(endedRows(aligned, windowOf, known), mostRows)) {
        const { after, upTo, position } = windowOf(day[row]!);
        expected[position]! += oddsOf(row);
        if (wonIn[row]! > after && wonIn[row]! <= upTo) observed[position]! += 1;
        periods[position]!.add(day[row]!);
    }
    return rhythmFactors(
        Array.from(expected, (wins, position) => ({ observed: observed[position]!, expected: wins, periods: periods[position]!.size }))
    );
}

/** Rows whose window had ended by the last known day, oldest first; windows of later days end later. Which they are depends on nothing later. */
export function endedRows({ byDay }: Landmarks, windowOf: (day: Day) => AskedWindow, { since, until }: Known): Uint32Array {
    const last = byDay.lastDay(since, until - 1, (day) => day + windowOf(day).upTo <= until);
    return last === undefined ? new Uint32Array(0) : byDay.between(since, last);
}

/** Odds of a window whose win hazard is `tempo` times the usual: 1 − (1 − p)^tempo. */
export const atTempo = (p: number, tempo: number): number => 1 - (1 - p) ** tempo;
