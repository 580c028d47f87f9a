import type { ProblemFamily } from '../domain/problem';

/** The one table of exit codes: commands return a key of it, and `--help` prints it. */
export const EXIT_CODES = {
    OK: { code: 0, meaning: 'all of it worked' },
    FOUND: { code: 1, meaning: 'it ran and found something, was refused, or not all of it worked' },
    BAD_USAGE: { code: 2, meaning: 'the command line or an input file is wrong' },
    UNREACHABLE: { code: 3, meaning: 'an org cannot be reached or logged in to, or a port is in use' },
    DAMAGED: { code: 4, meaning: 'stored data is damaged; nothing was changed' },
    DEFECT: { code: 70, meaning: 'a defect of partner-stages itself' }
} as const;

export type ExitKey = keyof typeof EXIT_CODES;

const EXIT_OF_FAMILY: Record<ProblemFamily, ExitKey> = {
    refused: 'FOUND',
    'bad-input': 'BAD_USAGE',
    unreachable: 'UNREACHABLE',
    damaged: 'DAMAGED'
};

/** The exit key of a problem's family. */
export const exitKeyOf = (family: ProblemFamily): ExitKey => EXIT_OF_FAMILY[family];

/** The exit codes as the lines that `--help` shows. */
export function describeExitCodes(): string {
    const lines = Object.values(EXIT_CODES).map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`);
    return ['Exit codes:', ...lines].join('\n');
}
