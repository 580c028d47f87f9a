import fc from 'fast-check';
import { isoOf } from '../../domain/forecast/calendar-day';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { aStage, aStageMap } from '../stage-maps';
import { anyCriterion, anyFacts, asking, criterionOf, expectTheSame } from './any-map';

// Two versions of a map in force at a time, compiled into one set of formulas.

const fate = fc.constantFrom('kept' as const, 'kept' as const, 'dropped' as const, 'changed' as const, 'renumbered' as const);
const anyStage = fc.record({
    names: fc.integer({ min: 1, max: 3 }),
    old: fc.array(fc.record({ given: anyCriterion, later: anyCriterion, fate }), { minLength: 1, maxLength: 3 }),
    added: fc.array(anyCriterion, { maxLength: 2 }),
    isTurned: fc.boolean()
});

const DAY = 20_005;

/** A map that keeps partners registered before its day under another one; the same StageName values, other criteria. */
const anyChange: fc.Arbitrary<StageMap> = fc
    .record({
        stages: fc.array(anyStage, { minLength: 4, maxLength: 5 }),
        lateJoin: fc.tuple(fc.constantFrom('all' as const, 'from-joined-stage' as const), fc.boolean())
    })
    .map(({ stages, lateJoin: [lateJoin, isOtherBefore] }) => {
        let [number, fresh] = [0, 50];
        const both = stages.map(({ names, old, added, isTurned }, order) => {
            const stageNames = Array.from({ length: names }, (_, position) => `S${order}${position}`);
            const before = old.map(({ given }) => criterionOf((number += 1), given, stageNames));
            const kept = old.flatMap(({ later, fate: end }, index) => {
                const was = before[index]!;
                if (end === 'dropped') return [];
                if (end === 'kept') return [was];
                if (end === 'renumbered') return [{ ...was, number: (fresh += 1) }];
                return [{ ...criterionOf(was.number, later, stageNames), key: was.key }];
            });
            const after = [...kept, ...added.map((given) => criterionOf((fresh += 1), given, stageNames))];
            return { before: aStage(order, stageNames, before), after: aStage(order, stageNames, isTurned ? after.reverse() : after) };
        });
        const otherLateJoin = lateJoin === 'all' ? 'from-joined-stage' : 'all';
        const previous = aStageMap({
            version: '1.0',
            lateJoin: isOtherBefore ? otherLateJoin : lateJoin,
            stages: both.map(({ before }) => before)
        });
        return aStageMap({
            version: '1.1',
            effectiveOn: isoOf(DAY),
            lateJoin,
            stages: both.map(({ after }) => after),
            inFlight: { rule: 'grandfather', previous: 'old.json', previousDigest: 'sha-256:' },
            grandfathered: previous
        });
    });

const numbersIn = ({ stages }: StageMap): number[] => stages.flatMap(({ criteria }) => criteria.map(({ number }) => number));
const keysIn = ({ stages }: StageMap): string[] => stages.flatMap(({ criteria }) => criteria.map(({ key }) => key));

describe('two versions of a map in force', () => {
    it('are judged as the compiled formulas say, whenever the partner was registered', () => {
        fc.assert(fc.property(anyChange, anyFacts, expectTheSame), { numRuns: 200 });
    });

    it('never hold a partner of the earlier one to a criterion that only the later one has, nor the other way round', () => {
        fc.assert(
            fc.property(anyChange, anyFacts, (map, facts) => {
                const isEarlier = facts.registeredOn !== undefined && facts.registeredOn < DAY;
                const own = isEarlier ? map.grandfathered! : map;
                const ask = asking(map, facts);
                const gate = ask('Open_Gate__c', 'Number') as number;
                if (gate !== 999) expect(numbersIn(own)).toContain(Math.round(100 * (gate % 1)));
                const missing = String(ask('Missing_Criteria__c', 'Text') ?? '')
                    .split(';')
                    .filter(Boolean);
                expect(keysIn(own)).toEqual(expect.arrayContaining(missing));
                expect(new Set(missing).size).toBe(missing.length);
                const version = ask('Stage_Map_Version__c', 'Text') ?? '';
                expect(version).toBe(facts.status === 'Signal' ? '' : isEarlier ? '1.0' : '1.1');
            }),
            { numRuns: 200 }
        );
    });
});
