import { ProblemError } from '../domain/problem';
import type { Around, Command } from './command';
import { describeExitCodes, EXIT_CODES } from './exit-codes';
import { runCommandLine } from './main';
import { openTerminal } from './terminal';

/** A world whose terminal writes into two texts. */
function listen(env: Around['env'] = {}) {
    const told = { out: '', err: '' };
    const terminal = openTerminal({ write: (text: string) => (told.out += text) }, { write: (text: string) => (told.err += text) });
    const around: Around = { terminal, env, now: () => new Date(0), cwd: '/', signal: new AbortController().signal };
    return { told, around };
}

const command = (run: Command['run'], path: Command['path'] = ['forecast', 'try']): Command => ({
    path,
    summary: 'Try something.',
    options: [
        { flags: '--as-of <date>', description: 'a day' },
        { flags: '--json', description: 'JSON' }
    ],
    run
});

describe('runCommandLine', () => {
    it('hands the options to the command and returns its exit', async () => {
        const { around } = listen();
        const run = jest.fn().mockResolvedValue('FOUND');
        expect(await runCommandLine(['forecast', 'try', '--as-of', '2026-01-01', '--json'], [command(run)], around)).toBe('FOUND');
        expect(run.mock.calls[0][0]).toEqual({ asOf: '2026-01-01', json: true });
    });

    it('tells a problem as thing, fault and way out, without a stack', async () => {
        const { told, around } = listen();
        const problem = new ProblemError({
            code: 'FILE_NOT_FOUND',
            subject: 'map.json',
            detail: 'does not exist.',
            remedy: 'Check the path.'
        });
        expect(await runCommandLine(['forecast', 'try'], [command(() => Promise.reject(problem))], around)).toBe('BAD_USAGE');
        expect(told).toEqual({ out: '', err: 'map.json does not exist.\nCheck the path.\n(FILE_NOT_FOUND)\n' });
    });

    it('tells a program that asked for JSON the same facts as one document', async () => {
        const { told, around } = listen();
        const problem = new ProblemError({ code: 'NO_ORG', subject: 'No org', detail: 'is running.', remedy: 'Start one.' });
        await runCommandLine(['forecast', 'try', '--json'], [command(() => Promise.reject(problem))], around);
        expect(told.err).toBe('');
        expect(JSON.parse(told.out)).toEqual({
            problem: { code: 'NO_ORG', subject: 'No org', detail: 'is running.', remedy: 'Start one.' },
            exitCode: 3
        });
    });

    it('calls anything else a defect and keeps the stack for those who ask', async () => {
        const broken = [command(() => Promise.reject(new TypeError('x is undefined')))];
        const quiet = listen();
        expect(await runCommandLine(['forecast', 'try'], broken, quiet.around)).toBe('DEFECT');
        expect(quiet.told.err).toContain('x is undefined');
        expect(quiet.told.err).not.toContain('at ');
        const curious = listen({ PARTNER_STAGES_DEBUG: '1' });
        await runCommandLine(['forecast', 'try'], broken, curious.around);
        expect(curious.told.err).toContain('main.test.ts');
    });

    it.each([
        ['an unknown command', ['nonsense'], 'partner-stages nonsense was not understood'],
        ['an unknown option', ['forecast', 'try', '--nonsense'], "unknown option '--nonsense'"],
        ['a missing value', ['forecast', 'try', '--as-of'], 'argument missing']
    ])('refuses %s', async (_, args, words) => {
        const { told, around } = listen();
        expect(await runCommandLine(args, [command(() => Promise.resolve('OK'))], around)).toBe('BAD_USAGE');
        expect(told.err).toContain(words);
        expect(told.err).toContain('--help');
    });

    it('shows the exit codes that it uses in every help', async () => {
        const { told, around } = listen();
        expect(await runCommandLine(['forecast', 'try', '--help'], [command(() => Promise.resolve('OK'))], around)).toBe('OK');
        expect(told.out).toContain('--as-of <date>');
        expect(told.out).toContain(describeExitCodes());
        for (const { code } of Object.values(EXIT_CODES)) expect(describeExitCodes()).toContain(` ${code} `);
    });

    it('shows what a group can do when it is called alone', async () => {
        const { told, around } = listen();
        expect(await runCommandLine(['forecast'], [command(() => Promise.resolve('OK'))], around)).toBe('BAD_USAGE');
        expect(told.out).toContain('Try something.');
    });
});

describe('openTerminal', () => {
    it('shows progress to a person only', () => {
        const lines: string[] = [];
        const write = (text: string) => lines.push(text);
        openTerminal({ write }, { write }).progress('Reading');
        expect(lines).toEqual([]);
        openTerminal({ write }, { write, isTTY: true }).progress('Reading');
        expect(lines.join('')).toContain('Reading');
    });

    it('prints one JSON document', () => {
        let out = '';
        openTerminal({ write: (text: string) => (out += text) }, { write: () => undefined }).printJson({ a: 1 });
        expect(JSON.parse(out)).toEqual({ a: 1 });
    });
});
