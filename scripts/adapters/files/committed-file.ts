import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** The text of a file as it was last committed to git; undefined when git does not know it or is not there. */
export const readCommitted = (file: string): Promise<string | undefined> =>
    new Promise((done) =>
        execFile(
            'git',
            ['show', `HEAD:./${basename(file)}`],
            { cwd: dirname(file), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
            (error, text) => done(error ? undefined : text)
        )
    );
