import { spreadOverShares, type Share } from './attribution';
import type { Day } from './calendar-day';
import { DIRECT } from './deal';
import type { ForecastCalendar } from './fiscal-periods';
import type { DealOdds, LearntForecast } from './learnt-forecast';
import { LineSums, type Places } from './line-sums';
import type { Cents } from './money';
import type { OpenDeal } from './open-pipeline';

/** An open deal that has been told what is expected of it. */
export type RatedDeal = Readonly<OpenDeal>;

/** A month whose dollars are told: on its own, in its quarter, or both. */
export interface ToldMonth {
    readonly ahead: number;
    /** It ends on the day of the forecast: nothing more is to come. */
    readonly isOver: boolean;
    /** Where its dollars stand. */
    readonly places: readonly number[];
}

/** Which months tell dollars; `months` and `quarters`: whether each is fundable. */
export function tellMonths(
    places: Places,
    calendar: ForecastCalendar,
    months: readonly boolean[],
    quarters: readonly boolean[],
    asOf: Day
): readonly ToldMonth[] {
    return calendar.months.flatMap(({ to }, ahead) => {
        const quarter = places.quarterOfMonth[ahead]!;
        const own = [...(months[ahead] ? [ahead] : []), ...(quarters[quarter - months.length] ? [quarter] : [])];
        return own.length > 0 ? [{ ahead, isOver: to <= asOf, places: own }] : [];
    });
}

/** Adds deals to the lines, and tells each what is expected of it. */
export class DealRoll {
    readonly sums: LineSums;
    /** Segments of deals of one share, by the share: most deals are direct, and they have the same one. */
    readonly #segments = new Map<Share, Map<number, readonly [number]>>();

    constructor(
        readonly places: Places,
        readonly learnt: LearntForecast,
        readonly told: readonly ToldMonth[]
    ) {
        this.sums = new LineSums(places.all);
    }

    add(deal: OpenDeal): RatedDeal {
        // Overdue, or without a close date: it may close from now on.
        const month = this.places.monthOf(Math.max(deal.closeOn, this.learnt.asOf));
        const place = month < 0 ? this.places.beyond : month;
        const segments = this.#segmentsOf(deal);
        const open = deal.preRegistration ? [deal.amount] : spreadOverShares(deal.amount, deal.shares);
        for (let share = 0; share < segments.length; share += 1) {
            const deals = share === 0 ? 1 : 0;
            this.sums.addOpen(place, segments[share]!, deals, open[share]!);
            if (month >= 0) this.sums.addOpen(this.places.quarterOfMonth[month]!, segments[share]!, deals, open[share]!);
        }
        if (!deal.preRegistration && this.told.length > 0) this.#expect(deal, segments);
        return deal;
    }

    #expect(deal: OpenDeal, segments: readonly number[]): void {
        const earned = this.learnt.oddsOf(deal.deal);
        const claimed = deal.claimedOrder === deal.earnedOrder ? earned : this.learnt.oddsOf(deal.deal, 'claimed');
        let expected = 0;
        let claimedExpected = 0;
        for (const { ahead, isOver, places } of this.told) {
            if (isOver) continue;
            const own = expectedIn(earned, ahead, deal.amount);
            const believed = claimed === earned ? own : expectedIn(claimed, ahead, deal.amount);
            expected += own;
            claimedExpected += believed;
            if (segments.length === 1) {
                for (const place of places) this.sums.addExpected(place, segments[0]!, own, believed);
                continue;
            }
            const [ownShares, believedShares] = [spreadOverShares(own, deal.shares), spreadOverShares(believed, deal.shares)];
            for (let share = 0; share < segments.length; share += 1)
                for (const place of places) this.sums.addExpected(place, segments[share]!, ownShares[share]!, believedShares[share]!);
        }
        deal.expected = expected;
        deal.claimedExpected = claimedExpected;
    }

    #segmentsOf({ shares, earnedOrder, onException, preRegistration, partnerType }: OpenDeal): readonly number[] {
        const base = { stageOrder: earnedOrder, onException };
        if (preRegistration) return [this.sums.segment({ ...base, partnerType, attribution: 'Pre-registration' })];
        const [only] = shares;
        if (!only || shares.length > 1 || only.partnerType !== DIRECT)
            return shares.map((share) => this.sums.segment({ ...base, partnerType: share.partnerType, attribution: share.attribution }));
        const known = this.#segments.get(only) ?? new Map<number, readonly [number]>();
        this.#segments.set(only, known);
        const key = 2 * earnedOrder + (onException ? 1 : 0);
        const own = known.get(key) ?? ([this.sums.segment({ ...base, partnerType: DIRECT, attribution: only.attribution })] as const);
        known.set(key, own);
        return own;
    }
}

/** Nothing is expected of a deal that nothing was learnt about. */
function expectedIn(odds: DealOdds | undefined, month: number, amount: Cents): Cents {
    const p = odds?.inPeriod(month) ?? 0;
    return Number.isNaN(p) ? 0 : Math.round(p * amount);
}
