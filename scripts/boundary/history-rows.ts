import type { HistoryColumns } from '../domain/forecast/deal-table';
import { HistoryCollector, roomFor } from './history-columns';

/** Below this many rows of one deal, moving them into place one by one is the quickest way to sort them. */
const FEW = 24;

/** Four characters as a number that is greater where they are: the first lies lowest in memory. */
const inOrder = (word: number): number => ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;

/** Takes stage history in whatever order it comes and puts it in order of deal and time. */
export class HistoryRows {
    #rows = 0;
    #deal: Int32Array;
    #stage: Uint16Array;
    #day: Int32Array;
    #millisecond: Int32Array;
    #tie: Uint32Array;
    #closeOn: Int32Array;
    #amount: Float64Array;

    /** `expectedRows` saves growing; more may come. */
    constructor(expectedRows: number) {
        const room = Math.max(16, expectedRows);
        this.#deal = new Int32Array(room);
        this.#stage = new Uint16Array(room);
        this.#day = new Int32Array(room);
        this.#millisecond = new Int32Array(room);
        this.#tie = new Uint32Array(2 * room);
        this.#closeOn = new Int32Array(room);
        this.#amount = new Float64Array(room);
    }

    /**
     * Adds a row, written on a day at so many milliseconds after its beginning. `head` and `tail` are 8 characters of its id as they lie in
     * memory, four a word: of two rows of the same moment, the greater id came later.
     */
    add(deal: number, day: number, millisecond: number, head: number, tail: number, stage: number, closeOn: number, amount: number): void {
        const row = this.#rows;
        if (row === this.#deal.length) this.#grow();
        this.#deal[row] = deal;
        this.#day[row] = day;
        this.#millisecond[row] = millisecond;
        this.#tie[2 * row] = head;
        this.#tie[2 * row + 1] = tail;
        this.#stage[row] = stage;
        this.#closeOn[row] = closeOn;
        this.#amount[row] = amount;
        this.#rows = row + 1;
    }

    /** The columns of `deals` deals; nothing may be added afterwards. */
    toColumns(deals: number): HistoryColumns {
        const [dealOf, day, stage, amount, closeOn] = [this.#deal, this.#day, this.#stage, this.#amount, this.#closeOn];
        // Files mostly come in order.
        if (this.#isInOrder()) {
            const collector = new HistoryCollector(deals, { day, stage, amount, closeOn });
            for (let row = 0; row < this.#rows; row += 1) collector.add(dealOf[row]!, day[row]!, stage[row]!, amount[row]!, closeOn[row]!);
            return collector.finish();
        }
        const collector = new HistoryCollector(deals, roomFor(this.#rows));
        const { from, order } = this.#byDeal(deals);
        for (let deal = 0; deal < deals; deal += 1) {
            this.#sortByTime(order, from[deal]!, from[deal + 1]!);
            for (let place = from[deal]!; place < from[deal + 1]!; place += 1) {
                const row = order[place]!;
                collector.add(deal, day[row]!, stage[row]!, amount[row]!, closeOn[row]!);
            }
        }
        return collector.finish();
    }

    #isInOrder(): boolean {
        const deal = this.#deal;
        for (let row = 1; row < this.#rows; row += 1) {
            if (deal[row]! > deal[row - 1]!) continue;
            if (deal[row]! < deal[row - 1]! || this.#isLater(row - 1, row)) return false;
        }
        return true;
    }

    /** Counting sort: rows of deal d are order[from[d]] to order[from[d + 1] − 1]. */
    #byDeal(deals: number): { readonly from: Uint32Array; readonly order: Uint32Array } {
        const [dealOf, rows] = [this.#deal, this.#rows];
        const from = new Uint32Array(deals + 1);
        for (let row = 0; row < rows; row += 1) from[dealOf[row]! + 1]! += 1;
        for (let deal = 0; deal < deals; deal += 1) from[deal + 1]! += from[deal]!;
        const next = from.slice();
        const order = new Uint32Array(rows);
        for (let row = 0; row < rows; row += 1) order[next[dealOf[row]!]!++] = row;
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

    /** Of rows of one deal. */
    #isLater(left: number, right: number): boolean {
        const days = this.#day[left]! - this.#day[right]!;
        if (days !== 0) return days > 0;
        const milliseconds = this.#millisecond[left]! - this.#millisecond[right]!;
        if (milliseconds !== 0) return milliseconds > 0;
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
        this.#day = enlarge(this.#day, new Int32Array(room));
        this.#millisecond = enlarge(this.#millisecond, new Int32Array(room));
        this.#tie = enlarge(this.#tie, new Uint32Array(2 * room));
        this.#closeOn = enlarge(this.#closeOn, new Int32Array(room));
        this.#amount = enlarge(this.#amount, new Float64Array(room));
    }
}
