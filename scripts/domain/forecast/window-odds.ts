import type { Day } from './calendar-day';
import { cellKeys, LEVELS, type DealState, type PastSnapshot } from './landmark';
import { chooseKappa, shrink, type Seen } from './shrinkage';

/** Days after the day of the forecast, both included: 1 is tomorrow. `to` below `from` is an empty window. */
export interface Window {
    readonly from: number;
    readonly to: number;
}

/** What past snapshots showed in one cell. */
export interface CellTally {
    /** Sightings: one deal at one snapshot. */
    readonly rows: number;
    /** Sightings that were won inside the window. */
    readonly wins: number;
    /** Different deals among the sightings. */
    readonly deals: number;
}

/** One past snapshot's tallies by cell key. */
export interface SnapshotTally {
    readonly day: Day;
    readonly cells: ReadonlyMap<string, CellTally>;
}

/** Fewer different deals than this in all windows that have ended: nothing is forecast for the window. */
export const FEWEST_DEALS = 30;

/** The learnt odds of one window. */
export interface WindowOdds {
    /** P(a deal in this state is won inside the window). */
    oddsOf(state: DealState): number;
    /** What was seen for a cell key; zeros when nothing was. */
    tallyOf(key: string): CellTally;
    /** Strength of the parent at each level below the top, in deals: stage, stage × dwell, stage × dwell × type. */
    readonly kappas: readonly number[];
}

const NOTHING: CellTally = { rows: 0, wins: 0, deals: 0 };

/** Counts each snapshot's sightings and wins by cell, for one window. The count of a snapshot is known once its window has ended. */
export function tallyWindow(snapshots: readonly PastSnapshot[], window: Window): readonly SnapshotTally[] {
    return snapshots.map(({ day, sightings }) => {
        const cells = new Map<string, CellTally>();
        for (const { keys, fresh, wonOn } of sightings) {
            const won = wonOn !== undefined && wonOn >= day + window.from && wonOn <= day + window.to;
            keys.forEach((key, index) => {
                const { rows, wins, deals } = cells.get(key) ?? NOTHING;
                cells.set(key, { rows: rows + 1, wins: wins + Number(won), deals: deals + Number(fresh[index]) });
            });
        }
        return { day, cells };
    });
}

/**
 * Learns P(win in window | stage, dwell, partner type) from the snapshots whose window had ended by `knownOn`:
 * landmark cohorts (METHOD §4.4), shrunk level by level from all deals down to stage × dwell × type.
 * One deal shows up in several snapshots and is one deal's worth of evidence: a cell with d different deals and share s
 * of its sightings won counts as d trials with s·d wins. Undefined when fewer than 30 different deals were seen.
 */
export function learnWindow(tallies: readonly SnapshotTally[], window: Window, knownOn: Day): WindowOdds | undefined {
    const pooled = pool(tallies.filter(({ day }) => day + window.to <= knownOn));
    const tallyOf = (key: string): CellTally => pooled.get(key) ?? NOTHING;
    if (tallyOf('').deals < FEWEST_DEALS) return undefined;
    const all = evidenceOf(tallyOf(''));
    let parents = new Map([['', (all.wins + 0.5) / (all.trials + 1)]]);
    const levels = [parents];
    const kappas: number[] = [];
    for (let level = 1; level < LEVELS; level += 1) {
        const cells = cellsOfLevel(pooled, level).map(([key, tally]) => ({
            key,
            seen: evidenceOf(tally),
            parent: parents.get(parentKey(key, level)) ?? 0
        }));
        const kappa = chooseKappa(cells);
        parents = new Map(cells.map(({ key, seen, parent }) => [key, shrink(seen, parent, kappa)]));
        levels.push(parents);
        kappas.push(kappa);
    }
    return { oddsOf: (state) => nearestOdds(levels, cellKeys(state)), tallyOf, kappas };
}

const evidenceOf = ({ rows, wins, deals }: CellTally): Seen => ({ trials: deals, wins: rows === 0 ? 0 : (wins * deals) / rows });

function pool(tallies: readonly SnapshotTally[]): ReadonlyMap<string, CellTally> {
    const pooled = new Map<string, CellTally>();
    for (const { cells } of tallies) {
        for (const [key, { rows, wins, deals }] of cells) {
            const sofar = pooled.get(key) ?? NOTHING;
            pooled.set(key, { rows: sofar.rows + rows, wins: sofar.wins + wins, deals: sofar.deals + deals });
        }
    }
    return pooled;
}

function cellsOfLevel(pooled: ReadonlyMap<string, CellTally>, level: number): readonly (readonly [string, CellTally])[] {
    return [...pooled].filter(([key]) => key !== '' && !key.startsWith('segment|') && key.split('|').length === level);
}

const parentKey = (key: string, level: number): string => (level === 1 ? '' : key.slice(0, key.lastIndexOf('|')));

/** A cell that nobody has been in has its parent's odds: shrinking no trials leaves the parent. */
function nearestOdds(levels: readonly ReadonlyMap<string, number>[], keys: readonly string[]): number {
    for (let level = LEVELS - 1; level >= 0; level -= 1) {
        const odds = levels[level]?.get(keys[level] ?? '');
        if (odds !== undefined) return odds;
    }
    return 0;
}
