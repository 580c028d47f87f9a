import type { Day } from './calendar-day';
import { DIRECT, type Deal, type PartnerOnDeal } from './deal';
import { statusOn } from './time-travel';

/** The partners registered on the deal at the end of a day, the Lead first, then by credit and id. */
export function registeredOn(deal: Pick<Deal, 'partners'>, day: Day): readonly PartnerOnDeal[] {
    return deal.partners
        .filter((partner) => statusOn(partner, day) === 'Registered')
        .sort(
            (left, right) =>
                Number(right.role === 'Lead') - Number(left.role === 'Lead') ||
                right.creditBasisPoints - left.creditBasisPoints ||
                (left.id < right.id ? -1 : 1)
        );
}

/** The type that a deal is learnt from and forecast as: its leading partner's, or Direct. */
export const partnerTypeOn = (deal: Pick<Deal, 'partners'>, day: Day): string => registeredOn(deal, day)[0]?.type || DIRECT;

/**
 * A deal that exists only because a partner says so and has not registered: overlay stage 0, nobody registered, a live
 * signal that claims to have sourced it. It stays outside the forecast until somebody registers or the host takes it up.
 */
export function isPreRegistration(deal: Pick<Deal, 'partners'>, order: number, day: Day): boolean {
    return order === 0 && isPreRegistrationSignal(deal, day);
}

/** Whatever stage the deal claims: nobody is registered, and a live signal claims to have sourced it. */
export const isPreRegistrationSignal = (deal: Pick<Deal, 'partners'>, day: Day): boolean =>
    registeredOn(deal, day).length === 0 && liveSignals(deal, day).some((signal) => signal.attribution === 'Sourced');

/** Partners that are still only a signal at the end of a day, the oldest first, then by id: an org returns rows in no order. */
export const liveSignals = (deal: Pick<Deal, 'partners'>, day: Day): readonly PartnerOnDeal[] =>
    deal.partners
        .filter((partner) => partner.createdOn <= day && statusOn(partner, day) === 'Signal')
        .sort((left, right) => left.createdOn - right.createdOn || (left.id < right.id ? -1 : 1));
