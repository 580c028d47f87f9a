import { isoOf } from './calendar-day';
import type { Flag } from './open-pipeline';
import type { Rollup } from './roll-up';
import type { Summary } from './summary';

const FLAG_TEXTS: Record<Flag, (deals: string) => string> = {
    'no-amount': (deals) => `${deals} without an amount: counted as 0.`,
    'no-history': (deals) => `${deals} without stage history: nothing was learnt about them, so nothing is expected of them.`,
    'off-map': (deals) => `${deals} in a stage that the stage map does not know: shown as Not on the map.`,
    overdue: (deals) => `${deals} with a close date in the past: their open dollars stand in the running month.`,
    'signal-past-registration': (deals) =>
        `${deals} past stage 0 with an unregistered partner signal: counted as direct, or as what is registered.`,
    'influence-unproven': (deals) =>
        `${deals} with influence that no artifact confirmed by the partner proves yet: that share counts as ours.`,
    'credit-under-review': (deals) => `${deals} with credit under review: that share counts as ours until it is decided.`,
    'over-credited': (deals) => `${deals} with credits above 100 %: scaled down to the whole deal.`
};

/**
 * What a reader must know to read the numbers rightly, the weightiest first. `isPast`: the forecast is made for an earlier
 * day; `knowsProof`: the source says since when evidence stood.
 */
export function nameCaveats(rollup: Rollup, summary: Summary, isPast: boolean, knowsProof: boolean): readonly string[] {
    return [
        ...aboutHorizon(rollup),
        ...(isPast ? [PAST_DATE] : []),
        ...(knowsProof ? [] : [CLAIMED_HISTORY]),
        ...aboutRanges(rollup),
        ...(rollup.calendar.source === 'calendar'
            ? ['There are no fiscal periods for these dates: calendar months and quarters are used.']
            : []),
        ...[...summary.flagged].map(([flag, count]) => FLAG_TEXTS[flag](count === 1 ? '1 open deal' : `${count} open deals`))
    ];
}

const CLAIMED_HISTORY =
    'Odds are learnt from the stages that past deals claimed; what they had proven was not recorded. They are applied to the proven stage of today.';
const PAST_DATE =
    'For a past day proven influence, exceptions and credit are not known: influence counts as ours, and a deal counts whole for the partner that sourced it.';

/** Which periods are left without a number although the forecast may be planned on, and why. */
function aboutHorizon({ fundability, quarters, months }: Rollup): readonly string[] {
    if (!fundability.fundable) return [];
    const without = quarters.filter(({ fundable }) => !fundable).map(({ period }) => period.label);
    if (without.length === 0) return [];
    const first = months.findIndex(({ fundable }) => !fundable);
    const reasons = fundability.horizons.find(({ ahead }) => ahead === first)?.reasons ?? [];
    const why = reasons.length > 0 ? reasons.join('; ') : 'no past forecast reached so far ahead';
    const from = months[first] ? isoOf(months[first].period.from) : '';
    return [`No number for ${without.join(', ')}: from ${from} on it may not be planned on yet (${why}).`];
}

function aboutRanges({ quarters }: Rollup): readonly string[] {
    const without = quarters.filter(({ expected, range }) => expected !== undefined && range === undefined);
    if (without.length === 0) return [];
    const labels = without.map(({ period }) => period.label).join(', ');
    return [`No range for ${labels}: too few past forecasts of the same kind have an outcome to see how far off they were.`];
}
