import { UNMAPPED_ORDER } from '../stage-map/ranks';
import { hasUnprovenInfluence, isOverCredited, splitByCredit, type Share } from './attribution';
import type { Day } from './calendar-day';
import { DIRECT, type Deal } from './deal';
import type { DealState } from './cells';
import type { Cents } from './money';
import { isPreRegistration, liveSignals, partnerTypeOn, registeredOn } from './partner-type';
import { standingSince, staysOf, stayOn } from './stage-history';
import { standOf, type StageOrder } from './stage-order';

/** What a reader should know about a deal beside its dollars. */
export type Flag =
    | 'no-amount'
    | 'no-history'
    | 'off-map'
    | 'overdue'
    | 'signal-past-registration'
    | 'influence-unproven'
    | 'credit-under-review'
    | 'over-credited';

/** One open deal as the forecast sees it. */
export interface OpenDeal {
    readonly id: string;
    readonly amount: Cents;
    readonly closeOn: Day;
    /** State by what the deal has proven, and by what its StageName claims. */
    readonly earned: DealState;
    readonly claimed: DealState;
    /** The first share (the leading partner's, else the host's) is the one that the deal is counted on. */
    readonly shares: readonly Share[];
    readonly preRegistration: boolean;
    readonly onException: boolean;
    readonly flags: readonly Flag[];
}

/** The open deals of a view (see seeAsOf), each with its state on `asOf`. */
export function readOpenDeals(deals: readonly Deal[], stages: StageOrder, asOf: Day): readonly OpenDeal[] {
    return deals.filter((deal) => !deal.isClosed).map((deal) => readOpenDeal(deal, stages, asOf));
}

function readOpenDeal(deal: Deal, stages: StageOrder, asOf: Day): OpenDeal {
    const { order } = standOf(stages, deal.stageName);
    const stays = staysOf(deal, stages);
    const registered = registeredOn(deal, asOf);
    const preRegistration = isPreRegistration(deal, order, asOf);
    const partnerType = preRegistration ? signallingType(deal, asOf) : partnerTypeOn(deal, asOf);
    const stay = stayOn(stays, asOf);
    const since = stay?.order === order ? stay.from : deal.createdOn;
    const claimed = { order, dwellDays: asOf - since, partnerType };
    const earnedOrder = earnedUpTo(order, deal.earnedOrder);
    const earnedSince = earnedOrder === order ? since : (standingSince(stays, earnedOrder, asOf) ?? since);
    const shares = preRegistration ? [] : splitByCredit(registered);
    return {
        id: deal.id,
        amount: deal.amount ?? 0,
        closeOn: deal.closeOn,
        earned: { order: earnedOrder, dwellDays: asOf - earnedSince, partnerType },
        claimed,
        shares,
        preRegistration,
        onException: registered.some((partner) => partner.onException),
        flags: flagsOf(deal, order, asOf)
    };
}

/** The type of the partner that says it sourced a deal that nobody has registered. */
const signallingType = (deal: Deal, asOf: Day): string =>
    liveSignals(deal, asOf).find(({ attribution, type }) => attribution === 'Sourced' && type !== '')?.type ?? DIRECT;

/** Nobody has earned more than is claimed; an order that makes no sense for an open deal (lost, unmapped) is not used. */
const earnedUpTo = (claimed: number, earned: number | undefined): number =>
    earned === undefined || earned < 0 ? claimed : Math.min(claimed, earned);

function flagsOf(deal: Deal, order: number, asOf: Day): readonly Flag[] {
    const registered = registeredOn(deal, asOf);
    const checks: readonly (readonly [Flag, boolean])[] = [
        ['no-amount', deal.amount === undefined],
        ['no-history', deal.history.length === 0],
        ['off-map', order === UNMAPPED_ORDER],
        ['overdue', deal.closeOn < asOf],
        ['signal-past-registration', order > 0 && order !== UNMAPPED_ORDER && liveSignals(deal, asOf).length > 0],
        ['influence-unproven', hasUnprovenInfluence(registered)],
        ['credit-under-review', registered.some(({ attribution }) => attribution === 'Under Review')],
        ['over-credited', isOverCredited(registered)]
    ];
    return checks.filter(([, holds]) => holds).map(([flag]) => flag);
}
