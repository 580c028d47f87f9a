import { logGamma } from '../shrinkage';
import type { AllAnswers } from './answered-rows';
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
 * told twice. `answered` are sightings as far into their period as the forecast; the odds of about `mostRows` are asked for.
 */
export function learnTempo(
    { windowOf, rows, won, days, from }: AllAnswers,
    oddsOf: (row: number) => number,
    mostRows: number
): Float64Array {
    const observed = new Float64Array(POSITIONS);
    const expected = new Float64Array(POSITIONS);
    const asked = new Float64Array(POSITIONS);
    const seen = new Float64Array(POSITIONS);
    const periods = new Float64Array(POSITIONS);
    const every = Math.max(1, Math.ceil(rows.length / mostRows));
    days.forEach((day, index) => {
        const { position } = windowOf(day);
        const [start, end] = [from[index]!, from[index + 1]!];
        periods[position]! += 1;
        seen[position]! += end - start;
        let wins = 0;
        for (let place = start; place < end; place += 1) wins += won[place]!;
        observed[position]! += wins;
        for (let place = every * Math.ceil(start / every); place < end; place += every) {
            asked[position]! += 1;
            expected[position]! += oddsOf(rows[place]!);
        }
    });
    return rhythmFactors(
        Array.from(expected, (wins, place) => ({
            observed: observed[place]!,
            expected: asked[place] === 0 ? 0 : (wins * seen[place]!) / asked[place]!,
            periods: periods[place]!
        }))
    );
}

/** Odds of a window whose win hazard is `tempo` times the usual: 1 − (1 − p)^tempo. */
export const atTempo = (p: number, tempo: number): number => 1 - (1 - p) ** tempo;
