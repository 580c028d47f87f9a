import type { Score } from './score-mutants';

/** What a reader of the run is told: 'mutation score of the generated rules: 905 of 905 (100 %), …'. A whole percent is a reached one. */
export function scoreLine(of: string, scores: readonly Score[]): string {
    const sum = (count: (score: Score) => number): number => scores.reduce((all, score) => all + count(score), 0);
    const [noticed, equal] = [sum((score) => score.noticed), sum((score) => score.equal)];
    const unequal = sum((score) => score.mutants) - equal;
    const percent = unequal === 0 ? 0 : Math.floor((100 * noticed) / unequal);
    return `mutation score of ${of}: ${noticed} of ${unequal} (${percent} %), and ${equal} that change nothing, each with its reason`;
}
