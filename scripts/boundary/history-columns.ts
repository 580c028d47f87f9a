import type { HistoryColumns } from '../domain/forecast/deal-table';

/** Same amount, two unknown ones included. */
const isSame = (left: number, right: number): boolean => left === right || (left !== left && right !== right);

/**
 * Collects stage history row by row, given by deal and then by time, into columns: the last row of a deal's day counts,
 * and one that changes neither stage, amount nor close date is left out.
 */
export class HistoryCollector {
    readonly #from: Uint32Array;
    #day: Int32Array;
    #stage: Uint16Array;
    #amount: Float64Array;
    #closeOn: Int32Array;
    #rows = 0;
    #deal = -1;
    /** First row of the deal that is being collected. */
    #first = 0;

    /** `expectedRows` saves growing; more may come. */
    constructor(deals: number, expectedRows: number) {
        this.#from = new Uint32Array(deals + 1);
        const room = Math.max(16, expectedRows);
        this.#day = new Int32Array(room);
        this.#stage = new Uint16Array(room);
        this.#amount = new Float64Array(room);
        this.#closeOn = new Int32Array(room);
    }

    /** Deals must come in ascending order, the rows of a deal in order of time. */
    add(deal: number, day: number, stage: number, amount: number, closeOn: number): void {
        if (deal !== this.#deal) this.#begin(deal);
        let at = this.#rows;
        // A later row of the same day takes the place of the earlier one.
        if (at > this.#first && this.#day[at - 1] === day) at -= 1;
        const last = at - 1;
        if (
            at > this.#first &&
            this.#stage[last] === stage &&
            this.#closeOn[last] === closeOn &&
            isSame(this.#amount[last] ?? NaN, amount)
        ) {
            this.#rows = at;
            return;
        }
        if (at === this.#day.length) this.#grow();
        this.#day[at] = day;
        this.#stage[at] = stage;
        this.#amount[at] = amount;
        this.#closeOn[at] = closeOn;
        this.#rows = at + 1;
    }

    /** The columns; nothing may be added afterwards. */
    finish(): HistoryColumns {
        this.#begin(this.#from.length - 1);
        return {
            from: this.#from,
            day: this.#day.subarray(0, this.#rows),
            stage: this.#stage.subarray(0, this.#rows),
            amount: this.#amount.subarray(0, this.#rows),
            closeOn: this.#closeOn.subarray(0, this.#rows)
        };
    }

    #begin(deal: number): void {
        for (let next = this.#deal + 1; next <= deal; next += 1) this.#from[next] = this.#rows;
        this.#deal = deal;
        this.#first = this.#rows;
    }

    #grow(): void {
        const room = Math.ceil(this.#day.length * 1.5);
        this.#day = enlarged(this.#day, new Int32Array(room));
        this.#stage = enlarged(this.#stage, new Uint16Array(room));
        this.#amount = enlarged(this.#amount, new Float64Array(room));
        this.#closeOn = enlarged(this.#closeOn, new Int32Array(room));
    }
}

function enlarged<T extends Int32Array | Uint16Array | Float64Array>(from: T, to: T): T {
    to.set(from);
    return to;
}
