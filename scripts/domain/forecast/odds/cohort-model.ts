import type { Day } from '../calendar-day';
import type { PipelineStates } from '../pipeline-states';
import { chooseKappa, shrink } from '../shrinkage';
import type { Sightings } from './sightings';

/** Days after a snapshot: a win counts when after < days ≤ upTo. */
export interface Window {
    readonly after: number;
    readonly upTo: number;
}

/** Sightings from `since` on are learnt from, as far as their window had ended by `until`. */
export interface Known {
    readonly since: Day;
    readonly until: Day;
}

/** Days in the stage at which the next dwell bucket begins. */
const DWELL_BUCKETS = [0, 8, 15, 31, 61, 121];
const BUCKETS = DWELL_BUCKETS.length;

/** Learnt odds of one window. */
export interface CohortOdds {
    /** P(won in the window) by cell; the cells of all windows are the same. */
    readonly odds: Float64Array;
    cellOf(sightings: Sightings, row: number): number;
    /** Odds of all open deals together. */
    readonly base: number;
    /** Different deals that were followed to the end of such a window. */
    readonly deals: number;
    /** What the odds of a row rest on: different deals of the same cell, and the share of the odds that is theirs. */
    evidenceOf(sightings: Sightings, row: number): { readonly deals: number; readonly ownShare: number };
}

/**
 * Landmark cohorts (METHOD §4.4; van Houwelingen 2007): of the sightings whose window had ended by the last known day, the share won
 * within it, p = (w + κ · p_parent) / (n + κ), from all deals down to overlay stage, StageName, × dwell, × partner type.
 * One deal is sighted many times and is one deal's worth of evidence: n counts different deals, w = n · share of sightings won.
 * κ per level by beta-binomial marginal likelihood. Undefined when fewer than `fewest` different deals were followed.
 */
export function learnCohort(
    sightings: Sightings,
    states: PipelineStates,
    partnerTypes: number,
    { after, upTo }: Window,
    known: Known,
    fewest: number
): CohortOdds | undefined {
    const size = states.open.length;
    const levels = [1, states.overlays, size, size * BUCKETS, size * BUCKETS * partnerTypes].map(emptyLevel);
    const [all, finest] = [levels[0]!, levels[4]!];
    const { day, wonIn, deal, state } = sightings;
    const cells = cellsOf(sightings, partnerTypes);
    const last = known.until - upTo;
    for (let row = 0; row < sightings.length; row += 1) {
        if (day[row]! < known.since || day[row]! > last) continue;
        const won = wonIn[row]! > after && wonIn[row]! <= upTo ? 1 : 0;
        const cell = cells[row]!;
        finest.rows[cell]! += 1;
        finest.wins[cell]! += won;
        // Seen again in the same cell, a deal counts nowhere anew.
        if (finest.last[cell] === deal[row]) continue;
        countDeal(all, 0, deal[row]!);
        countDeal(levels[1]!, states.overlayOf[state[row]!]!, deal[row]!);
        countDeal(levels[2]!, state[row]!, deal[row]!);
        countDeal(levels[3]!, Math.floor(cell / partnerTypes), deal[row]!);
        countDeal(finest, cell, deal[row]!);
    }
    if (all.deals[0]! < fewest) return undefined;
    const parents: ((cell: number) => number)[] = [
        () => 0,
        () => 0,
        (cell) => states.overlayOf[cell]!,
        (cell) => Math.floor(cell / BUCKETS),
        (cell) => Math.floor(cell / partnerTypes)
    ];
    for (let level = levels.length - 1; level > 0; level -= 1) addUp(levels[level]!, levels[level - 1]!, parents[level]!);
    all.odds[0] = (winsOf(all, 0) + 0.5) / (all.deals[0]! + 1);
    let kappa = 0;
    for (let level = 1; level < levels.length; level += 1) kappa = shrinkLevel(levels[level]!, levels[level - 1]!, parents[level]!);
    const { odds, deals } = finest;
    const cellOf = (rows: Sightings, row: number) => cellAt(rows, row, partnerTypes);
    return {
        base: all.odds[0],
        deals: all.deals[0]!,
        odds,
        cellOf,
        evidenceOf: (rows, row) => {
            const seen = deals[cellOf(rows, row)]!;
            return { deals: seen, ownShare: seen / (seen + kappa) };
        }
    };
}

/** State, then dwell bucket, then partner type. */
const cellAt = ({ state, dwell, partnerType }: Sightings, row: number, partnerTypes: number): number =>
    (state[row]! * BUCKETS + bucketOf(dwell[row]!)) * partnerTypes + partnerType[row]!;

/** Cells of the sightings of a ground: every past day and window asks for them. */
const CELLS = new WeakMap<Sightings, Int32Array>();

function cellsOf(sightings: Sightings, partnerTypes: number): Int32Array {
    const known = CELLS.get(sightings);
    if (known) return known;
    const cells = new Int32Array(sightings.length);
    for (let row = 0; row < cells.length; row += 1) cells[row] = cellAt(sightings, row, partnerTypes);
    CELLS.set(sightings, cells);
    return cells;
}

function bucketOf(dwell: number): number {
    let bucket = BUCKETS - 1;
    while (bucket > 0 && dwell < DWELL_BUCKETS[bucket]!) bucket -= 1;
    return bucket;
}

interface Level {
    readonly rows: Float64Array;
    readonly wins: Float64Array;
    readonly deals: Float64Array;
    /** Deal last seen in a cell: sightings come deal by deal. */
    readonly last: Int32Array;
    readonly odds: Float64Array;
}

const emptyLevel = (cells: number): Level => ({
    rows: new Float64Array(cells),
    wins: new Float64Array(cells),
    deals: new Float64Array(cells),
    last: new Int32Array(cells).fill(-1),
    odds: new Float64Array(cells)
});

/** Adds the rows and wins of each cell to its parent. */
function addUp(level: Level, parents: Level, parentOf: (cell: number) => number): void {
    for (let cell = 0; cell < level.rows.length; cell += 1) {
        parents.rows[parentOf(cell)]! += level.rows[cell]!;
        parents.wins[parentOf(cell)]! += level.wins[cell]!;
    }
}

function countDeal(level: Level, cell: number, deal: number): void {
    if (level.last[cell] === deal) return;
    level.last[cell] = deal;
    level.deals[cell]! += 1;
}

const winsOf = ({ rows, wins, deals }: Level, cell: number): number => (rows[cell] === 0 ? 0 : (wins[cell]! * deals[cell]!) / rows[cell]!);

/** Shrinks every cell to its parent and returns the κ that was chosen. */
function shrinkLevel(level: Level, parents: Level, parentOf: (cell: number) => number): number {
    const seenOf = (cell: number) => ({ trials: level.deals[cell]!, wins: winsOf(level, cell) });
    const cells: { seen: { trials: number; wins: number }; parent: number }[] = [];
    for (let cell = 0; cell < level.odds.length; cell += 1)
        if (level.rows[cell]! > 0) cells.push({ seen: seenOf(cell), parent: parents.odds[parentOf(cell)]! });
    const kappa = chooseKappa(cells);
    for (let cell = 0; cell < level.odds.length; cell += 1) level.odds[cell] = shrink(seenOf(cell), parents.odds[parentOf(cell)]!, kappa);
    return kappa;
}
