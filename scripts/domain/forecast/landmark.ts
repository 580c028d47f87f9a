import type { Day } from './calendar-day';
import { CellBook, type DealState } from './cells';
import type { Deal } from './deal';
import type { Cents } from './money';
import { isPreRegistration, partnerTypeOn } from './partner-type';
import { amountOn, firstWinAfter, inOrder, staysOf, stayOn } from './stage-history';
import type { StageOrder } from './stage-order';

/** Days between two past snapshots. */
export const SNAPSHOT_EVERY_DAYS = 14;

/** How far back snapshots reach: older sales habits say less about today's. */
export const LOOK_BACK_DAYS = 3 * 365;

/** One open deal at one past snapshot, and what became of it. */
export interface Sighting {
    readonly state: DealState;
    /** See CellBook.enter. */
    readonly cells: readonly number[];
    /** Per cell: whether this is the first snapshot that saw this deal there, so that different deals can be counted. */
    readonly fresh: readonly boolean[];
    readonly amount: Cents;
    /** Undefined: not won up to the day of the forecast. */
    readonly wonOn: Day | undefined;
    readonly wonAmount: Cents;
}

export interface PastSnapshot {
    readonly day: Day;
    readonly sightings: readonly Sighting[];
}

/** Past snapshots, oldest first, and the cells that their sightings fall into. */
export interface PastPipeline {
    readonly snapshots: readonly PastSnapshot[];
    readonly book: CellBook;
}

/**
 * The open pipeline as it stood every 14 days before `asOf`, each deal with its state and its later win.
 * `deals` must be as seen at `asOf`. A state uses only what was known on its own day; pre-registration deals are left out.
 */
export function takePastSnapshots(deals: readonly Deal[], stages: StageOrder, asOf: Day): PastPipeline {
    const tracked = deals
        .filter((deal) => deal.history.length > 0)
        .map((deal) => ({ deal, stays: staysOf(deal, stages), history: inOrder(deal.history) }));
    const first = tracked.reduce((earliest, { stays }) => Math.min(earliest, stays[0]?.from ?? asOf), asOf);
    const count = Math.floor(Math.min(asOf - first, LOOK_BACK_DAYS) / SNAPSHOT_EVERY_DAYS);
    const days = Array.from({ length: count }, (_, index) => asOf - SNAPSHOT_EVERY_DAYS * (count - index));
    const book = new CellBook();
    const seenIn = new Set<string>();
    const snapshots = days.map((day) => {
        const sightings = tracked.flatMap(({ deal, stays, history }) => {
            const stay = stayOn(stays, day);
            if (stay?.kind !== 'open' || isPreRegistration(deal, stay.order, day)) return [];
            const state = { order: stay.order, dwellDays: day - stay.from, partnerType: partnerTypeOn(deal, day) };
            const cells = book.enter(state);
            const wonOn = firstWinAfter(stays, day);
            const amount = amountOn(history, day) ?? 0;
            const wonAmount = wonOn === undefined ? 0 : (amountOn(history, wonOn) ?? 0);
            return [{ state, cells, fresh: cells.map((cell) => isFirst(seenIn, `${deal.id}|${cell}`)), amount, wonOn, wonAmount }];
        });
        return { day, sightings };
    });
    return { snapshots, book };
}

function isFirst(seen: Set<string>, key: string): boolean {
    const before = seen.size;
    return seen.add(key).size > before;
}
