import type { BriefDocument, BriefPartner, LearningDocument } from '../boundary/meeting-document';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const moneyText = (amount: number | null): string => (amount === null ? 'no amount' : whole.format(amount));

/** The brief as text, in the order of the call. */
export function layBrief(brief: BriefDocument): string {
    const { deal } = brief;
    const stand =
        deal.days === null ? '' : `, for ${deal.days} days${deal.usualDays === null ? '' : ` (usually ${Math.round(deal.usualDays)})`}`;
    const proof = deal.earnedOrder < deal.claimedOrder ? ` Proven only up to stage ${deal.earnedOrder}.` : '';
    return [
        `${deal.name}: ${moneyText(deal.amount)}, owner ${deal.owner}${deal.closeOn ? `, closes ${deal.closeOn}` : ''}`,
        `${deal.stageName} (stage ${deal.claimedOrder}, ${deal.stage})${stand}.${proof}`,
        `Next: ${brief.nextStep}`,
        ...brief.partners.flatMap((partner) => ['', ...layPartner(partner)]),
        '',
        `Last moves: ${brief.moves.map(({ stageName, on, by }) => `${stageName} ${on}${by ? ` by ${by}` : ''}`).join('; ') || 'none'}.`,
        ...brief.stoppedMoves.map(({ stageName, on, message }) => `Stopped${on ? ` on ${on}` : ''} on the way to ${stageName}: ${message}`)
    ].join('\n');
}

const layPartner = (partner: BriefPartner): readonly string[] => [
    `${partner.name}, ${partner.type} ${partner.role.toLowerCase()}, ${partner.attribution ?? 'attribution open'} ${partner.credit ?? '–'} %; with ${
        partner.counterpart?.name ?? 'nobody named'
    }; partner manager ${partner.manager ?? 'nobody'}`,
    `  ${partner.handoff}${partner.closing ? ` ${partner.closing}` : ''}`,
    ...partner.missing.map(({ title, owes, isOnException, isDueNow }) => {
        const who = owes === 'both' ? 'both sides' : owes === 'host' ? 'us' : partner.name;
        return `  ${isDueNow ? 'Missing' : 'Later'}: ${title} (waits on ${who}${isOnException ? ', on exception' : ''})`;
    }),
    ...partner.openSteps.map(
        ({ action, owner, party, dueOn, overdueDays }) =>
            `  Open step: ${action}, ${owner ?? party}${dueOn ? `, due ${dueOn}` : ''}${overdueDays > 0 ? `, ${overdueDays} days overdue` : ''}`
    ),
    ...partner.learnings.map((learning) => `  ${layLearning(learning)}`)
];

export const layLearning = ({ learning, place, readOn, outcome, slippedAt, publishedOn, since }: LearningDocument): string => {
    const where = place === null ? `Learning, read on ${readOn} of 10 deals` : `Learning ${place} of 10`;
    return `${where} (${outcome ?? 'ended'}${slippedAt ? `, slipped at ${slippedAt}` : ''}, ${publishedOn}): ${learning} [${since}]`;
};
