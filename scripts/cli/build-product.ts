import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ProblemError } from '../domain/problem';
import type { Around } from './command';
import type { Terminal } from './terminal';
import { ROOT } from './local-org-process';

/** Writes each component's JavaScript beside its TypeScript: what is deployed. Silent unless it fails. */
export async function compileComponents(terminal: Terminal): Promise<void> {
    terminal.progress('Compiling the components …');
    await run([require.resolve('typescript/bin/tsc'), '-p', 'force-app']);
}

/** Compiles the components and the page; silent unless it fails. False when Ctrl-C came first. */
export async function buildProduct({ terminal, signal }: Around): Promise<boolean> {
    try {
        await compileComponents(terminal);
        await buildPage(terminal);
        return true;
    } catch (error) {
        // The build hears the same Ctrl-C and ends badly; that is what was asked for.
        if (signal.aborted) return false;
        throw error;
    }
}

async function buildPage(terminal: Terminal): Promise<void> {
    terminal.progress('Building the page (the first time takes half a minute) …');
    await run(['--require', require.resolve('tsx/cjs'), join(ROOT, 'scripts/local-org/page/build.ts')]);
}

function run(args: readonly string[]): Promise<void> {
    return new Promise((done, fail) => {
        const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
        let told = '';
        const hear = (text: Buffer) => (told = (told + text.toString()).slice(-4000));
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('error', fail);
        child.once('exit', (code) => (code === 0 ? done() : fail(buildFailed(told))));
    });
}

const buildFailed = (told: string) =>
    new ProblemError({
        code: 'BUILD_FAILED',
        subject: 'The build',
        detail: `failed:\n${told.trim()}\n`,
        remedy: 'Correct what is named above; `npm run build` shows it again.'
    });
