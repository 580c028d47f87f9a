import type { Day } from './calendar-day';
import { LEVELS, type DealState } from './cells';
import type { PastPipeline, PastSnapshot } from './landmark';
import { chooseKappa, shrink, type Seen } from './shrinkage';

/** Days after the day of the forecast, both included: 1 is tomorrow. `to` below `from` is an empty window. */
export interface Window {
    readonly from: number;
    readonly to: number;
}

/** Fewer different deals than this in all windows that have ended: nothing is forecast for the window. */
export const FEWEST_DEALS = 30;

/** The learnt odds of one window. */
export interface WindowOdds {
    /** P(a deal in this state is won inside the window), before any fiscal rhythm. */
    oddsOf(state: DealState): number;
    /** Different past deals that were followed to the end of such a window. */
    readonly deals: number;
    /** The same for one stage × partner type. */
    segmentDeals(order: number, partnerType: string): number;
    /** Strength of the parent at each level below the top, in deals: stage, stage × dwell, stage × dwell × type. */
    readonly kappas: readonly number[];
}

/** Sightings, wins and different deals by cell id. */
interface Tally {
    readonly rows: Float64Array;
    readonly wins: Float64Array;
    readonly deals: Float64Array;
}

/**
 * Learns P(win in window | stage, dwell, partner type) from the snapshots whose window had ended by `knownOn`:
 * landmark cohorts (METHOD §4.4), shrunk level by level from all deals down to stage × dwell × type.
 * One deal shows up in several snapshots and is one deal's worth of evidence: a cell with d different deals and share s
 * of its sightings won counts as d trials with s·d wins. Undefined when fewer than 30 different deals were seen.
 */
export function learnWindow({ snapshots, book }: PastPipeline, window: Window, knownOn: Day): WindowOdds | undefined {
    const ended = snapshots.filter(({ day }) => day + window.to <= knownOn);
    const tally = tallyWindow(ended, window, book.cells.length);
    const deals = tally.deals[0] ?? 0;
    if (deals < FEWEST_DEALS) return undefined;
    const odds = new Float64Array(book.cells.length).fill(NaN);
    const all = evidenceOf(tally, 0);
    odds[0] = (all.wins + 0.5) / (all.trials + 1);
    const kappas: number[] = [];
    for (let level = 1; level < LEVELS; level += 1) {
        const cells = book.cells
            .filter((cell) => cell.level === level && tally.rows[cell.id] !== 0)
            .map(({ id, parent }) => ({ id, seen: evidenceOf(tally, id), parent: odds[parent] ?? 0 }));
        const kappa = chooseKappa(cells);
        for (const { id, seen, parent } of cells) odds[id] = shrink(seen, parent, kappa);
        kappas.push(kappa);
    }
    return {
        // A cell that nobody has been in has its parent's odds: shrinking no trials leaves the parent.
        oddsOf: (state) => odds[book.find(state).findLast((id) => !Number.isNaN(odds[id])) ?? 0] ?? 0,
        deals,
        segmentDeals: (order, partnerType) => tally.deals[book.segment(order, partnerType) ?? -1] ?? 0,
        kappas
    };
}

/** Whether a win falls into the window of a snapshot. */
export const isWithin = (window: Window, snapshotDay: Day, wonOn: Day | undefined): boolean =>
    wonOn !== undefined && wonOn >= snapshotDay + window.from && wonOn <= snapshotDay + window.to;

function tallyWindow(snapshots: readonly PastSnapshot[], window: Window, cellCount: number): Tally {
    const tally = { rows: new Float64Array(cellCount), wins: new Float64Array(cellCount), deals: new Float64Array(cellCount) };
    for (const { day, sightings } of snapshots) {
        for (const { cells, fresh, wonOn } of sightings) {
            const won = isWithin(window, day, wonOn) ? 1 : 0;
            for (let index = 0; index < cells.length; index += 1) {
                const cell = cells[index]!;
                tally.rows[cell]! += 1;
                tally.wins[cell]! += won;
                if (fresh[index]) tally.deals[cell]! += 1;
            }
        }
    }
    return tally;
}

function evidenceOf({ rows, wins, deals }: Tally, cell: number): Seen {
    const trials = deals[cell] ?? 0;
    const seen = rows[cell] ?? 0;
    return { trials, wins: seen === 0 ? 0 : ((wins[cell] ?? 0) * trials) / seen };
}
