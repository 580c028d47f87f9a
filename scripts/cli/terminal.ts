import type { Problem } from '../domain/problem';

/** A problem as it is told; a defect of ours has a code of its own. */
export type ToldProblem = Omit<Problem, 'code'> & { readonly code: string };

/** Where a command writes. Results go to stdout, everything told to a person on the way goes to stderr. */
export interface Terminal {
    /** One line (or block) of the result. */
    print(text: string): void;
    /** The whole result as one JSON document. Call it once, and print nothing else. */
    printJson(document: unknown): void;
    /** What is happening now. Shown only when a person is watching, and replaced by the next one. */
    progress(text: string): void;
    /** Something the reader should know that does not stop the command. */
    warn(text: string): void;
    /** A problem in words: the thing, what is wrong, the way out. */
    problem(problem: ToldProblem): void;
}

export interface Stream {
    readonly isTTY?: boolean;
    write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[2K';

/** A terminal over two streams; progress stays silent unless stderr is a TTY, so logs and pipes hold no noise. */
export function openTerminal(out: Stream, err: Stream): Terminal {
    let progressShown = false;
    const clear = () => {
        if (progressShown) err.write(CLEAR_LINE);
        progressShown = false;
    };
    return {
        print(text) {
            clear();
            out.write(`${text}\n`);
        },
        printJson(document) {
            clear();
            out.write(`${JSON.stringify(document, null, 2)}\n`);
        },
        progress(text) {
            if (!err.isTTY) return;
            err.write(`${CLEAR_LINE}${text}`);
            progressShown = true;
        },
        warn(text) {
            clear();
            err.write(`Note: ${text}\n`);
        },
        problem({ subject, detail, remedy, code }) {
            clear();
            err.write(`${subject} ${detail}\n${remedy}\n(${code})\n`);
        }
    };
}
