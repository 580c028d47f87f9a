import { Command as Program, CommanderError } from 'commander';
import { ProblemError } from '../domain/problem';
import type { Around, Command, OptionValues } from './command';
import { commands } from './commands';
import { describeExitCodes, EXIT_CODES, exitKeyOf, type ExitKey } from './exit-codes';
import { openTerminal, type ToldProblem } from './terminal';

/** Runs one command line and returns its exit code. The only place where a thrown error becomes words and a number. */
export async function main(args: readonly string[]): Promise<number> {
    process.stdout.on('error', leaveWhenPipeCloses);
    const interrupt = new AbortController();
    const around: Around = {
        terminal: openTerminal(process.stdout, process.stderr),
        now: () => new Date(),
        env: process.env,
        cwd: process.cwd(),
        signal: interrupt.signal
    };
    return EXIT_CODES[await runCommandLine(args, commands, around, () => listenForInterrupt(interrupt))].code;
}

/** A command that serves ends in its own way on the first Ctrl-C; a second one ends it at once. */
function listenForInterrupt(interrupt: AbortController): void {
    const ask = () => {
        process.off('SIGINT', ask).off('SIGTERM', ask);
        interrupt.abort();
    };
    process.on('SIGINT', ask).on('SIGTERM', ask);
}

/**
 * Finds the command that `args` name, runs it, and tells every failure in words. Throws nothing.
 * `beforeServing` is called before a command that serves.
 */
export async function runCommandLine(
    args: readonly string[],
    known: readonly Command[],
    around: Around,
    beforeServing: () => void = () => undefined
): Promise<ExitKey> {
    let exit: ExitKey = 'OK';
    const program = describeProgram(known, around, async (command, options, positionals) => {
        if (command.serves) beforeServing();
        exit = await command.run(options, around, positionals);
    });
    try {
        await program.parseAsync([...args], { from: 'user' });
        return exit;
    } catch (error) {
        return tellFailure(error, args, around);
    }
}

type Runner = (command: Command, options: OptionValues, positionals: readonly string[]) => Promise<void>;

function describeProgram(known: readonly Command[], around: Around, run: Runner): Program {
    const program = prepare(new Program('partner-stages'), around)
        .description('Partner-side exit criteria on the Opportunity stages you already have, and one forecast on top.')
        .addHelpText('after', `\n${describeExitCodes()}`);
    for (const command of known) register(program, command, run);
    return program;
}

/** What the first word of a two-word command is about. */
const GROUPS: Readonly<Record<string, string>> = {
    deals: 'The partner deals that need somebody today.',
    forecast: 'One forecast for direct and partner deals.',
    map: 'The stage map and the metadata compiled from it.',
    report: 'Pages for meetings.',
    try: 'See the gate refuse, on an org that stays as it is.'
};

function register(program: Program, command: Command, run: Runner): void {
    const name = command.path[command.path.length - 1];
    const group = command.path.slice(0, -1).reduce(groupNamed, program);
    const registered = group.command(name).description(command.summary);
    for (const { name: positional, description } of command.positionals ?? []) registered.argument(positional, description);
    for (const option of command.options ?? []) registered.option(option.flags, option.description, option.default);
    registered.addHelpText('after', `\n${command.notes ? `${command.notes}\n\n` : ''}${describeExitCodes()}`);
    registered.action(() => run(command, registered.opts<OptionValues>(), registered.args));
}

function groupNamed(parent: Program, word: string): Program {
    const existing = parent.commands.find((candidate) => candidate.name() === word);
    return existing ?? parent.command(word).description(GROUPS[word] ?? word);
}

function prepare(program: Program, around: Around): Program {
    return program
        .exitOverride()
        .showSuggestionAfterError()
        .configureOutput({
            writeOut: (text) => around.terminal.print(text.trimEnd()),
            writeErr: (text) => around.terminal.print(text.trimEnd()),
            // tellFailure says it once, with the remedy.
            outputError: () => undefined
        });
}

function tellFailure(error: unknown, args: readonly string[], around: Around): ExitKey {
    if (error instanceof ProblemError) return tell(error, exitKeyOf(error.family), args, around);
    if (error instanceof CommanderError) {
        if (error.exitCode === 0) return 'OK';
        // A group without its command has shown its help already.
        if (error.code === 'commander.help') return 'BAD_USAGE';
        return tell(badUsage(error, args), 'BAD_USAGE', args, around);
    }
    const told = error instanceof Error ? error : new Error(String(error));
    const defect = {
        code: 'DEFECT',
        subject: `partner-stages ${args.join(' ')}`,
        detail: `failed in a way it should not: ${told.message}`,
        remedy: 'Please report this. Run it again with PARTNER_STAGES_DEBUG=1 to see where it happened.'
    };
    if (around.env.PARTNER_STAGES_DEBUG) around.terminal.warn(told.stack ?? '');
    return tell(defect, 'DEFECT', args, around);
}

/** In words for a person; a program that asked for JSON gets the same facts as one document on stdout. */
function tell(problem: ToldProblem, exit: ExitKey, args: readonly string[], { terminal }: Around): ExitKey {
    const { code, subject, detail, remedy } = problem;
    if (args.includes('--json')) terminal.printJson({ problem: { code, subject, detail, remedy }, exitCode: EXIT_CODES[exit].code });
    else terminal.problem(problem);
    return exit;
}

function badUsage(error: CommanderError, args: readonly string[]) {
    const words = args.filter((word) => !word.startsWith('-'));
    const asked = ['partner-stages', ...words].join(' ').trim();
    const reason = error.message.replace(/^error: /, '').replace(/\.$/, '');
    return { code: 'BAD_USAGE', subject: asked, detail: `was not understood: ${reason}.`, remedy: 'Add --help to see what can be asked.' };
}

/** `partner-stages … | head` closes our stdout early: that is not an error of ours. */
function leaveWhenPipeCloses(error: NodeJS.ErrnoException): void {
    if (error.code === 'EPIPE') process.exit(EXIT_CODES.OK.code);
    throw error;
}
