import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isToken, readOrgDisplay, readShownToken, type OrgAccess } from '../../boundary/org-access';
import { ProblemError } from '../../domain/problem';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The access that the sf CLI holds for an alias or username. The CLI refreshes its session on the way.
 * Newer CLIs redact the token in `org display`; SF_TEMP_SHOW_SECRETS or, once that is gone, `show-access-token` gives it.
 */
export async function accessFromSfCli(target: string, env: Environment, cwd: string): Promise<OrgAccess> {
    const display = readOrgDisplay(await runSf(['org', 'display', '--target-org', target], target, env, cwd));
    if (display && isToken(display.accessToken)) return display;
    const shown = readShownToken(await runSf(['org', 'auth', 'show-access-token', '--target-org', target], target, env, cwd));
    if (display && shown && isToken(shown)) return { instanceUrl: display.instanceUrl, accessToken: shown };
    throw notKnown(target, 'gives no access token.');
}

/** The CLI that came with this project, else the one on the PATH. */
export function sfCommand(cwd: string): string {
    const own = join(cwd, 'node_modules', '.bin', 'sf');
    return existsSync(own) ? own : 'sf';
}

async function runSf(args: readonly string[], target: string, env: Environment, cwd: string): Promise<unknown> {
    const quiet = { SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true', SF_SKIP_NEW_VERSION_CHECK: 'true' };
    const options = {
        cwd,
        env: { ...quiet, ...env, SF_TEMP_SHOW_SECRETS: 'true', NODE_OPTIONS: '' } as NodeJS.ProcessEnv,
        maxBuffer: 16 * 2 ** 20
    };
    const { failed, stdout } = await new Promise<{ failed: { readonly code?: string | number | null | undefined } | null; stdout: string }>(
        (resolve) => {
            execFile(sfCommand(cwd), [...args, '--json'], options, (error, out) => resolve({ failed: error, stdout: out }));
        }
    );
    if (failed?.code === 'ENOENT') {
        const remedy = 'Install it (npm install --global @salesforce/cli), or set INSTANCE_URL and ACCESS_TOKEN.';
        throw new ProblemError({ code: 'SF_CLI_MISSING', subject: 'The sf CLI', detail: 'is not installed here.', remedy });
    }
    const answer = parseAnswer(stdout);
    if (failed) throw notKnown(target, messageOf(answer) ?? 'is not known to the sf CLI.');
    return answer;
}

/** The CLI may print warnings before its JSON document. */
function parseAnswer(stdout: string): unknown {
    try {
        return JSON.parse(stdout.slice(stdout.indexOf('{')));
    } catch {
        return undefined;
    }
}

function messageOf(answer: unknown): string | undefined {
    const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
    return typeof message === 'string' ? `cannot be used: ${withoutFlagWords(message)}` : undefined;
}

/** An alias that the CLI does not know is told as a fault of its own flag, with a hint at its own help, over several lines. */
const withoutFlagWords = (message: string): string =>
    message
        .replace(/^Parsing --target-org\b/, '')
        .replace(/See more help with --help\.?\s*$/, '')
        .replace(/\s+/g, ' ')
        .trim();

const notKnown = (target: string, detail: string): ProblemError =>
    new ProblemError({
        code: 'ORG_NOT_KNOWN',
        subject: `The org '${target}'`,
        detail,
        remedy: 'See the orgs you are logged in to with sf org list, or log in with sf org login web --alias ' + target + '.'
    });
