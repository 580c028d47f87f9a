import type { HistoryColumns } from '../domain/forecast/deal-table';
import { HistoryCollector } from './history-columns';

/** Below this many rows of one deal, moving them into place one by one is the quickest way to sort them. */
const FEW = 24;

/** A batch of stage history in columns, in any order. */
export interface HistoryBatch {
    readonly rows: number;
    readonly deal: ArrayLike<number>;
    readonly stage: ArrayLike<number>;
    readonly day: ArrayLike<number>;
    /** Milliseconds of the day. */
    readonly time: ArrayLike<number>;
    /** The end of the row's id as a number of 64 bits, low word first: of two rows of the same moment, the greater id came later. */
    readonly tie: Uint32Array;
    readonly closeOn: ArrayLike<number>;
    readonly amount: ArrayLike<number>;
}

/** Takes stage history in whatever order it comes (files are read side by side) and puts it in order of deal and time. */
export class HistoryRows {
    #rows = 0;
    #deal: Int32Array;
    #stage: Uint16Array;
    #day: Int32Array;
    #time: Int32Array;
    #tie: Uint32Array;
    #closeOn: Int32Array;
    #amount: Float64Array;

    /** `expectedRows` saves growing; more may come. */
    constructor(expectedRows: number) {
        const room = Math.max(16, expectedRows);
        this.#deal = new Int32Array(room);
        this.#stage = new Uint16Array(room);
        this.#day = new Int32Array(room);
        this.#time = new Int32Array(room);
        this.#tie = new Uint32Array(2 * room);
        this.#closeOn = new Int32Array(room);
        this.#amount = new Float64Array(room);
    }

    /** Adds the row `at` of a batch. */
    add(batch: HistoryBatch, at: number): void {
        const row = this.#rows;
        if (row === this.#deal.length) this.#grow();
        this.#deal[row] = batch.deal[at]!;
        this.#stage[row] = batch.stage[at]!;
        this.#day[row] = batch.day[at]!;
        this.#time[row] = batch.time[at]!;
        this.#tie[2 * row] = batch.tie[2 * at]!;
        this.#tie[2 * row + 1] = batch.tie[2 * at + 1]!;
        this.#closeOn[row] = batch.closeOn[at]!;
        this.#amount[row] = batch.amount[at]!;
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
                collector.add(deal, this.#day[row]!, this.#stage[row]!, this.#amount[row]!, this.#closeOn[row]!);
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
        const days = this.#day[left]! - this.#day[right]!;
        if (days !== 0) return days > 0;
        const times = this.#time[left]! - this.#time[right]!;
        if (times !== 0) return times > 0;
        const high = this.#tie[2 * left + 1]! - this.#tie[2 * right + 1]!;
        return high !== 0 ? high > 0 : this.#tie[2 * left]! > this.#tie[2 * right]!;
    }

    #grow(): void {
        const room = Math.ceil(this.#deal.length * 1.5);
        const enlarge = <T extends { set(from: T): void }>(from: T, to: T): T => {
            to.set(from);
            return to;
        };
        this.#deal = enlarge(this.#deal, new Int32Array(room));
        this.#stage = enlarge(this.#stage, new Uint16Array(room));
        this.#day = enlarge(this.#day, new Int32Array(room));
        this.#time = enlarge(this.#time, new Int32Array(room));
        this.#tie = enlarge(this.#tie, new Uint32Array(2 * room));
        this.#closeOn = enlarge(this.#closeOn, new Int32Array(room));
        this.#amount = enlarge(this.#amount, new Float64Array(room));
    }
}
