import { toDealTable } from '../domain/forecast/to-deal-table';
import { measurePassage } from '../domain/passage/stage-passage';
import { aDeal, STAGES } from '../testing/deals';
import { layPassage } from './passage-text';

/** The rows of the funnel, cell by cell. */
function funnelOf(steps: readonly (readonly [number, string])[]) {
    const table = toDealTable([aDeal(steps)], 300);
    const report = measurePassage({ table, stages: STAGES, usual: () => undefined, asOf: 300, goLive: undefined, minimumSample: 2 });
    const rows = layPassage(report, 14, String).split('\n').slice(2);
    return rows.map((line) => line.trim().split(/ {2,}/));
}

describe('layPassage', () => {
    it('tells deals that went to a stage off the map, so that a row adds up', () => {
        const [heading, , first] = funnelOf([
            [100, 'Offer'],
            [110, 'Parked']
        ]);
        expect(heading!.slice(0, 7)).toEqual(['Stage', 'Entered', 'Went on', 'Back', 'Lost', 'Off the map', 'There']);
        expect(first!.slice(0, 7)).toEqual(['2', '1', '0', '0', '0', '1', '0']);
    });

    it('has no such column where none did', () => {
        const [heading] = funnelOf([
            [100, 'Offer'],
            [110, 'Won']
        ]);
        expect(heading).not.toContain('Off the map');
    });
});
