import type { Day } from '../calendar-day';
import { NO_DAY as NO_DAY_OF_TABLE, type DealTable } from '../deal-table';
import { WON as WON_STATE, type PipelineStates } from '../pipeline-states';
import type { DealPath, Paths } from './path-reader';

// Imports are looked up at each use, and these are used for each of millions of rows.
const WON = WON_STATE;
const NO_DAY = NO_DAY_OF_TABLE;

/** Value of `wonIn` for a deal that was not won after the sighting, as far as the table goes. */
export const NEVER_WON = 2_147_483_647;

/**
 * Open deals as they stood at the end of past days, in columns: one row per deal and day, deals in the order of the table,
 * each deal's days ascending. All but the last two columns hold only what was known on that day.
 */
export interface Sightings {
    length: number;
    deal: Int32Array;
    day: Int32Array;
    state: Int16Array;
    /** The state that StageName claims, whatever the view. */
    claimed: Int16Array;
    dwell: Int32Array;
    partnerType: Uint8Array;
    age: Int32Array;
    /** Close date − day, negative when overdue; NO_DAY without close date. */
    closeIn: Int32Array;
    /** How often the close date was moved to a later day. */
    pushes: Uint16Array;
    /** Cents; NaN not known. */
    amount: Float64Array;
    /** ln(1 + cents), of a negative amount 0; NaN not known. */
    lnAmount: Float64Array;
    /** Percent that people typed; NaN not known. */
    probability: Float32Array;
    /** Days until the next win; NEVER_WON. May lie beyond what was known when it is learnt from: compare before use. */
    wonIn: Int32Array;
    /** Amount on the day of that win. */
    wonAmount: Float64Array;
}

export const emptySightings = (capacity: number): Sightings => ({
    length: 0,
    deal: new Int32Array(capacity),
    day: new Int32Array(capacity),
    state: new Int16Array(capacity),
    claimed: new Int16Array(capacity),
    dwell: new Int32Array(capacity),
    partnerType: new Uint8Array(capacity),
    age: new Int32Array(capacity),
    closeIn: new Int32Array(capacity),
    pushes: new Uint16Array(capacity),
    amount: new Float64Array(capacity),
    lnAmount: new Float64Array(capacity),
    probability: new Float32Array(capacity),
    wonIn: new Int32Array(capacity),
    wonAmount: new Float64Array(capacity)
});

/** The deals of `deals` that were open on each of `days` (ascending). */
export function takeSightings(
    table: DealTable,
    { ofStage }: PipelineStates,
    paths: Paths,
    deals: Iterable<number>,
    days: readonly Day[]
): Sightings {
    const sightings = emptySightings(1024);
    const wanted = Int32Array.from(days);
    const last = wanted[wanted.length - 1];
    if (last === undefined) return sightings;
    for (const deal of deals) {
        const start = table.history.day[table.history.from[deal]!]!;
        if (table.history.from[deal] === table.history.from[deal + 1] || start > last) continue;
        sightDeal(table, ofStage, deal, paths.read(deal), wanted, sightings);
    }
    return sightings;
}

function sightDeal(table: DealTable, ofStage: Int16Array, deal: number, path: DealPath, days: Int32Array, out: Sightings): void {
    const { history } = table;
    const begun = path.day[path.from]!;
    const start = Math.min(table.createdOn[deal]!, begun);
    let row = history.from[deal]!;
    const rowEnd = history.from[deal + 1]!;
    let closeOn = NO_DAY;
    let pushes = 0;
    let at = path.from - 1;
    for (let index = firstFrom(days, begun); index < days.length; index += 1) {
        const day = days[index]!;
        while (at + 1 < path.to && path.day[at + 1]! <= day) at += 1;
        if (path.state[at]! < 0) {
            if (at + 1 === path.to) return;
            continue;
        }
        for (; row < rowEnd && history.day[row]! <= day; row += 1) {
            const next = history.closeOn[row]!;
            if (closeOn !== NO_DAY && next > closeOn) pushes += 1;
            closeOn = next;
        }
        const to = addSighting(out);
        out.deal[to] = deal;
        out.day[to] = day;
        out.state[to] = path.state[at]!;
        out.claimed[to] = ofStage[history.stage[row - 1]!]!;
        out.dwell[to] = day - path.since[at]!;
        out.partnerType[to] = path.partnerType[at]!;
        out.age[to] = day - start;
        out.closeIn[to] = closeOn === NO_DAY ? NO_DAY : closeOn - day;
        out.pushes[to] = pushes;
        out.amount[to] = history.amount[row - 1]!;
        out.lnAmount[to] = lnAmountOf(history.amount[row - 1]!);
        out.probability[to] = history.probability ? history.probability[row - 1]! : NaN;
        noteWin(table, deal, path, at, day, to, out);
    }
}

function noteWin(table: DealTable, deal: number, path: DealPath, at: number, day: Day, to: number, out: Sightings): void {
    out.wonIn[to] = NEVER_WON;
    out.wonAmount[to] = 0;
    for (let next = at + 1; next < path.to; next += 1) {
        if (path.state[next] !== WON) continue;
        const wonOn = path.day[next]!;
        out.wonIn[to] = wonOn - day;
        out.wonAmount[to] = amountOn(table, deal, wonOn);
        return;
    }
}

export const lnAmountOf = (cents: number): number => Math.log1p(Math.max(0, cents));

/** Cents at the end of a day; 0 when not known. */
export function amountOn({ history }: DealTable, deal: number, day: Day): number {
    let row = history.from[deal + 1]! - 1;
    while (row >= history.from[deal]! && history.day[row]! > day) row -= 1;
    return row >= history.from[deal]! ? history.amount[row]! || 0 : 0;
}

function firstFrom(days: Int32Array, from: Day): number {
    let low = 0;
    let high = days.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (days[middle]! < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** Makes room for one more row and returns its index; pushes, wins and amounts won are 0 until they are set. */
export function addSighting(sightings: Sightings): number {
    if (sightings.length === sightings.day.length) growSightings(sightings);
    return sightings.length++;
}

function growSightings(sightings: Sightings): void {
    const larger = emptySightings(2 * sightings.day.length);
    for (const [name, column] of Object.entries(larger)) {
        if (typeof column !== 'number') column.set(sightings[name as keyof Sightings]);
    }
    Object.assign(sightings, larger, { length: sightings.length });
}
