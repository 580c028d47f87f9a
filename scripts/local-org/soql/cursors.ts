import { newId } from '../model/ids';
import { ApiError } from '../model/org';
import type { QueryRecord } from '../model/org';

export interface QueryPage {
    readonly totalSize: number;
    readonly done: boolean;
    readonly records: readonly QueryRecord[];
    /** Last part of nextRecordsUrl: '<cursor id>-<first record of the next page>'. Absent on the last page. */
    readonly locator?: string;
}

interface Cursor {
    readonly userId: string;
    readonly batchSize: number;
    readonly records: readonly QueryRecord[];
}

const DEFAULT_BATCH = 2000;
const MAX_CURSORS = 50;

/** The batch size of a 'Sforce-Query-Options: batchSize=500' header, between 200 and 2,000; 2,000 without it. */
export const batchSizeOf = (header: string | undefined): number => {
    const asked = /batchSize\s*=\s*(\d+)/i.exec(header ?? '');
    return asked ? Math.min(DEFAULT_BATCH, Math.max(200, Number(asked[1]))) : DEFAULT_BATCH;
};

/** Results too long for one page, kept until read to the end. The oldest goes when there are too many. */
export class QueryCursors {
    #cursors = new Map<string, Cursor>();
    #count = 0;

    /** The first page of a result. */
    first(userId: string, result: { totalSize: number; records: readonly QueryRecord[] }, batchSize = DEFAULT_BATCH): QueryPage {
        const { totalSize, records } = result;
        if (records.length <= batchSize) return { totalSize, done: true, records };
        const id = newId('01g', (this.#count += 1));
        this.#cursors.set(id, { userId, batchSize, records });
        if (this.#cursors.size > MAX_CURSORS) this.#cursors.delete(this.#cursors.keys().next().value!);
        return { totalSize, done: false, records: records.slice(0, batchSize), locator: `${id}-${batchSize}` };
    }

    /** A later page. INVALID_QUERY_LOCATOR for a locator that is unknown, used up, or another user's. */
    next(userId: string, locator: string): QueryPage {
        const [id, start] = locator.split('-');
        const cursor = this.#cursors.get(id);
        const from = Number(start);
        if (!cursor || cursor.userId !== userId || !Number.isInteger(from) || from < 0 || from >= cursor.records.length) {
            throw new ApiError('INVALID_QUERY_LOCATOR', 'invalid query locator');
        }
        const to = from + cursor.batchSize;
        const done = to >= cursor.records.length;
        return {
            totalSize: cursor.records.length,
            done,
            records: cursor.records.slice(from, to),
            ...(done ? {} : { locator: `${id}-${to}` })
        };
    }
}
