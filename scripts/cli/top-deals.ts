import type { TopDealDocument } from '../boundary/forecast-document';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import { NO_DAY, type DealTable } from '../domain/forecast/deal-table';
import type { Forecast } from '../domain/forecast/make-forecast';
import type { RatedDeal } from '../domain/forecast/deal-roll';
import { isAheadOfProof } from '../domain/forecast/summary';

/** Fat deals are told one by one: the range of a total says little about them. */
const TOLD = 10;
/** Fewer log-odds than this move a probability by about a point: not worth a word. */
const WORTH_TELLING = 0.05;

/** The open deals that weigh most: by expected money, or by open money where nothing may be planned on. */
export function findTopDeals({ rollup, source, stageLabelOf }: Forecast): readonly TopDealDocument[] {
    const { learnt, fundability } = rollup;
    const weight = ({ expected, amount }: RatedDeal): number => (fundability.fundable ? (expected ?? 0) : amount);
    return largest(rollup.openDeals, weight).map((deal): TopDealDocument => {
        const reasons = learnt.explain(deal.deal);
        const odds = fundability.fundable ? learnt.oddsOf(deal.deal)?.window(learnt.window) : undefined;
        const id = source.table.ids[deal.deal]!;
        return {
            id,
            name: deal.position === undefined ? id : source.open.nameOf(deal.position),
            stage: stageLabelOf(deal.earnedOrder),
            stageName: source.table.stageNames[deal.stage] ?? '',
            partnerType: deal.partnerType,
            closeOn: deal.closeOn === NO_DAY ? null : isoOf(deal.closeOn),
            open: deal.amount / 100,
            expected: deal.expected === undefined ? null : deal.expected / 100,
            probability: odds === undefined || Number.isNaN(odds) ? null : odds,
            dwellDays: reasons?.dwellDays ?? 0,
            ageDays: Math.max(0, rollup.asOf - source.table.createdOn[deal.deal]!),
            pushes: countPushes(source.table, deal.deal, rollup.asOf),
            because: (reasons?.pulls ?? [])
                .filter(({ logOdds }) => Math.abs(logOdds) >= WORTH_TELLING)
                .map(({ because, logOdds }) => ({ what: because, logOdds })),
            aheadOfProof: isAheadOfProof(deal),
            onException: deal.onException
        };
    });
}

/** How often the close date of a deal was moved later, as far as it was known at the end of a day. */
function countPushes({ history }: DealTable, deal: number, asOf: Day): number {
    let pushes = 0;
    for (let row = history.from[deal]! + 1; row < history.from[deal + 1]! && history.day[row]! <= asOf; row += 1) {
        const [before, after] = [history.closeOn[row - 1]!, history.closeOn[row]!];
        if (before !== NO_DAY && after > before) pushes += 1;
    }
    return pushes;
}

/** The first few of the forecast by weight, without sorting all of them; ties stay in order. */
function largest(deals: readonly RatedDeal[], weightOf: (deal: RatedDeal) => number): readonly RatedDeal[] {
    const found: { readonly deal: RatedDeal; readonly weight: number }[] = [];
    let least = -Infinity;
    for (const deal of deals) {
        const weight = weightOf(deal);
        if (weight <= least || deal.preRegistration) continue;
        const place = found.findIndex((other) => other.weight < weight);
        found.splice(place < 0 ? found.length : place, 0, { deal, weight });
        found.length = Math.min(found.length, TOLD);
        if (found.length === TOLD) least = found[TOLD - 1]!.weight;
    }
    return found.map(({ deal }) => deal);
}
