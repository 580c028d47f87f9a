import { createRequire } from 'node:module';
import type * as DuckDb from '@duckdb/node-api';

/** What DuckDB may hold in memory before it spills to disk. Its file buffers come on top. */
const MEMORY_LIMIT = '400MB';

/** Loaded only when rows are read: its binary costs what `--help` should not pay. */
const loadDuckDb = () => createRequire(__filename)('@duckdb/node-api') as typeof DuckDb;

/** One column of a batch of rows. Numbers come as they lie in memory; only columns without empty cells may be read by `numbers`. */
export interface Batch {
    readonly rows: number;
    numbers(column: number): ArrayLike<number>;
    /** Moments in microseconds since 1970 as pairs of words, the low one first. Read by `microsOf`. */
    moments(column: number): Int32Array;
    /** Text as it lies in memory, 4 words a row: its length in bytes, then, of at most 12 bytes, itself, zeros after it. No cell may be empty. */
    shortTexts(column: number): Uint32Array;
    text(column: number, row: number): string | null;
}

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
            for (;;) {
                const chunk = await result.fetchChunk();
                if (!chunk || chunk.rowCount === 0) return;
                onBatch(toBatch(chunk));
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

const toBatch = (chunk: DuckDb.DuckDBDataChunk): Batch => ({
    rows: chunk.rowCount,
    numbers: (column) => (chunk.getColumnVector(column) as unknown as { readonly items: ArrayLike<number> }).items,
    moments: (column) => {
        const { items } = chunk.getColumnVector(column) as unknown as { readonly items: BigInt64Array };
        return new Int32Array(items.buffer, items.byteOffset, 2 * items.length);
    },
    shortTexts: (column) => {
        const { dataView } = chunk.getColumnVector(column) as unknown as { readonly dataView: DataView };
        return new Uint32Array(dataView.buffer, dataView.byteOffset, dataView.byteLength / 4);
    },
    text: (column, row) => chunk.getColumnVector(column).getItem(row) as string | null
});

/** A column of moments for `Batch.moments`, as SQL; `microsOf` makes NaN of empty cells. */
export const momentSql = (column: string): string => `coalesce(${column}, '-infinity'::TIMESTAMPTZ)`;

/** Microseconds since 1970 in row `row`; NaN where there is no moment. */
export function microsOf(moments: Int32Array, row: number): number {
    const high = moments[2 * row + 1]!;
    return high === NO_MOMENT ? NaN : high * 4_294_967_296 + (moments[2 * row]! >>> 0);
}

/** The high word of minus infinity. */
const NO_MOMENT = -2_147_483_648;

/** Text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
