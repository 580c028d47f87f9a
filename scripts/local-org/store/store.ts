import type { Row } from '../model/org';

type Undo = () => void;

const EMPTY: ReadonlyMap<string, Row> = new Map();

/**
 * Rows in memory, one map per object, hash indexes built on first use. Every change can be undone: savepoints nest,
 * so a record, a chunk and a whole request can each be rolled back. Rows are replaced, never changed in place.
 */
export class Store {
    #tables = new Map<string, Map<string, Row>>();
    #deleted = new Map<string, Map<string, Row>>();
    #indexes = new Map<string, Map<string, Map<string, Set<string>>>>();
    #undo: Undo[] | undefined;
    #counters = new Map<string, number>();
    #listener: ((commit: Commit) => void) | undefined;
    #touched = new Map<string, Set<string>>();
    #counted = new Set<string>();

    /** Live rows of an object in the order in which they came; one that was away comes back last. */
    rows(object: string): IterableIterator<Row> {
        return (this.#tables.get(object) ?? EMPTY).values();
    }

    count(object: string): number {
        return this.#tables.get(object)?.size ?? 0;
    }

    get(object: string, id: string): Row | undefined {
        return this.#tables.get(object)?.get(id);
    }

    /** Rows in the recycle bin. */
    deletedRows(object: string): IterableIterator<Row> {
        return (this.#deleted.get(object) ?? EMPTY).values();
    }

    getDeleted(object: string, id: string): Row | undefined {
        return this.#deleted.get(object)?.get(id);
    }

    /** Live rows whose field has this value. Text is compared without regard to case. */
    find(object: string, field: string, value: string): Row[] {
        const ids = this.#index(object, field).get(value.toLowerCase());
        return ids ? [...ids].map((id) => this.get(object, id)!) : [];
    }

    /** Adds or replaces a row. */
    put(object: string, row: Row): void {
        const table = this.#table(object);
        const before = table.get(row.Id);
        this.#reindex(object, before, row);
        table.set(row.Id, row);
        this.#record(object, row.Id, () => {
            this.#reindex(object, row, before);
            if (before) table.set(row.Id, before);
            else table.delete(row.Id);
        });
    }

    /** Moves a row to the recycle bin. */
    remove(object: string, id: string): void {
        const table = this.#table(object);
        const before = table.get(id);
        if (!before) return;
        this.#reindex(object, before, undefined);
        table.delete(id);
        this.#bin(object).set(id, before);
        this.#record(object, id, () => {
            this.#bin(object).delete(id);
            table.set(id, before);
            this.#reindex(object, undefined, before);
        });
    }

    /** Takes a row out of the recycle bin. */
    restore(object: string, id: string): Row | undefined {
        const bin = this.#bin(object);
        const row = bin.get(id);
        if (!row) return undefined;
        bin.delete(id);
        this.#table(object).set(id, row);
        this.#reindex(object, undefined, row);
        this.#record(object, id, () => {
            this.#reindex(object, row, undefined);
            this.#table(object).delete(id);
            bin.set(id, row);
        });
        return row;
    }

    /** Takes a row out of the recycle bin for good. */
    purge(object: string, id: string): void {
        const bin = this.#bin(object);
        const row = bin.get(id);
        if (!row) return;
        bin.delete(id);
        this.#record(object, id, () => bin.set(id, row));
    }

    /**
     * Tells every transaction that is kept, just before it counts as kept: a listener that throws undoes it. A write outside of
     * any savepoint is a transaction of its own. clear() and load() are not told.
     */
    onCommit(listener: ((commit: Commit) => void) | undefined): void {
        this.#listener = listener;
        this.#forgetTouched();
    }

    /** Brings rows and counters to the state that a commit told. Cannot be undone. */
    apply({ rows, counters }: Commit): void {
        for (const { object, id, live, deleted } of rows) {
            this.#reindex(object, this.get(object, id), live);
            if (live) this.#table(object).set(id, live);
            else this.#table(object).delete(id);
            if (deleted) this.#bin(object).set(id, deleted);
            else this.#bin(object).delete(id);
        }
        for (const [series, value] of Object.entries(counters)) this.#counters.set(series, value);
    }

    /** Next number of a series (ids, auto-numbers). Never given back, as in Salesforce. */
    next(series: string, start = 1): number {
        const value = this.#counters.get(series) ?? start;
        this.#counters.set(series, value + 1);
        if (this.#listener) this.#counted.add(series);
        return value;
    }

    /** Runs work; when it throws, or keep says no, everything it wrote is undone. Nests. */
    savepoint<T>(work: () => T, keep: (result: T) => boolean = () => true): T {
        const outer = this.#undo;
        const mine: Undo[] = [];
        this.#undo = mine;
        let kept = false;
        try {
            const result = work();
            const wanted = keep(result);
            if (wanted && !outer) this.#commit();
            kept = wanted;
            return result;
        } finally {
            this.#undo = undefined;
            if (!kept) for (const undo of mine.reverse()) undo();
            this.#undo = outer;
            // One by one: a spread of a large request's changes overflows the stack.
            if (kept) for (const undo of mine) outer?.push(undo);
            if (!outer) this.#touched.clear();
        }
    }

    /** Forgets everything. */
    clear(): void {
        this.#tables.clear();
        this.#deleted.clear();
        this.#indexes.clear();
        this.#counters.clear();
    }

    /** A plain copy of all state, for a file; load() takes it back. */
    dump(): StoreDump {
        const plain = (tables: Map<string, Map<string, Row>>) =>
            Object.fromEntries([...tables].map(([name, rows]) => [name, [...rows.values()]]));
        return { tables: plain(this.#tables), deleted: plain(this.#deleted), counters: Object.fromEntries(this.#counters) };
    }

    load(dump: StoreDump): void {
        this.clear();
        for (const [name, rows] of Object.entries(dump.tables)) for (const row of rows) this.#table(name).set(row.Id, row);
        for (const [name, rows] of Object.entries(dump.deleted)) for (const row of rows) this.#bin(name).set(row.Id, row);
        this.#counters = new Map(Object.entries(dump.counters));
    }

    #record(object: string, id: string, undo: Undo): void {
        this.#undo?.push(undo);
        if (!this.#listener) return;
        const ids = this.#touched.get(object);
        if (ids) ids.add(id);
        else this.#touched.set(object, new Set([id]));
        if (!this.#undo) this.#commit();
    }

    #commit(): void {
        if (!this.#listener) return;
        const rows = [...this.#touched].flatMap(([object, ids]) =>
            [...ids].map((id) => ({ object, id, live: this.get(object, id), deleted: this.getDeleted(object, id) }))
        );
        this.#listener({ rows, counters: Object.fromEntries([...this.#counted].map((series) => [series, this.#counters.get(series)!])) });
        this.#forgetTouched();
    }

    #forgetTouched(): void {
        this.#touched.clear();
        this.#counted.clear();
    }

    #table(object: string): Map<string, Row> {
        let table = this.#tables.get(object);
        if (!table) this.#tables.set(object, (table = new Map()));
        return table;
    }

    #bin(object: string): Map<string, Row> {
        let bin = this.#deleted.get(object);
        if (!bin) this.#deleted.set(object, (bin = new Map()));
        return bin;
    }

    #index(object: string, field: string): Map<string, Set<string>> {
        let fields = this.#indexes.get(object);
        if (!fields) this.#indexes.set(object, (fields = new Map()));
        let index = fields.get(field);
        if (!index) {
            fields.set(field, (index = new Map()));
            for (const row of this.rows(object)) addTo(index, row, field);
        }
        return index;
    }

    #reindex(object: string, before: Row | undefined, after: Row | undefined): void {
        for (const [field, index] of this.#indexes.get(object) ?? []) {
            if (before?.[field] === after?.[field]) continue;
            if (before && before[field] != null) index.get(String(before[field]).toLowerCase())?.delete(before.Id);
            if (after) addTo(index, after, field);
        }
    }
}

/** A row as a transaction left it: live, in the recycle bin, or in neither. */
export interface RowState {
    readonly object: string;
    readonly id: string;
    readonly live: Row | undefined;
    readonly deleted: Row | undefined;
}

/** What a kept transaction changed. */
export interface Commit {
    readonly rows: readonly RowState[];
    readonly counters: Readonly<Record<string, number>>;
}

export interface StoreDump {
    tables: Record<string, Row[]>;
    deleted: Record<string, Row[]>;
    counters: Record<string, number>;
}

const addTo = (index: Map<string, Set<string>>, row: Row, field: string): void => {
    const value = row[field];
    if (value == null) return;
    const key = String(value).toLowerCase();
    const ids = index.get(key);
    if (ids) ids.add(row.Id);
    else index.set(key, new Set([row.Id]));
};
