import type { TopDealDocument } from '../boundary/forecast-document';
import { isoOf } from '../domain/forecast/calendar-day';
import { NO_DAY } from '../domain/forecast/deal-table';
import type { Forecast } from '../domain/forecast/make-forecast';
import type { RatedDeal } from '../domain/forecast/roll-up';
import { isAheadOfProof } from '../domain/forecast/summary';

/** Fat deals are told one by one: the range of a total says little about them. */
const TOLD = 10;
/** Fewer log-odds than this move a probability by about a point: not worth a word. */
const WORTH_TELLING = 0.05;

/** The open deals that weigh most: by expected money, or by open money where nothing may be planned on. */
export function findTopDeals({ rollup, source, stageLabelOf }: Forecast): readonly TopDealDocument[] {
    const { learnt, fundability } = rollup;
    const weight = ({ expected, amount }: RatedDeal): number => (fundability.fundable ? (expected ?? 0) : amount);
    return largest(
        rollup.openDeals.filter((deal) => !deal.preRegistration),
        weight
    ).map((deal): TopDealDocument => {
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
            because: (reasons?.pulls ?? [])
                .filter(({ logOdds }) => Math.abs(logOdds) >= WORTH_TELLING)
                .map(({ because, logOdds }) => ({ what: because, logOdds })),
            aheadOfProof: isAheadOfProof(deal),
            onException: deal.onException
        };
    });
}

/** The first few by weight, without sorting all of them; ties stay in order. */
function largest(deals: readonly RatedDeal[], weightOf: (deal: RatedDeal) => number): readonly RatedDeal[] {
    const found: RatedDeal[] = [];
    for (const deal of deals) {
        if (found.length === TOLD && weightOf(deal) <= weightOf(found[TOLD - 1]!)) continue;
        const place = found.findIndex((other) => weightOf(other) < weightOf(deal));
        found.splice(place < 0 ? found.length : place, 0, deal);
        found.length = Math.min(found.length, TOLD);
    }
    return found;
}
