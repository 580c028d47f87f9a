import type { DealFacts, EngagementFacts } from '../domain/impact/engagement-facts';

let made = 0;

/** A registered leading SI partner that sourced 60 % and has proven nothing but its handoff. */
export const anEngagement = (given: Partial<EngagementFacts> = {}): EngagementFacts => ({
    id: `engagement-${(made += 1)}`,
    name: `PE-${String(made).padStart(6, '0')}`,
    partnerName: 'Acme',
    status: 'Registered',
    role: 'Lead',
    partnerType: 'SI',
    attribution: 'Sourced',
    creditBasisPoints: 6000,
    joinedOrder: 0,
    registeredOn: undefined,
    isRegistrationComplete: false,
    isHandoffAccepted: true,
    jointScorecards: 0,
    jointPitches: 0,
    preBriefsHeld: 0,
    preBriefsAnswered: 0,
    actionPlans: 0,
    marketplaceIdsOwed: 0,
    postMortems: 0,
    isPartnerTold: false,
    waivedUntil: new Map(),
    filledFields: new Set(),
    ...given
});

/** An open deal of 100,000 with these partners. */
export const aDealOf = (stageName: string, partners: readonly EngagementFacts[], given: Partial<DealFacts> = {}): DealFacts => ({
    id: `deal-${(made += 1)}`,
    name: `Deal ${made}`,
    ownerName: 'Ada',
    stageName,
    type: undefined,
    amount: 100_000_00,
    isClosed: false,
    isWon: false,
    partners,
    ...given
});
