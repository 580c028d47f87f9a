import { parseDay } from '../forecast/calendar-day';
import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import type { StageMap } from './stage-map';
import { criteriaOfVersions, findVersionFaults, versionFor, versionsOf, withoutGrandfathering } from './versions';

const day = (text: string): number => parseDay(text)!;
const before = aStageMap({ version: '1.0' });
/** The small map a year later, with these changes. */
const after = (given: Partial<StageMap> = {}): StageMap => aStageMap({ version: '1.1', effectiveOn: '2027-01-01', ...given });
const keeping = (map: StageMap, previous: StageMap): StageMap => ({
    ...map,
    inFlight: { rule: 'grandfather', previous: 'old.json', previousDigest: 'sha-256:' },
    grandfathered: previous
});
const faultsOf = (map: StageMap, previous = before): string[] =>
    findVersionFaults(map, previous).map(({ path, fault }) => `${path} ${fault}`);

describe('two versions side by side', () => {
    it('may differ in criteria', () => {
        expect(faultsOf(after())).toEqual([]);
        const more = after({
            stages: [...before.stages.slice(0, 3), aStage(3, ['Won'], [aCriterion(4, before.stages[3]!.criteria[0]), aCriterion(9)])]
        });
        expect(faultsOf(more)).toEqual([]);
    });

    it('rank every StageName alike', () => {
        const turned = after({
            stages: before.stages.map((stage) => (stage.order === 1 ? { ...stage, stageNames: ['Need', 'Meet'] } : stage))
        });
        expect(faultsOf(turned)).toEqual([expect.stringContaining('Need (was 11, is 10), Meet (was 10, is 11)')]);
        const further = after({ lostStageNames: ['Lost', 'Parked'] });
        expect(faultsOf(further)).toEqual([expect.stringContaining('Parked (was not on the map, is -1)')]);
    });

    it('have one scope, two names and two days', () => {
        expect(faultsOf(after({ scope: { minimumAmount: 5000, excludedOpportunityTypes: [] } }))).toEqual([
            expect.stringMatching(/^scope differs/)
        ]);
        expect(faultsOf(after({ version: '1.0' }))).toEqual([expect.stringMatching(/^version is 1\.0, as in the previous map/)]);
        expect(faultsOf(after({ effectiveOn: '2026-01-01' }))).toEqual([
            expect.stringMatching(/^effectiveOn must be later than 2026-01-01/)
        ]);
    });

    it('use a number for one criterion and one message', () => {
        const other = (given: object): StageMap =>
            after({ stages: before.stages.map((stage) => (stage.order === 0 ? aStage(0, ['New'], [aCriterion(1, given)]) : stage)) });
        expect(faultsOf(other({ title: 'Renamed', hostMove: 'Do it.' }))).toEqual([]);
        expect(faultsOf(other({ message: 'Another one.' }))).toEqual([
            'stages[0].criteria[0].number is 1, which the previous map uses with another message. Both versions are in force at once: give the new one a number that is free in both.'
        ]);
        expect(faultsOf(other({ key: 'other' }))).toEqual([expect.stringContaining('which the previous map uses for "criterion-1"')]);
    });

    it('use a number for one message in every language that both have', () => {
        const speaking = (map: StageMap, language: string, message: string): StageMap => {
            const criteria = { 'criterion-1': { title: 'T', hostMove: 'H', partnerMove: 'P', message } };
            const words = { name: 'N', owners: {}, stages: [], criteria, standingRules: {} };
            return { ...map, translations: { [language]: words as unknown as NonNullable<StageMap['translations']>[string] } };
        };
        const german = speaking(before, 'de', 'Fehlt.');
        expect(faultsOf(speaking(after(), 'de', 'Fehlt.'), german)).toEqual([]);
        expect(faultsOf(speaking(after(), 'fr', 'Il manque.'), german)).toEqual([]);
        expect(faultsOf(speaking(after(), 'de', 'Anders.'), german)).toEqual([expect.stringContaining('with another message')]);
    });

    it('are two at most', () => {
        expect(faultsOf(after(), keeping(before, aStageMap({ version: '0.9' })))).toEqual([
            expect.stringContaining('two versions at most')
        ]);
    });
});

describe('the version of a partner', () => {
    const map = keeping(after(), before);

    it('is the one in force on the day of its registration', () => {
        expect(versionFor(map, day('2026-12-31'))).toBe(before);
        expect(versionFor(map, day('2027-01-01'))).toBe(map);
        expect(versionFor(map, undefined)).toBe(map);
    });

    it('is the new one for everybody without grandfathering', () => {
        expect(versionFor(after(), day('2020-01-01')).version).toBe('1.1');
        const own = withoutGrandfathering(map);
        expect(versionFor(own, day('2020-01-01'))).toBe(own);
        expect(versionsOf({ ...after(), inFlight: { rule: 'apply' } })).toHaveLength(1);
    });

    it('is not guessed when the previous map was never read', () => {
        const { grandfathered: _, ...half } = map;
        expect(() => versionsOf(half)).toThrow('without the previous map');
    });
});

describe('the criteria of both versions', () => {
    const merged = (old: readonly number[], now: readonly number[]): string[] => {
        const withFirst = (map: StageMap, numbers: readonly number[]): StageMap => ({
            ...map,
            stages: map.stages.map((stage) =>
                stage.order === 0 ? { ...stage, criteria: numbers.map((number) => aCriterion(number)) } : stage
            )
        });
        const map = keeping(withFirst(after(), now), withFirst(before, old));
        return criteriaOfVersions(map, (_, __, { key }) => key)
            .filter(({ stage }) => stage.order === 0)
            .map(({ criterion, askedUnder }) => `${criterion.number} ${askedUnder}`);
    };

    it('keep the order of each, and stand once where both ask alike', () => {
        expect(merged([1, 2], [1, 2])).toEqual(['1 both', '2 both']);
        expect(merged([1, 2], [1, 5, 2])).toEqual(['1 both', '5 new', '2 both']);
        expect(merged([1, 2, 3], [1, 3])).toEqual(['1 both', '2 previous', '3 both']);
        expect(merged([1], [5])).toEqual(['1 previous', '5 new']);
    });

    it('stand twice where the versions ask in another order', () => {
        expect(merged([1, 2], [2, 1])).toEqual(['1 previous', '2 both', '1 new']);
    });

    it('merge long lists at once', () => {
        const many = (from: number) => Array.from({ length: 48 }, (_, index) => from + index);
        expect(merged(many(1), many(49))).toHaveLength(96);
    });
});
