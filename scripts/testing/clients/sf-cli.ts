import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How one command ended. */
export interface SfOutcome {
    readonly code: number;
    /** Standard output and error together, without colours. */
    readonly text: string;
    /** The `result` (or `data` of an error) of a command that was run with --json; undefined otherwise. */
    readonly result: unknown;
}

/** The sf command line of our own dependencies, with a home of its own: it sees no login of the person who runs the tests. */
export interface SfCli {
    run(
        args: readonly string[],
        options?: { readonly folder?: string; readonly env?: Readonly<Record<string, string>> }
    ): Promise<SfOutcome>;
    /** Like run, with --json; throws what the command said when it fails. */
    json<T>(args: readonly string[], options?: { readonly folder?: string; readonly env?: Readonly<Record<string, string>> }): Promise<T>;
    readonly home: string;
    close(): void;
}

export const ROOT = resolve(__dirname, '../../..');
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;
const PATIENCE_MILLISECONDS = 90_000;

/** The variables under which the CLI neither calls home nor touches a keychain. */
const environment = (home: string): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: home,
    USERPROFILE: home,
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_HIDE_RELEASE_NOTES: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    FORCE_SHOW_SPINNER: 'false'
});

const resultIn = (output: string): unknown => {
    try {
        const answer = JSON.parse(output) as { result?: unknown; data?: unknown };
        return answer.result ?? answer.data ?? answer;
    } catch {
        return undefined;
    }
};

/** A failed deploy tells all that it held; only what was refused is of interest. */
const complaintOf = (text: string, result: unknown): string => {
    const failures = (result as { details?: { componentFailures?: unknown[] } } | undefined)?.details?.componentFailures;
    return failures?.length ? JSON.stringify(failures.slice(0, 5), null, 1) : text.slice(-3000);
};

export const openSfCli = (): SfCli => {
    const home = mkdtempSync(join(tmpdir(), 'partner-stages-sf-'));
    const run: SfCli['run'] = (args, { folder = home, env = {} } = {}) =>
        new Promise((done) => {
            execFile(
                process.execPath,
                [join(ROOT, 'node_modules/.bin/sf'), ...args],
                { cwd: folder, env: { ...environment(home), ...env }, timeout: PATIENCE_MILLISECONDS, maxBuffer: 64 * 1024 * 1024 },
                (error, stdout, stderr) =>
                    done({
                        code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
                        text: `${stdout}\n${stderr}`.replace(COLOURS, ''),
                        result: resultIn(stdout)
                    })
            ).stdin?.end();
        });
    return {
        home,
        run,
        async json<T>(args: readonly string[], options?: Parameters<SfCli['run']>[1]) {
            const { code, text, result } = await run([...args, '--json'], options);
            if (code !== 0) throw new Error(`sf ${args.join(' ')} ended with ${code}:\n${complaintOf(text, result)}`);
            return result as T;
        },
        close: () => rmSync(home, { recursive: true, force: true })
    };
};
