import type { Day } from './calendar-day';
import type { PartnerOnDeal } from './deal';

/** Where a partner stood on a day, from the days it was registered and withdrawn. */
export function statusOn(partner: PartnerOnDeal, day: Day): PartnerOnDeal['status'] {
    if (partner.withdrawnOn !== undefined && partner.withdrawnOn <= day) return 'Withdrawn';
    if (partner.status === 'Withdrawn' && partner.withdrawnOn === undefined) return 'Withdrawn';
    return partner.registeredOn !== undefined && partner.registeredOn <= day ? 'Registered' : 'Signal';
}
