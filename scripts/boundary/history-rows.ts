import type { HistoryColumns } from '../domain/forecast/deal-table';
import { HistoryCollector } from './history-columns';

/** Below this many rows of one deal, moving them into place one by one is the quickest way to sort them. */
const FEW = 24;
const MICROS_PER_DAY = 86_400_000_000;

/** Four characters as a number that is greater where they are: the first lies lowest in memory. */
const inOrder = (word: number): number => ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;

/** Takes stage history in whatever order it comes (files are read side by side) and puts it in order of deal and time. */
export class HistoryRows {
    #rows = 0;
    #deal: Int32Array;
    #stage: Uint16Array;
    /** Microseconds since 1970. */
    #moment: Float64Array;
    #tie: Uint32Array;
    #closeOn: Int32Array;
    #amount: Float64Array;

    /** `expectedRows` saves growing; more may come. */
    constructor(expectedRows: number) {
        const room = Math.max(16, expectedRows);
        this.#deal = new Int32Array(room);
        this.#stage = new Uint16Array(room);
        this.#moment = new Float64Array(room);
        this.#tie = new Uint32Array(2 * room);
        this.#closeOn = new Int32Array(room);
        this.#amount = new Float64Array(room);
    }

    /**
     * Adds a row. `head` and `tail` are 8 characters of its id as they lie in memory, four a word: of two rows of the same moment (in
     * microseconds since 1970), the greater id came later.
     */
    add(deal: number, moment: number, head: number, tail: number, stage: number, closeOn: number, amount: number): void {
        const row = this.#rows;
        if (row === this.#deal.length) this.#grow();
        this.#deal[row] = deal;
        this.#moment[row] = moment;
        this.#tie[2 * row] = head;
        this.#tie[2 * row + 1] = tail;
        this.#stage[row] = stage;
        this.#closeOn[row] = closeOn;
        this.#amount[row] = amount;
        this.#rows = row + 1;
    }

    /** The columns of `deals` deals. */
    toColumns(deals: number): HistoryColumns {
        const { from, order } = this.#byDeal(deals);
        const collector = new HistoryCollector(deals, this.#rows);
        for (let deal = 0; deal < deals; deal += 1) {
            this.#sortByTime(order, from[deal]!, from[deal + 1]!);
            for (let place = from[deal]!; place < from[deal + 1]!; place += 1) {
                const row = order[place]!;
                collector.add(
                    deal,
                    Math.floor(this.#moment[row]! / MICROS_PER_DAY),
                    this.#stage[row]!,
                    this.#amount[row]!,
                    this.#closeOn[row]!
                );
            }
        }
        return collector.finish();
    }

    /** Counting sort: rows of deal d are order[from[d]] to order[from[d + 1] − 1]. */
    #byDeal(deals: number): { readonly from: Uint32Array; readonly order: Uint32Array } {
        const from = new Uint32Array(deals + 1);
        for (let row = 0; row < this.#rows; row += 1) from[this.#deal[row]! + 1]! += 1;
        for (let deal = 0; deal < deals; deal += 1) from[deal + 1]! += from[deal]!;
        const next = from.slice();
        const order = new Uint32Array(this.#rows);
        for (let row = 0; row < this.#rows; row += 1) {
            const deal = this.#deal[row]!;
            order[next[deal]!] = row;
            next[deal]! += 1;
        }
        return { from, order };
    }

    #sortByTime(order: Uint32Array, from: number, to: number): void {
        if (to - from > FEW) {
            order.subarray(from, to).sort((left, right) => (this.#isLater(left, right) ? 1 : -1));
            return;
        }
        for (let place = from + 1; place < to; place += 1) {
            const row = order[place]!;
            let hole = place;
            for (; hole > from && this.#isLater(order[hole - 1]!, row); hole -= 1) order[hole] = order[hole - 1]!;
            order[hole] = row;
        }
    }

    #isLater(left: number, right: number): boolean {
        // Milliseconds are what Salesforce tells apart.
        const moments = Math.floor(this.#moment[left]! / 1000) - Math.floor(this.#moment[right]! / 1000);
        if (moments !== 0) return moments > 0;
        const heads = inOrder(this.#tie[2 * left]!) - inOrder(this.#tie[2 * right]!);
        return heads !== 0 ? heads > 0 : inOrder(this.#tie[2 * left + 1]!) > inOrder(this.#tie[2 * right + 1]!);
    }

    #grow(): void {
        const room = Math.ceil(this.#deal.length * 1.5);
        const enlarge = <T extends { set(from: T): void }>(from: T, to: T): T => {
            to.set(from);
            return to;
        };
        this.#deal = enlarge(this.#deal, new Int32Array(room));
        this.#stage = enlarge(this.#stage, new Uint16Array(room));
        this.#moment = enlarge(this.#moment, new Float64Array(room));
        this.#tie = enlarge(this.#tie, new Uint32Array(2 * room));
        this.#closeOn = enlarge(this.#closeOn, new Int32Array(room));
        this.#amount = enlarge(this.#amount, new Float64Array(room));
    }
}
