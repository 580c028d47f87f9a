import { isoOf, type Day } from '../domain/forecast/calendar-day';
import type { ChangeKind, DealChange } from '../domain/forecast/change';
import { NO_DAY } from '../domain/forecast/deal-table';
import type { Cents } from '../domain/forecast/money';

/** What each step of a bridge is called. */
export const NAMES_OF_CHANGES: Readonly<Record<ChangeKind, string>> = {
    new: 'New in the forecast',
    won: 'Won (no more expected: it is in)',
    lost: 'Lost',
    left: 'Left the forecast (deleted, hidden, or pre-registration now)',
    evidence: 'Proof gained or lost',
    stage: 'Stage moved',
    pushed: 'Close date pushed',
    'pulled in': 'Close date pulled in',
    amount: 'Amount changed',
    odds: 'Nothing changed on the deal: time passed, and more was learnt'
};

/** The periods of an end of the bridge, in brackets; nothing where they were not kept. */
export const namePeriods = (periods: readonly string[] | null | undefined): string => (periods ? ` (${periods.join(', ')})` : '');

/** One change of one deal in words. */
export function describeChange({ kind, before, after, wonFor }: DealChange): string {
    if (kind === 'won') return `won for ${money(wonFor ?? 0)}`;
    if (kind === 'lost' || kind === 'left') return before ? `was in ${before.stageName}, ${money(before.amount)}` : '';
    if (!after) return '';
    if (!before) return `${after.stageName}, ${money(after.amount)}`;
    if (kind === 'amount') return `${money(before.amount)} → ${money(after.amount)}`;
    const moved = [
        before.earnedOrder === after.earnedOrder ? '' : `proven stage ${before.earnedOrder} → ${after.earnedOrder}`,
        before.stageName === after.stageName ? '' : `${before.stageName} → ${after.stageName}`,
        before.closeOn === after.closeOn ? '' : `close date ${dayText(before.closeOn)} → ${dayText(after.closeOn)}`
    ].filter((part) => part !== '');
    return moved.length > 0 ? moved.join(', ') : `still ${after.stageName}`;
}

const dayText = (day: Day): string => (day === NO_DAY ? 'not known' : isoOf(day));

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const money = (cents: Cents): string => whole.format(cents / 100);
