import type { Day } from '../calendar-day';
import type { DealTable } from '../deal-table';

/**
 * Bit mask of a deterministic sample: 0 takes every deal; else those whose id hashes to 0 under it. It is the smallest
 * that leaves at most `sampled` (about) of the deals with history that existed on `knownOn`, so it depends on nothing later;
 * up to `whole` of them are no sample.
 */
export function sampleMask(table: DealTable, knownOn: Day, most: { readonly whole: number; readonly sampled: number }): number {
    const { first, upTo } = beginningsOf(table);
    const count = upTo.length === 0 || knownOn < first ? 0 : upTo[Math.min(upTo.length - 1, knownOn - first)]!;
    return count <= most.whole ? 0 : 2 ** Math.ceil(Math.log2(count / most.sampled)) - 1;
}

/** How many deals had any history by a day: `upTo[i]` by day `first` + i. */
interface Beginnings {
    readonly first: Day;
    readonly upTo: Uint32Array;
}

/** Asked for on every past day. */
const BEGINNINGS = new WeakMap<DealTable, Beginnings>();

function beginningsOf(table: DealTable): Beginnings {
    const known = BEGINNINGS.get(table) ?? countBeginnings(table);
    BEGINNINGS.set(table, known);
    return known;
}

function countBeginnings({ size, history: { from, day } }: DealTable): Beginnings {
    let [first, last] = [Infinity, -Infinity];
    for (let deal = 0; deal < size; deal += 1) {
        if (from[deal] === from[deal + 1]) continue;
        const own = day[from[deal]!]!;
        if (own < first) first = own;
        if (own > last) last = own;
    }
    if (last < first) return { first: 0, upTo: new Uint32Array(0) };
    const upTo = new Uint32Array(last - first + 1);
    for (let deal = 0; deal < size; deal += 1) if (from[deal] !== from[deal + 1]) upTo[day[from[deal]!]! - first]! += 1;
    for (let place = 1; place < upTo.length; place += 1) upTo[place]! += upTo[place - 1]!;
    return { first, upTo };
}

/** First day of the history of the deals that a mask takes; undefined without any. */
export function firstDayOf(table: DealTable, mask: number): Day | undefined {
    const { from, day } = table.history;
    let first: Day | undefined;
    for (const deal of sampleDeals(table, mask)) {
        const own = day[from[deal]!]!;
        if (first === undefined || own < first) first = own;
    }
    return first;
}

/** Samples of a table by mask: they are asked for on every past day, and hashing a million ids takes its time. */
const SAMPLES = new WeakMap<DealTable, Map<number, Int32Array>>();

/** The deals with history that a mask takes, in the order of the table. */
export function sampleDeals(table: DealTable, mask: number): Int32Array {
    const known = SAMPLES.get(table) ?? new Map<number, Int32Array>();
    SAMPLES.set(table, known);
    const sample = known.get(mask) ?? takeSample(table, mask);
    known.set(mask, sample);
    return sample;
}

function takeSample(table: DealTable, mask: number): Int32Array {
    const { from } = table.history;
    const hashes = mask === 0 ? undefined : hashesOf(table);
    const deals = new Int32Array(table.size);
    let count = 0;
    for (let deal = 0; deal < table.size; deal += 1) {
        if (from[deal] !== from[deal + 1] && (!hashes || (hashes[deal]! & mask) === 0)) deals[count++] = deal;
    }
    return deals.slice(0, count);
}

/** Hashes of all ids, for several masks. */
const HASHES = new WeakMap<DealTable, Uint32Array>();

function hashesOf(table: DealTable): Uint32Array {
    const known = HASHES.get(table);
    if (known) return known;
    const hashes = new Uint32Array(table.size);
    for (let deal = 0; deal < table.size; deal += 1) hashes[deal] = hashOf(table.ids[deal]!);
    HASHES.set(table, hashes);
    return hashes;
}

/** FNV-1a; its low bits are its weakest, so the high ones are folded in. */
function hashOf(text: string): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 16)) >>> 0;
}
