import type { Day } from '../calendar-day';
import type { DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import type { PeriodAxis } from '../period-axis';
import type { PipelineStates } from '../pipeline-states';
import type { AskedWindow } from './deal-features';
import { PathReader } from './path-reader';
import { sampleDeals, sampleMask } from './sampled-deals';
import { takeSightings, type Sightings } from './sightings';

/** Deals that are learnt from at most (about); a larger org is sampled. */
const MOST_DEALS = 30_000;
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
}

/** Which deals are learnt from, and how often they are looked at; depends only on what was known on a day. */
export interface Grain {
    readonly mask: number;
    readonly step: number;
}

/** The grain for learning on `knownOn`. */
export function grainOn({ table }: Setting, knownOn: Day): Grain {
    const mask = sampleMask(table, knownOn, MOST_DEALS);
    const { from, day } = table.history;
    let openDays = 0;
    for (const deal of sampleDeals(table, mask)) {
        const start = day[from[deal]!]!;
        if (start <= knownOn) openDays += Math.min(knownOn, day[from[deal + 1]! - 1]!) - start + 1;
    }
    const step = STEPS.find((days) => openDays / days <= MOST_SIGHTINGS) ?? STEPS[STEPS.length - 1]!;
    return { mask, step };
}

/** Past sightings to learn from, in one view of stages; rows of any day, to be filtered by what was known. */
export class LearningGround {
    readonly setting: Setting;
    readonly grain: Grain;
    readonly reader: PathReader;
    readonly deals: Int32Array;
    /** Not all deals, for there are too many. */
    readonly isSample: boolean;
    /** First and last day of the history of these deals. */
    readonly first: Day;
    readonly last: Day;
    /** Sightings every `step` days from the first day on. */
    readonly regular: Sightings;
    readonly #aligned = new Map<number, Sightings>();
    readonly #windows = new Map<Day, readonly AskedWindow[]>();

    constructor(setting: Setting, view: StageView, grain: Grain, lastDay: Day) {
        const { mask, step } = grain;
        this.grain = grain;
        const { table, states } = setting;
        this.setting = setting;
        this.reader = new PathReader(table, states, view);
        this.deals = sampleDeals(table, mask);
        this.isSample = mask > 0;
        this.last = lastDay;
        let first = lastDay;
        for (const deal of this.deals) first = Math.min(first, table.history.day[table.history.from[deal]!]!);
        this.first = first;
        const count = Math.max(0, Math.floor((lastDay - first) / step) + 1);
        const days = Array.from({ length: count }, (_, index) => first + step * index);
        this.regular = takeSightings(table, states, this.reader, this.deals, days);
    }

    /** Sightings on the days that lie as far into their period as `offset`, up to the last day. */
    aligned(offset: number): Sightings {
        const known = this.#aligned.get(offset);
        if (known) return known;
        const days = alignedDays(this.setting.axis, offset, this.first, this.last);
        const made = takeSightings(this.setting.table, this.setting.states, this.reader, this.deals, days);
        this.#aligned.set(offset, made);
        return made;
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

/** Days within [first, last] that lie `offset` days into their period; on its last day where it is shorter. */
export function alignedDays(axis: PeriodAxis, offset: number, first: Day, last: Day): readonly Day[] {
    const days: Day[] = [];
    for (let period = axis.at(first); period.from <= last; period = axis.at(period.to + 1)) {
        const day = Math.min(period.to, period.from + offset);
        if (day >= first && day <= last) days.push(day);
    }
    return days;
}

function askWindows({ axis, window, periods }: Setting, day: Day): readonly AskedWindow[] {
    let period = axis.at(day);
    const asked: AskedWindow[] = [{ after: 0, upTo: window, position: axis.positionOf(period) }];
    while (asked.length <= periods) {
        const after = Math.max(0, period.from - 1 - day);
        asked.push({ after, upTo: period.to - day, position: axis.positionOf(period) });
        period = axis.at(period.to + 1);
    }
    return asked;
}
