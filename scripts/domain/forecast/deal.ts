import type { Day } from './calendar-day';
import type { Cents } from './money';

/** A deal without a registered partner is of this type. */
export const DIRECT = 'Direct';

/** One partner on one deal, as the org has it now. */
export interface PartnerOnDeal {
    readonly id: string;
    readonly partnerName: string;
    /** SI, ISV, Reseller, Marketplace; empty while nobody has said. */
    readonly type: string;
    readonly role: 'Lead' | 'Supporting' | undefined;
    readonly status: 'Signal' | 'Registered' | 'Withdrawn';
    readonly attribution: 'Sourced' | 'Influenced' | 'Under Review' | undefined;
    /** Hundredths of a percent: 60 % is 6000. */
    readonly creditBasisPoints: number;
    readonly createdOn: Day;
    readonly registeredOn: Day | undefined;
    readonly withdrawnOn: Day | undefined;
    readonly influenceProven: boolean;
    /** Something that this partner owes was waived and is still owed. */
    readonly onException: boolean;
}

/** What one stage-history row says: from this moment the deal stood there. */
export interface HistoryEntry {
    readonly id: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly stageName: string;
    readonly amount: Cents | undefined;
    readonly closeOn: Day | undefined;
}

/** One opportunity with its partners and its stage history, in any order. */
export interface Deal {
    readonly id: string;
    readonly name: string;
    readonly stageName: string;
    readonly isClosed: boolean;
    readonly isWon: boolean;
    /** Undefined when the org holds no amount: it counts as nothing, and the rollup says how many. */
    readonly amount: Cents | undefined;
    readonly closeOn: Day;
    readonly createdOn: Day;
    /** Overlay order that the deal's evidence supports, as the org computed it. Undefined: not known (before go-live, past dates). */
    readonly earnedOrder: number | undefined;
    readonly partners: readonly PartnerOnDeal[];
    readonly history: readonly HistoryEntry[];
}
