import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
    readonly path: string;
    /** Removes it with all that is in it; a second call does nothing. */
    remove(): void;
}

/** A folder of one's own that is gone afterwards: after remove(), and also when Ctrl-C or an error ends the process before. */
export function makeTemporaryFolder(prefix: string): TemporaryFolder {
    const path = mkdtempSync(join(tmpdir(), prefix));
    const clear = () => rmSync(path, { recursive: true, force: true });
    const leave = (signal: NodeJS.Signals) => {
        remove();
        // Whoever else listens decides how the process ends; else it ends as it would have without us.
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    const remove = () => {
        process.off('exit', clear).off('SIGINT', leave).off('SIGTERM', leave);
        clear();
    };
    process.once('exit', clear).once('SIGINT', leave).once('SIGTERM', leave);
    return { path, remove };
}
