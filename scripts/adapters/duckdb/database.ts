import { createRequire } from 'node:module';
import type * as DuckDb from '@duckdb/node-api';

/** What DuckDB may hold in memory before it spills to disk. Its file buffers come on top. */
const MEMORY_LIMIT = '400MB';

/** Loaded only when rows are read: its binary costs what `--help` should not pay. */
const loadDuckDb = () => createRequire(__filename)('@duckdb/node-api') as typeof DuckDb;

/**
 * A batch of rows by column, as they lie in memory. What lies in empty cells means nothing: `filled` tells which are. Views hold only
 * while the batch is being read.
 */
export interface Batch {
    readonly rows: number;
    /** Numbers, and dates as days since 1970. */
    numbers(column: number): ArrayLike<number>;
    /** Truth values, 1 or 0. */
    flags(column: number): Uint8Array;
    /** Numbers of 64 bits as pairs of words, the low one first; moments are microseconds since 1970. */
    wordPairs(column: number): Uint32Array;
    /** Text, 4 words a row: its length in bytes, then, of at most 12 bytes, itself, zeros after it. Longer text does not lie in the row. */
    shortTexts(column: number): Uint32Array;
    /** A bit for each row that is not empty, for `isFilled`; undefined when none is. */
    filled(column: number): Uint32Array | undefined;
    text(column: number, row: number): string | null;
}

/** Whether a row is not empty. */
export const isFilled = (filled: Uint32Array | undefined, row: number): boolean =>
    filled === undefined || ((filled[row >>> 5]! >>> (row & 31)) & 1) === 1;

/** A database of its own in memory, for one reading. */
export interface Database {
    run(sql: string): Promise<void>;
    /** Rows batch by batch, as they come: memory does not grow with their number. */
    stream(sql: string, onBatch: (batch: Batch) => void): Promise<void>;
    /** Rows as objects by column name; for small answers. Text, numbers, booleans and null only. */
    rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
    /** How much of the running query is done, 0 to 1; undefined when that is not known. */
    share(): number | undefined;
    close(): void;
}

/** Opens one that spills below `folder`, which exists. */
export async function openDatabase(folder: string): Promise<Database> {
    const { DuckDBInstance } = loadDuckDb();
    const instance = await DuckDBInstance.create(':memory:', {
        memory_limit: MEMORY_LIMIT,
        preserve_insertion_order: 'false',
        // Rows that are streamed come no quicker from several threads, cost more, and lose the order of the file.
        threads: '1',
        temp_directory: folder,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false'
    });
    const connection = await instance.connect();
    // Moments carry their offset; days are those of UTC, whatever this machine's time zone is.
    await connection.run("SET TimeZone = 'UTC'");
    return {
        async run(sql) {
            await connection.run(sql);
        },
        async stream(sql, onBatch) {
            const result = await connection.stream(sql);
            let next = result.fetchChunk();
            try {
                for (;;) {
                    const chunk = await next;
                    if (!chunk || chunk.rowCount === 0) return;
                    // DuckDB reads on while this batch is worked through.
                    next = result.fetchChunk();
                    onBatch(toBatch(chunk));
                }
            } finally {
                await next.catch(() => undefined);
            }
        },
        async rows(sql) {
            const reader = await connection.runAndReadAll(sql);
            return reader.getRowObjects() as Readonly<Record<string, unknown>>[];
        },
        share() {
            const { percentage } = connection.progress;
            return percentage >= 0 ? percentage / 100 : undefined;
        },
        close() {
            connection.closeSync();
            instance.closeSync();
        }
    };
}

const toBatch = (chunk: DuckDb.DuckDBDataChunk): Batch => {
    const vector = <T>(column: number) => chunk.getColumnVector(column) as unknown as T;
    return {
        rows: chunk.rowCount,
        numbers: (column) => vector<{ readonly items: ArrayLike<number> }>(column).items,
        flags: (column) => {
            const { dataView } = vector<{ readonly dataView: DataView }>(column);
            return new Uint8Array(dataView.buffer, dataView.byteOffset, dataView.byteLength);
        },
        wordPairs: (column) => {
            const { items } = vector<{ readonly items: BigInt64Array }>(column);
            return new Uint32Array(items.buffer, items.byteOffset, 2 * items.length);
        },
        shortTexts: (column) => {
            const { dataView } = vector<{ readonly dataView: DataView }>(column);
            return new Uint32Array(dataView.buffer, dataView.byteOffset, dataView.byteLength / 4);
        },
        filled: (column) => {
            const { data } = vector<{ readonly validity: { readonly data: BigUint64Array | null } }>(column).validity;
            return data ? new Uint32Array(data.buffer, data.byteOffset, 2 * data.length) : undefined;
        },
        text: (column, row) => chunk.getColumnVector(column).getItem(row) as string | null
    };
};

/** Text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
