import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageMap } from '../domain/stage-map/stage-map';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { parseStageMapFile } from '../testing/stage-maps';
import { mapImpact } from './map-impact';
import { mapDigest } from './read-stage-map';

jest.setTimeout(60_000);

let sample: SampleOrg;
beforeAll(async () => (sample = await startSampleOrg('2026-11-21')), 60_000);
afterAll(() => sample.stop());

interface ImpactDocument {
    readonly isSameMap: boolean;
    readonly partnersJudgedOtherwiseByTheOrg: number;
    readonly fieldsNotInOrg: readonly string[];
    readonly total: Record<'newlyBlocked' | 'newlyFreed' | 'stillBlocked', { deals: number; amount: number }>;
    readonly byStage: readonly ({ label: string } & ImpactDocument['total'])[];
    readonly byArtifact: readonly { label: string }[];
    readonly deals: readonly { name: string; effect: string; amount: number; blocks: { title: string; partnerName?: string }[] }[];
    readonly askedForMoreLater: readonly unknown[];
    readonly grandfathered: { readonly sparedNow: readonly { readonly amount: number }[] } | null;
}

/** Writes a changed copy of the shipped map and measures it. */
async function impactOf(change: (map: StageMap) => StageMap, args: readonly string[] = []) {
    const file = join(sample.folder, 'changed.json');
    writeFileSync(file, JSON.stringify(change(parseStageMapFile())));
    return sample.run(mapImpact, 'revops', ['--stage-map', file, ...args]);
}

const documentOf = async (change: (map: StageMap) => StageMap) => JSON.parse((await impactOf(change, ['--json'])).out) as ImpactDocument;

/** Discovery gets an entry condition: the field must be filled before its second StageName. */
const withField =
    (name: string) =>
    // A new criterion needs its words in every language of the map; this one is tried in one.
    ({ translations: _, ...map }: StageMap): StageMap => ({
        ...map,
        version: '2026.2',
        stages: map.stages.map((stage) =>
            stage.order !== 1
                ? stage
                : {
                      ...stage,
                      criteria: [
                          ...stage.criteria,
                          {
                              ...stage.criteria[0]!,
                              key: 'security-review',
                              number: 20,
                              title: 'Security review',
                              artifact: 'field',
                              field: { name, type: 'text' },
                              dueBefore: stage.stageNames[1]!
                          }
                      ]
                  }
        )
    });

const withoutScorecard = (map: StageMap): StageMap => ({
    ...map,
    stages: map.stages.map((stage) => ({
        ...stage,
        criteria: stage.criteria.map((criterion) =>
            criterion.key === 'joint-scorecard' ? { ...criterion, mode: 'advise' as const } : criterion
        )
    }))
});

describe('map impact on the sample org', () => {
    it('says that the same map changes nothing, and that it is the one deployed', async () => {
        const document = await documentOf((map) => map);
        expect(document.isSameMap).toBe(true);
        expect(document.partnersJudgedOtherwiseByTheOrg).toBe(0);
        expect([document.total.newlyBlocked.deals, document.total.newlyFreed.deals, document.askedForMoreLater]).toEqual([0, 0, []]);
        expect(document.total.stillBlocked.deals).toBeGreaterThan(5);
    });

    it('names the deals that a new criterion blocks, with dollars that add up', async () => {
        const document = await documentOf(withField('Security_Review__c'));
        expect(document.fieldsNotInOrg).toEqual(['Security_Review__c']);
        const blocked = document.deals.filter(({ effect }) => effect === 'newly blocked');
        // The pile at the first StageName of discovery is sixteen story deals and everyday ones.
        expect(blocked.length).toBeGreaterThanOrEqual(16);
        expect(blocked.every(({ blocks }) => blocks.some(({ title }) => title === 'Security review'))).toBe(true);
        const dollars = blocked.reduce((sum, { amount }) => sum + amount, 0);
        expect(document.total.newlyBlocked.amount).toBeCloseTo(dollars, 2);
        expect(document.byStage.reduce((sum, { newlyBlocked }) => sum + newlyBlocked.amount, 0)).toBeCloseTo(dollars, 2);
        expect(document.byArtifact.map(({ label }) => label)).toContain('Security review');
    });

    it('frees what a filled field has proven', async () => {
        const document = await documentOf(withField('Confirmed_Need__c'));
        expect(document.fieldsNotInOrg).toEqual([]);
        expect(document.total.newlyBlocked.deals).toBe(0);
    });

    it('spares deals in flight when the change keeps them under the map before, and says how many', async () => {
        const shipped = parseStageMapFile();
        writeFileSync(join(sample.folder, 'shipped.json'), JSON.stringify(shipped));
        const inFlight = { rule: 'grandfather', previous: 'shipped.json', previousDigest: mapDigest(shipped) } as const;
        const keeping = (effectiveOn: string) => (map: StageMap) => ({ ...withField('Security_Review__c')(map), effectiveOn, inFlight });
        const applied = await documentOf(withField('Security_Review__c'));
        const later = await documentOf(keeping('2026-11-22'));
        expect(later.total.newlyBlocked).toEqual({ deals: 0, amount: 0 });
        expect(later.grandfathered!.sparedNow).toHaveLength(applied.total.newlyBlocked.deals);
        const spared = later.grandfathered!.sparedNow.reduce((sum, { amount }) => sum + amount, 0);
        expect(spared).toBeCloseTo(applied.total.newlyBlocked.amount, 2);
        const some = await documentOf(keeping('2026-11-01'));
        expect(some.total.newlyBlocked.deals).toBeGreaterThan(0);
        expect(some.grandfathered!.sparedNow.length).toBeGreaterThan(0);
        expect(some.total.newlyBlocked.deals + some.grandfathered!.sparedNow.length).toBe(applied.total.newlyBlocked.deals);
        const { out } = await impactOf(keeping('2026-11-01'));
        expect(out).toMatch(
            /Partners registered before 2026-11-01 keep version 2026\.1: \d+ deals \([\d,]+\)\. That spares \d+ deals? \([\d,]+\)/
        );
        expect(out).toContain('Spared at the next step');
    });

    it('counts as freed what a criterion that only advises let go', async () => {
        const document = await documentOf(withoutScorecard);
        expect(document.total.newlyBlocked.deals).toBe(0);
        expect(document.total.newlyFreed.deals).toBeGreaterThan(0);
        const same = await documentOf((map) => map);
        expect(document.total.newlyFreed.deals + document.total.stillBlocked.deals).toBe(same.total.stillBlocked.deals);
    });

    it('reads as a page, and as Markdown with every deal', async () => {
        const markdown = join(sample.folder, 'impact.md');
        const { out, err, exit } = await impactOf(withField('Security_Review__c'), ['--markdown', markdown]);
        expect([err, exit]).toEqual(['', 'OK']);
        expect(out).toMatch(/At the next step: newly blocked \d+ deals \([\d,]+\)/);
        expect(out).toContain('By partner type');
        expect(out).toContain('Security_Review__c is not in this org');
        const page = readFileSync(markdown, 'utf8');
        expect(page).toContain('# Impact of stage map 2026.2');
        expect(page).toMatch(/\| Stage \| Newly blocked \| Amount \|/);
        expect(page).not.toContain('and 1 more');
    });

    it('compares the shipped map with what was committed of it, and says when nothing was', async () => {
        const { exit, err } = await sample.run(mapImpact, 'revops', ['--stage-map', 'nowhere.json']);
        expect([exit, err]).toEqual(['BAD_USAGE', expect.stringContaining('nowhere.json does not exist')]);
        // A copy of the sources that is no git checkout has nothing to compare with, and says so.
        const shipped = await sample.run(mapImpact, 'revops');
        expect(shipped.exit === 'OK' ? shipped.err : shipped.err.includes('git holds no committed version')).toBe(
            shipped.exit === 'OK' ? '' : true
        );
    });

    it('warns when another map than the one compared with is deployed', async () => {
        const file = join(sample.folder, 'other.json');
        writeFileSync(file, JSON.stringify(withoutScorecard(parseStageMapFile())));
        const { out } = await impactOf((map) => map, ['--against', file]);
        expect(out).toMatch(/The org itself judges \d+ partners otherwise/);
    });
});
