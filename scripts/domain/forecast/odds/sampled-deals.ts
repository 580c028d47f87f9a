import type { Day } from '../calendar-day';
import { rowOn, type DealTable } from '../deal-table';

/**
 * Bit mask of a deterministic sample: 0 takes every deal; else those whose id hashes to 0 under it. It is the smallest
 * that leaves about `most` of the deals with history that existed on `knownOn`, so it depends on nothing later.
 */
export function sampleMask(table: DealTable, knownOn: Day, most: number): number {
    const count = rowOn(firstDaysOf(table), 0, firstDaysOf(table).length, knownOn) + 1;
    return count <= most ? 0 : 2 ** Math.ceil(Math.log2(count / most)) - 1;
}

/** First days of the history of all deals, in order: asked for on every past day. */
const FIRST_DAYS = new WeakMap<DealTable, Int32Array>();

function firstDaysOf(table: DealTable): Int32Array {
    const known = FIRST_DAYS.get(table);
    if (known) return known;
    const { from, day } = table.history;
    const days = new Int32Array(table.size);
    let count = 0;
    for (let deal = 0; deal < table.size; deal += 1) if (from[deal] !== from[deal + 1]) days[count++] = day[from[deal]!]!;
    const sorted = days.slice(0, count).sort();
    FIRST_DAYS.set(table, sorted);
    return sorted;
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
    const deals = new Int32Array(table.size);
    let count = 0;
    for (let deal = 0; deal < table.size; deal += 1) {
        if (from[deal] !== from[deal + 1] && (mask === 0 || (hashOf(table.ids[deal]!) & mask) === 0)) deals[count++] = deal;
    }
    return deals.slice(0, count);
}

/** FNV-1a; its low bits are its weakest, so the high ones are folded in. */
function hashOf(text: string): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 16)) >>> 0;
}
