import type { DealFacts } from '../impact/engagement-facts';
import { partnerSums } from '../impact/judge-deal';
import type { Finding } from './finding';

/** What rows saved in one call can slip past the rules, because they do not see each other: two Leads, two Sourced, too much credit. */
export const checkPartnerSums = (deals: readonly DealFacts[]): readonly Finding[] =>
    deals.flatMap(({ name, id, partners, isClosed }) => {
        const registered = partners.filter(({ status }) => status === 'Registered');
        const { leads, sourcing, credit } = partnerSums(registered);
        const add = (what: string): Finding => ({ kind: 'partners', where: `${name} (${id})`, what });
        return [
            ...(leads > 1 ? [add(`has ${leads} Lead partners; one answers for the joint artifacts.`)] : []),
            ...(leads === 0 && registered.length > 0 && !isClosed
                ? [add('has registered partners and no Lead: nobody answers for the joint artifacts.')]
                : []),
            ...(sourcing > 1 ? [add(`has ${sourcing} partners that sourced it; one can have.`)] : []),
            ...(credit > 10_000 ? [add(`gives away ${credit / 100} % credit; 100 % is all there is.`)] : [])
        ];
    });
