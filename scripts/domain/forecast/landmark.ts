import type { Day } from './calendar-day';
import type { Deal } from './deal';
import type { Cents } from './money';
import { isPreRegistration, partnerTypeOn } from './partner-type';
import { amountOn, firstWinAfter, staysOf, stayOn } from './stage-history';
import type { StageOrder } from './stage-order';

/** Days in the stage at which the next dwell bucket begins. */
const DWELL_BUCKETS: readonly number[] = [0, 15, 45, 90];

/** Days between two past snapshots. */
export const SNAPSHOT_EVERY_DAYS = 14;

/** How far back snapshots reach: older sales habits say less about today's. */
export const LOOK_BACK_DAYS = 3 * 365;

/** What the odds of a deal depend on. */
export interface DealState {
    readonly order: number;
    readonly dwellDays: number;
    readonly partnerType: string;
}

/** The cells that a state belongs to, from the most general to its own: all, stage, stage × dwell, stage × dwell × type. */
export const LEVELS = 4;

/** One open deal at one past snapshot, and what became of it. */
export interface Sighting {
    /** A key per level, the most general first, and last the key stage × type under which evidence is reported. */
    readonly keys: readonly string[];
    /** Per key: whether this is the first snapshot that saw this deal in that cell, so that deals can be counted apart. */
    readonly fresh: readonly boolean[];
    readonly amount: Cents;
    readonly wonOn: Day | undefined;
    readonly wonAmount: Cents;
    readonly state: DealState;
}

export interface PastSnapshot {
    readonly day: Day;
    readonly sightings: readonly Sighting[];
}

/** The cell keys of a state; see Sighting.keys. */
export function cellKeys({ order, dwellDays, partnerType }: DealState): readonly string[] {
    const bucket = DWELL_BUCKETS.findLastIndex((from) => dwellDays >= from);
    return ['', `${order}`, `${order}|${bucket}`, `${order}|${bucket}|${partnerType}`, segmentKey(order, partnerType)];
}

/** The key under which evidence for a stage × partner type is reported. */
export const segmentKey = (order: number, partnerType: string): string => `segment|${order}|${partnerType}`;

/**
 * The open pipeline as it stood every 14 days before `asOf`, oldest first, each deal with its state and its later win.
 * `deals` must be as seen at `asOf`. A state uses only what was known on its own day; pre-registration deals are left out.
 */
export function takePastSnapshots(deals: readonly Deal[], stages: StageOrder, asOf: Day): readonly PastSnapshot[] {
    const tracked = deals.filter((deal) => deal.history.length > 0).map((deal) => ({ deal, stays: staysOf(deal, stages) }));
    const first = tracked.reduce((earliest, { stays }) => Math.min(earliest, stays[0]?.from ?? asOf), asOf);
    const count = Math.floor(Math.min(asOf - first, LOOK_BACK_DAYS) / SNAPSHOT_EVERY_DAYS);
    const days = Array.from({ length: count }, (_, index) => asOf - SNAPSHOT_EVERY_DAYS * (count - index));
    const seenIn = new Set<string>();
    return days.map((day) => {
        const sightings = tracked.flatMap(({ deal, stays }) => {
            const stay = stayOn(stays, day);
            if (stay?.kind !== 'open' || isPreRegistration(deal, stay.order, day)) return [];
            const state = { order: stay.order, dwellDays: day - stay.from, partnerType: partnerTypeOn(deal, day) };
            const keys = cellKeys(state);
            const wonOn = firstWinAfter(stays, day);
            const amount = amountOn(deal.history, day) ?? 0;
            const wonAmount = wonOn === undefined ? 0 : (amountOn(deal.history, wonOn) ?? 0);
            return [{ keys, fresh: keys.map((key) => isFirst(seenIn, `${deal.id}|${key}`)), amount, wonOn, wonAmount, state }];
        });
        return { day, sightings };
    });
}

function isFirst(seen: Set<string>, key: string): boolean {
    const before = seen.size;
    return seen.add(key).size > before;
}
