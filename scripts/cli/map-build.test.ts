import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommandLine } from './main';
import { mapBuild, mapCheck } from './map-build';
import { openTerminal } from './terminal';

const MAP = resolve(__dirname, '../../config/stage-map');
let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'map-build-'));
    cpSync(MAP, join(folder, 'map'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
    const told = { out: '', err: '' };
    const terminal = openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) });
    const around = { terminal, env: {}, now: () => new Date('2026-11-20T09:00:00Z'), cwd: folder, signal: new AbortController().signal };
    const exit = await runCommandLine([...args, '--stage-map', 'map/stage-map.json', '--out', 'out'], [mapBuild, mapCheck], around);
    return { ...told, exit };
}
const paths = (): string[] =>
    existsSync(join(folder, 'out/pathAssistants')) ? readdirSync(join(folder, 'out/pathAssistants')).sort() : [];

describe('guidance for the standard Path', () => {
    it('is built when asked for, kept up to date since, and taken out when asked for', async () => {
        await run('map', 'build');
        expect(paths()).toEqual([]);
        await run('map', 'build', '--path', 'New_Business, __MASTER__');
        const both = ['Partner_Stages_Master.pathAssistant-meta.xml', 'Partner_Stages_New_Business.pathAssistant-meta.xml'];
        expect(paths()).toEqual(both);
        expect((await run('map', 'check')).exit).toBe('OK');
        await run('map', 'build');
        expect(paths()).toEqual(both);
        await run('map', 'build', '--path', 'none');
        expect(paths()).toEqual([]);
    });

    it.each(['', 'New Business', '__Master', '../x'])('is refused for %j', async (recordTypes) => {
        const { exit, err } = await run('map', 'build', '--path', recordTypes);
        expect([exit, err]).toEqual(['BAD_USAGE', expect.stringContaining('record type')]);
    });
});

it('tells limits that some orgs have beside what it wrote', async () => {
    const { out } = await run('map', 'build', '--json');
    expect(JSON.parse(out)).toMatchObject({ upToDate: false, risks: [] });
});
