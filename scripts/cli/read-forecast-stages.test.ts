import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readForecastStages } from './read-forecast-stages';

const folder = mkdtempSync(join(tmpdir(), 'forecast-stages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
    writeFileSync(join(folder, 'stages.json'), text);
    return readForecastStages('stages.json', folder);
};

describe('readForecastStages', () => {
    it('takes a plain list, open stages in order and then the won one', () => {
        const { stages, lostStageNames } = read('{"open": ["Lead", "Offer"], "won": "Signed", "lost": ["Gone"]}');
        expect(stages.map(({ name }) => name)).toEqual(['Lead', 'Offer', 'Signed']);
        expect(lostStageNames).toEqual(['Gone']);
    });

    it.each([
        ['words with commas', 'Lead,Offer', 'JSON_INVALID'],
        ['a list that lacks its ends', '{"open": ["Lead"]}', 'STAGE_MAP_INVALID'],
        ['a list of names only', '["Lead", "Offer"]', 'STAGE_MAP_INVALID']
    ])('shows how a plain list is written to whoever gave %s', (_, text, code) => {
        let thrown: unknown;
        try {
            read(text);
        } catch (error) {
            thrown = error;
        }
        expect(thrown).toMatchObject({ code, remedy: expect.stringContaining('a plain list: {"open": ["Lead", "Demo", "Offer"], "won":') });
    });
});
