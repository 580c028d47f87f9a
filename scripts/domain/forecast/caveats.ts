import type { Flag } from './open-deal';
import type { Rollup } from './roll-up';
import { FEWEST_PAST_FORECASTS } from './spread';
import type { Summary } from './summary';
import { FEWEST_DEALS } from './window-odds';

const FLAG_TEXTS: Record<Flag, (deals: string) => string> = {
    'no-amount': (deals) => `${deals} without an amount: counted as 0.`,
    'no-history': (deals) => `${deals} without stage history: their time in stage is counted from the day they were created.`,
    'off-map': (deals) => `${deals} in a stage that the stage map does not know: shown as Not on the map.`,
    overdue: (deals) => `${deals} with a close date in the past: their open dollars stand in the running month.`,
    'signal-past-registration': (deals) =>
        `${deals} past stage 0 with an unregistered partner signal: counted as direct, or as what is registered.`,
    'influence-unproven': (deals) =>
        `${deals} with influence that no artifact confirmed by the partner proves yet: that share counts as ours.`,
    'credit-under-review': (deals) => `${deals} with credit under review: that share counts as ours until it is decided.`,
    'over-credited': (deals) => `${deals} with credits above 100 %: scaled down to the whole deal.`
};

/** What a reader must know to read the numbers rightly, the weightiest first. `isPast`: the forecast is made for an earlier day. */
export function nameCaveats(rollup: Rollup, summary: Summary, isPast: boolean): readonly string[] {
    return [
        ...aboutLearning(rollup),
        ...(isPast ? [PAST_DATE] : [CLAIMED_HISTORY]),
        ...aboutAccuracy(rollup),
        ...aboutRanges(rollup),
        ...(rollup.calendar.source === 'calendar'
            ? ['The org gave no fiscal periods for these dates: calendar months and quarters are used.']
            : []),
        ...[...summary.flagged].map(([flag, count]) => FLAG_TEXTS[flag](count === 1 ? '1 open deal' : `${count} open deals`))
    ];
}

const CLAIMED_HISTORY =
    'Odds are learnt from the stages that past deals claimed; what they had proven was not recorded before go-live. They are applied to the proven stage of today.';
const PAST_DATE =
    'For a past day what was proven, proven influence and exceptions are not known: claimed stages are used, influence counts as ours. Credit and attribution are as of today.';

function aboutLearning({ months, pastSnapshots }: Rollup): readonly string[] {
    if (pastSnapshots === 0)
        return ['There is no stage history to learn from: nothing can be forecast yet, only the open pipeline is shown.'];
    const unknown = months.filter(({ expected }) => expected === undefined).map(({ period }) => period.label);
    if (unknown.length === 0) return [];
    return [`Nothing is forecast for ${unknown.join(', ')}: fewer than ${FEWEST_DEALS} past deals could be followed so far ahead.`];
}

/** A quarter forecast that missed half of what came, or leaned a fifth to one side, should not carry a plan. */
function aboutAccuracy({ quarters }: Rollup): readonly string[] {
    const weak = quarters.filter(({ accuracy }) => accuracy && (accuracy.wape >= 0.5 || Math.abs(accuracy.bias) >= 0.2));
    if (weak.length === 0) return [];
    const labels = weak.map(
        ({ period, accuracy }) => `${period.label} (past forecasts missed ${Math.round((accuracy?.wape ?? 0) * 100)} %)`
    );
    return [`Not to plan on yet: ${labels.join(', ')}.`];
}

function aboutRanges({ quarters }: Rollup): readonly string[] {
    const without = quarters.filter(({ expected, range }) => expected !== undefined && range === undefined);
    if (without.length === 0) return [];
    const labels = without.map(({ period, pastForecasts }) => `${period.label} (${pastForecasts})`).join(', ');
    return [
        `No range for ${labels}: it takes ${FEWEST_PAST_FORECASTS} past forecasts of the same kind whose outcome is known, to see how far off they were.`
    ];
}
