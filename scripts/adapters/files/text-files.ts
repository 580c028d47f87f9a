import { randomUUID } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProblemError } from '../../domain/problem';
import { makeFolder } from './make-folder';

/** The text of a file, or undefined when there is none. Throws FILE_NOT_READABLE for anything else that stands in the way. */
export async function readTextIfThere(file: string): Promise<string | undefined> {
    try {
        return await readFile(file, 'utf8');
    } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        const remedy = 'Check that it is a file and that you may read it.';
        throw new ProblemError(
            { code: 'FILE_NOT_READABLE', subject: file, detail: `cannot be read (${codeOf(error)}).`, remedy },
            { cause: error }
        );
    }
}

/** JSON text of unknown shape; `source` names it in the problem. */
export function parseJson(text: string, source: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        const detail = `is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
        throw new ProblemError(
            { code: 'JSON_INVALID', subject: source, detail, remedy: 'Correct it at that place, or restore it.' },
            { cause: error }
        );
    }
}

/** Writes a file whole or not at all: a reader never sees half of it, and a failure leaves the old one. `mode` e.g. 0o600. */
export async function writeText(file: string, text: string, mode?: number): Promise<void> {
    const unfinished = `${file}.${randomUUID().slice(0, 8)}.tmp`;
    try {
        makeFolder(dirname(file));
        await writeFile(unfinished, text, { encoding: 'utf8', mode: mode ?? 0o666 });
        if (mode !== undefined) await chmod(unfinished, mode);
        await rename(unfinished, file);
    } catch (error) {
        await rm(unfinished, { force: true });
        const remedy = 'Check the folder, its permissions and the space that is left.';
        throw new ProblemError(
            { code: 'FILE_NOT_WRITABLE', subject: file, detail: `cannot be written (${codeOf(error)}).`, remedy },
            { cause: error }
        );
    }
}

const codeOf = (error: unknown): string =>
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
