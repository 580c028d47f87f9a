import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';

/** What the org stores about one partner on one deal, as far as a gate reads it. */
export interface EngagementFacts {
    readonly id: string;
    /** AutoNumber, for instance PE-000012. */
    readonly name: string;
    readonly partnerName: string;
    readonly status: 'Signal' | 'Registered' | 'Withdrawn';
    /** Undefined while nobody has said. */
    readonly role: string | undefined;
    readonly partnerType: string | undefined;
    readonly attribution: string | undefined;
    /** Hundredths of a percent: 60 % is 6000; undefined when empty. */
    readonly creditBasisPoints: number | undefined;
    readonly joinedOrder: number | undefined;
    readonly registeredOn: Day | undefined;
    readonly isRegistrationComplete: boolean;
    readonly isHandoffAccepted: boolean;
    /** Number of complete artifacts of each kind. */
    readonly jointScorecards: number;
    readonly jointPitches: number;
    readonly preBriefsHeld: number;
    readonly preBriefsAnswered: number;
    readonly actionPlans: number;
    readonly marketplaceIdsOwed: number;
    readonly postMortems: number;
    readonly isPartnerTold: boolean;
    /** Gate to the last day of its approved exception; a gate without one is absent. */
    readonly waivedUntil: ReadonlyMap<number, Day>;
    /** API names of the fields of criteria of artifact 'field' that are filled. */
    readonly filledFields: ReadonlySet<string>;
}

/** One opportunity with its partners, as far as a gate reads it. */
export interface DealFacts {
    readonly id: string;
    readonly name: string;
    readonly ownerName: string;
    readonly stageName: string;
    /** Opportunity type; undefined when empty. */
    readonly type: string | undefined;
    readonly amount: Cents | undefined;
    readonly isClosed: boolean;
    readonly isWon: boolean;
    readonly partners: readonly EngagementFacts[];
}
