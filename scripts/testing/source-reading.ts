import type { Day } from '../domain/forecast/calendar-day';
import type { Deal } from '../domain/forecast/deal';
import type { FiscalPeriod } from '../domain/forecast/fiscal-periods';
import { EARNED_NOT_KNOWN, type SourceReading } from '../domain/forecast/source-reading';
import { standOf } from '../domain/forecast/stage-order';
import { toDealTable } from '../domain/forecast/to-deal-table';
import { STAGES, TODAY } from './deals';

/** Deals as a source read on `today` hands them over. Anything else may be given over. */
export function aReading(deals: readonly Deal[], today: Day = TODAY, given: Partial<SourceReading> = {}): SourceReading {
    const ordered = [...deals].sort((left, right) => (left.id < right.id ? -1 : 1));
    const open = ordered.flatMap((deal, index) => (standOf(STAGES, deal.stageName).kind === 'open' ? [{ deal, index }] : []));
    return {
        origin: 'a test',
        table: toDealTable(ordered, today),
        stages: STAGES,
        periods: [] as readonly FiscalPeriod[],
        total: undefined,
        open: {
            deal: Uint32Array.from(open, ({ index }) => index),
            nameOf: (position) => open[position]!.deal.name,
            earnedOrder: Int8Array.from(open, ({ deal }) => deal.earnedOrder ?? EARNED_NOT_KNOWN),
            partnersOf: (position) => open[position]!.deal.partners
        },
        currency: { code: undefined, policy: 'single', convertedRows: 0 },
        latestDay: today,
        caveats: [],
        ...given
    };
}
