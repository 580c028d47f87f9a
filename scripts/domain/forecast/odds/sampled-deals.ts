import type { Day } from '../calendar-day';
import type { DealTable } from '../deal-table';

/**
 * Deals to learn from: all that existed on `knownOn` with history, or, when there are more than `most`, those whose id
 * hashes (FNV-1a) to a multiple of the smallest power of two that brings them below. Which deals are taken depends on
 * nothing that happened after `knownOn`.
 */
export function sampleDeals(table: DealTable, knownOn: Day, most: number): Int32Array {
    const deals = new Int32Array(table.size);
    let count = 0;
    for (let deal = 0; deal < table.size; deal += 1) {
        const from = table.history.from[deal]!;
        if (from !== table.history.from[deal + 1] && table.history.day[from]! <= knownOn) deals[count++] = deal;
    }
    if (count <= most) return deals.slice(0, count);
    const mask = 2 ** Math.ceil(Math.log2(count / most)) - 1;
    return deals.slice(0, count).filter((deal) => (hashOf(table.ids[deal]!) & mask) === 0);
}

function hashOf(text: string): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    // The low bits of FNV-1a are its weakest: fold the high ones in.
    return (hash ^ (hash >>> 15)) >>> 0;
}
