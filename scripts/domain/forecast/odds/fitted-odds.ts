import type { Day } from '../calendar-day';
import { CANDIDATES, type CandidateName } from '../learnt-forecast';
import { learnCohort, type CohortOdds } from './cohort-model';
import type { AskedWindow } from './deal-features';
import { LOOK_BACK_DAYS, type Landmarks, type LearningGround } from './learning-ground';
import { learnRegression, regressionOdds, type Regression } from './regression-model';
import type { Sightings } from './sightings';
import { atTempo, learnTempo } from './tempo';
import { countTimeline } from './timeline-counts';
import { learnTimeline, TimelineOdds, type Timeline } from './timeline-model';

/** Periods ahead that regressions are learnt for; further ones go by cohorts and timeline. */
export const REGRESSION_PERIODS = 3;
const FEWEST_DEALS = 10;

/** All models as learnt from what was known at the end of `day`. Target 0 is the scored window, target 1 + j is period j. */
export interface FittedOdds {
    readonly day: Day;
    readonly targets: readonly AskedWindow[];
    readonly cohorts: readonly (CohortOdds | undefined)[];
    readonly timeline: Timeline | undefined;
    readonly timelineOdds: TimelineOdds | undefined;
    readonly regressions: readonly (Regression | undefined)[];
    readonly aligned: readonly (Regression | undefined)[];
    /** Factor on the win hazard of cohorts and regressions, which know no calendar, by target; 1 for the window. */
    readonly tempo: { readonly cohort: readonly number[]; readonly regression: readonly number[] };
}

/** Learns every model on a day that lies `offset` days into its period. */
export function fitOdds(ground: LearningGround, day: Day, offset: number, mostRows: number, mostTargets = Infinity): FittedOdds {
    const { states, table, axis } = ground.setting;
    const types = table.partnerTypes.length;
    const size = states.open.length;
    const targets = ground.windowsOn(day).slice(0, mostTargets);
    const since = day - LOOK_BACK_DAYS;
    const learnable = targets.slice(0, 1 + REGRESSION_PERIODS).map((target) => (target.upTo > target.after ? target : undefined));
    const known = { since, until: day };
    const cohorts = targets.map((target) => learnCohort(ground.regular.sightings, states, types, target, known, FEWEST_DEALS));
    const timeline = cohorts[0] && learnTimeline(countTimeline(ground.paths, ground.deals, states, types, axis, day, since), states);
    const plain = learnable.map((target) => target && { ...target, position: 0 });
    const regress = (landmarks: Landmarks, windowOf: (day: Day) => AskedWindow, similar: Regression | undefined) =>
        learnRegression(landmarks, size, types, windowOf, known, mostRows, similar);
    const regressions: (Regression | undefined)[] = [];
    for (const target of plain) regressions.push(target && regress(ground.regular, () => target, regressions.at(-1)));
    const past = ground.aligned(offset);
    const tempoOf = (target: number, oddsOf: (row: number) => number) => {
        const { after, upTo, position } = targets[target]!;
        if (target === 0 || upTo <= after) return 1;
        return learnTempo(past, (on) => ground.windowsOn(on)[target]!, known, oddsOf, mostRows)[position]!;
    };
    const tempo = {
        cohort: cohorts.map((cohort, target) => (cohort ? tempoOf(target, (row) => cohort.oddsOf(past.sightings, row)) : 1)),
        regression: regressions.map((regression, target) =>
            regression ? tempoOf(target, (row) => regressionOdds(regression, past.sightings, row, plain[target]!)) : 1
        )
    };
    return {
        day,
        targets,
        tempo,
        cohorts,
        timeline,
        timelineOdds:
            timeline &&
            new TimelineOdds(
                timeline,
                axis,
                day,
                targets.map(({ upTo }) => upTo)
            ),
        regressions,
        aligned: learnable.map((target, index) => target && regress(past, (on) => ground.windowsOn(on)[index]!, regressions[index]))
    };
}

/** One model's P(won in the target); NaN where it could not be learnt. */
export function candidateOdds(fitted: FittedOdds, name: CandidateName, sightings: Sightings, row: number, target: number): number {
    const window = fitted.targets[target]!;
    if (window.upTo <= window.after) return 0;
    if (name === 'cohort') return atTempo(fitted.cohorts[target]?.oddsOf(sightings, row) ?? NaN, fitted.tempo.cohort[target]!);
    if (name === 'timeline') {
        const odds = fitted.timelineOdds;
        if (!odds) return NaN;
        const before = target >= 2 ? odds.oddsOf(sightings, row, target - 1) : 0;
        return Math.max(0, odds.oddsOf(sightings, row, target) - before);
    }
    const regression = (name === 'regression' ? fitted.regressions : fitted.aligned)[target];
    if (!regression) return NaN;
    if (name === 'aligned') return regressionOdds(regression, sightings, row, window);
    return atTempo(regressionOdds(regression, sightings, row, { ...window, position: 0 }), fitted.tempo.regression[target]!);
}

/** What each model weighs in the blend; 0: dropped. */
export type Weights = Readonly<Record<CandidateName, number>>;

/** Weights for the window (target 0) and for periods. */
export interface Verdict {
    readonly window: Weights;
    readonly periods: Weights;
}

/**
 * The blend of METHOD §4.6: the weighted mean of the models that are known for the target; the base rate where all of them
 * were worse than it; NaN before anything is known.
 */
export function blendOdds(fitted: FittedOdds, verdict: Verdict, sightings: Sightings, row: number, target: number): number {
    const weights = target === 0 ? verdict.window : verdict.periods;
    let sum = 0;
    let total = 0;
    for (const name of CANDIDATES) {
        if (weights[name] === 0) continue;
        const p = candidateOdds(fitted, name, sightings, row, target);
        if (Number.isNaN(p)) continue;
        sum += p * weights[name];
        total += weights[name];
    }
    return total > 0 ? sum / total : baseOdds(fitted, target);
}

/** P(won in the target) of any open deal; NaN before anything is known. */
export const baseOdds = (fitted: FittedOdds, target: number): number => fitted.cohorts[target]?.base ?? NaN;

/** Blended odds of one row for all targets; those of the periods are scaled down where they pass 1 in sum. */
export function allOdds(fitted: FittedOdds, verdict: Verdict, sightings: Sightings, row: number, into: Float64Array): void {
    let sum = 0;
    for (let target = 0; target < fitted.targets.length; target += 1) {
        const p = blendOdds(fitted, verdict, sightings, row, target);
        into[target] = p;
        if (target > 0 && p > 0) sum += p;
    }
    if (sum > 1) for (let target = 1; target < fitted.targets.length; target += 1) into[target]! /= sum;
}
