import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StageMap } from '../domain/stage-map/stage-map';
import { aCriterion, aStageMap } from '../testing/stage-maps';
import { mapDigest, readStageMap } from './read-stage-map';

const folder = mkdtempSync(join(tmpdir(), 'two-maps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, map: StageMap) => writeFileSync(join(folder, name), JSON.stringify(map, null, 4));
const previous = aStageMap({ version: '1.0' });
const next = (previousDigest: string, given: Partial<StageMap> = {}): StageMap =>
    aStageMap({
        version: '1.1',
        effectiveOn: '2027-01-01',
        inFlight: { rule: 'grandfather', previous: 'map-1.0.json', previousDigest },
        ...given
    });

beforeEach(() => write('map-1.0.json', previous));

describe('a map that keeps a previous one', () => {
    it('is read with it, and pins what it says, not how it is laid out', () => {
        write('map.json', next(mapDigest(previous)));
        const read = readStageMap('map.json', folder);
        expect(read.grandfathered).toEqual(previous);
        expect(mapDigest(read)).toBe(mapDigest(next(mapDigest(previous))));
        writeFileSync(join(folder, 'map-1.0.json'), JSON.stringify(Object.fromEntries(Object.entries(previous).reverse())));
        expect(readStageMap('map.json', folder).grandfathered).toEqual(previous);
    });

    it('changes its own digest with the one that it pins, so that signatures cover both', () => {
        const [one, other] = [mapDigest(previous), mapDigest({ ...previous, sourcedUntil: 2 })];
        expect(one).not.toBe(other);
        expect(mapDigest(next(one))).not.toBe(mapDigest(next(other)));
    });

    it('is refused when the previous map is not the one that was pinned', () => {
        write('map.json', next(mapDigest(previous)));
        write('map-1.0.json', { ...previous, sourcedUntil: 2 });
        const read = () => readStageMap('map.json', folder);
        expect(read).toThrow(expect.objectContaining({ code: 'STAGE_MAP_INVALID', subject: 'map.json inFlight.previousDigest' }));
        expect(read).toThrow(`is not the digest of map-1.0.json, which is ${mapDigest({ ...previous, sourcedUntil: 2 })}`);
    });

    it('is refused with every fault that keeps both from being in force', () => {
        const stages = previous.stages.map((stage) =>
            stage.order === 1
                ? { ...stage, stageNames: ['Need', 'Meet'], criteria: [aCriterion(3)] }
                : { ...stage, criteria: [aCriterion(stage.order + 10)] }
        );
        write('map.json', next(mapDigest(previous), { stages }));
        expect(() => readStageMap('map.json', folder)).toThrow(
            expect.objectContaining({
                detail: expect.stringMatching(/rank StageName values otherwise[^]*stages\[1\]\.criteria\[0\]\.number is 3/)
            })
        );
    });

    it('is refused when the previous map is not there, or lies elsewhere', () => {
        write(
            'map.json',
            next(mapDigest(previous), { inFlight: { rule: 'grandfather', previous: 'gone.json', previousDigest: mapDigest(previous) } })
        );
        expect(() => readStageMap('map.json', folder)).toThrow(
            expect.objectContaining({ detail: expect.stringContaining('does not exist') })
        );
        write(
            'map.json',
            next(mapDigest(previous), { inFlight: { rule: 'grandfather', previous: '../map.json', previousDigest: mapDigest(previous) } })
        );
        expect(() => readStageMap('map.json', folder)).toThrow(
            expect.objectContaining({ detail: expect.stringContaining('must be the name of a JSON file in the same folder') })
        );
    });
});
