import { isFilled as isFilledIn, quoted, type Batch } from './database';
import { ID_WORDS, type DealIds } from './deal-ids';

// An import is looked up at each use, and this one is used millions of times.
const isFilled = isFilledIn;

/** Words of a short text in a batch: its length, then its 12 bytes. */
const SHORT = 4;
const SHORT_BYTES = 12;
/** What tells a record apart: of the 15 characters of its id, those after the three of its object. */
const OBJECT_CHARACTERS = 3;
const RECORD_CHARACTERS = 15;
const LENGTHS_OF_RECORDS = [15, 18];

/**
 * How the key of a deal is made of its id. Every form is exact: two ids with one key are one deal.
 * - record: ids as Salesforce makes them, of 15 characters or 18, of which the last three only repeat the case of the others. The key is
 *   12 characters after those of the object; a third column says whether an id is of this form and this object at all.
 * - plain: ids of at most 12 bytes, which are their own keys.
 * - halves: longer ids of at most 24 bytes, as two pieces.
 * - digest: any others, as two pieces of their MD5.
 */
export type KeyForm = 'record' | 'plain' | 'halves' | 'digest';

/** How deals are found by their ids. */
export interface KeyPlan {
    readonly form: KeyForm;
    /** The key of an id as columns of SQL, which `keysOf` reads: one piece or two that each lie in the row itself, or a piece and a check. */
    sql(id: string): string;
    /** SQL by which rows that call deals by an id come in the order of the deals. */
    order(id: string): string;
}

/** The digest of an id in the two pieces in which DealIds takes an id. */
export const digestSql = (id: string): string => `left(md5(${id}), 12), substr(md5(${id}), 13, 12)`;

/** The form that suits the ids of the deals, which are in order; `isDigest` says that they are digests. */
export function planKeys(ids: DealIds, isDigest: boolean): KeyPlan {
    const object = isDigest ? undefined : objectOfRecords(ids);
    if (object !== undefined) return recordPlan(object);
    const order = (id: string): string => id;
    if (isDigest) return { form: 'digest', sql: digestSql, order };
    if (ids.lengths.every((length) => length <= SHORT_BYTES)) return { form: 'plain', sql: (id) => id, order };
    return { form: 'halves', sql: (id) => `left(${id}, 12), substr(${id}, 13)`, order };
}

const recordPlan = (object: string): KeyPlan => {
    const last = object.charCodeAt(OBJECT_CHARACTERS - 1);
    const next = object.slice(0, OBJECT_CHARACTERS - 1) + String.fromCharCode(last + 1);
    return {
        form: 'record',
        order: (id) => `left(${id}, ${RECORD_CHARACTERS})`,
        sql: (id) =>
            `substr(${id}, ${OBJECT_CHARACTERS + 1}, ${SHORT_BYTES}),
            strlen(${id}) IN (${LENGTHS_OF_RECORDS.join(', ')}) AND ${id} >= ${quoted(object)} AND ${id} < ${quoted(next)}`
    };
};

/** The first characters of all ids, if they are records of one object, each with 15 characters of its own. */
function objectOfRecords(ids: DealIds): string | undefined {
    const { words, lengths } = ids;
    const size = lengths.length;
    if (size === 0 || !lengths.every((length) => LENGTHS_OF_RECORDS.includes(length))) return undefined;
    for (let id = 0; id < size; id += 1) {
        const at = ID_WORDS * id;
        let others = 0;
        for (let word = 0; word < ID_WORDS; word += 1) others |= words[at + word]!;
        const isText = (others & 0x80808080) === 0;
        if (!isText || ((words[at]! ^ words[0]!) & 0x00ffffff) !== 0 || (id > 0 && isSameRecord(words, at - ID_WORDS, at)))
            return undefined;
    }
    return ids.text(0).slice(0, OBJECT_CHARACTERS);
}

/** Whether the first 15 characters are the same. */
function isSameRecord(words: Uint32Array, left: number, right: number): boolean {
    for (let word = 0; word < 3; word += 1) if (words[left + word] !== words[right + word]) return false;
    return ((words[left + 3]! ^ words[right + 3]!) & 0x00ffffff) === 0;
}

/** The keys in a batch, as `KeyPlan.sql` gave them. */
export interface Keys {
    readonly head: Uint32Array;
    readonly tail: Uint32Array | undefined;
    /** Rows whose id may be one of a deal, 1 or 0; undefined where all may. */
    readonly mayBe: Uint8Array | undefined;
    readonly filled: Uint32Array | undefined;
}

/** The keys that `KeyPlan.sql` gave from this column on. */
export const keysOf = (batch: Batch, column: number, { form }: KeyPlan): Keys => ({
    head: batch.shortTexts(column),
    tail: form === 'halves' || form === 'digest' ? batch.shortTexts(column + 1) : undefined,
    mayBe: form === 'record' ? batch.flags(column + 1) : undefined,
    filled: batch.filled(column)
});

/**
 * Finds deals by their keys, byte by byte as DuckDB hands them over: millions of rows of history look for theirs, and neither a string each
 * nor a join over strings is affordable. Rows of one deal mostly follow each other, and deals each other, so that these are tried first.
 */
export class DealFinder {
    readonly #size: number;
    /** Whole short texts, with their lengths: four words a piece. */
    readonly #heads: Uint32Array;
    readonly #tails: Uint32Array | undefined;
    #slots: Int32Array | undefined;
    #last = 0;

    /** Of ids in their order, which have no duplicates. */
    constructor(ids: DealIds, { form }: KeyPlan) {
        const { words, lengths } = ids;
        this.#size = lengths.length;
        this.#heads = new Uint32Array(SHORT * this.#size);
        if (form === 'record') {
            const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
            const heads = new Uint8Array(this.#heads.buffer);
            for (let deal = 0; deal < this.#size; deal += 1) {
                this.#heads[SHORT * deal] = SHORT_BYTES;
                const [from, to] = [4 * ID_WORDS * deal + OBJECT_CHARACTERS, 4 * (SHORT * deal + 1)];
                for (let byte = 0; byte < SHORT_BYTES; byte += 1) heads[to + byte] = bytes[from + byte]!;
            }
            return;
        }
        const tails = form === 'plain' ? undefined : new Uint32Array(SHORT * this.#size);
        for (let deal = 0; deal < this.#size; deal += 1) {
            this.#heads[SHORT * deal] = Math.min(SHORT_BYTES, lengths[deal]!);
            if (tails) tails[SHORT * deal] = Math.max(0, lengths[deal]! - SHORT_BYTES);
            for (let word = 0; word < SHORT - 1; word += 1) {
                this.#heads[SHORT * deal + 1 + word] = words[ID_WORDS * deal + word]!;
                if (tails) tails[SHORT * deal + 1 + word] = words[ID_WORDS * deal + SHORT - 1 + word]!;
            }
        }
        this.#tails = tails;
    }

    /** The deal with the key in row `row`; −1 when there is none. */
    find({ head, tail, mayBe, filled }: Keys, row: number): number {
        if (this.#size === 0 || (mayBe && mayBe[row] !== 1) || (filled && !isFilled(filled, row))) return -1;
        const at = SHORT * row;
        const last = this.#last;
        if (this.#isAt(last, head, tail, at)) return last;
        const next = last + 1;
        const deal = next < this.#size && this.#isAt(next, head, tail, at) ? next : this.#lookUp(head, tail, at);
        if (deal >= 0) this.#last = deal;
        return deal;
    }

    #isAt(deal: number, head: Uint32Array, tail: Uint32Array | undefined, at: number): boolean {
        return isSame(this.#heads, SHORT * deal, head, at) && (!this.#tails || !tail || isSame(this.#tails, SHORT * deal, tail, at));
    }

    #lookUp(head: Uint32Array, tail: Uint32Array | undefined, at: number): number {
        const slots = (this.#slots ??= this.#fillSlots());
        const mask = slots.length - 1;
        for (let slot = hashOf(head, tail, at) & mask; ; slot = (slot + 1) & mask) {
            const deal = slots[slot]!;
            if (deal < 0 || this.#isAt(deal, head, tail, at)) return deal;
        }
    }

    #fillSlots(): Int32Array {
        const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, 2 * this.#size)))).fill(-1);
        const mask = slots.length - 1;
        for (let deal = 0; deal < this.#size; deal += 1) {
            let slot = hashOf(this.#heads, this.#tails, SHORT * deal) & mask;
            while (slots[slot]! >= 0) slot = (slot + 1) & mask;
            slots[slot] = deal;
        }
        return slots;
    }
}

const isSame = (left: Uint32Array, leftAt: number, right: Uint32Array, rightAt: number): boolean =>
    left[leftAt + 3] === right[rightAt + 3] &&
    left[leftAt + 2] === right[rightAt + 2] &&
    left[leftAt + 1] === right[rightAt + 1] &&
    left[leftAt] === right[rightAt];

/** Longer text does not lie in the row; no deal has such a key, and what lies there instead finds none. */
function hashOf(head: Uint32Array, tail: Uint32Array | undefined, at: number): number {
    let hash = Math.imul(head[at + 1]! ^ Math.imul(head[at + 2]!, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ head[at + 3]!, 0x9e3779b1);
    if (tail) {
        hash = Math.imul(hash ^ (hash >>> 13) ^ tail[at + 1]!, 0xc2b2ae35);
        hash = Math.imul(hash ^ (hash >>> 16) ^ tail[at + 2]! ^ tail[at + 3]!, 0x27d4eb2f);
    }
    return hash ^ (hash >>> 15);
}
