import { z } from 'zod';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import type { ClosedPartner } from '../domain/queue/open-loops';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

const DEAL = ['Name', 'Owner.Name', 'Amount', 'IsWon', 'CloseDate'].map((field) => `Opportunity__r.${field}`).join(', ');

/** Registered partners of closed deals, what stage history says of the close, the newest post-mortem first, and what was learnt. */
export const LOOP_QUERIES = {
    partners:
        'SELECT Id, Opportunity__c, Role__c, Partner_Type__c, Partner__r.Name, Partner_Manager__r.Name, Registered_On__c, Joined_Stage_Order__c, ' +
        `Partner_Told_On__c, Post_Mortems_Complete__c, ${DEAL} FROM Partner_Engagement__c ` +
        "WHERE Status__c = 'Registered' AND Opportunity__r.IsClosed = true",
    history:
        'SELECT Id, OpportunityId, StageName, CreatedDate FROM OpportunityHistory ' +
        'WHERE Opportunity.IsClosed = true AND Opportunity.Registered_Partners__c > 0',
    postMortems:
        'SELECT Id, Partner_Engagement__c, Complete__c, Host_Confirmed_By__c FROM Joint_Post_Mortem__c ORDER BY CreatedDate DESC, Id DESC',
    learnings: 'SELECT Source_Key__c FROM Partner_Learning__c'
} as const;

const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));
const partnerRow = z.object({
    Id: z.string(),
    Opportunity__c: z.string(),
    Role__c: orEmpty(z.string()),
    Partner_Type__c: orEmpty(z.string()),
    Partner__r: named,
    Partner_Manager__r: named,
    Registered_On__c: orEmpty(salesforceDate),
    Joined_Stage_Order__c: orEmpty(z.number()),
    Partner_Told_On__c: orEmpty(z.string()),
    Post_Mortems_Complete__c: orEmpty(z.number()),
    Opportunity__r: z.object({
        Name: z.string(),
        Owner: named,
        Amount: orEmpty(salesforceMoney),
        IsWon: z.boolean(),
        CloseDate: salesforceDate
    })
});
const historyRow = z.object({ Id: z.string(), OpportunityId: z.string(), StageName: z.string(), CreatedDate: salesforceMoment });
const postMortemRow = z.object({
    Id: z.string(),
    Partner_Engagement__c: z.string(),
    Complete__c: z.boolean(),
    Host_Confirmed_By__c: orEmpty(z.string())
});
const learningRow = z.object({ Source_Key__c: orEmpty(z.string()) });

export type LoopRows = Readonly<Record<keyof typeof LOOP_QUERIES, readonly unknown[]>>;

/** Whether a StageName counts as closed in the org; undefined for a stage that the org no longer lists. */
export type IsClosed = (stageName: string) => boolean | undefined;

export function readClosedPartners(rows: LoopRows, isClosed: IsClosed): readonly ClosedPartner[] {
    const closeDays = readCloseDays(rows.history, isClosed);
    const published = new Set(readRows(learningRow, 'Partner_Learning__c', rows.learnings).map(({ Source_Key__c }) => Source_Key__c));
    const postMortems = new Map<string, z.output<typeof postMortemRow>[]>();
    for (const row of readRows(postMortemRow, 'Joint_Post_Mortem__c', rows.postMortems))
        postMortems.set(row.Partner_Engagement__c, [...(postMortems.get(row.Partner_Engagement__c) ?? []), row]);
    return readRows(partnerRow, 'Partner_Engagement__c', rows.partners).map((row) => ({
        engagementId: row.Id,
        dealId: row.Opportunity__c,
        dealName: row.Opportunity__r.Name,
        ownerName: row.Opportunity__r.Owner?.Name ?? '',
        partnerName: row.Partner__r?.Name ?? '',
        managerName: row.Partner_Manager__r?.Name,
        partnerType: row.Partner_Type__c,
        role: row.Role__c,
        registeredOn: row.Registered_On__c,
        joinedOrder: row.Joined_Stage_Order__c,
        amount: row.Opportunity__r.Amount,
        isWon: row.Opportunity__r.IsWon,
        closeDate: row.Opportunity__r.CloseDate,
        closedOn: closeDays.get(row.Opportunity__c),
        isTold: row.Partner_Told_On__c !== undefined,
        completePostMortems: row.Post_Mortems_Complete__c ?? 0,
        isHostConfirmed: postMortems.get(row.Id)?.[0]?.Host_Confirmed_By__c !== undefined,
        unpublished: (postMortems.get(row.Id) ?? []).filter(({ Id, Complete__c }) => Complete__c && !published.has(Id)).length
    }));
}

/**
 * The day of the step with which each deal came to be closed: the first closed row after the last open one. A row of a stage that
 * the org no longer lists may be either, so the day stays unknown until the deal is seen open again.
 */
function readCloseDays(rows: readonly unknown[], isClosed: IsClosed): ReadonlyMap<string, Day | undefined> {
    const days = new Map<string, Day | undefined>();
    const history = [...readRows(historyRow, 'OpportunityHistory', rows)];
    history.sort((a, b) => a.CreatedDate - b.CreatedDate || (a.Id < b.Id ? -1 : 1));
    for (const { OpportunityId, StageName, CreatedDate } of history) {
        const closed = isClosed(StageName);
        if (closed === false) days.delete(OpportunityId);
        else if (closed === undefined) days.set(OpportunityId, undefined);
        else if (!days.has(OpportunityId)) days.set(OpportunityId, dayOfMoment(CreatedDate));
    }
    return days;
}
