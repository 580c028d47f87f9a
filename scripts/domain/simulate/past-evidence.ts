import type { Day } from '../forecast/calendar-day';
import type { EngagementFacts } from '../impact/engagement-facts';

/** Days on which the proof of one partner was complete, as far as the org kept them; undefined for what is not complete today. */
export interface PastEvidence {
    /** The day the partner on the deal was recorded. */
    readonly recordedOn: Day;
    readonly withdrawnOn: Day | undefined;
    readonly handoffOn: Day | undefined;
    /** The later of both confirmations, of the artifact that was complete first. */
    readonly scorecardOn: Day | undefined;
    readonly pitchOn: Day | undefined;
    readonly preBriefHeldOn: Day | undefined;
    readonly preBriefAnsweredOn: Day | undefined;
    readonly planOn: Day | undefined;
    /** Exceptions that were approved at some time, with their gate and the days they held. */
    readonly exceptions: readonly { readonly gate: number; readonly from: Day; readonly until: Day }[];
}

/**
 * What a gate would have read on a day. Evidence of a day counts on that day. Fields and marketplace ids keep no day on which they
 * were filled, so they are taken as proven: a simulation must not invent a block. Role, type and registration are today's.
 */
export function factsOn(partner: EngagementFacts, evidence: PastEvidence, day: Day, joinedOrder: number): EngagementFacts {
    const byThen = (on: Day | undefined): number => (on !== undefined && on <= day ? 1 : 0);
    return {
        ...partner,
        status: 'Registered',
        joinedOrder,
        isHandoffAccepted: byThen(evidence.handoffOn) > 0,
        jointScorecards: byThen(evidence.scorecardOn),
        jointPitches: byThen(evidence.pitchOn),
        preBriefsHeld: byThen(evidence.preBriefHeldOn),
        preBriefsAnswered: byThen(evidence.preBriefAnsweredOn),
        actionPlans: byThen(evidence.planOn),
        marketplaceIdsOwed: 0,
        waivedUntil: new Map(
            evidence.exceptions.filter(({ from, until }) => from <= day && day <= until).map(({ gate, until }) => [gate, until])
        )
    };
}
