/** What a problem means for whoever called us; the command line turns each family into one exit code. */
export type ProblemFamily = 'refused' | 'bad-input' | 'unreachable' | 'damaged';

/** Every problem that a user may meet, by code. A new problem is one line here and one factory beside the code that finds it. */
export const PROBLEM_FAMILIES = {
    BAD_USAGE: 'bad-input',
    DATE_INVALID: 'bad-input',
    FILE_NOT_FOUND: 'bad-input',
    FILE_NOT_READABLE: 'bad-input',
    FILE_NOT_WRITABLE: 'bad-input',
    CSV_INVALID: 'bad-input',
    CURRENCY_UNKNOWN: 'bad-input',
    JSON_INVALID: 'bad-input',
    STAGE_MAP_INVALID: 'bad-input',
    SIGNATURE_INVALID: 'bad-input',
    NOT_SIGNED: 'refused',
    QUERY_REFUSED: 'refused',
    RECORD_NOT_FOUND: 'bad-input',
    NOT_PARTNER_SAFE: 'refused',
    NO_ORG: 'unreachable',
    ORG_NOT_KNOWN: 'unreachable',
    ORG_UNREACHABLE: 'unreachable',
    LOGIN_REFUSED: 'unreachable',
    SF_CLI_MISSING: 'unreachable',
    PORT_IN_USE: 'unreachable',
    ORG_NOT_STARTED: 'refused',
    BUILD_FAILED: 'refused',
    ORG_FILE_DAMAGED: 'damaged',
    DATA_DAMAGED: 'damaged',
    ROW_DAMAGED: 'damaged'
} as const satisfies Record<string, ProblemFamily>;

export type ProblemCode = keyof typeof PROBLEM_FAMILIES;

/** The facts of one problem. `subject` is the thing (a file, a record, an org), `detail` what is wrong with it, `remedy` the way out. */
export interface Problem {
    readonly code: ProblemCode;
    readonly subject: string;
    readonly detail: string;
    readonly remedy: string;
}

/** A problem that a user can act on: told in words, without a stack. Anything else that is thrown is a defect of ours. */
export class ProblemError extends Error implements Problem {
    readonly code: ProblemCode;
    readonly subject: string;
    readonly detail: string;
    readonly remedy: string;

    constructor(problem: Problem, options?: { readonly cause?: unknown }) {
        super(`${problem.subject} ${problem.detail} ${problem.remedy}`, options);
        this.name = 'ProblemError';
        this.code = problem.code;
        this.subject = problem.subject;
        this.detail = problem.detail;
        this.remedy = problem.remedy;
    }

    get family(): ProblemFamily {
        return PROBLEM_FAMILIES[this.code];
    }
}
