import { spawn } from 'node:child_process';
import { ProblemError } from '../../domain/problem';
import { sfCommand } from './sf-cli-login';

export interface SourceDeploy {
    readonly targetOrg: string;
    readonly sourceFolders: readonly string[];
    /** Manifest of what leaves the org after the deploy. */
    readonly destructive?: string | undefined;
    readonly dryRun: boolean;
    /** Folder with sfdx-project.json. */
    readonly project: string;
    /** Folder whose node_modules hold the sf CLI. */
    readonly sfFrom: string;
}

/** How the sf CLI speaks: without news of itself, and line by line where nobody watches it redraw its stages. */
const manner = (): Readonly<Record<string, string>> => ({
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    ...(process.stdout.isTTY ? {} : { CI: 'true' })
});

/** `sf project deploy start`, its own output passed through. True when the org took all of it. */
export function deployWithSf({ targetOrg, sourceFolders, destructive, dryRun, project, sfFrom }: SourceDeploy): Promise<boolean> {
    const sources = sourceFolders.flatMap((folder) => ['--source-dir', folder]);
    // Some 500 components would bury what matters: without --concise each is listed, errors or not.
    const args = ['project', 'deploy', 'start', ...sources, '--target-org', targetOrg, '--concise'];
    if (destructive) args.push('--post-destructive-changes', destructive);
    if (dryRun) args.push('--dry-run');
    return new Promise((done, fail) => {
        const child = spawn(sfCommand(sfFrom), args, { cwd: project, stdio: 'inherit', env: { ...process.env, ...manner() } });
        child.once('error', () =>
            fail(
                new ProblemError({
                    code: 'SF_CLI_MISSING',
                    subject: 'The sf CLI',
                    detail: 'is not installed here.',
                    remedy: 'Run npm ci, which brings it.'
                })
            )
        );
        child.once('exit', (code) => done(code === 0));
    });
}
