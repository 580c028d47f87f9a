import type { HistoryColumns } from '../domain/forecast/deal-table';

/** Same amount, two unknown ones included. */
const isSame = (left: number, right: number): boolean => left === right || (left !== left && right !== right);

/** Room for rows of history. */
export interface HistoryRoom {
    readonly day: Int32Array;
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
}

/** Room for so many rows. */
export const roomFor = (rows: number): HistoryRoom => ({
    day: new Int32Array(rows),
    stage: new Uint16Array(rows),
    amount: new Float64Array(rows),
    closeOn: new Int32Array(rows)
});

/**
 * Collects stage history row by row, given by deal and then by time, into columns: the last row of a deal's day counts,
 * and one that changes neither stage, amount nor close date is left out.
 */
export class HistoryCollector {
    readonly #from: Uint32Array;
    readonly #day: Int32Array;
    readonly #stage: Uint16Array;
    readonly #amount: Float64Array;
    readonly #closeOn: Int32Array;
    #rows = 0;
    #deal = -1;
    /** First row of the deal that is being collected. */
    #first = 0;

    /** `room` must be for all rows that come. It may hold these very rows, in order: what is written lies at or before what is read. */
    constructor(deals: number, { day, stage, amount, closeOn }: HistoryRoom) {
        this.#from = new Uint32Array(deals + 1);
        this.#day = day;
        this.#stage = stage;
        this.#amount = amount;
        this.#closeOn = closeOn;
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
}
