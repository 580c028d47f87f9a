import type { Day } from '../calendar-day';
import { CANDIDATES, type CandidateName } from '../learnt-forecast';
import type { Verdict, Weights } from './fitted-odds';
import type { PastForecast } from './past-forecast';

/** Past forecasts that must have ended before a model is judged by them. */
const FEWEST_TO_JUDGE = 3;

/**
 * What each model weighs (METHOD §4.6). A model whose log loss on its own past forecasts, as far as their windows had ended
 * by `knownOn`, was worse than that of the base rate on the same deals is dropped. The vote of the others is their skill,
 * 1 − log loss / base log loss, so that one hardly better than the base rate hardly counts: on logs whose stages chain on the
 * past, one vote each lets the timeline, 40 % too high there, into a quarter of every total. Until three windows have ended,
 * periods that have ended tell the skill; before that, all are equal.
 */
export function judgeModels(past: readonly PastForecast[], knownOn: Day): Verdict {
    const periods = skillsOf(past, [1, 2, 3], knownOn);
    const window = skillsOf(past, [0], knownOn);
    const known = Object.values(window).some((skill) => skill !== undefined) ? window : periods;
    return {
        window: weigh((name) => (known[name] === undefined ? meanOf(known) : Math.max(0, known[name]))),
        periods: weigh((name) => (periods[name] === undefined ? meanOf(periods) : Math.max(0, periods[name])))
    };
}

const weigh = (weightOf: (name: CandidateName) => number): Weights => ({
    cohort: weightOf('cohort'),
    timeline: weightOf('timeline'),
    regression: weightOf('regression'),
    aligned: weightOf('aligned')
});

type Skills = Readonly<Record<CandidateName, number | undefined>>;

/** A model that nothing is known of yet counts as the mean of the others. */
function meanOf(skills: Skills): number {
    const known = Object.values(skills).filter((skill) => skill !== undefined);
    return known.length === 0 ? 1 : known.reduce((sum, skill) => sum + Math.max(0, skill), 0) / known.length;
}

function skillsOf(past: readonly PastForecast[], targets: readonly number[], knownOn: Day): Skills {
    const skillOf = (name: CandidateName) => {
        let own = 0;
        let base = 0;
        let judged = 0;
        for (const { losses, totals } of past) {
            for (const target of targets) {
                const loss = losses[target];
                // A model that could not be learnt on that day has no losses: it is judged by the days on which it could.
                if (!loss || loss[name].rows === 0 || totals[target]!.endsOn > knownOn) continue;
                own += loss[name].logLoss;
                base += loss.base.logLoss;
                judged += 1;
            }
        }
        return judged < FEWEST_TO_JUDGE ? undefined : 1 - own / base;
    };
    const [cohort, timeline, regression, aligned] = CANDIDATES.map(skillOf);
    return { cohort, timeline, regression, aligned };
}
