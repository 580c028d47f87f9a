import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeForecastFiles } from './forecast-files';
import { groupObjects, groupWithDuckDb } from './group-deals';
import { SortedMoves } from './sorted-moves';
import { parseStageMapFile } from './stage-maps';

const folder = mkdtempSync(join(tmpdir(), 'groups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the two ways to group deals', () => {
    it('come to the same groups, whatever order the rows come in', async () => {
        writeForecastFiles(folder, { deals: 300, historyRows: 1_500, map: parseStageMapFile() });
        const sums = await groupWithDuckDb(folder);
        expect(await groupObjects(folder)).toEqual(sums);
        const file = join(folder, 'OpportunityHistory.csv');
        const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
        writeFileSync(file, [header, ...rows.reverse(), ''].join('\n'));
        expect(await groupObjects(folder)).toEqual(sums);
        // One row less is another answer.
        writeFileSync(file, [header, ...rows.slice(1), ''].join('\n'));
        const fewer = await groupObjects(folder);
        expect([fewer.pipeline, fewer.moves === sums.moves]).toEqual([sums.pipeline, false]);
        expect(await groupWithDuckDb(folder)).toEqual(fewer);
    });

    it('count entries, exits, wins and days by hand', () => {
        const moves = new SortedMoves();
        const at = (day: number) => Date.UTC(2026, 0, day, 12);
        // Deal 0 (New): Prospecting on the 3rd, Closed Won on the 10th; deal 1 (Renewal): two rows of one moment, told apart by id.
        moves.add(0, at(10), 'Closed Won', '008000000000002AAA');
        moves.add(0, at(3), 'Prospecting', '008000000000001AAA');
        moves.add(1, at(5), 'Proposal', '008000000000004AAA');
        moves.add(1, at(5), 'Prospecting', '008000000000003AAA');
        expect([...moves.group(['New', 'Renewal'])].sort()).toEqual([
            ['Closed Won', 'New', '2026-01', 1, 0, 0, 0],
            ['Proposal', 'Renewal', '2026-01', 1, 0, 0, 0],
            ['Prospecting', 'New', '2026-01', 1, 1, 1, 7],
            ['Prospecting', 'Renewal', '2026-01', 1, 1, 0, 0]
        ]);
    });
});
