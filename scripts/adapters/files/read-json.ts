import { readFileSync } from 'node:fs';
import { ProblemError } from '../../domain/problem';
import { parseJson } from './text-files';

/** The value that a JSON file holds, of unknown shape. Throws FILE_NOT_FOUND, FILE_NOT_READABLE or JSON_INVALID. */
export const readJson = (file: string): unknown => parseJson(readText(file), file);

function readText(file: string): string {
    try {
        return readFileSync(file, 'utf8');
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT')
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
                detail: `cannot be read (${code}).`,
                remedy: 'Check that it is a file and that you may read it.'
            },
            { cause: error }
        );
    }
}
