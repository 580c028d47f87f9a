import { NO_DAY as NO_DAY_OF_TABLE } from '../deal-table';
import type { Pull } from '../learnt-forecast';
import type { Window } from './cohort-model';
import type { Sightings } from './sightings';
import { POSITIONS } from './timeline-counts';

// Imports are looked up at each use, and these are used for each of millions of rows.
const NO_DAY = NO_DAY_OF_TABLE;

/** Looked up once: these run millions of times. */
const { log1p, max } = Math;

/** The window that a row is asked about, and its position in the rhythm of periods (0 where that plays no part). */
export interface AskedWindow extends Window {
    readonly position: number;
}

/** How amounts are brought to scale: mean and spread of ln(amount) among the deals learnt from. */
export interface AmountScale {
    readonly mean: number;
    readonly spread: number;
}

const AFTER_STATES = 3;
const CLOSE_DATE = 6;
const LAST = 3;
const PER_POSITION = 3;

/**
 * What the landmark regression looks at (METHOD §4.5): stage, ln dwell and stage × ln dwell, ln age, partner type, close
 * date (missing; overdue and by how much; before or in the window; how far ahead), pushes, ln amount, and position in the
 * fiscal rhythm × (1, stage, close date in window). Logarithms are of 1 + x, roughly centred and scaled so that one ridge
 * suits all.
 */
export class DealFeatures {
    readonly columns: number;
    /** What each column stands for; column 0 is the intercept. */
    readonly pulls: readonly (Pull | undefined)[];
    /** The row last written, columns ascending. */
    readonly column: Uint16Array;
    readonly value: Float64Array;
    readonly #states: number;
    readonly #partnerTypes: number;
    readonly #scale: AmountScale;
    #length = 0;
    #weights: Float64Array | undefined;
    #score = 0;

    constructor(states: number, partnerTypes: number, scale: AmountScale) {
        this.#states = states;
        this.#partnerTypes = partnerTypes;
        this.#scale = scale;
        this.pulls = namePulls(states, partnerTypes);
        this.columns = this.pulls.length;
        this.column = new Uint16Array(this.columns);
        this.value = new Float64Array(this.columns);
    }

    /** Writes a row of sightings and returns how many columns it has. */
    write(sightings: Sightings, row: number, window: AskedWindow): number {
        this.#length = 0;
        this.#weights = undefined;
        this.#look(sightings, row, window);
        return this.#length;
    }

    /** Σ weight × value of a row. */
    score(sightings: Sightings, row: number, window: AskedWindow, weights: Float64Array): number {
        this.#score = 0;
        this.#weights = weights;
        this.#look(sightings, row, window);
        return this.#score;
    }

    #look(sightings: Sightings, row: number, { after, upTo, position }: AskedWindow): void {
        const state = sightings.state[row]!;
        const dwell = scaled(sightings.dwell[row]!);
        const type = sightings.partnerType[row]!;
        const closeIn = sightings.closeIn[row]!;
        const isInWindow = closeIn !== NO_DAY && closeIn > after && closeIn <= upTo;
        this.#put(0, 1);
        this.#put(1 + state, 1);
        this.#put(1 + this.#states + state, dwell);
        let at = 1 + 2 * this.#states;
        this.#put(at, dwell);
        this.#put(at + 1, dwell * dwell);
        this.#put(at + 2, scaled(sightings.age[row]!));
        at += AFTER_STATES;
        if (type > 0) this.#put(at + type - 1, 1);
        at += this.#partnerTypes - 1;
        this.#putCloseDate(at, closeIn, after, isInWindow);
        at += CLOSE_DATE;
        this.#put(at, lnOfOneMore(sightings.pushes[row]!));
        this.#putAmount(at + 1, sightings.lnAmount[row]!);
        if (position > 0) this.#putPosition(at + LAST + PER_POSITION * (position - 1), state, isInWindow);
    }

    #putCloseDate(at: number, closeIn: number, after: number, isInWindow: boolean): void {
        if (closeIn === NO_DAY) return this.#put(at, 1);
        if (closeIn <= 0) {
            this.#put(at + 1, 1);
            return this.#put(at + 2, scaled(-closeIn));
        }
        if (isInWindow) this.#put(at + 3, 1);
        else if (closeIn <= after) this.#put(at + 4, 1);
        this.#put(at + 5, scaled(closeIn));
    }

    #putAmount(at: number, lnAmount: number): void {
        if (Number.isNaN(lnAmount)) this.#put(at, 1);
        else this.#put(at + 1, (lnAmount - this.#scale.mean) / this.#scale.spread);
    }

    #putPosition(at: number, state: number, isInWindow: boolean): void {
        this.#put(at, 1);
        this.#put(at + 1, state / max(1, this.#states - 1) - 0.5);
        if (isInWindow) this.#put(at + 2, 1);
    }

    #put(column: number, value: number): void {
        if (this.#weights) {
            this.#score += value * this.#weights[column]!;
            return;
        }
        this.column[this.#length] = column;
        this.value[this.#length++] = value;
    }
}

/** Days on a scale on which a week is about −1 and half a year about 1.4. */
const scale = (days: number): number => (log1p(days) - 3.3) / 1.3;

/** Most days are few, and logarithms dear. */
const SCALED = Float64Array.from({ length: 2048 }, (_, days) => scale(days));
const LN = Float64Array.from({ length: 64 }, (_, count) => log1p(count));
const lnOfOneMore = (count: number): number => (count < LN.length ? LN[count]! : log1p(count));
const scaled = (days: number): number => (days >= 0 && days < SCALED.length ? SCALED[days]! : scale(days));

function namePulls(states: number, partnerTypes: number): readonly (Pull | undefined)[] {
    const times = (count: number, pull: Pull): Pull[] => Array.from({ length: count }, () => pull);
    return [
        undefined,
        ...times(states, 'stage'),
        ...times(states + 2, 'time in stage'),
        'age',
        ...times(partnerTypes - 1, 'partner type'),
        ...times(CLOSE_DATE, 'close date'),
        'pushed close date',
        ...times(2, 'amount'),
        ...times(PER_POSITION * (POSITIONS - 1), 'period end')
    ];
}
