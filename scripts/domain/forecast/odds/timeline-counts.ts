import type { Day } from '../calendar-day';
import type { PeriodAxis } from '../period-axis';
import { LOST as LOST_STATE, OUTSIDE as OUTSIDE_STATE, WON as WON_STATE, type PipelineStates } from '../pipeline-states';
import type { Paths } from './path-reader';

// Imports are looked up at each use, and these are used for each of millions of rows.
const [LOST, OUTSIDE, WON] = [LOST_STATE, OUTSIDE_STATE, WON_STATE];

/** Days in a stage at which the next hazard begins; within a bucket the hazard is the same on every day. */
export const HAZARD_BUCKETS = [0, 3, 7, 14, 28, 56, 112, 180];
export const BUCKETS = HAZARD_BUCKETS.length;
/** Months of a fiscal quarter that are told apart. */
export const POSITIONS = 4;

/** Days at risk and exits, by state × dwell bucket × partner type (`cell`). */
export interface TimelineCounts {
    readonly states: number;
    readonly partnerTypes: number;
    /** Exits are to a state, or to `states` (won) or `states + 1` (lost). */
    readonly targets: number;
    /** [position in the quarter][cell] */
    readonly daysAtRisk: readonly Float64Array[];
    /** [cell × targets + target] */
    readonly exits: Float64Array;
    /** Wins by position in the quarter. */
    readonly wins: Float64Array;
    /** Months of each position that anything was at risk in, by their last day. */
    readonly months: readonly ReadonlySet<Day>[];
}

/**
 * Counts, day by day up to `knownOn`, how long deals were at risk in a cell and where they went. A deal that still stands
 * somewhere, or that left the forecast, was at risk until then and is not dropped: open deals are right-censored.
 * A day's dwell is counted before the day: on the day after it entered, a deal has dwelt 0 days.
 */
export function countTimeline(
    paths: Paths,
    deals: Int32Array,
    states: PipelineStates,
    partnerTypes: number,
    axis: PeriodAxis,
    knownOn: Day,
    since: Day
): TimelineCounts {
    const size = states.open.length;
    const cells = size * BUCKETS * partnerTypes;
    const counts = {
        states: size,
        partnerTypes,
        targets: size + 2,
        daysAtRisk: Array.from({ length: POSITIONS }, () => new Float64Array(cells)),
        exits: new Float64Array(cells * (size + 2)),
        wins: new Float64Array(POSITIONS)
    };
    const months = new MonthRuns(axis, since, knownOn);
    for (const deal of deals) {
        const path = paths.read(deal);
        for (let row = path.from; row < path.to && path.day[row]! < knownOn; row += 1) {
            const state = path.state[row]!;
            const left = row + 1 < path.to && path.day[row + 1]! <= knownOn;
            const until = left ? path.day[row + 1]! : knownOn;
            if (state < 0 || until <= since) continue;
            const at = state * BUCKETS * partnerTypes + path.partnerType[row]!;
            countRisk(counts, months, at, path.since[row]!, Math.max(path.day[row]!, since), until);
            const next = left ? path.state[row + 1]! : state;
            if (next === state || next === OUTSIDE) continue;
            const target = next === WON ? size : next === LOST ? size + 1 : next;
            const cell = at + bucketOf(until - 1 - path.since[row]!) * partnerTypes;
            counts.exits[cell * counts.targets + target]! += 1;
            if (next === WON) counts.wins[months.positionOf(until)]! += 1;
        }
    }
    return { ...counts, months: months.seen() };
}

/** Adds the days (from, until] of one stay, cut where a dwell bucket or a month ends. */
function countRisk(counts: Omit<TimelineCounts, 'months'>, months: MonthRuns, at: number, since: Day, from: Day, until: Day): void {
    let day = from + 1;
    while (day <= until) {
        const bucket = bucketOf(day - 1 - since);
        const bucketEnd = bucket + 1 < BUCKETS ? since + HAZARD_BUCKETS[bucket + 1]! : until;
        const monthEnd = months.endOf(day);
        const end = Math.min(until, bucketEnd, monthEnd);
        months.see(monthEnd);
        counts.daysAtRisk[months.positionOf(day)]![at + bucket * counts.partnerTypes]! += end - day + 1;
        day = end + 1;
    }
}

export function bucketOf(dwell: number): number {
    let bucket = BUCKETS - 1;
    while (bucket > 0 && dwell < HAZARD_BUCKETS[bucket]!) bucket -= 1;
    return bucket;
}

/** Position and end of the fiscal month of each day from `first` to `last`, looked up once a day, and which months were seen. */
class MonthRuns {
    readonly #axis: PeriodAxis;
    readonly #first: Day;
    readonly #position: Int8Array;
    readonly #end: Int32Array;
    readonly #seen: Uint8Array;

    constructor(axis: PeriodAxis, first: Day, last: Day) {
        this.#axis = axis;
        this.#first = first;
        const days = last - first + 1 + MOST_DAYS_OF_A_RUN;
        this.#position = new Int8Array(days).fill(-1);
        this.#end = new Int32Array(days);
        this.#seen = new Uint8Array(days);
    }

    positionOf(day: Day): number {
        const known = this.#position[day - this.#first]!;
        return known >= 0 ? known : (this.#position[day - this.#first] = this.#axis.monthOfQuarter(day));
    }

    /** Last day of the run of days with the same position. */
    endOf(day: Day): Day {
        const place = day - this.#first;
        if (this.#end[place] !== 0) return this.#end[place]!;
        let end = day;
        while (end - day < MOST_DAYS_OF_A_RUN - 1 && this.positionOf(end + 1) === this.positionOf(day)) end += 1;
        this.#end[place] = end;
        return end;
    }

    /** Notes that something was at risk in the month that ends on a day. */
    see(end: Day): void {
        this.#seen[end - this.#first] = 1;
    }

    /** Ends of the months that were seen, by their position. */
    seen(): readonly ReadonlySet<Day>[] {
        const ends = Array.from({ length: POSITIONS }, () => new Set<Day>());
        this.#seen.forEach((isSeen, place) => isSeen === 1 && ends[this.positionOf(this.#first + place)]!.add(this.#first + place));
        return ends;
    }
}

const MOST_DAYS_OF_A_RUN = 32;
