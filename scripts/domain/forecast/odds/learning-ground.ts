import type { Day } from '../calendar-day';
import type { DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import type { PeriodAxis } from '../period-axis';
import type { PipelineStates } from '../pipeline-states';
import type { AskedWindow } from './deal-features';
import { PathBook } from './path-book';
import { PathReader } from './path-reader';
import { RowsByDay } from './rows-by-day';
import { firstDayOf, sampleDeals, sampleMask } from './sampled-deals';
import { takeSightings, type Sightings } from './sightings';

/** How far back is learnt from: older sales habits say less about today's. */
export const LOOK_BACK_DAYS = 3 * 365;
/** Deals that are all learnt from; a larger org is sampled, down to so many at most (about). */
const MOST_DEALS = { whole: 64_000, sampled: 16_000 };
/** Sightings that are learnt from at most (about), by looking every 7, 14 or 28 days. */
const MOST_SIGHTINGS = 120_000;
const STEPS = [7, 14, 28];

/** What is the same for a whole forecast or backtest. */
export interface Setting {
    readonly table: DealTable;
    readonly states: PipelineStates;
    readonly axis: PeriodAxis;
    /** Days of the scored window. */
    readonly window: number;
    /** How many periods get odds. */
    readonly periods: number;
    /** Days from a forecast to its period 0: 1 where it is made on the eve of it, so that none of it is gone; else the running one. */
    readonly lead?: 0 | 1;
}

/** Which deals are learnt from, and how often they are looked at; depends only on what was known on a day. */
export interface Grain {
    readonly mask: number;
    readonly step: number;
}

/** The grain for learning on `knownOn`. */
export function grainOn({ table, states }: Setting, knownOn: Day): Grain {
    const mask = sampleMask(table, knownOn, MOST_DEALS);
    const { from, day, stage } = table.history;
    let openDays = 0;
    for (const deal of sampleDeals(table, mask)) {
        const start = Math.max(day[from[deal]!]!, knownOn - LOOK_BACK_DAYS);
        const last = from[deal + 1]! - 1;
        const end = day[last]! <= knownOn && states.ofStage[stage[last]!]! < 0 ? day[last]! : knownOn;
        openDays += Math.max(0, end - start + 1);
    }
    const step = STEPS.find((days) => openDays / days <= MOST_SIGHTINGS) ?? STEPS[STEPS.length - 1]!;
    return { mask, step };
}

/** Sightings with their rows in the order of days. */
export interface Landmarks {
    readonly sightings: Sightings;
    readonly byDay: RowsByDay;
}

/** Past sightings to learn from, in one view of stages; rows of any day, to be filtered by what was known. */
export class LearningGround {
    readonly setting: Setting;
    readonly grain: Grain;
    /** Of any deal of the table. */
    readonly reader: PathReader;
    /** Of these deals. */
    readonly paths: PathBook;
    readonly deals: Int32Array;
    /** Not all deals, for there are too many. */
    readonly isSample: boolean;
    /** First and last day of the history of these deals. */
    readonly first: Day;
    readonly last: Day;
    /** First day that is looked at. */
    readonly from: Day;
    /** Sightings every `step` days. */
    readonly regular: Landmarks;
    readonly #aligned = new Map<number, Landmarks>();
    readonly #windows = new Map<Day, readonly AskedWindow[]>();

    /** For learning on days from `earliest` to `lastDay`. */
    constructor(setting: Setting, view: StageView, grain: Grain, { earliest, last }: { readonly earliest: Day; readonly last: Day }) {
        const { mask, step } = grain;
        this.grain = grain;
        const { table, states } = setting;
        this.setting = setting;
        this.reader = new PathReader(table, states, view);
        this.deals = sampleDeals(table, mask);
        this.paths = new PathBook(this.reader, this.deals, table.size);
        this.isSample = mask > 0;
        this.last = last;
        const first = Math.min(last, firstDayOf(table, mask) ?? last);
        this.first = first;
        const start = firstLandmark(setting, first);
        // Days before are never learnt from; the others are the same whatever is asked for.
        const skipped = Math.max(0, Math.ceil((earliest - LOOK_BACK_DAYS - start) / step));
        this.from = start + step * skipped;
        const count = Math.max(0, Math.floor((last - this.from) / step) + 1);
        this.regular = this.#sight(Array.from({ length: count }, (_, index) => this.from + step * index));
    }

    /** Sightings on the days that lie as far into their period as `offset`, up to the last day. */
    aligned(offset: number): Landmarks {
        const known = this.#aligned.get(offset);
        if (known) return known;
        const made = this.#sight(alignedDays(this.setting.axis, offset, this.from, this.last));
        this.#aligned.set(offset, made);
        return made;
    }

    #sight(days: readonly Day[]): Landmarks {
        const sightings = takeSightings(this.setting.table, this.setting.states, this.paths, this.deals, days);
        return { sightings, byDay: new RowsByDay(sightings) };
    }

    /** The windows that a forecast made on `day` is asked about: the scored one, then its periods. */
    windowsOn(day: Day): readonly AskedWindow[] {
        const known = this.#windows.get(day);
        if (known) return known;
        const made = askWindows(this.setting, day);
        this.#windows.set(day, made);
        return made;
    }
}

/**
 * Where forecasts are by weeks, landmarks stand on the weekday of forecasts: seen on another, a log that moves once a week has
 * dwelt for other days, and has won other deals within six of them.
 */
const firstLandmark = ({ axis, lead = 0 }: Setting, first: Day): Day =>
    axis.kind === 'week' ? alignedDays(axis, -lead, first, first + 6)[0]! : first;

/** Days within [first, last] that lie `offset` days into their period, on its last day where it is shorter; −1: on its eve. */
export function alignedDays(axis: PeriodAxis, offset: number, first: Day, last: Day): readonly Day[] {
    const days: Day[] = [];
    for (let period = axis.at(first); period.from + Math.min(0, offset) <= last; period = axis.at(period.to + 1)) {
        const day = Math.min(period.to, period.from + offset);
        if (day >= first && day <= last) days.push(day);
    }
    return days;
}

function askWindows({ axis, window, periods, lead = 0 }: Setting, day: Day): readonly AskedWindow[] {
    let period = axis.at(day + lead);
    const asked: AskedWindow[] = [{ after: 0, upTo: window, position: axis.positionOf(period) }];
    while (asked.length <= periods) {
        const after = Math.max(0, period.from - 1 - day);
        asked.push({ after, upTo: period.to - day, position: axis.positionOf(period) });
        period = axis.at(period.to + 1);
    }
    return asked;
}
