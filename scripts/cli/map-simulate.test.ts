import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { mapSimulate } from './map-simulate';

jest.setTimeout(60_000);

let sample: SampleOrg;
beforeAll(async () => (sample = await startSampleOrg('2026-11-21')), 60_000);
afterAll(() => sample.stop());

interface SimulationDocument {
    readonly from: string;
    readonly moves: number;
    readonly stopped: { deals: number; won: number; lost: number; open: number };
    readonly passed: { deals: number };
    readonly blockedMoves: readonly { name: string; on: string; blocks: { provenAfterDays: number | null }[] }[];
    readonly cannotTell: readonly { reason: string; moves: number }[];
    readonly notJudged: readonly string[];
}

describe('map simulate on the sample org', () => {
    it('replays the moves of two quarters and accounts for every one', async () => {
        const { out, err, exit } = await sample.run(mapSimulate, 'revops', ['--history', '2', '--json']);
        expect([err, exit]).toEqual(['', 'OK']);
        const document = JSON.parse(out) as SimulationDocument;
        expect(document.from).toBe('2026-05-21');
        expect(document.moves).toBeGreaterThan(100);
        const unclear = document.cannotTell.reduce((sum, { moves }) => sum + moves, 0);
        expect(document.blockedMoves.length + unclear).toBeLessThan(document.moves);
        expect(document.stopped.won + document.stopped.lost + document.stopped.open).toBe(document.stopped.deals);
        expect(new Set(document.blockedMoves.map(({ name }) => name)).size).toBeLessThanOrEqual(document.stopped.deals);
        expect(document.blockedMoves.every(({ on }) => on >= document.from)).toBe(true);
        expect(document.notJudged).toEqual(['Marketplace deal ID']);
    });

    it('reads as a page, and as Markdown, with what it cannot know', async () => {
        const markdown = join(sample.folder, 'simulation.md');
        const { out } = await sample.run(mapSimulate, 'revops', ['--history', '8', '--markdown', markdown]);
        expect(out).toContain('Had stage map 2026.1 been in force for the last 8 quarters');
        expect(out).toContain('What this cannot know');
        expect(out).toContain('the partner was recorded only afterwards');
        expect(readFileSync(markdown, 'utf8')).toContain('## How the deals ended');
    });

    it('says what would tell more where the map in force is replayed', async () => {
        const { out } = await sample.run(mapSimulate, 'revops', ['--history', '4']);
        expect(out).toMatch(/What would tell more\n- A shorter look back: evidence is recorded here since 2026-\d\d-\d\d;/);
        expect(out).toContain('- Another map: what the map in force refuses does not get into history.');
    });

    it('shows what a map would have stopped that asks for the scorecard one stage earlier', async () => {
        const stricter = join(sample.folder, 'stricter.json');
        const map = readFileSync('config/stage-map/stage-map.json', 'utf8');
        writeFileSync(stricter, map.replace('"artifact": "joint-scorecard"', '$&, "dueBefore": "Needs Analysis"'));
        const asked = ['--history', '4', '--stage-map', stricter];
        const { out } = await sample.run(mapSimulate, 'revops', asked);
        expect(out).not.toContain('Another map:');
        expect(out).toContain('Qualification → Needs Analysis');
        const document = JSON.parse((await sample.run(mapSimulate, 'revops', [...asked, '--json'])).out) as SimulationDocument;
        expect(document.blockedMoves.length).toBeGreaterThan(40);
        expect(document.stopped.won + document.stopped.lost).toBeGreaterThan(15);
    });

    it.each(['0', 'two', '1.5', '41'])('refuses %s quarters', async (quarters) => {
        const { exit, err } = await sample.run(mapSimulate, 'revops', ['--history', quarters]);
        expect([exit, err]).toEqual(['BAD_USAGE', expect.stringContaining('is not a number of quarters')]);
    });
});
