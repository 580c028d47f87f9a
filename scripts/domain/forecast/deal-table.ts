import type { Day } from './calendar-day';

/**
 * All deals of an org in columns, so that a million of them with their history fit in memory. Deals stand in the order of
 * their ids; every per-deal array has `size` entries. Variable-length facts of deal d lie at [from[d], from[d + 1]) of their
 * arrays, oldest first. Money is in cents of one currency (converted row by row before it gets here); NaN is not known.
 * A day is whole days since 1970-01-01 (UTC). Nothing here depends on the day of a forecast: time travel reads a prefix.
 */
export interface DealTable {
    readonly size: number;
    readonly ids: readonly string[];
    /** Every StageName that occurs, in order of first mention; `stage` columns index it. */
    readonly stageNames: readonly string[];
    /** 'Direct' first; `partnerType` columns index it. */
    readonly partnerTypes: readonly string[];
    readonly createdOn: Int32Array;
    /** As the org has them now. */
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
    readonly history: HistoryColumns;
    readonly partners: PartnerColumns;
    readonly proof: ProofColumns;
    /** Percent that the org gives each stage of `stageNames` (OpportunityStage.DefaultProbability); absent or NaN: not known. */
    readonly stageProbability?: Float64Array;
}

/**
 * What stage history says: from the end of that day the deal stood there. One row per deal and day at most, the last of
 * the day; rows that change neither stage, amount nor close date are left out. A deal without rows has no history.
 */
export interface HistoryColumns {
    readonly from: Uint32Array;
    readonly day: Int32Array;
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
    /** What people typed, in percent; only compared with, never learnt from. Absent or NaN: not known. */
    readonly probability?: Float32Array;
}

/** Day in `closeOn` of a deal, or of a row of its history, that has no close date. */
export const NO_DAY = -2_147_483_648;

/** From the end of that day the deal counted as of this partner type; before the first row it was direct. */
export interface PartnerColumns {
    readonly from: Uint32Array;
    readonly day: Int32Array;
    readonly partnerType: Uint8Array;
    /** Attribution of the leading partner. */
    readonly attribution: Uint8Array;
}

/** Values of PartnerColumns.attribution. Pre-registration: an unregistered signal claims to have sourced the deal. */
export const ATTRIBUTIONS = ['Direct', 'Sourced', 'Influenced', 'Pre-registration'] as const;

/**
 * What is proven: from the end of that day the deal's evidence supports this overlay order at most. Earned stage is the
 * lower of it and the claimed one. Before the first row nothing is known of proof (direct deals, days before the gates
 * went live): the deal has earned what it claims.
 */
export interface ProofColumns {
    readonly from: Uint32Array;
    readonly day: Int32Array;
    /** 0 and up; ANY_ORDER where nothing is owed. */
    readonly order: Uint8Array;
}

export const ANY_ORDER = 255;

/** First day on which anything was proven, which is when the gates went live; undefined while nothing is. */
export const firstProofDay = ({ day }: ProofColumns): Day | undefined =>
    day.length === 0 ? undefined : day.reduce((first, one) => Math.min(first, one));

/** The row of [from, to) that held at the end of a day; −1 before the first. `day` ascends within the range. */
export function rowOn(days: Int32Array, from: number, to: number, day: Day): number {
    let low = from;
    let high = to;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((days[middle] ?? 0) <= day) low = middle + 1;
        else high = middle;
    }
    return low > from ? low - 1 : -1;
}
