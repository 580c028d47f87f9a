import type { Day } from '../calendar-day';
import type { Sightings } from './sightings';

/** Rows of neighbouring days. */
export interface DayRows {
    /** Oldest first. */
    readonly rows: Uint32Array;
    /** Days until each of them was won (Sightings.wonIn). */
    readonly wonIn: Int32Array;
    /** Days on which anything was sighted, ascending; rows of day i are those from `from[i]` to `from[i + 1]`. */
    readonly days: readonly Day[];
    readonly from: readonly number[];
}

/** Rows of sightings in the order of their days: those of neighbouring days lie together, so that none is looked at in vain. */
export class RowsByDay {
    readonly #rows: Uint32Array;
    readonly #wonIn: Int32Array;
    /** Rows of day `first` + i begin at this place. */
    readonly #from: Uint32Array;
    readonly #first: Day;

    constructor({ length, day, wonIn }: Sightings) {
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
        this.#wonIn = new Int32Array(length);
        for (let row = 0; row < length; row += 1) {
            const place = next[day[row]! - first]!++;
            this.#rows[place] = row;
            this.#wonIn[place] = wonIn[row]!;
        }
        this.#from = from;
        this.#first = first;
    }

    /** Rows of the days from `since` to `until`, both in it, for which `holds`; it holds for every day before one for which it does. */
    between(since: Day, until: Day, holds: (day: Day) => boolean = () => true): DayRows {
        const days: Day[] = [];
        const from: number[] = [];
        const start = this.#placeOf(since);
        for (let day = Math.max(since, this.#first); day <= Math.min(until, this.#last()); day += 1) {
            if (this.#placeOf(day) === this.#placeOf(day + 1)) continue;
            if (!holds(day)) break;
            days.push(day);
            from.push(this.#placeOf(day) - start);
        }
        const end = days.length === 0 ? start : this.#placeOf(days.at(-1)! + 1);
        return { rows: this.#rows.subarray(start, end), wonIn: this.#wonIn.subarray(start, end), days, from: [...from, end - start] };
    }

    #last(): Day {
        return this.#first + this.#from.length - 2;
    }

    #placeOf(day: Day): number {
        return this.#from[Math.min(this.#from.length - 1, Math.max(0, day - this.#first))]!;
    }
}
