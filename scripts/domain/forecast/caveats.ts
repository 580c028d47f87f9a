import { isoOf } from './calendar-day';
import type { Flag } from './open-pipeline';
import type { PeriodForecast, Rollup } from './roll-up';
import type { Summary } from './summary';

const FLAG_TEXTS: Record<Flag, (deals: string) => string> = {
    'no-amount': (deals) => `${deals} without an amount: counted as 0.`,
    'no-close-date': (deals) => `${deals} without a close date: their open dollars stand in the running month.`,
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
        ...(rollup.fundability.crmIsAssumed ? [CRM_IS_ASSUMED] : []),
        ...(rollup.calendar.source === 'calendar'
            ? ['There are no fiscal periods for these dates: calendar months and quarters are used.']
            : []),
        ...[...summary.flagged].map(([flag, count]) => FLAG_TEXTS[flag](count === 1 ? '1 open deal' : `${count} open deals`))
    ];
}

const CLAIMED_HISTORY =
    'Odds are learnt from the stages that past deals claimed; what they had proven was not recorded. They are applied to the proven stage of today.';
/** Told by a forecast and by a back-test. */
export const CRM_IS_ASSUMED =
    'The source tells no probabilities of stages or deals: what the CRM would have said is assumed, 10/25/50/75 % from the first open stage to the last. It is shown beside the forecast and decides nothing.';
const PAST_DATE =
    'For a past day proven influence, exceptions and credit are not known: influence counts as ours, and a deal counts whole for the partner that sourced it.';

/** Which periods are left without a number although the forecast may be planned on, and why. */
function aboutHorizon({ fundability, quarters, months }: Rollup): readonly string[] {
    if (!fundability.fundable) return [];
    const without = quarters.filter(({ fundable }) => !fundable);
    const [first] = without;
    const said = first
        ? [`No number for ${without.map(({ period }) => period.label).join(', ')}: ${whyNot(first, { fundability, quarters, months })}.`]
        : [];
    const inside = months.filter(
        ({ fundable, period }) =>
            !fundable && quarters.some((one) => one.fundable && one.period.from <= period.from && period.to <= one.period.to)
    );
    if (inside.length === 0) return said;
    const labels = inside.map(({ period }) => period.label).join(', ');
    return [
        ...said,
        `No number for ${labels} alone: single months were missed by too much. Their quarter as a whole was not, and counts them in.`
    ];
}

/** Why a quarter may not be planned on: its own judgement where there is one, else from which month on none was made or passed. */
function whyNot(
    { period }: PeriodForecast,
    { fundability, quarters, months }: Pick<Rollup, 'fundability' | 'quarters' | 'months'>
): string {
    const own = fundability.quarters.find(({ ahead }) => quarters[ahead]?.period === period);
    if (own && !own.isUnjudged) return withoutStops(own.reasons);
    const month = months.findIndex((one) => !one.fundable && one.period.to >= period.from);
    const reasons = [...(own?.reasons ?? []), ...(fundability.horizons.find(({ ahead }) => ahead === month)?.reasons ?? [])];
    const from = months[month] ? isoOf(months[month].period.from) : '';
    return `from ${from} on it may not be planned on yet (${reasons.length > 0 ? withoutStops(reasons) : 'no past forecast reached so far ahead'})`;
}

const withoutStops = (reasons: readonly string[]): string => reasons.map((reason) => reason.replace(/\.$/, '')).join('; ');

function aboutRanges({ quarters }: Rollup): readonly string[] {
    const without = quarters.filter(({ expected, range }) => expected !== undefined && range === undefined);
    if (without.length === 0) return [];
    const labels = without.map(({ period }) => period.label).join(', ');
    return [`No range for ${labels}: too few past forecasts of the same kind have an outcome to see how far off they were.`];
}
