import type { Day } from '../calendar-day';
import type { PeriodAxis } from '../period-axis';
import { LOST, OUTSIDE, WON, type PipelineStates } from '../pipeline-states';
import type { Paths } from './path-reader';

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
    const seen = Array.from({ length: POSITIONS }, () => new Set<Day>());
    const counts = {
        months: seen,
        states: size,
        partnerTypes,
        targets: size + 2,
        daysAtRisk: Array.from({ length: POSITIONS }, () => new Float64Array(cells)),
        exits: new Float64Array(cells * (size + 2)),
        wins: new Float64Array(POSITIONS)
    };
    const months = new MonthRuns(axis);
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
    return counts;
}

/** Adds the days (from, until] of one stay, cut where a dwell bucket or a month ends. */
function countRisk(
    counts: TimelineCounts & { readonly months: readonly Set<Day>[] },
    months: MonthRuns,
    at: number,
    since: Day,
    from: Day,
    until: Day
): void {
    let day = from + 1;
    while (day <= until) {
        const bucket = bucketOf(day - 1 - since);
        const bucketEnd = bucket + 1 < BUCKETS ? since + HAZARD_BUCKETS[bucket + 1]! : until;
        const monthEnd = months.endOf(day);
        const end = Math.min(until, bucketEnd, monthEnd);
        counts.months[months.positionOf(day)]!.add(monthEnd);
        counts.daysAtRisk[months.positionOf(day)]![at + bucket * counts.partnerTypes]! += end - day + 1;
        day = end + 1;
    }
}

export function bucketOf(dwell: number): number {
    let bucket = BUCKETS - 1;
    while (bucket > 0 && dwell < HAZARD_BUCKETS[bucket]!) bucket -= 1;
    return bucket;
}

/** Position and end of the fiscal month of a day, looked up once per month. */
class MonthRuns {
    readonly #axis: PeriodAxis;
    readonly #position = new Map<Day, number>();
    readonly #end = new Map<Day, Day>();

    constructor(axis: PeriodAxis) {
        this.#axis = axis;
    }

    positionOf(day: Day): number {
        const known = this.#position.get(day);
        if (known !== undefined) return known;
        const position = this.#axis.monthOfQuarter(day);
        this.#position.set(day, position);
        return position;
    }

    /** Last day of the run of days with the same position. */
    endOf(day: Day): Day {
        const known = this.#end.get(day);
        if (known !== undefined) return known;
        let end = day;
        while (end - day < 31 && this.positionOf(end + 1) === this.positionOf(day)) end += 1;
        this.#end.set(day, end);
        return end;
    }
}
