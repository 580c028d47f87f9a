import { isoOf } from './calendar-day';
import type { FiscalPeriod } from './fiscal-periods';
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

type Judged = Pick<Rollup, 'fundability' | 'quarters' | 'months'>;

/** The running quarter and the next: beyond their end no forecast is judged. */
const QUARTERS_JUDGED = 2;
const NOT_JUDGED = 'nothing is judged so far ahead';

/** Which periods are left without a number although the forecast may be planned on, each with its own reason. */
function aboutHorizon(rollup: Rollup): readonly string[] {
    const { fundability, quarters, months } = rollup;
    if (!fundability.fundable) return [];
    const ofQuarters = quarters.flatMap((quarter, ahead) =>
        quarter.fundable ? [] : [{ label: quarter.period.label, why: whyNoQuarter(quarter, ahead, rollup) }]
    );
    const until = quarters[QUARTERS_JUDGED - 1]?.period.to ?? -Infinity;
    const ofMonths = months.flatMap(({ fundable, period }, ahead) =>
        fundable || period.to > until ? [] : [{ label: period.label, why: whyNoMonth(ahead, rollup), isInside: isInside(period, quarters) }]
    );
    return [
        ...group(ofQuarters).map(({ labels, why }) => `No number for ${labels}: ${why}.`),
        ...group(ofMonths.filter((month) => !month.isInside)).map(({ labels, why }) => `No number for ${labels}: ${why}.`),
        ...group(ofMonths.filter((month) => month.isInside)).map(
            ({ labels, why }) => `No number for ${labels} alone: ${why}. The quarter as a whole may be planned on, and counts it in.`
        )
    ];
}

const isInside = ({ from, to }: FiscalPeriod, quarters: readonly PeriodForecast[]): boolean =>
    quarters.some(({ fundable, period }) => fundable && period.from <= from && to <= period.to);

/** Periods that have the same reason, named together. */
function group(periods: readonly { readonly label: string; readonly why: string }[]): readonly { labels: string; why: string }[] {
    const reasons = [...new Set(periods.map(({ why }) => why))];
    return reasons.map((why) => ({
        labels: periods
            .filter((one) => one.why === why)
            .map(({ label }) => label)
            .join(', '),
        why
    }));
}

/** Its own judgement where there is one, else from which of its months on none was made or passed. */
function whyNoQuarter({ period }: PeriodForecast, quarter: number, rollup: Judged): string {
    if (quarter >= QUARTERS_JUDGED) return NOT_JUDGED;
    const own = rollup.fundability.quarters.find(({ ahead }) => ahead === quarter);
    if (own && !own.isUnjudged) return withoutStops(own.reasons);
    const month = rollup.months.findIndex((one) => !one.fundable && one.period.to >= period.from);
    const reasons = [...(own ? [withoutStops(own.reasons)] : []), whyNoMonth(month, rollup)];
    const from = rollup.months[month] ? isoOf(rollup.months[month].period.from) : '';
    return `from ${from} on it may not be planned on yet (${reasons.join('; ')})`;
}

function whyNoMonth(month: number, { fundability }: Judged): string {
    const own = fundability.horizons.find(({ ahead }) => ahead === month);
    if (!own) return 'single months are not judged so far ahead';
    return own.reasons.length > 0 ? withoutStops(own.reasons) : 'past forecasts of such months did not pass';
}

const withoutStops = (reasons: readonly string[]): string => reasons.map((reason) => reason.replace(/\.$/, '')).join('; ');

function aboutRanges({ quarters }: Rollup): readonly string[] {
    const without = quarters.filter(({ expected, range }) => expected !== undefined && range === undefined);
    if (without.length === 0) return [];
    const labels = without.map(({ period }) => period.label).join(', ');
    return [`No range for ${labels}: too few past forecasts of the same kind have an outcome to see how far off they were.`];
}
