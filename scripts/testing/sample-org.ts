import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Around, Command } from '../cli/command';
import { runCommandLine } from '../cli/main';
import { openTerminal } from '../cli/terminal';
import { createLocalOrg, type RunningOrg } from '../local-org/local-org';
import type { Cast } from '../sample-data/cast';
import { makeSampleData } from '../sample-data/make-sample-data';
import { parseStageMapFile } from './stage-maps';

const ROOT = resolve(__dirname, '../..');

/** The product with its sample data on a local org inside of the test's own process. */
export interface SampleOrg {
    readonly org: RunningOrg;
    readonly instanceUrl: string;
    /** Record id of a user by key. */
    userId(user: string): string;
    /** For files of the test; removed by stop(). */
    readonly folder: string;
    /** Runs a command of the tool as one user of the org. */
    run(command: Command, user: string, args?: readonly string[], cwd?: string): Promise<{ out: string; err: string; exit: string }>;
    stop(): Promise<void>;
}

/** Starts it as of a day 'YYYY-MM-DD'; sample data ends on that day. With `pageFolder` it serves its page too. */
export async function startSampleOrg(today: string, pageFolder?: string): Promise<SampleOrg> {
    const folder = mkdtempSync(join(tmpdir(), 'sample-org-'));
    const cast = JSON.parse(readFileSync(join(ROOT, 'config/sample-data/cast.json'), 'utf8')) as Cast;
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(makeSampleData(cast, parseStageMapFile(), today)));
    const now = () => new Date(`${today}T15:00:00Z`);
    const org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, pageFolder, now });
    const { url: instanceUrl, users } = await org.start();
    return {
        org,
        instanceUrl,
        userId: (user) => users[user]!.id,
        folder,
        async run(command, user, args = [], cwd = ROOT) {
            const told = { out: '', err: '' };
            const terminal = openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) });
            const env = { INSTANCE_URL: instanceUrl, ACCESS_TOKEN: org.tokens[user] };
            const around: Around = { terminal, env, now, cwd, signal: new AbortController().signal };
            const exit = await runCommandLine([...command.path, ...args], [command], around);
            return { ...told, exit };
        },
        async stop() {
            await org.stop();
            rmSync(folder, { recursive: true, force: true });
        }
    };
}
