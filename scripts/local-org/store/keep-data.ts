import { lockFolder, readData, writeData } from './data-file';
import type { OrgData } from './data-file';

/** Keeps an org's data in a folder while it runs. */
export interface DataKeeper {
    /** What the folder held when the org started. */
    readonly found: OrgData | undefined;
    /** Something may have changed; it is written within seconds. */
    changed(): void;
    /** Writes everything and lets go of the folder. Throws when it cannot be written. */
    close(): void;
    /** Lets go of the folder and writes nothing: the org never got ready. */
    abandon(): void;
}

const writeAfterMilliseconds = 3000;

/**
 * Takes hold of the folder and reads it. Throws DamagedDataError or DataInUseError, having changed nothing.
 * A write that fails is told through warn and tried again after the next change.
 */
export const keepData = (folder: string, snapshot: () => OrgData, warn: (text: string) => void): DataKeeper => {
    const release = lockFolder(folder);
    let found: OrgData | undefined;
    try {
        found = readData(folder);
    } catch (error) {
        release();
        throw error;
    }
    let timer: NodeJS.Timeout | undefined;

    const write = (): void => {
        clearTimeout(timer);
        timer = undefined;
        writeData(folder, snapshot());
    };
    const writeLater = (): void => {
        try {
            write();
        } catch (error) {
            warn(`The data could not be written to ${folder}: ${error instanceof Error ? error.message : String(error)}`);
        }
    };
    return {
        found,
        changed() {
            timer ??= setTimeout(writeLater, writeAfterMilliseconds);
        },
        close() {
            try {
                write();
            } finally {
                release();
            }
        },
        abandon() {
            clearTimeout(timer);
            release();
        }
    };
};
