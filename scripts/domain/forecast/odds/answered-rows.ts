import type { Day } from '../calendar-day';
import type { Known } from './cohort-model';
import type { AskedWindow } from './deal-features';
import type { Landmarks } from './learning-ground';
import type { Sightings } from './sightings';

/** The window that a sighting of a day is asked about: the same for all rows of the day. */
export type WindowOf = (day: Day) => AskedWindow;

/** Sightings whose window has ended, oldest first, and whether they were won in it. */
export interface AnsweredRows {
    readonly sightings: Sightings;
    readonly windowOf: WindowOf;
    readonly rows: Uint32Array;
    /** 1 or 0. */
    readonly won: Uint8Array;
    /** How many rows each stands for. */
    readonly weight: Float64Array;
}

/** Rows whose window had ended by the last known day; windows of later days end later. Which they are depends on nothing later. */
export function answerRows({ sightings, byDay }: Landmarks, windowOf: WindowOf, { since, until }: Known): AnsweredRows {
    const last = byDay.lastDay(since, until - 1, (day) => day + windowOf(day).upTo <= until);
    const rows = last === undefined ? new Uint32Array(0) : byDay.between(since, last);
    const won = new Uint8Array(rows.length);
    const { day, wonIn } = sightings;
    let today: Day | undefined;
    let [after, upTo] = [0, 0];
    for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index]!;
        if (day[row] !== today) {
            today = day[row]!;
            ({ after, upTo } = windowOf(today));
        }
        const days = wonIn[row]!;
        if (days > after && days <= upTo) won[index] = 1;
    }
    return { sightings, windowOf, rows, won, weight: new Float64Array(rows.length).fill(1) };
}

/**
 * About `most` of the rows: those that were won and those that were not are each thinned evenly to a half at most, and weigh as
 * many as they stand for. Of rare wins an even sample would keep few, and they are what there is to learn from.
 */
export function thinOut(answered: AnsweredRows, most: number): AnsweredRows {
    const { rows, won } = answered;
    if (rows.length <= most) return answered;
    const wins = won.reduce((sum, one) => sum + one, 0);
    const everyWin = Math.max(1, Math.ceil(wins / (most / 2)));
    const everyOther = Math.max(1, Math.ceil((rows.length - wins) / (most - Math.ceil(wins / everyWin))));
    const kept = new Uint32Array(rows.length);
    const seen = [0, 0];
    let count = 0;
    for (let index = 0; index < rows.length; index += 1) {
        const every = won[index] === 1 ? everyWin : everyOther;
        if (seen[won[index]!]!++ % every === 0) kept[count++] = index;
    }
    const places = kept.subarray(0, count);
    const thin = { rows: new Uint32Array(count), won: new Uint8Array(count), weight: new Float64Array(count) };
    places.forEach((place, index) => {
        thin.rows[index] = rows[place]!;
        thin.won[index] = won[place]!;
        thin.weight[index] = won[place] === 1 ? everyWin : everyOther;
    });
    return { ...answered, ...thin };
}
