import type { ExitKey } from './exit-codes';
import type { Terminal } from './terminal';

/** What a command may use of the world around it; tests hand in their own. */
export interface Around {
    readonly terminal: Terminal;
    /** The moment the command was started. */
    readonly now: () => Date;
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Folder that relative paths and `.local/` are resolved against. */
    readonly cwd: string;
    /** Fires on the first Ctrl-C; for commands that serve. */
    readonly signal: AbortSignal;
}

/** One option: `flags` in commander's notation (`--csv <file>`), and what it does. */
export interface CommandOption {
    readonly flags: string;
    readonly description: string;
    readonly default?: string | boolean;
}

/** Values by long option name in camelCase (`--as-of` becomes `asOf`). */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/**
 * One command of the tool, registered in main.ts.
 * `path` is the words that call it (`['forecast', 'rollup']`); `run` returns a key of EXIT_CODES or throws a ProblemError.
 */
export interface Command {
    readonly path: readonly [string, ...string[]];
    readonly summary: string;
    /** Positional arguments in commander's notation (`<file>`, `[file]`). */
    readonly positionals?: readonly { readonly name: string; readonly description: string }[];
    readonly options?: readonly CommandOption[];
    /** It runs until `around.signal` fires and then ends in its own way; any other command is ended by Ctrl-C at once. */
    readonly serves?: boolean;
    /** Shown at the end of this command's help: examples, notes. */
    readonly notes?: string;
    run(options: OptionValues, around: Around, positionals: readonly string[]): Promise<ExitKey>;
}
