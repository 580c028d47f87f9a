import type { PartnerOnDeal } from './deal';
import { DIRECT } from './deal';
import { allocateCents, type Cents } from './money';

export type Attribution = 'Direct' | 'Sourced' | 'Influenced';

const WHOLE_DEAL = 10_000;

/** A part of one deal. Shares of a deal add up to the whole of it. */
export interface Share {
    readonly attribution: Attribution;
    /** Whose dollars: the partner's type for credit; for the host's own share the type of the deal. */
    readonly partnerType: string;
    readonly basisPoints: number;
}

/**
 * Splits a deal by credit: each registered partner's credit under its attribution, the rest is the host's own (Direct).
 * Influence counts once it is proven and credit under review not yet: both stay with the host until then. Credits above
 * 100 % in sum (an import may leave them) are scaled down to it. The leading partner's share comes first, the host's last.
 */
export function splitByCredit(registered: readonly PartnerOnDeal[]): readonly Share[] {
    const dealType = registered[0]?.type || DIRECT;
    const credited = registered.flatMap((partner) => {
        const attribution = creditedAs(partner);
        return attribution && partner.creditBasisPoints > 0
            ? [{ attribution, partnerType: partner.type || dealType, basisPoints: partner.creditBasisPoints }]
            : [];
    });
    const sum = credited.reduce((total, { basisPoints }) => total + basisPoints, 0);
    const host = { attribution: 'Direct' as const, partnerType: dealType, basisPoints: Math.max(0, WHOLE_DEAL - sum) };
    return host.basisPoints > 0 || credited.length === 0 ? [...credited, host] : credited;
}

/** What a partner's credit counts as now; undefined while it counts as the host's. */
function creditedAs(partner: PartnerOnDeal): Attribution | undefined {
    if (partner.attribution === 'Sourced') return 'Sourced';
    return partner.attribution === 'Influenced' && partner.influenceProven ? 'Influenced' : undefined;
}

/** An amount over the shares of its deal, to the cent. */
export const spreadOverShares = (amount: Cents, shares: readonly Share[]): readonly Cents[] =>
    allocateCents(
        amount,
        shares.map(({ basisPoints }) => basisPoints)
    );

/** Deals whose registered credits add up to more than the deal. */
export const isOverCredited = (registered: readonly PartnerOnDeal[]): boolean =>
    registered.reduce((sum, { creditBasisPoints }) => sum + creditBasisPoints, 0) > WHOLE_DEAL;

/** Influence that a registered partner claims and that no artifact confirmed by the partner proves yet. */
export const hasUnprovenInfluence = (registered: readonly PartnerOnDeal[]): boolean =>
    registered.some(({ attribution, influenceProven }) => attribution === 'Influenced' && !influenceProven);
