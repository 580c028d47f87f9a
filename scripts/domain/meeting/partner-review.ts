import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';

/** One registered partner on one deal, as meetings about it need it. Nothing of another partner of the deal is in it. */
export interface PartnerDeal {
    readonly id: string;
    /** AutoNumber, for instance PE-000012. */
    readonly name: string;
    readonly partnerId: string;
    readonly partnerName: string;
    readonly partnerType: string;
    readonly role: string;
    readonly attribution: string | undefined;
    /** Percent: 60 is 60 %. */
    readonly credit: number | undefined;
    readonly registeredOn: Day | undefined;
    readonly handoffAcceptedOn: Day | undefined;
    readonly handoffDueOn: Day | undefined;
    readonly handoffReturnedReason: string | undefined;
    readonly counterpart: { readonly name: string; readonly title: string | undefined; readonly phone: string | undefined } | undefined;
    readonly managerName: string | undefined;
    readonly missing: readonly string[];
    readonly owedOnException: readonly string[];
    readonly toldOn: Day | undefined;
    readonly postMortemDueOn: Day | undefined;
    readonly postMortems: number;
    readonly deal: {
        readonly id: string;
        readonly name: string;
        readonly ownerName: string;
        readonly accountName: string;
        readonly amount: Cents | undefined;
        readonly stageName: string;
        readonly closeOn: Day | undefined;
        readonly isClosed: boolean;
        readonly isWon: boolean;
        readonly claimedOrder: number;
        readonly earnedOrder: number;
    };
}

/** Deals and money at one overlay stage, counted twice: where they stand, and where their proof stands. */
export interface StageLine {
    readonly order: number;
    readonly claimed: { readonly deals: number; readonly amount: Cents };
    readonly proven: { readonly deals: number; readonly amount: Cents };
}

export interface HandoffTimes {
    readonly answered: number;
    /** Business days from registration to acceptance, middle and slowest; undefined when none was accepted. */
    readonly median: number | undefined;
    readonly slowest: number | undefined;
    /** Accepted within the clock. */
    readonly inTime: number;
    readonly waiting: readonly PartnerDeal[];
}

/** Open deals by stage, every overlay stage of the map, in its order. Claimed and proven add up to the same total. */
export function linesByStage(deals: readonly PartnerDeal[], orders: readonly number[]): readonly StageLine[] {
    const open = deals.filter(({ deal }) => !deal.isClosed);
    const sum = (rows: readonly PartnerDeal[]) => ({ deals: rows.length, amount: amountOf(rows) });
    return orders.map((order) => ({
        order,
        claimed: sum(open.filter(({ deal }) => deal.claimedOrder === order)),
        proven: sum(open.filter(({ deal }) => deal.earnedOrder === order))
    }));
}

export const amountOf = (deals: readonly PartnerDeal[]): Cents => deals.reduce((sum, { deal }) => sum + (deal.amount ?? 0), 0);

/** The partner's share of the money, by its credit, half cents up. */
export const creditOf = (deals: readonly PartnerDeal[]): Cents =>
    deals.reduce((sum, { deal, credit }) => sum + Math.round(((deal.amount ?? 0) * (credit ?? 0)) / 100), 0);

/** How long handoffs took, and which still wait. */
export function handoffTimes(deals: readonly PartnerDeal[], clock: number): HandoffTimes {
    const took = deals
        .flatMap(({ registeredOn, handoffAcceptedOn }) =>
            registeredOn === undefined || handoffAcceptedOn === undefined ? [] : [businessDaysBetween(registeredOn, handoffAcceptedOn)]
        )
        .sort((a, b) => a - b);
    return {
        answered: took.length,
        median: took.length === 0 ? undefined : (took[(took.length - 1) >> 1]! + took[took.length >> 1]!) / 2,
        slowest: took.at(-1),
        inTime: took.filter((days) => days <= clock).length,
        waiting: deals.filter(({ deal, handoffAcceptedOn }) => !deal.isClosed && handoffAcceptedOn === undefined)
    };
}

/** Weekdays after `from` up to and including `until`: Friday to Monday is one. Nothing for a day that lies before. */
export function businessDaysBetween(from: Day, until: Day): number {
    let count = 0;
    for (let day = from + 1; day <= until; day += 1) if ((((day + 3) % 7) + 7) % 7 < 5) count += 1;
    return count;
}

/** Share of ended deals that were won, and what they were worth. */
export function endedDeals(deals: readonly PartnerDeal[], since: Day) {
    const ended = deals.filter(({ deal }) => deal.isClosed && (deal.closeOn ?? 0) >= since);
    const won = ended.filter(({ deal }) => deal.isWon);
    return { ended: ended.length, won: won.length, wonAmount: amountOf(won), wonCredit: creditOf(won), deals: ended };
}

/** What closed deals still owe the partner: to be told, or the joint post-mortem. The longest overdue first. */
export const openLoops = (deals: readonly PartnerDeal[]): readonly PartnerDeal[] =>
    deals
        .filter(
            ({ deal, toldOn, postMortems, postMortemDueOn }) =>
                deal.isClosed && postMortemDueOn !== undefined && (toldOn === undefined || postMortems === 0)
        )
        .sort((a, b) => (a.postMortemDueOn ?? 0) - (b.postMortemDueOn ?? 0));
