import type { Day } from '../calendar-day';
import type { CandidateName } from '../learnt-forecast';
import { answerRows, thinOut, type AllAnswers } from './answered-rows';
import { learnCohort, type CohortOdds } from './cohort-model';
import type { AskedWindow } from './deal-features';
import { LOOK_BACK_DAYS, type LearningGround } from './learning-ground';
import { learnRegression, regressionOdds, type Regression } from './regression-model';
import { learnTempo } from './tempo';
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
    const regressions: (Regression | undefined)[] = [];
    const regress = (answered: AllAnswers, similar: Regression | undefined) =>
        learnRegression(thinOut(answered, mostRows), size, types, similar);
    for (const target of plain)
        regressions.push(
            target &&
                regress(
                    answerRows(ground.regular, () => target, known),
                    regressions.at(-1)
                )
        );
    const past = ground.aligned(offset);
    const answered = targets.map((_, index) => answerRows(past, (on) => ground.windowsOn(on)[index]!, known));
    const tempoOf = (target: number, oddsOf: (row: number) => number) => {
        const { after, upTo, position } = targets[target]!;
        return target === 0 || upTo <= after ? 1 : learnTempo(answered[target]!, oddsOf, mostRows)[position]!;
    };
    const tempo = {
        cohort: cohorts.map((cohort, target) => (cohort ? tempoOf(target, (row) => cohort.odds[cohort.cellOf(past.sightings, row)]!) : 1)),
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
        aligned: learnable.map((target, index) => target && regress(answered[index]!, regressions[index]))
    };
}

/** What each model weighs in the blend; 0: dropped. */
export type Weights = Readonly<Record<CandidateName, number>>;

/** Weights for the window (target 0) and for periods. */
export interface Verdict {
    readonly window: Weights;
    readonly periods: Weights;
}

/** P(won in the target) of any open deal; NaN before anything is known. */
export const baseOdds = (fitted: FittedOdds, target: number): number => fitted.cohorts[target]?.base ?? NaN;
