import { dayOfMoment, type Day } from './calendar-day';
import type { Deal, PartnerOnDeal } from './deal';
import { inOrder } from './stage-history';
import { standOf, type StageOrder } from './stage-order';

/**
 * The deals as they were known at the end of `asOf`: nothing that happened later is visible, neither in what is forecast
 * nor in what is learnt from. Facts that the org only holds for now are kept when `asOf` is today, and are unknown for any
 * earlier day: what a deal has proven, whether influence is proven, open exceptions. Credit and attribution are today's.
 * A deal without history up to an earlier day is left out of it: where it stood then is not known.
 */
export function seeAsOf(deals: readonly Deal[], stages: StageOrder, asOf: Day, today: Day): readonly Deal[] {
    const existing = deals.filter((deal) => deal.createdOn <= asOf);
    return asOf >= today ? existing : existing.flatMap((deal) => seeEarlier(deal, stages, asOf));
}

function seeEarlier(deal: Deal, stages: StageOrder, asOf: Day): readonly Deal[] {
    const history = inOrder(deal.history).filter((entry) => dayOfMoment(entry.at) <= asOf);
    const last = history.at(-1);
    if (!last) return [];
    const partners = deal.partners.filter((partner) => partner.createdOn <= asOf).map((partner) => seePartner(partner, asOf));
    const { kind } = standOf(stages, last.stageName);
    const seen = {
        ...deal,
        stageName: last.stageName,
        isClosed: kind !== 'open',
        isWon: kind === 'won',
        amount: last.amount,
        closeOn: last.closeOn ?? asOf,
        earnedOrder: undefined,
        partners,
        history
    };
    return [seen];
}

function seePartner(partner: PartnerOnDeal, asOf: Day): PartnerOnDeal {
    return {
        ...partner,
        status: statusOn(partner, asOf),
        registeredOn: dayUpTo(partner.registeredOn, asOf),
        withdrawnOn: dayUpTo(partner.withdrawnOn, asOf),
        influenceProven: false,
        onException: false
    };
}

const dayUpTo = (day: Day | undefined, asOf: Day): Day | undefined => (day !== undefined && day <= asOf ? day : undefined);

/** Where a partner stood on a day, from the days it was registered and withdrawn. */
export function statusOn(partner: PartnerOnDeal, day: Day): PartnerOnDeal['status'] {
    if (partner.withdrawnOn !== undefined && partner.withdrawnOn <= day) return 'Withdrawn';
    if (partner.status === 'Withdrawn' && partner.withdrawnOn === undefined) return 'Withdrawn';
    return partner.registeredOn !== undefined && partner.registeredOn <= day ? 'Registered' : 'Signal';
}
