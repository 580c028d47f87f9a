/** Words of an id of at most 24 bytes: twice 12. */
export const ID_WORDS = 6;
/** Words of one short text in a batch: its length, then its 12 bytes. */
const SHORT = 4;
const SHORT_BYTES = 12;
const ID_BYTES = 4 * ID_WORDS;
const IDS_PER_TEXT = 1_000_000;

/** Ids of at most 24 bytes, as DuckDB hands them over in two pieces: a million of them as strings would cost more than all the rest of their rows. */
export class DealIds {
    #words: Uint32Array;
    #lengths: Uint8Array;
    #size = 0;

    /** `expected` saves growing; more may come. */
    constructor(expected: number) {
        this.#words = new Uint32Array(ID_WORDS * Math.max(16, expected));
        this.#lengths = new Uint8Array(Math.max(16, expected));
    }

    /** Six words an id, the bytes in their order and zeros after them. */
    get words(): Uint32Array {
        return this.#words.subarray(0, ID_WORDS * this.#size);
    }

    get lengths(): Uint8Array {
        return this.#lengths.subarray(0, this.#size);
    }

    /** Adds the id whose first 12 characters and whose rest are the short texts in row `row`. False, and not added, when it does not fit. */
    add(head: Uint32Array, tail: Uint32Array, row: number): boolean {
        const at = SHORT * row;
        if (head[at]! > SHORT_BYTES || tail[at]! > SHORT_BYTES) return false;
        if (this.#size === this.#lengths.length) this.#grow();
        const [words, to] = [this.#words, ID_WORDS * this.#size];
        words[to] = head[at + 1]!;
        words[to + 1] = head[at + 2]!;
        words[to + 2] = head[at + 3]!;
        words[to + 3] = tail[at + 1]!;
        words[to + 4] = tail[at + 2]!;
        words[to + 5] = tail[at + 3]!;
        this.#lengths[this.#size] = head[at]! + tail[at]!;
        this.#size += 1;
        return true;
    }

    /** Puts the ids in the order of their bytes. Gives which came first, second … as they had been added; undefined when they came so. */
    sort(): Uint32Array | undefined {
        if (this.#isSorted()) return undefined;
        const order = this.#order();
        this.put(order);
        return order;
    }

    /** Puts the ids in this order: the one added as order[0] first. */
    put(order: Uint32Array): void {
        const [words, lengths] = [this.#words.slice(), this.#lengths.slice()];
        for (let id = 0; id < this.#size; id += 1) {
            const from = order[id]!;
            for (let word = 0; word < ID_WORDS; word += 1) this.#words[ID_WORDS * id + word] = words[ID_WORDS * from + word]!;
            this.#lengths[id] = lengths[from]!;
        }
    }

    /** The first of sorted ids that is the same as the one after it; −1 when all differ. */
    firstTwice(): number {
        for (let id = 0; id + 1 < this.#size; id += 1) {
            if (this.#lengths[id] !== this.#lengths[id + 1]) continue;
            const at = ID_WORDS * id;
            let word = 0;
            while (word < ID_WORDS && this.#words[at + word] === this.#words[at + ID_WORDS + word]) word += 1;
            if (word === ID_WORDS) return id;
        }
        return -1;
    }

    /** All ids as text. Cut out of few long texts: that is several times quicker than making each of its bytes. */
    toTexts(): string[] {
        const texts = new Array<string>(this.#size);
        const bytes = Buffer.from(this.#words.buffer);
        for (let first = 0; first < this.#size; first += IDS_PER_TEXT) {
            const end = Math.min(this.#size, first + IDS_PER_TEXT);
            const part = bytes.subarray(ID_BYTES * first, ID_BYTES * end);
            const text = part.toString('latin1');
            for (let id = first; id < end; id += 1) {
                const at = ID_BYTES * (id - first);
                texts[id] = text.slice(at, at + this.#lengths[id]!);
            }
            if (!this.#isAscii(first, end)) for (let id = first; id < end; id += 1) texts[id] = this.text(id);
        }
        return texts;
    }

    /** One id as text. */
    text(id: number): string {
        return Buffer.from(this.#words.buffer, ID_BYTES * id, this.#lengths[id]).toString('utf8');
    }

    #isAscii(first: number, end: number): boolean {
        let bits = 0;
        for (let word = ID_WORDS * first; word < ID_WORDS * end; word += 1) bits |= this.#words[word]!;
        return (bits & 0x80808080) === 0;
    }

    #isSorted(): boolean {
        const words = this.#words;
        for (let at = ID_WORDS; at < ID_WORDS * this.#size; at += ID_WORDS) {
            let word = 0;
            while (word < ID_WORDS && words[at + word] === words[at - ID_WORDS + word]) word += 1;
            if (word < ID_WORDS && inOrder(words[at + word]!) < inOrder(words[at - ID_WORDS + word]!)) return false;
        }
        return true;
    }

    /** From the last byte to the first, each pass keeps the order of the one before. */
    #order(): Uint32Array {
        const bytes = new Uint8Array(this.#words.buffer, 0, ID_BYTES * this.#size);
        let order = new Uint32Array(this.#size);
        for (let id = 0; id < this.#size; id += 1) order[id] = id;
        let next = new Uint32Array(this.#size);
        for (let byte = ID_BYTES - 1; byte >= 0; byte -= 1) {
            const starts = new Uint32Array(257);
            for (let at = byte; at < bytes.length; at += ID_BYTES) starts[bytes[at]! + 1]! += 1;
            // Much of an id is the same in all of them.
            if (starts.includes(this.#size)) continue;
            for (let value = 0; value < 256; value += 1) starts[value + 1]! += starts[value]!;
            for (const id of order) next[starts[bytes[ID_BYTES * id + byte]!]!++] = id;
            [order, next] = [next, order];
        }
        return order;
    }

    #grow(): void {
        const [words, lengths] = [this.#words, this.#lengths];
        this.#lengths = new Uint8Array(Math.ceil(lengths.length * 1.5));
        this.#lengths.set(lengths);
        this.#words = new Uint32Array(ID_WORDS * this.#lengths.length);
        this.#words.set(words);
    }
}

/** Four characters as a number that is greater where they are: the first lies lowest in memory. */
const inOrder = (word: number): number => ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
