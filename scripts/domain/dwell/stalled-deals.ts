import { isoOf, type Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';
import type { UsualStay, UsualStays } from './usual-stay';

/** An open deal where it stands. */
export interface StandingDeal {
    readonly id: string;
    readonly name: string;
    readonly ownerName: string;
    readonly accountName: string;
    readonly stageName: string;
    readonly amount: Cents | undefined;
    readonly stageOrder: number;
    /** Day on which it entered the overlay stage. */
    readonly since: Day;
    /** Of the leading partner, or 'Direct'. */
    readonly partnerType: string;
    readonly partnerName: string | undefined;
    readonly managerId: string | undefined;
    readonly managerName: string | undefined;
}

export interface StalledDeal {
    readonly deal: StandingDeal;
    /** Whole days in the overlay stage. */
    readonly days: number;
    readonly usual: UsualStay;
}

/** Deals that have stood in their overlay stage past the usual stay and the grace, the most money first. */
export function findStalled(deals: readonly StandingDeal[], usual: UsualStays, today: Day): readonly StalledDeal[] {
    return deals
        .flatMap((deal): StalledDeal[] => {
            const stay = usual(deal.stageOrder, deal.partnerType);
            const days = today - deal.since;
            return stay && days > stay.thresholdDays ? [{ deal, days, usual: stay }] : [];
        })
        .sort((a, b) => (b.deal.amount ?? 0) - (a.deal.amount ?? 0) || (a.deal.id < b.deal.id ? -1 : 1));
}

/** Names one stall for good: the deal is told by the task's parent, the stall by its stage and first day. */
export const stallMark = ({ deal }: StalledDeal): string => `[stall: stage ${deal.stageOrder} since ${isoOf(deal.since)}]`;

/** A task that hangs on a deal, open or closed. */
export interface DealTask {
    readonly dealId: string;
    /** Subject and description. */
    readonly text: string;
}

/** Stalled partner deals for which nobody has been given a task yet. A stall that was worked on and closed is not raised again. */
export const withoutTask = (stalled: readonly StalledDeal[], tasks: readonly DealTask[]): readonly StalledDeal[] =>
    stalled.filter(
        (one) =>
            one.deal.managerId !== undefined && !tasks.some(({ dealId, text }) => dealId === one.deal.id && text.includes(stallMark(one)))
    );
