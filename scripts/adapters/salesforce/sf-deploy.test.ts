import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployWithSf } from './sf-deploy';

/** An sf that writes down how it was called, and ends as told. */
const folder = mkdtempSync(join(tmpdir(), 'sf-deploy-'));
const calledWith = join(folder, 'called.json');
function sfEnds(exit: number): void {
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    const script = `#!${process.execPath}
const { argv, env } = process;
require('node:fs').writeFileSync(${JSON.stringify(calledWith)}, JSON.stringify({ args: argv.slice(2), news: env.SF_SKIP_NEW_VERSION_CHECK, CI: env.CI }));
process.exitCode = ${exit};
`;
    writeFileSync(join(folder, 'node_modules', '.bin', 'sf'), script, { mode: 0o755 });
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = { targetOrg: 'prod', sourceFolders: ['force-app'], dryRun: false, project: folder, sfFrom: folder };
const called = () => JSON.parse(readFileSync(calledWith, 'utf8')) as { args: string[]; news: string; CI?: string };

it('deploys in few words: errors, and not each component that went well', async () => {
    sfEnds(0);
    expect(await deployWithSf(asked)).toBe(true);
    expect(called().args).toEqual(['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'prod', '--concise']);
    await deployWithSf({ ...asked, dryRun: true, destructive: 'gone.xml' });
    expect(called().args.slice(-4)).toEqual(['--concise', '--post-destructive-changes', 'gone.xml', '--dry-run']);
});

it('says that the org did not take it', async () => {
    sfEnds(1);
    expect(await deployWithSf(asked)).toBe(false);
});

it('has the sf CLI speak line by line where nobody watches, and never of its own next version', async () => {
    sfEnds(0);
    const { isTTY } = process.stdout;
    for (const watched of [false, true]) {
        process.stdout.isTTY = watched;
        delete process.env['CI'];
        await deployWithSf(asked);
        expect(called()).toMatchObject({ news: 'true', ...(watched ? {} : { CI: 'true' }) });
        expect('CI' in called()).toBe(!watched);
    }
    process.stdout.isTTY = isTTY;
});
