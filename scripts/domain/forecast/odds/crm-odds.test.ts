import type { DealTable } from '../deal-table';
import type { PipelineStates } from '../pipeline-states';
import { tellsProbability } from './crm-odds';

/** Two open stages and a won one; percent by stage and by row of history, as far as a source tells them. */
const tells = (ofStages: readonly number[] | undefined, typed: readonly number[] | undefined): boolean => {
    const history = typed ? { probability: Float32Array.from(typed) } : {};
    const stageProbability = ofStages ? { stageProbability: Float64Array.from(ofStages) } : {};
    const table = { stageNames: ['Lead', 'Offer', 'Won'], history, ...stageProbability } as unknown as DealTable;
    return tellsProbability(table, { open: [{ stageName: 'Lead' }, { stageName: 'Offer' }] } as unknown as PipelineStates);
};

describe('tellsProbability', () => {
    it.each([
        ['no column of them', undefined, undefined, false],
        ['columns without a value', [NaN, NaN, NaN], [NaN, NaN], false],
        ['only that won is won', [NaN, NaN, 100], undefined, false],
        ['one open stage', [NaN, 40, 100], undefined, true],
        ['one that somebody typed', undefined, [NaN, 30], true]
    ])('%s', (_, ofStages, typed, expected) => expect(tells(ofStages, typed)).toBe(expected));
});
