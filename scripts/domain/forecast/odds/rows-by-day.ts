import type { Day } from '../calendar-day';
import type { Sightings } from './sightings';

/** Rows of sightings in the order of their days: those of neighbouring days lie together, so that none is looked at in vain. */
export class RowsByDay {
    readonly #rows: Uint32Array;
    /** Rows of day `first` + i begin at this place. */
    readonly #from: Uint32Array;
    readonly #first: Day;

    constructor({ length, day }: Sightings) {
        let first = length > 0 ? day[0]! : 0;
        let last = first;
        for (let row = 0; row < length; row += 1) {
            if (day[row]! < first) first = day[row]!;
            if (day[row]! > last) last = day[row]!;
        }
        const from = new Uint32Array(last - first + 2);
        for (let row = 0; row < length; row += 1) from[day[row]! - first + 1]! += 1;
        for (let place = 1; place < from.length; place += 1) from[place]! += from[place - 1]!;
        const next = from.slice();
        this.#rows = new Uint32Array(length);
        for (let row = 0; row < length; row += 1) this.#rows[next[day[row]! - first]!++] = row;
        this.#from = from;
        this.#first = first;
    }

    /** Rows of the days from `since` to `until`, both in it, oldest first. */
    between(since: Day, until: Day): Uint32Array {
        return this.#rows.subarray(this.#placeOf(since), Math.max(this.#placeOf(since), this.#placeOf(until + 1)));
    }

    /** Of the days from `since` to `until` the last on which something was sighted and for which `holds`; `holds` of all days before one for which it does. */
    lastDay(since: Day, until: Day, holds: (day: Day) => boolean): Day | undefined {
        for (let day = Math.min(until, this.#first + this.#from.length - 2); day >= Math.max(since, this.#first); day -= 1) {
            if (this.#placeOf(day) < this.#placeOf(day + 1) && holds(day)) return day;
        }
        return undefined;
    }

    #placeOf(day: Day): number {
        return this.#from[Math.min(this.#from.length - 1, Math.max(0, day - this.#first))]!;
    }
}
