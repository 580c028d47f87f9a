import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toBriefHtml } from '../adapters/report/meeting-pages/brief-page';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import type { BriefDocument, BriefPartner } from '../boundary/meeting-document';
import {
    BASELINE_QUERY,
    moveQuery,
    openStepQuery,
    partnerDealQuery,
    readBaselines,
    readMoves,
    readOpenSteps,
    readPartnerDeals,
    readStoppedMoves,
    stoppedMoveQuery,
    type OpenStep
} from '../boundary/meeting-rows';
import { dayOfMoment, isoOf, type Day } from '../domain/forecast/calendar-day';
import { inStageSince, missingPieces } from '../domain/meeting/deal-brief';
import type { PartnerDeal } from '../domain/meeting/partner-review';
import { ProblemError } from '../domain/problem';
import type { StageMap } from '../domain/stage-map/stage-map';
import { layBrief } from './brief-text';
import type { Command } from './command';
import { connect } from './connect';
import { findDeal } from './find-record';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readPartnerLearnings, toLearnings, type LearningReading } from './read-learnings';
import { readStageMap } from './read-stage-map';

/** All that the partner manager needs for a call about one deal, on one page. */
export const reportBrief: Command = {
    path: ['report', 'brief'],
    summary: "One page about a deal for the partner manager's call: who, what is missing, since when, what is next.",
    options: [
        { flags: '--deal <deal>', description: 'record id or name of the opportunity' },
        { flags: '--html <file>', description: 'write the page to look at or print' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes: 'Internal: it names credit and every partner of the deal. What may be sent is made by report plan.',
    async run(options, { cwd, env, now, terminal }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const deal = await findDeal(org, typeof options.deal === 'string' ? options.deal : '');
        const partners = readPartnerDeals(await org.query(partnerDealQuery('Opportunity__c', deal.id)));
        if (partners.length === 0) throw isDirect(deal.name);
        const brief = await makeBrief(org, map, partners, dayOfMoment(now().getTime()));
        if (typeof options.html === 'string') {
            await writeText(resolve(cwd, options.html), toBriefHtml(brief));
            terminal.warn(`Written to ${options.html}.`);
        }
        if (options.json) terminal.printJson(brief);
        else terminal.print(layBrief(brief));
        return 'OK';
    }
};

const isDirect = (name: string) =>
    new ProblemError({
        code: 'RECORD_NOT_FOUND',
        subject: name,
        detail: 'has no registered partner, so there is nobody to brief for.',
        remedy: 'Register the partner in Partner Path on the deal, or name another deal.'
    });

async function makeBrief(org: SalesforceOrg, map: StageMap, partners: readonly PartnerDeal[], today: Day): Promise<BriefDocument> {
    const { deal } = partners.find(({ role }) => role === 'Lead') ?? partners[0]!;
    const steps = readOpenSteps(await org.query(openStepQuery(deal.id)));
    const moves = readMoves(await org.query(moveQuery(deal.id)));
    const stopped = readStoppedMoves(await org.query(stoppedMoveQuery(deal.id)));
    const learnings = await readPartnerLearnings(org, [...new Set(partners.map(({ partnerId }) => partnerId))]);
    const since = inStageSince(moves, map, deal.stageName);
    const briefs = partners.map((partner) => toPartner(partner, map, steps, learnings, today));
    return {
        org: org.instanceUrl,
        asOf: isoOf(today),
        deal: {
            id: deal.id,
            name: deal.name,
            account: deal.accountName,
            owner: deal.ownerName,
            amount: deal.amount === undefined ? null : deal.amount / 100,
            closeOn: isoOrNull(deal.closeOn),
            stageName: deal.stageName,
            stage: map.stages.find(({ order }) => order === deal.claimedOrder)?.name ?? deal.stageName,
            claimedOrder: deal.claimedOrder,
            earnedOrder: deal.earnedOrder,
            since: isoOrNull(since),
            days: since === undefined || deal.isClosed ? null : today - since,
            usualDays: deal.isClosed ? null : await usualDays(org, partners, deal.claimedOrder)
        },
        nextStep: sayNextStep(briefs, deal.isClosed),
        partners: briefs,
        moves: moves.slice(0, 5).map(({ stageName, by, on }) => ({ stageName, by: by ?? null, on: isoOf(on) })),
        stoppedMoves: stopped.map(({ stageName, message, on }) => ({ stageName, message, on: isoOrNull(on) }))
    };
}

/** As the last rollup kept it for the leading partner's type; null before the first rollup. */
async function usualDays(org: SalesforceOrg, partners: readonly PartnerDeal[], stageOrder: number): Promise<number | null> {
    const type = (partners.find(({ role }) => role === 'Lead') ?? partners[0])?.partnerType;
    const baselines = readBaselines(await org.query(BASELINE_QUERY)).filter((one) => one.stageOrder === stageOrder);
    return baselines.find(({ partnerType }) => partnerType === type)?.meanDays ?? null;
}

function toPartner(partner: PartnerDeal, map: StageMap, steps: readonly OpenStep[], learnings: LearningReading, today: Day): BriefPartner {
    const person = partner.counterpart;
    return {
        name: partner.partnerName,
        type: partner.partnerType,
        role: partner.role,
        attribution: partner.attribution ?? null,
        credit: partner.credit ?? null,
        counterpart: person ? { name: person.name, title: person.title ?? null, phone: person.phone ?? null } : null,
        manager: partner.managerName ?? null,
        registeredOn: isoOrNull(partner.registeredOn),
        handoff: sayHandoff(partner, today),
        missing: missingPieces(partner, map),
        openSteps: steps
            .filter(({ partnerDealId }) => partnerDealId === partner.id)
            .map(({ action, party, owner, dueOn }) => ({
                action,
                party,
                owner: owner ?? null,
                dueOn: isoOrNull(dueOn),
                overdueDays: dueOn === undefined ? 0 : Math.max(0, today - dueOn)
            })),
        learnings: toLearnings(learnings, partner.partnerId, partner.id),
        closing: partner.deal.isClosed ? sayClosing(partner) : null
    };
}

function sayHandoff({ handoffAcceptedOn, handoffReturnedReason, handoffDueOn }: PartnerDeal, today: Day): string {
    if (handoffAcceptedOn !== undefined) return `Handoff accepted on ${isoOf(handoffAcceptedOn)}.`;
    const due = handoffDueOn === undefined ? '' : `, answer due ${isoOf(handoffDueOn)}${handoffDueOn < today ? ' (overdue)' : ''}`;
    return handoffReturnedReason ? `Handoff sent back: ${handoffReturnedReason}` : `Handoff waits for the owner${due}.`;
}

function sayClosing({ toldOn, postMortems, postMortemDueOn }: PartnerDeal): string {
    const told = toldOn === undefined ? 'Not told the outcome yet' : `Told the outcome on ${isoOf(toldOn)}`;
    const due = postMortemDueOn === undefined ? '' : `, due ${isoOf(postMortemDueOn)}`;
    return `${told}; ${postMortems > 0 ? 'post-mortem done' : `post-mortem open${due}`}.`;
}

/** The first thing that keeps the deal where it is, and whose move it is. */
function sayNextStep(partners: readonly BriefPartner[], isClosed: boolean): string {
    const due = partners.flatMap(({ name, missing }) =>
        missing.filter(({ isDueNow, isOnException }) => isDueNow && !isOnException).map((piece) => ({ name, piece }))
    );
    const first = due.sort((a, b) => a.piece.stageOrder - b.piece.stageOrder)[0];
    if (!first) return isClosed ? 'The loop is closed.' : 'Nothing is missing at this stage: the owner may move the deal.';
    const { owes, hostMove, partnerMove, title } = first.piece;
    const moves = [...(owes === 'partner' ? [] : [`We: ${hostMove}`]), ...(owes === 'host' ? [] : [`${first.name}: ${partnerMove}`])];
    return `${title}. ${moves.join(' ')}`;
}

const isoOrNull = (day: Day | undefined): string | null => (day === undefined ? null : isoOf(day));
