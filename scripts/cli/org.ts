import type { Around, Command, OptionValues } from './command';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProblemError } from '../domain/problem';
import { buildProduct } from './build-product';
import { startLocalOrg } from './local-org-process';
import type { OrgRequest } from './local-org-process';

export const DEFAULT_PORT = '8321';

export const ORG_OPTIONS = [
    { flags: '--port <number>', description: 'port on 127.0.0.1; 0 takes a free one', default: DEFAULT_PORT },
    { flags: '--data <folder>', description: 'keep the data in this folder over a restart' }
] as const;

/** Starts the local org alone and prints one line of JSON when it is ready. */
export const org: Command = {
    path: ['org'],
    summary: 'Start the local org and serve until Ctrl-C.',
    serves: true,
    options: [...ORG_OPTIONS, { flags: '--empty', description: 'standard objects only: no project metadata, no data' }],
    async run(options, around) {
        const request = orgRequest(options, around);
        if (!options.empty && !(await buildProduct(around))) return 'OK';
        around.terminal.progress('Starting the local org …');
        const running = await startLocalOrg(request);
        around.terminal.print(JSON.stringify(running.ready));
        return serve(running, around);
    }
};

/** What was asked for; a port or folder that cannot be is told before anything is built. */
export function orgRequest(options: OptionValues, { now, cwd }: Around): OrgRequest {
    const port = String(options.port);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
        throw new ProblemError({
            code: 'BAD_USAGE',
            subject: `--port ${port}`,
            detail: 'is not a port.',
            remedy: 'Give a number from 0 to 65535; 0 takes a free one.'
        });
    const data = options.data === undefined ? undefined : resolve(cwd, String(options.data));
    if (data !== undefined && existsSync(data) && !statSync(data).isDirectory())
        throw new ProblemError({
            code: 'BAD_USAGE',
            subject: `--data ${String(options.data)}`,
            detail: 'is a file.',
            remedy: 'Name a folder; it is made if it is not there.'
        });
    return { port, empty: options.empty === true, data, today: now().toISOString().slice(0, 10) };
}

/** Serves until Ctrl-C, or until the org ends by itself, which is a defect. */
export async function serve(running: Awaited<ReturnType<typeof startLocalOrg>>, { signal }: Around): Promise<'OK' | 'DEFECT'> {
    const interrupted = new Promise<'interrupted'>((done) => {
        if (signal.aborted) done('interrupted');
        signal.addEventListener('abort', () => done('interrupted'), { once: true });
    });
    const what = await Promise.race([interrupted, running.ended]);
    if (what === 'interrupted') {
        await running.stop();
        return 'OK';
    }
    return what === 0 ? 'OK' : 'DEFECT';
}
