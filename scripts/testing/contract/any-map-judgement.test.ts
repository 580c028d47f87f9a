import fc from 'fast-check';
import { anyFacts, anyMap, expectTheSame } from './any-map';

// Impact is measured under maps that no org has yet, so the judgement has to be that of the formulas any map compiles to.

describe('the judgement of one partner under any map', () => {
    it('is that of the compiled formulas', () => {
        fc.assert(fc.property(anyMap, anyFacts, expectTheSame), { numRuns: 200 });
    });
});
