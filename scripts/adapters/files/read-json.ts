import { readFileSync } from 'node:fs';
import { ProblemError } from '../../domain/problem';

/** The value that a JSON file holds, of unknown shape. Throws FILE_NOT_FOUND, FILE_NOT_READABLE or JSON_INVALID. */
export function readJson(file: string): unknown {
    const text = readText(file);
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new ProblemError(
            {
                code: 'JSON_INVALID',
                subject: file,
                detail: `is not JSON: ${(error as Error).message}.`,
                remedy: 'Mend the file at that place, or restore it from version control.'
            },
            { cause: error }
        );
    }
}

function readText(file: string): string {
    try {
        return readFileSync(file, 'utf8');
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT')
            throw new ProblemError({
                code: 'FILE_NOT_FOUND',
                subject: file,
                detail: 'does not exist.',
                remedy: 'Check the path; it is taken from the folder you are in.'
            });
        throw new ProblemError(
            {
                code: 'FILE_NOT_READABLE',
                subject: file,
                detail: `cannot be read (${(error as NodeJS.ErrnoException).code}).`,
                remedy: 'Check the permissions of the file.'
            },
            { cause: error }
        );
    }
}
