import type { Day } from '../calendar-day';
import type { Known } from './cohort-model';
import type { AskedWindow } from './deal-features';
import type { Landmarks } from './learning-ground';
import type { Sightings } from './sightings';

/** The window that a sighting of a day is asked about: the same for all rows of the day. */
export type WindowOf = (day: Day) => AskedWindow;

/** Sightings whose window has ended, each with whether it was won in it. */
export interface Answers {
    readonly sightings: Sightings;
    readonly windowOf: WindowOf;
    /** Oldest first. */
    readonly rows: Uint32Array;
    /** 1 or 0. */
    readonly won: Uint8Array;
}

/** All of them, day by day. */
export interface AllAnswers extends Answers {
    readonly days: readonly Day[];
    /** Rows of day i are those from `from[i]` to `from[i + 1]`. */
    readonly from: readonly number[];
}

/** Some of them. */
export interface SomeAnswers extends Answers {
    /** How many rows each stands for. */
    readonly weight: Float64Array;
}

/** Rows whose window had ended by the last known day; windows of later days end later. Which they are depends on nothing later. */
export function answerRows({ sightings, byDay }: Landmarks, windowOf: WindowOf, { since, until }: Known): AllAnswers {
    const { rows, wonIn, days, from } = byDay.between(since, until - 1, (day) => day + windowOf(day).upTo <= until);
    const won = new Uint8Array(rows.length);
    days.forEach((day, index) => {
        const { after, upTo } = windowOf(day);
        for (let place = from[index]!; place < from[index + 1]!; place += 1)
            if (wonIn[place]! > after && wonIn[place]! <= upTo) won[place] = 1;
    });
    return { sightings, windowOf, rows, won, days, from };
}

/**
 * About `most` of the rows: those that were won and those that were not are each thinned evenly to a half at most, and weigh as
 * many as they stand for. Of rare wins an even sample would keep few, and they are what there is to learn from.
 */
export function thinOut({ sightings, windowOf, rows, won }: Answers, most: number): SomeAnswers {
    if (rows.length <= most) return { sightings, windowOf, rows, won, weight: new Float64Array(rows.length).fill(1) };
    let wins = 0;
    for (let place = 0; place < won.length; place += 1) wins += won[place]!;
    const everyWin = Math.max(1, Math.ceil(wins / (most / 2)));
    const everyOther = Math.max(1, Math.ceil((rows.length - wins) / (most - Math.ceil(wins / everyWin))));
    const thin = { rows: new Uint32Array(most + 1), won: new Uint8Array(most + 1), weight: new Float64Array(most + 1) };
    let [count, untilWin, untilOther] = [0, 0, 0];
    for (let place = 0; place < rows.length; place += 1) {
        const isWin = won[place] === 1;
        if ((isWin ? untilWin-- : untilOther--) > 0) continue;
        if (isWin) untilWin = everyWin - 1;
        else untilOther = everyOther - 1;
        thin.rows[count] = rows[place]!;
        thin.won[count] = won[place]!;
        thin.weight[count++] = isWin ? everyWin : everyOther;
    }
    return {
        sightings,
        windowOf,
        rows: thin.rows.subarray(0, count),
        won: thin.won.subarray(0, count),
        weight: thin.weight.subarray(0, count)
    };
}
