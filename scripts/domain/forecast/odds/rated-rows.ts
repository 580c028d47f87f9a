import { CANDIDATES, type CandidateName } from '../learnt-forecast';
import { baseOdds, type FittedOdds, type Verdict } from './fitted-odds';
import { regressionOdds } from './regression-model';
import type { Sightings } from './sightings';
import { atTempo } from './tempo';

export function allRows({ length }: Sightings): Uint32Array {
    const rows = new Uint32Array(length);
    for (let row = 0; row < length; row += 1) rows[row] = row;
    return rows;
}

/** Odds by row; undefined: the model could not be learnt for the target. */
export type OddsColumn = Float64Array | undefined;

/**
 * Odds of many rows of sightings, a column for each model and target. What a row is asked for every target, its cell among the cohorts
 * and its place on the timeline, is looked up once.
 */
export class RatedRows {
    readonly #fitted: FittedOdds;
    readonly #sightings: Sightings;
    readonly #cells: Int32Array | undefined;
    readonly #places: Int32Array | undefined;

    constructor(
        fitted: FittedOdds,
        sightings: Sightings,
        readonly rows: Uint32Array
    ) {
        this.#fitted = fitted;
        this.#sightings = sightings;
        const cohort = fitted.cohorts.find((one) => one !== undefined);
        const timeline = fitted.timelineOdds;
        if (cohort) this.#cells = new Int32Array(rows.length);
        if (timeline) this.#places = new Int32Array(rows.length);
        for (let index = 0; index < rows.length; index += 1) {
            if (cohort) this.#cells![index] = cohort.cellOf(sightings, rows[index]!);
            if (timeline) this.#places![index] = timeline.placeOf(sightings, rows[index]!);
        }
    }

    /** P(won in the target) by one model. */
    candidate(name: CandidateName, target: number): OddsColumn {
        const { after, upTo } = this.#fitted.targets[target]!;
        if (upTo <= after) return new Float64Array(this.rows.length);
        if (name === 'cohort') return this.#byCohort(target);
        return name === 'timeline' ? this.#byTimeline(target) : this.#byRegression(name, target);
    }

    /**
     * The blend of METHOD §4.6: the weighted mean of the models that are known for the target; the base rate where all of
     * them were worse than it, the timeline where not even that is known so far ahead; NaN before anything is known. `columns` as `candidate` gave them, where they are at hand.
     */
    blend(verdict: Verdict, target: number, columns: Partial<Record<CandidateName, OddsColumn>> = {}): Float64Array {
        const weights = target === 0 ? verdict.window : verdict.periods;
        const sum = new Float64Array(this.rows.length);
        let total = 0;
        for (const name of CANDIDATES) {
            const weight = weights[name];
            const own = weight === 0 ? undefined : name in columns ? columns[name] : this.candidate(name, target);
            if (!own) continue;
            for (let index = 0; index < sum.length; index += 1) sum[index]! += own[index]! * weight;
            total += weight;
        }
        if (total === 0) {
            const base = baseOdds(this.#fitted, target);
            return (Number.isNaN(base) && this.candidate('timeline', target)) || sum.fill(base);
        }
        for (let index = 0; index < sum.length; index += 1) sum[index]! /= total;
        return sum;
    }

    #byCohort(target: number): OddsColumn {
        const cohort = this.#fitted.cohorts[target];
        if (!cohort || !this.#cells) return undefined;
        const tempo = this.#fitted.tempo.cohort[target]!;
        const odds = cohort.odds.map((p) => atTempo(p, tempo));
        return lookUp(odds, this.#cells);
    }

    /** From one end to the next; the running period and the window begin now. */
    #byTimeline(target: number): OddsColumn {
        if (!this.#fitted.timelineOdds || !this.#places) return undefined;
        const by = this.#fitted.timelineOdds.wonBy(target);
        const before = target < 2 ? undefined : this.#fitted.timelineOdds.wonBy(target - 1);
        return lookUp(before ? by.map((p, place) => Math.max(0, p - before[place]!)) : by, this.#places);
    }

    #byRegression(name: 'regression' | 'aligned', target: number): OddsColumn {
        const regression = (name === 'regression' ? this.#fitted.regressions : this.#fitted.aligned)[target];
        if (!regression) return undefined;
        const window = this.#fitted.targets[target]!;
        const asked = name === 'aligned' ? window : { ...window, position: 0 };
        const tempo = name === 'aligned' ? 1 : this.#fitted.tempo.regression[target]!;
        const odds = new Float64Array(this.rows.length);
        for (let index = 0; index < odds.length; index += 1)
            odds[index] = regressionOdds(regression, this.#sightings, this.rows[index]!, asked);
        if (tempo !== 1) for (let index = 0; index < odds.length; index += 1) odds[index] = atTempo(odds[index]!, tempo);
        return odds;
    }
}

/** The values at these places. A plain loop: `from` and `map` cost ten times as much, and there may be hundreds of thousands. */
function lookUp(values: Float64Array, places: Int32Array): Float64Array {
    const found = new Float64Array(places.length);
    for (let index = 0; index < found.length; index += 1) found[index] = values[places[index]!]!;
    return found;
}

/** Scales the odds of periods (columns from 1 on) down for rows for which they pass 1 in sum. */
export function expectOnce(columns: readonly Float64Array[]): void {
    const [first] = columns;
    if (!first) return;
    for (let index = 0; index < first.length; index += 1) {
        let sum = 0;
        for (let target = 1; target < columns.length; target += 1) if (columns[target]![index]! > 0) sum += columns[target]![index]!;
        if (sum > 1) for (let target = 1; target < columns.length; target += 1) columns[target]![index]! /= sum;
    }
}
