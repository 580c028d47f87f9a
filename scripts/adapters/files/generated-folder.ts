import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { makeFolder } from './make-folder';

interface FolderFile {
    readonly path: string;
    readonly content: string;
}

/** All files of a folder that somebody may have generated; compiled JavaScript beside its TypeScript is left out. Empty when there is none. */
export function readGeneratedFolder(folder: string): readonly FolderFile[] {
    if (!existsSync(folder)) return [];
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' });
    return entries
        .filter((entry) => entry.isFile() && !/(?<!-meta)\.js$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => ({ path: relative(folder, file).split(sep).join('/'), content: readFileSync(file, 'utf8') }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export interface FolderChange {
    readonly path: string;
    readonly change: 'added' | 'changed' | 'removed';
}

/** What would have to change for the folder to hold exactly these files. */
export function compareFolder(before: readonly FolderFile[], files: readonly FolderFile[]): readonly FolderChange[] {
    const old = new Map(before.map(({ path, content }) => [path, content]));
    const now = new Set(files.map(({ path }) => path));
    return [
        ...files.flatMap(({ path, content }): FolderChange[] => {
            if (!old.has(path)) return [{ path, change: 'added' }];
            return old.get(path) === content ? [] : [{ path, change: 'changed' }];
        }),
        ...before.filter(({ path }) => !now.has(path)).map(({ path }): FolderChange => ({ path, change: 'removed' }))
    ];
}

/** Makes the folder hold exactly these files; files that are right already are not touched. */
export function writeGeneratedFolder(folder: string, changes: readonly FolderChange[], files: readonly FolderFile[]): void {
    const content = new Map(files.map((file) => [file.path, file.content]));
    for (const { path, change } of changes) {
        const file = join(folder, path);
        if (change === 'removed') {
            rmSync(file);
        } else {
            makeFolder(dirname(file));
            writeFileSync(file, content.get(path)!);
        }
    }
}
