import type { QbrDocument, QbrRate } from '../boundary/meeting-document';
import { layLearning } from './brief-text';
import { layTable } from './table';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const rate = ({ count, of }: QbrRate): string => (of === 0 ? '–' : `${count} of ${of}`);

/** The review as text. */
export function layQbr(review: QbrDocument): string {
    const { pipeline, closed, stalled, handoff, slip } = review;
    return [
        `${review.partner.name}, as of ${review.asOf}`,
        `Open: ${pipeline.deals} deals, ${whole.format(pipeline.amount)}; credit ${whole.format(pipeline.credit)}. Ahead of proof: ${pipeline.ahead} of them, ${whole.format(pipeline.aheadAmount)}.`,
        layStages(pipeline.stages),
        `Closed in a year: ${closed.won} won of ${closed.ended}, ${whole.format(closed.wonAmount)} won, credit ${whole.format(closed.wonCredit)}.`,
        [
            stalled.length === 0 ? 'Nothing is stalled.' : `${stalled.length} stalled, ${whole.format(review.stalledAmount)} at risk:`,
            ...stalled.map(
                ({ deal, amount, stage, days, usualDays }) =>
                    `- ${deal}: ${amount === null ? '–' : whole.format(amount)}, ${stage}, ${days} days, usually ${Math.round(usualDays)}`
            )
        ].join('\n'),
        slip.lines.length === 0 ? 'Slip cannot be told yet: no stay has lasted long enough.' : laySlip(slip),
        `Handoffs: ${handoff.inTime} of ${handoff.answered} accepted within ${handoff.clock} business days; median ${handoff.median ?? '–'}, slowest ${handoff.slowest ?? '–'}; ${handoff.waiting.length} waiting${handoff.waiting.map(({ deal, isOverdue }) => `, ${deal}${isOverdue ? ' (overdue)' : ''}`).join('')}.`,
        listed('exception', review.exceptions, ({ deal, state, gate, reason }) => `${deal}: ${state} for stage ${gate}, ${reason}`),
        listed(
            'open loop',
            review.openLoops,
            ({ deal, debts, dueOn, isOverdue }) =>
                `${deal}: ${debts.join(', ')}${dueOn === null ? '' : `, due ${dueOn}`}${isOverdue ? ' (overdue)' : ''}`
        ),
        listed('learning', review.learnings, layLearning)
    ].join('\n\n');
}

const listed = <Row>(what: string, rows: readonly Row[], lay: (row: Row) => string): string =>
    [`${rows.length} ${what}${rows.length === 1 ? '' : 's'}${rows.length === 0 ? '.' : ':'}`, ...rows.map((row) => `- ${lay(row)}`)].join(
        '\n'
    );

const layStages = (stages: QbrDocument['pipeline']['stages']): string =>
    layTable(
        [
            { heading: 'Stage' },
            { heading: 'CRM deals', align: 'right' },
            { heading: 'CRM amount', align: 'right' },
            { heading: 'Proven deals', align: 'right' },
            { heading: 'Proven amount', align: 'right' }
        ],
        stages.map((one) => [
            `${one.order} ${one.stage}`,
            String(one.claimedDeals),
            whole.format(one.claimedAmount),
            String(one.provenDeals),
            whole.format(one.provenAmount)
        ])
    );

const laySlip = ({ goLive, lines }: QbrDocument['slip']): string =>
    [
        `Slip before and after ${goLive ?? ''} (deals that it leads):`,
        layTable(
            [{ heading: 'Stage' }, { heading: 'Before', align: 'right' }, { heading: 'After', align: 'right' }, { heading: '' }],
            lines.map(({ stage, before, after, mayBeChance }) => [
                stage,
                rate(before),
                rate(after),
                before.of === 0 || after.of === 0 ? 'nothing to compare' : mayBeChance ? 'may be chance' : 'unlikely to be chance'
            ])
        )
    ].join('\n');
