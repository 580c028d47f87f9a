import type { Batch, Database } from './database';

/** Words of a text of at most 24 characters of ASCII: twice 12 bytes. */
const WORDS = 6;
/** Words of one short text in a batch: its length, then its 12 bytes. */
const SHORT = 4;
const SHORT_BYTES = 12;
const BYTES = 4 * WORDS;
const IDS_PER_TEXT = 1_000_000;

/** How deals are found by their ids. */
export interface KeyPlan {
    /** The key is the id itself; else, because some id is too long or not ASCII, a digest of it. */
    readonly isId: boolean;
    /** Only the first 15 characters count: reports write ids with 15, the API with 18, and this source has both. */
    readonly isShort: boolean;
    /** The key of an id as two columns of SQL, each of at most 12 bytes, so that it lies in the row itself. */
    sql(id: string): string;
}

/** Looks at the ids of the table `deal`; `first` is how long the first id is that history calls a deal by. */
export async function planKeys(db: Database, first: number | undefined): Promise<KeyPlan> {
    const [seen] = await db.rows(`SELECT min(strlen("Id"))::INTEGER AS least, max(strlen("Id"))::INTEGER AS most,
        bool_and(strlen("Id") = length("Id")) AS ascii FROM deal`);
    const { least, most, ascii } = seen as { least: number | null; most: number | null; ascii: boolean | null };
    const isId = (most ?? 0) <= 24 && ascii !== false;
    const found = new Set([least, most, first ?? most]);
    return {
        isId,
        isShort: isId && found.size === 2 && found.has(15) && found.has(18),
        sql: (id) => {
            const key = isId ? id : `md5(${id})`;
            return `coalesce(left(${key}, 12), ''), coalesce(substr(${key}, 13${isId ? '' : ', 12'}), '')`;
        }
    };
}

/** The two pieces of keys in a batch. */
export interface KeyPieces {
    readonly head: Uint32Array;
    readonly tail: Uint32Array;
}

/** The pieces that `KeyPlan.sql` gave as this column and the next. */
export const piecesOf = (batch: Batch, column: number): KeyPieces => ({
    head: batch.shortTexts(column),
    tail: batch.shortTexts(column + 1)
});

/**
 * Finds deals by their ids, byte by byte as DuckDB hands them over: millions of rows of history look for theirs, and neither a string each
 * nor a join over strings is affordable.
 */
export class DealKeys {
    readonly #keys: Uint32Array;
    readonly #slots: Int32Array;
    readonly #mask: number;
    readonly #lengths: Uint8Array;
    /** What counts of the tail's words. */
    readonly #counts: readonly [number, number];

    constructor(
        readonly size: number,
        { isShort }: KeyPlan
    ) {
        this.#counts = isShort ? [0x00ffffff, 0] : [-1, -1];
        const room = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * size)));
        this.#keys = new Uint32Array(WORDS * size);
        this.#lengths = new Uint8Array(size);
        this.#slots = new Int32Array(room).fill(-1);
        this.#mask = room - 1;
    }

    /** Enters the key in row `row` for a deal. Nothing is found before `number`. */
    add(deal: number, { head, tail }: KeyPieces, row: number): void {
        const at = SHORT * row;
        for (let word = 0; word < 3; word += 1) {
            this.#keys[WORDS * deal + word] = head[at + 1 + word]!;
            this.#keys[WORDS * deal + 3 + word] = tail[at + 1 + word]!;
        }
        this.#lengths[deal] = head[at]! + tail[at]!;
    }

    /** Which deal comes first, second …, in the order of the bytes of their keys: from the last byte to the first, each pass keeps the order of the one before. */
    sort(): Uint32Array {
        const bytes = new Uint8Array(this.#keys.buffer);
        let order = Uint32Array.from({ length: this.size }, (_, deal) => deal);
        let next = new Uint32Array(this.size);
        for (let byte = BYTES - 1; byte >= 0; byte -= 1) {
            const starts = new Uint32Array(257);
            for (let at = byte; at < bytes.length; at += BYTES) starts[bytes[at]! + 1]! += 1;
            // Much of an id is the same in all of them.
            if (starts.includes(this.size)) continue;
            for (let value = 0; value < 256; value += 1) starts[value + 1]! += starts[value]!;
            for (const deal of order) next[starts[bytes[BYTES * deal + byte]!]!++] = deal;
            [order, next] = [next, order];
        }
        return order;
    }

    /** Numbers the deals anew: the one entered as order[d] is d from now on. */
    number(order: Uint32Array): void {
        const [keys, lengths] = [this.#keys.slice(), this.#lengths.slice()];
        for (let deal = 0; deal < this.size; deal += 1) {
            const from = WORDS * order[deal]!;
            for (let word = 0; word < WORDS; word += 1) this.#keys[WORDS * deal + word] = keys[from + word]!;
            this.#lengths[deal] = lengths[order[deal]!]!;
            const key = this.#keys.subarray(WORDS * deal, WORDS * deal + WORDS);
            let slot = this.#hash(key, key, -1, 2);
            while (this.#slots[slot]! >= 0) slot = (slot + 1) & this.#mask;
            this.#slots[slot] = deal;
        }
    }

    /** The deal with the key in row `row`; −1 when there is none. */
    find({ head, tail }: KeyPieces, row: number): number {
        const at = SHORT * row;
        // Longer text does not lie in the row, and no deal has such a key.
        if (head[at]! > SHORT_BYTES || tail[at]! > SHORT_BYTES) return -1;
        const keys = this.#keys;
        const [third, rest] = this.#counts;
        for (let slot = this.#hash(head, tail, at, at); ; slot = (slot + 1) & this.#mask) {
            const deal = this.#slots[slot]!;
            if (deal < 0) return -1;
            const key = WORDS * deal;
            if (
                keys[key + 2] === head[at + 3] &&
                ((keys[key + 3]! ^ tail[at + 1]!) & third) === 0 &&
                keys[key + 1] === head[at + 2] &&
                keys[key] === head[at + 1] &&
                (((keys[key + 4]! ^ tail[at + 2]!) | (keys[key + 5]! ^ tail[at + 3]!)) & rest) === 0
            )
                return deal;
        }
    }

    /** All keys as text, by deal. Cut out of few long texts: that is several times quicker than making each of its bytes. */
    toTexts(): string[] {
        const texts = new Array<string>(this.size);
        const bytes = Buffer.from(this.#keys.buffer);
        for (let first = 0; first < this.size; first += IDS_PER_TEXT) {
            const end = Math.min(this.size, first + IDS_PER_TEXT);
            const text = bytes.toString('latin1', 4 * WORDS * first, 4 * WORDS * end);
            for (let deal = first; deal < end; deal += 1) {
                const at = 4 * WORDS * (deal - first);
                texts[deal] = text.slice(at, at + this.#lengths[deal]!);
            }
        }
        return texts;
    }

    /** `head` and `tail` hold the words of a key after these places. */
    #hash(head: Uint32Array, tail: Uint32Array, headAt: number, tailAt: number): number {
        const [third, rest] = this.#counts;
        let hash = Math.imul(head[headAt + 1]! ^ Math.imul(head[headAt + 2]!, 0x9e3779b1), 0x85ebca6b);
        hash = Math.imul(hash ^ (hash >>> 15) ^ head[headAt + 3]!, 0x9e3779b1);
        hash = Math.imul(hash ^ (hash >>> 13) ^ (tail[tailAt + 1]! & third), 0xc2b2ae35);
        hash = Math.imul(hash ^ (hash >>> 16) ^ ((tail[tailAt + 2]! ^ tail[tailAt + 3]!) & rest), 0x27d4eb2f);
        return (hash ^ (hash >>> 15)) & this.#mask;
    }
}
