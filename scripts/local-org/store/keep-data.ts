import { lockFolder, readSnapshot, writeData } from './data-file';
import type { OrgData } from './data-file';
import type { OrgState } from '../model/org';
import { readJournal, startJournal } from './journal';
import type { Journal } from './journal';
import { Store } from './store';

/** Keeps an org's data in a folder while it runs. */
export interface DataKeeper {
    /** What the folder held when the org started. */
    readonly found: OrgData | undefined;
    /** Writes everything; from now on every transaction is in the folder before it is answered. */
    begin(): void;
    /** Runs work that swaps all data of the org, then writes everything, also when the work throws. */
    replace(work: () => void): void;
    /** Writes everything and lets go of the folder. Throws when it cannot be written. */
    close(): void;
    /** Lets go of the folder and writes nothing: the org never got ready. */
    abandon(): void;
}

/** A journal larger than this, and than the data file, is folded into a new data file. */
const JOURNAL_BYTES = 64 * 1024 * 1024;

/**
 * Takes hold of the folder and reads it: the data file, then the journal of what came after it. Throws DamagedDataError or
 * DataInUseError, having changed nothing. Folding the journal in may fail: that is told through warn, and the journal goes on.
 */
export const keepData = (folder: string, state: OrgState, warn: (text: string) => void, journalBytes = JOURNAL_BYTES): DataKeeper => {
    const release = lockFolder(folder);
    let journal: Journal | undefined;
    let generation = 0;
    let fileSize = 0;
    let noted = state.schema;
    let folding: NodeJS.Immediate | undefined;

    const read = (): OrgData | undefined => {
        const snapshot = readSnapshot(folder);
        if (!snapshot) return undefined;
        generation = snapshot.generation;
        return withJournal(folder, generation, snapshot.data);
    };
    const write = (): void => {
        const { organizationId, schema, store } = state;
        fileSize = writeData(folder, { organizationId, schema, dump: store.dump() }, generation + 1);
        generation += 1;
        journal?.close();
        journal = startJournal(folder, generation);
        noted = schema;
    };
    const fold = (): void => {
        folding = undefined;
        try {
            write();
        } catch (error) {
            warn(`The data could not be written to ${folder}: ${error instanceof Error ? error.message : String(error)}`);
        }
    };
    const listen = (): void =>
        state.store.onCommit((commit) => {
            const deployed = state.schema !== noted;
            if (commit.rows.length === 0 && !deployed) return;
            journal!.append(deployed ? { ...commit, schema: state.schema } : commit);
            noted = state.schema;
            if (journal!.size > Math.max(journalBytes, fileSize)) folding ??= setImmediate(fold);
        });
    const letGo = (): void => {
        state.store.onCommit(undefined);
        if (folding) clearImmediate(folding);
        journal?.close();
        release();
    };

    let found: OrgData | undefined;
    try {
        found = read();
    } catch (error) {
        release();
        throw error;
    }
    return {
        found,
        begin() {
            write();
            listen();
        },
        replace(work) {
            state.store.onCommit(undefined);
            try {
                work();
            } finally {
                write();
                listen();
            }
        },
        close() {
            try {
                if (journal) write();
            } finally {
                letGo();
            }
        },
        abandon: letGo
    };
};

const withJournal = (folder: string, generation: number, data: OrgData): OrgData => {
    let store: Store | undefined;
    let { schema } = data;
    for (const entry of readJournal(folder, generation)) {
        if (!store) (store = new Store()).load(data.dump);
        store.apply(entry);
        schema = entry.schema ?? schema;
    }
    return store ? { ...data, schema, dump: store.dump() } : data;
};
