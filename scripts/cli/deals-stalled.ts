import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toCsv } from '../adapters/report/csv';
import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import {
    DEALS_PER_TASK_QUERY,
    OPEN_DEAL_NAMES_QUERY,
    readOpenDealNames,
    readTasks,
    taskQuery,
    toStallTask
} from '../boundary/staying-rows';
import { presentStay } from '../domain/dwell/deal-stays';
import { findStalled, withoutTask, type DealTask, type StalledDeal, type StandingDeal } from '../domain/dwell/stalled-deals';
import { dealPlaces, type StayingPartner } from '../domain/dwell/staying-partner';
import { isoOf } from '../domain/forecast/calendar-day';
import { DIRECT } from '../domain/forecast/deal';
import { businessDaysAfter } from '../domain/queue/business-days';
import type { Command } from './command';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStays, type StayReading } from './read-stays';
import { layTable } from './table';

/** Business days that a partner manager has for a stalled deal. */
const TASK_BUSINESS_DAYS = 2;

/** Open deals that have stood in their stage longer than deals of their kind do; a task for each, once. */
export const dealsStalled: Command = {
    path: ['deals', 'stalled'],
    summary: 'List open deals past the usual stay in their stage, the most money first; create a task for each.',
    options: [
        { flags: '--all', description: 'direct deals too' },
        { flags: '--create-tasks', description: 'a task for the partner manager of each partner deal, once for the same stall' },
        { flags: '--csv <file>', description: 'also write the list as CSV' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'A stay is measured in the overlay stage, whatever StageNames it had there. Past usual means: more days than the mean of the stage\n' +
        'and partner type and the grace of the stage map. * marks a mean that leans on all partner types, for lack of cases.\n' +
        'Ends with 1 when a deal is stalled; with --create-tasks only when a task could not be created.',
    async run(options, around) {
        const reading = await readStays(options, around);
        const standing = await standingDeals(reading, Boolean(options.all));
        const stalled = findStalled(standing.deals, reading.usual, reading.today);
        const tasks = options.createTasks ? await createTasks(reading, stalled) : undefined;
        if (options.csv) await writeText(resolve(around.cwd, String(options.csv)), toCsv(CSV_HEADINGS, stalled.map(toCells(reading))));
        if (options.json) around.terminal.printJson(toDocument(reading, stalled, standing.notKnown, tasks));
        else around.terminal.print(layReport(reading, stalled, standing.notKnown, tasks));
        const names = new Map(stalled.map(({ deal }) => [deal.id, deal.name]));
        for (const { key, reason } of tasks?.refused ?? [])
            around.terminal.warn(`No task was created for ${names.get(key) ?? key}: ${reason}`);
        if (tasks) return tasks.refused.length > 0 ? 'FOUND' : 'OK';
        return stalled.length > 0 ? 'FOUND' : 'OK';
    }
};

interface Standing {
    readonly deals: readonly StandingDeal[];
    /** Names of deals whose history does not lead to the stage they stand in. */
    readonly notKnown: readonly string[];
}

/** Open deals with a leading partner; with `all` every open deal. */
export async function standingDeals({ org, source, partners }: StayReading, all: boolean): Promise<Standing> {
    const leads = new Map(partners.filter(({ isLead }) => isLead).map((partner) => [partner.deal.id, partner]));
    const deals = all ? readOpenDealNames(await org.query(OPEN_DEAL_NAMES_QUERY)) : [...leads.values()].map(({ deal }) => deal);
    const places = dealPlaces(source.table);
    const found: StandingDeal[] = [];
    const notKnown: string[] = [];
    for (const deal of deals) {
        const place = places.get(deal.id);
        // A deal that was made between two requests is too young to be stalled.
        if (place === undefined) continue;
        const { order, since } = presentStay(source.table, source.stages, place);
        const amount = source.table.amount[place]!;
        if (since === undefined) notKnown.push(deal.name);
        else
            found.push({
                ...deal,
                ...leadOf(leads.get(deal.id)),
                amount: Number.isNaN(amount) ? undefined : amount,
                stageOrder: order,
                since
            });
    }
    return { deals: found, notKnown };
}

const leadOf = (lead: StayingPartner | undefined) => ({
    partnerType: lead?.partnerType ?? DIRECT,
    partnerName: lead?.partnerName,
    managerId: lead?.managerId,
    managerName: lead?.managerName
});

interface TasksMade {
    readonly created: readonly StalledDeal[];
    /** Stalled partner deals whose task is there already, open or closed. */
    readonly known: number;
    readonly refused: readonly RefusedRow[];
}

async function createTasks({ org, today, stageLabelOf }: StayReading, stalled: readonly StalledDeal[]): Promise<TasksMade> {
    const ours = stalled.filter(({ deal }) => deal.managerId !== undefined);
    const missing = withoutTask(ours, await readDealTasks(org, ours));
    const dueOn = businessDaysAfter(today, TASK_BUSINESS_DAYS);
    const { refused } = await org.insert(
        'Task',
        'WhatId',
        missing.map((one) => toStallTask(one, stageLabelOf(one.deal.stageOrder), dueOn))
    );
    const failed = new Set(refused.map(({ key }) => key));
    return { created: missing.filter(({ deal }) => !failed.has(deal.id)), known: ours.length - missing.length, refused };
}

async function readDealTasks(org: SalesforceOrg, stalled: readonly StalledDeal[]): Promise<readonly DealTask[]> {
    const tasks: DealTask[] = [];
    for (let start = 0; start < stalled.length; start += DEALS_PER_TASK_QUERY) {
        const ids = stalled.slice(start, start + DEALS_PER_TASK_QUERY).map(({ deal }) => deal.id);
        tasks.push(...readTasks(await org.query(taskQuery(ids))));
    }
    return tasks;
}

function layReport(reading: StayReading, stalled: readonly StalledDeal[], notKnown: readonly string[], tasks: TasksMade | undefined) {
    const atRisk = stalled.reduce((sum, { deal }) => sum + (deal.amount ?? 0), 0);
    const deals = stalled.length === 1 ? 'One deal is' : `${stalled.length} deals are`;
    return [
        ...(stalled.length === 0
            ? [`No deal in ${reading.org.instanceUrl} has stood in its stage past usual.`]
            : [layStalled(reading, stalled), `${deals} stalled, ${whole.format(atRisk / 100)} at risk.`]),
        ...(stalled.some(({ usual }) => usual.leansOnAllTypes) ? ['* few cases of this type: the mean leans on all partner types.'] : []),
        ...(notKnown.length > 0 ? [`Since when is not known of ${notKnown.join(', ')}: stage history does not lead to their stage.`] : []),
        ...(tasks ? [describeTasks(tasks)] : [])
    ].join('\n\n');
}

const layStalled = ({ stageLabelOf }: StayReading, stalled: readonly StalledDeal[]): string =>
    layTable(
        [
            { heading: 'Deal' },
            { heading: 'Amount', align: 'right' },
            { heading: 'Stage' },
            { heading: 'Since' },
            { heading: 'Days', align: 'right' },
            { heading: 'Usual', align: 'right' },
            { heading: 'Over by', align: 'right' },
            { heading: 'Partner' },
            { heading: 'Partner manager' },
            { heading: 'Owner' }
        ],
        stalled.map(({ deal, days, usual }) => [
            deal.name,
            deal.amount === undefined ? '–' : whole.format(deal.amount / 100),
            `${deal.stageOrder} ${stageLabelOf(deal.stageOrder)}`,
            isoOf(deal.since),
            String(days),
            `${Math.round(usual.meanDays)}${usual.leansOnAllTypes ? '*' : ''} (${usual.sampleSize} seen)`,
            String(days - Math.round(usual.meanDays)),
            deal.partnerName === undefined ? DIRECT : `${deal.partnerName} (${deal.partnerType})`,
            deal.managerName ?? '–',
            deal.ownerName
        ])
    );

function describeTasks({ created, known }: TasksMade): string {
    if (created.length === 0) return `No task was created: ${known} of these stalls have theirs.`;
    const made = created.map(({ deal }) => `- ${deal.managerName ?? deal.managerId}: ${deal.name}`);
    return [`${created.length} tasks were created, ${known} were there:`, ...made].join('\n');
}

const CSV_HEADINGS = [
    ...['Deal Id', 'Deal', 'Account', 'Amount', 'Stage Order', 'Stage', 'StageName', 'Since', 'Days', 'Usual Days', 'Limit Days'],
    ...['Sample Size', 'Leans On All Types', 'Partner Type', 'Partner', 'Partner Manager', 'Owner']
];

const toCells =
    ({ stageLabelOf }: StayReading) =>
    ({ deal, days, usual }: StalledDeal) => [
        ...[deal.id, deal.name, deal.accountName, deal.amount === undefined ? undefined : deal.amount / 100],
        ...[deal.stageOrder, stageLabelOf(deal.stageOrder), deal.stageName, isoOf(deal.since), days, usual.meanDays, usual.thresholdDays],
        ...[usual.sampleSize, String(usual.leansOnAllTypes), deal.partnerType, deal.partnerName, deal.managerName, deal.ownerName]
    ];

const toDocument = (
    { org, today, stageLabelOf, map }: StayReading,
    stalled: readonly StalledDeal[],
    notKnown: readonly string[],
    tasks: TasksMade | undefined
) => ({
    org: org.instanceUrl,
    asOf: isoOf(today),
    graceDays: map.dwell.graceDays,
    atRisk: stalled.reduce((sum, { deal }) => sum + (deal.amount ?? 0), 0) / 100,
    deals: stalled.map(({ deal, days, usual }) => ({
        deal: { id: deal.id, name: deal.name, account: deal.accountName, owner: deal.ownerName },
        amount: deal.amount === undefined ? null : deal.amount / 100,
        stageOrder: deal.stageOrder,
        stage: stageLabelOf(deal.stageOrder),
        stageName: deal.stageName,
        since: isoOf(deal.since),
        days,
        usualDays: usual.meanDays,
        limitDays: usual.thresholdDays,
        sampleSize: usual.sampleSize,
        leansOnAllTypes: usual.leansOnAllTypes,
        partner: deal.partnerName ?? null,
        partnerType: deal.partnerType,
        partnerManager: deal.managerName ?? null
    })),
    notKnown,
    ...(tasks && {
        tasks: { created: tasks.created.map(({ deal }) => ({ id: deal.id, name: deal.name })), known: tasks.known, refused: tasks.refused }
    })
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
