import type { CohortOdds } from './cohort-model';
import type { FittedOdds, Verdict, Weights } from './fitted-odds';
import { allRows, RatedRows } from './rated-rows';
import { addSighting, emptySightings } from './sightings';
import type { TimelineOdds } from './timeline-model';

const sightings = emptySightings(2);
addSighting(sightings);
addSighting(sightings);

const weights = (timeline: number): Weights => ({ cohort: 0, timeline, regression: 0, aligned: 0 });
const verdict = (timeline: number): Verdict => ({ window: weights(timeline), periods: weights(timeline) });

/** Models of one window: the timeline says 30 % and 40 % of the two rows, and the base rate is 20 % where there is one. */
function fitted(base: number | undefined): FittedOdds {
    const timelineOdds: Pick<TimelineOdds, 'placeOf' | 'wonBy'> = {
        placeOf: (_, row) => row,
        wonBy: () => Float64Array.of(0.3, 0.4)
    };
    const cohort: Pick<CohortOdds, 'base' | 'cellOf' | 'odds'> | undefined =
        base === undefined ? undefined : { base, cellOf: () => 0, odds: Float64Array.of(base) };
    return {
        day: 0,
        targets: [{ after: 0, upTo: 90, position: 0 }],
        cohorts: [cohort as CohortOdds | undefined],
        timeline: undefined,
        timelineOdds: timelineOdds as TimelineOdds,
        regressions: [undefined],
        aligned: [undefined],
        tempo: { cohort: [1], regression: [1] }
    };
}

const blend = (base: number | undefined, timeline: number) => [
    ...new RatedRows(fitted(base), sightings, allRows(sightings)).blend(verdict(timeline), 0)
];

describe('the blend', () => {
    it('is of the models that have a vote', () => expect(blend(0.2, 1)).toEqual([0.3, 0.4]));

    it('is the base rate where none has', () => expect(blend(0.2, 0)).toEqual([0.2, 0.2]));

    it('is the timeline where not even the base rate is known so far ahead', () => expect(blend(undefined, 0)).toEqual([0.3, 0.4]));
});
