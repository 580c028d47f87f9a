import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, one by one: a recursive mkdir tries for ever where a folder refuses with ENOENT, as /proc does.
 * Does nothing when it is there. Throws what the system says (ENOENT, EACCES, ENOTDIR …).
 */
export function makeFolder(folder: string): void {
    const missing: string[] = [];
    for (let one = folder; !isFolder(one) && dirname(one) !== one; one = dirname(one)) missing.push(one);
    for (const one of missing.reverse()) makeOne(one);
}

function makeOne(folder: string): void {
    try {
        mkdirSync(folder);
    } catch (error) {
        // Somebody else may have made it meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(folder)) throw error;
    }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
