import { z } from 'zod';
import type { DealTask, StalledDeal } from '../domain/dwell/stalled-deals';
import { stallMark } from '../domain/dwell/stalled-deals';
import type { StayFacts, StayingPartner } from '../domain/dwell/staying-partner';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import { orEmpty, readRows, salesforceDate } from './row-reader';

export const ENGAGEMENT_OBJECT = 'Partner_Engagement__c';

/** Registered partners of open deals with what the nightly run has written about their stay. */
export const STAYING_QUERY =
    'SELECT Id, Name, Partner__c, Partner__r.Name, Partner_Type__c, Role__c, Partner_Manager__c, Partner_Manager__r.Name, Registered_On__c, ' +
    'Joined_Stage_Order__c, Stage_Since__c, Stage_Since_Order__c, Regressed_Before_Joining__c, Opportunity__c, Opportunity__r.Name, ' +
    `Opportunity__r.Owner.Name, Opportunity__r.Account.Name, Opportunity__r.StageName FROM ${ENGAGEMENT_OBJECT} ` +
    "WHERE Status__c = 'Registered' AND Opportunity__r.IsClosed = false";

/** Open deals by name, partner deals or not. */
export const OPEN_DEAL_NAMES_QUERY = 'SELECT Id, Name, Owner.Name, Account.Name, StageName FROM Opportunity WHERE IsClosed = false';

const id = z.string().regex(/^[A-Za-z0-9]{15,18}$/);
const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));
const dealNames = { Name: z.string(), Owner: named, Account: named, StageName: z.string() };
type DealNames = z.output<z.ZodObject<typeof dealNames>>;

const stayingRow = z.object({
    Id: id,
    Name: z.string(),
    Partner__c: orEmpty(z.string()),
    Partner__r: named,
    Partner_Type__c: orEmpty(z.string()),
    Role__c: orEmpty(z.string()),
    Partner_Manager__c: orEmpty(z.string()),
    Partner_Manager__r: named,
    Registered_On__c: orEmpty(salesforceDate),
    Joined_Stage_Order__c: orEmpty(z.number()),
    Stage_Since__c: orEmpty(salesforceDate),
    Stage_Since_Order__c: orEmpty(z.number()),
    Regressed_Before_Joining__c: z.boolean(),
    Opportunity__c: id,
    Opportunity__r: z.object(dealNames)
});

export const readStaying = (rows: readonly unknown[]): readonly StayingPartner[] =>
    readRows(stayingRow, ENGAGEMENT_OBJECT, rows).map((row) => ({
        id: row.Id,
        name: row.Name,
        partnerId: row.Partner__c ?? '',
        partnerName: row.Partner__r?.Name ?? row.Name,
        partnerType: row.Partner_Type__c ?? '',
        isLead: row.Role__c === 'Lead',
        managerId: row.Partner_Manager__c,
        managerName: row.Partner_Manager__r?.Name,
        registeredOn: row.Registered_On__c,
        joinedOrder: row.Joined_Stage_Order__c,
        deal: toNames(row.Opportunity__c, row.Opportunity__r),
        stored: { since: row.Stage_Since__c, order: row.Stage_Since_Order__c, regressed: row.Regressed_Before_Joining__c }
    }));

const toNames = (dealId: string, row: DealNames): StayingPartner['deal'] => ({
    id: dealId,
    name: row.Name,
    ownerName: row.Owner?.Name ?? '',
    accountName: row.Account?.Name ?? '',
    stageName: row.StageName
});

export const readOpenDealNames = (rows: readonly unknown[]): readonly StayingPartner['deal'][] =>
    readRows(z.object({ Id: id, ...dealNames }), 'Opportunity', rows).map((row) => toNames(row.Id, row));

/** The record that makes the org hold what history says. */
export const toStayRecord = (partnerId: string, { since, order, regressed }: StayFacts) => ({
    Id: partnerId,
    Stage_Since__c: since === undefined ? null : isoOf(since),
    Stage_Since_Order__c: order ?? null,
    Regressed_Before_Joining__c: regressed
});

/** Deals that one query asks the tasks of: ids take 21 characters each, and a query holds 100,000. */
export const DEALS_PER_TASK_QUERY = 500;

/** Every task on these deals, open or closed. */
export const taskQuery = (dealIds: readonly string[]): string =>
    `SELECT Id, WhatId, Subject, Description FROM Task WHERE WhatId IN (${dealIds.map((each) => `'${each}'`).join(', ')})`;

const taskRow = z.object({ WhatId: id, Subject: orEmpty(z.string()), Description: orEmpty(z.string()) });

export const readTasks = (rows: readonly unknown[]): readonly DealTask[] =>
    readRows(taskRow, 'Task', rows).map((row) => ({ dealId: row.WhatId, text: `${row.Subject ?? ''}\n${row.Description ?? ''}` }));

/** What a subject holds at most. */
const SUBJECT_LENGTH = 255;

/** The task that a partner manager gets for a stalled deal. The mark in its description says which stall it is about. */
export function toStallTask(stalled: StalledDeal, stageLabel: string, dueOn: Day) {
    const { deal, days, usual } = stalled;
    const leans = usual.leansOnAllTypes ? ', leaning on all partner types' : '';
    return {
        WhatId: deal.id,
        OwnerId: deal.managerId,
        Subject: `Stalled ${days} days in ${stageLabel}: ${deal.name}`.slice(0, SUBJECT_LENGTH),
        Description:
            `In ${stageLabel} since ${isoOf(deal.since)}, ${days} days. Usual for ${deal.partnerType}: ${Math.round(usual.meanDays)} days ` +
            `(${usual.sampleSize} seen${leans}).\nAgree with ${deal.partnerName ?? 'the partner'} and ${deal.ownerName} what moves it, or disqualify it. ` +
            `Partner Path on the deal shows what is missing.\n\n${stallMark(stalled)}`,
        ActivityDate: isoOf(dueOn),
        Priority: 'High'
    };
}
