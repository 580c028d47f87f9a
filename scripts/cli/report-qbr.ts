import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toQbrHtml } from '../adapters/report/meeting-pages/qbr-page';
import { EXCEPTION_QUERY, readExceptions } from '../boundary/exception-rows';
import type { QbrDocument } from '../boundary/meeting-document';
import { partnerDealQuery, readPartnerDeals } from '../boundary/meeting-rows';
import { PARTNER_OF_DEAL_QUERY, readPartnerOfDeals } from '../boundary/slip-rows';
import { findStalled } from '../domain/dwell/stalled-deals';
import { standingOf } from '../domain/exceptions/exception-standing';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import { firstProofDay } from '../domain/forecast/deal-table';
import { amountOf, creditOf, endedDeals, handoffTimes, linesByStage, type PartnerDeal } from '../domain/meeting/partner-review';
import { measureSlip } from '../domain/slip/measure-slip';
import type { Command } from './command';
import { readOpenLoops } from './deals-close-loop';
import { readGoLive } from './deals-slip';
import { standingDeals } from './deals-stalled';
import { findPartner, type FoundRecord } from './find-record';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { layQbr } from './qbr-text';
import { readPartnerLearnings, toLearnings } from './read-learnings';
import { readStays, type StayReading } from './read-stays';

/** The quarter with one partner on one page: the same numbers as the lists of deals, for this partner alone. */
export const reportQbr: Command = {
    path: ['report', 'qbr'],
    summary: 'The business review with one partner: pipeline, proof, slip, handoffs, exceptions, learnings.',
    options: [
        { flags: '--partner <partner>', description: 'record id or name of the partner account' },
        {
            flags: '--go-live <date>',
            description: 'first day of partner stages for slip (YYYY-MM-DD); default the first day on which anything was proven'
        },
        { flags: '--html <file>', description: 'write the page to look at or print' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'Stalled deals, slip, exceptions and open loops are those of deals stalled, deals slip, deals waivers and deals close-loop.\n' +
        'Nothing of other partners is on it. Stalled and slip count deals that this partner leads; the pipeline counts all that it is on.',
    async run(options, around) {
        const reading = await readStays(options, around);
        const partner = await findPartner(reading.org, typeof options.partner === 'string' ? options.partner : '');
        const review = await makeReview(reading, partner, readGoLive(options.goLive, reading.today));
        if (typeof options.html === 'string') {
            await writeText(resolve(around.cwd, options.html), toQbrHtml(review));
            around.terminal.warn(`Written to ${options.html}.`);
        }
        if (options.json) around.terminal.printJson(review);
        else around.terminal.print(layQbr(review));
        return 'OK';
    }
};

const DAYS_LOOKED_BACK = 365;

async function makeReview(reading: StayReading, partner: FoundRecord, goLive: Day | undefined): Promise<QbrDocument> {
    const { org, map, today } = reading;
    const deals = readPartnerDeals(await org.query(partnerDealQuery('Partner__c', partner.id)));
    const closed = endedDeals(deals, today - DAYS_LOOKED_BACK);
    const learnings = await readPartnerLearnings(org, [partner.id]);
    const ids = new Set(deals.map(({ id }) => id));
    const loops = (await readOpenLoops(org, map, today)).filter(({ partner: { engagementId } }) => ids.has(engagementId));
    const stalled = await stalledOf(reading, deals);
    return {
        org: org.instanceUrl,
        asOf: isoOf(today),
        partner,
        pipeline: pipelineOf(reading, deals),
        closed: { ended: closed.ended, won: closed.won, wonAmount: units(closed.wonAmount), wonCredit: units(closed.wonCredit) },
        stalled,
        stalledAmount: stalled.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * 100), 0) / 100,
        slip: await slipOf(reading, { ...partner, partnerType: deals.at(-1)?.partnerType ?? '' }, goLive),
        handoff: handoffOf(deals, map.handoffBusinessDays, today),
        exceptions: await exceptionsOf(reading, deals, partner),
        openLoops: loops.map(({ partner: { dealName }, debts, dueOn, isOverdue }) => ({
            deal: dealName,
            debts,
            dueOn: debts.every((debt) => debt === 'learning not published') ? null : isoOf(dueOn),
            isOverdue
        })),
        learnings: toLearnings(learnings, partner.id)
    };
}

const units = (cents: number): number => cents / 100;

function pipelineOf({ map, stageLabelOf }: StayReading, deals: readonly PartnerDeal[]): QbrDocument['pipeline'] {
    const open = deals.filter(({ deal }) => !deal.isClosed);
    const ahead = open.filter(({ deal }) => deal.earnedOrder < deal.claimedOrder);
    // After the last stage a deal is closed: an open one cannot stand there.
    const orders = map.stages.slice(0, -1).map(({ order }) => order);
    return {
        deals: open.length,
        amount: units(amountOf(open)),
        credit: units(creditOf(open)),
        ahead: ahead.length,
        aheadAmount: units(amountOf(ahead)),
        stages: linesByStage(open, orders).map(({ order, claimed, proven }) => ({
            order,
            stage: stageLabelOf(order),
            claimedDeals: claimed.deals,
            claimedAmount: units(claimed.amount),
            provenDeals: proven.deals,
            provenAmount: units(proven.amount)
        }))
    };
}

async function stalledOf(reading: StayReading, deals: readonly PartnerDeal[]): Promise<QbrDocument['stalled']> {
    const led = new Set(deals.filter(({ role }) => role === 'Lead').map(({ deal }) => deal.id));
    const standing = await standingDeals(reading, false);
    return findStalled(
        standing.deals.filter(({ id }) => led.has(id)),
        reading.usual,
        reading.today
    ).map(({ deal, days, usual }) => ({
        deal: deal.name,
        id: deal.id,
        amount: deal.amount === undefined ? null : units(deal.amount),
        stage: reading.stageLabelOf(deal.stageOrder),
        days,
        usualDays: usual.meanDays,
        sampleSize: usual.sampleSize
    }));
}

async function slipOf(
    { org, source, usual, today, map, stageLabelOf }: StayReading,
    partner: FoundRecord & { readonly partnerType: string },
    given: Day | undefined
): Promise<QbrDocument['slip']> {
    const { partnerType } = partner;
    const partnerOf = readPartnerOfDeals(await org.query(PARTNER_OF_DEAL_QUERY));
    const { table, stages } = source;
    const goLive = given ?? firstProofDay(table.proof);
    if (goLive === undefined) return { goLive: null, lines: [] };
    const { lines } = measureSlip({ table, stages, usual, asOf: today, goLive, partnerOf, minimumSample: map.dwell.minimumSample });
    return {
        goLive: isoOf(goLive),
        lines: lines
            .filter(({ group, name }) => group === 'partner' && name === partner.name)
            .map(({ stageOrder, before, after, mayBeChance }) => ({
                stage: stageOrder === undefined ? 'All stages' : stageLabelOf(stageOrder),
                usualDays: stageOrder === undefined ? null : (usual(stageOrder, partnerType)?.meanDays ?? null),
                before: { count: before.count, of: before.of },
                after: { count: after.count, of: after.of },
                mayBeChance
            }))
    };
}

function handoffOf(deals: readonly PartnerDeal[], clock: number, today: Day): QbrDocument['handoff'] {
    const { answered, median, slowest, inTime, waiting } = handoffTimes(deals, clock);
    return {
        clock,
        answered,
        median: median ?? null,
        slowest: slowest ?? null,
        inTime,
        waiting: waiting.map(({ deal, handoffDueOn }) => ({
            deal: deal.name,
            dueOn: handoffDueOn === undefined ? null : isoOf(handoffDueOn),
            isOverdue: handoffDueOn !== undefined && handoffDueOn < today
        }))
    };
}

async function exceptionsOf(
    { org, map, today }: StayReading,
    deals: readonly PartnerDeal[],
    partner: FoundRecord
): Promise<QbrDocument['exceptions']> {
    const ids = new Set(deals.map(({ deal }) => deal.id));
    const ours = readExceptions(await org.query(EXCEPTION_QUERY)).filter(
        ({ dealId, partnerName }) => ids.has(dealId) && partnerName === partner.name
    );
    return standingOf(ours, map, today)
        .filter(({ state }) => state !== 'settled')
        .map(({ exception, state, owed }) => ({
            deal: exception.dealName,
            state,
            gate: exception.gate,
            reason: exception.reason,
            owed: owed.map(({ title }) => title),
            expiresOn: exception.expiresOn === undefined ? null : isoOf(exception.expiresOn)
        }));
}
