import { z } from 'zod';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import type { ClosedPartner } from '../domain/queue/open-loops';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

const DEAL = ['Name', 'Owner.Name', 'Amount', 'IsWon', 'CloseDate'].map((field) => `Opportunity__r.${field}`).join(', ');

/** Registered partners of closed deals, what history says of the close, and what was learnt. */
export const LOOP_QUERIES = {
    partners:
        'SELECT Id, Opportunity__c, Role__c, Partner_Type__c, Partner__r.Name, Partner_Manager__r.Name, Registered_On__c, Joined_Stage_Order__c, ' +
        `Partner_Told_On__c, Post_Mortems_Complete__c, ${DEAL} FROM Partner_Engagement__c ` +
        "WHERE Status__c = 'Registered' AND Opportunity__r.IsClosed = true",
    history:
        'SELECT OpportunityId, StageName, CreatedDate FROM OpportunityHistory WHERE Opportunity.IsClosed = true AND Opportunity.Registered_Partners__c > 0',
    postMortems: 'SELECT Id, Partner_Engagement__c FROM Joint_Post_Mortem__c WHERE Complete__c = true',
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
const historyRow = z.object({ OpportunityId: z.string(), StageName: z.string(), CreatedDate: salesforceMoment });
const postMortemRow = z.object({ Id: z.string(), Partner_Engagement__c: z.string() });
const learningRow = z.object({ Source_Key__c: orEmpty(z.string()) });

export type LoopRows = Readonly<Record<keyof typeof LOOP_QUERIES, readonly unknown[]>>;

/** `isClosed` says of a StageName whether the org counts it as closed. */
export function readClosedPartners(rows: LoopRows, isClosed: (stageName: string) => boolean): readonly ClosedPartner[] {
    const closed = closeDays(readRows(historyRow, 'OpportunityHistory', rows.history), isClosed);
    const published = new Set(readRows(learningRow, 'Partner_Learning__c', rows.learnings).map(({ Source_Key__c }) => Source_Key__c));
    const unpublished = new Map<string, number>();
    for (const { Id, Partner_Engagement__c } of readRows(postMortemRow, 'Joint_Post_Mortem__c', rows.postMortems))
        if (!published.has(Id)) unpublished.set(Partner_Engagement__c, (unpublished.get(Partner_Engagement__c) ?? 0) + 1);
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
        closedOn: closed.get(row.Opportunity__c) ?? row.Opportunity__r.CloseDate,
        isTold: row.Partner_Told_On__c !== undefined,
        completePostMortems: row.Post_Mortems_Complete__c ?? 0,
        unpublished: unpublished.get(row.Id) ?? 0
    }));
}

/** The day of the step with which each deal came to be closed: the first closed row after the last open one. */
function closeDays(history: readonly z.output<typeof historyRow>[], isClosed: (stageName: string) => boolean): ReadonlyMap<string, Day> {
    const days = new Map<string, Day>();
    for (const { OpportunityId, StageName, CreatedDate } of [...history].sort((a, b) => a.CreatedDate - b.CreatedDate)) {
        if (!isClosed(StageName)) days.delete(OpportunityId);
        else if (!days.has(OpportunityId)) days.set(OpportunityId, dayOfMoment(CreatedDate));
    }
    return days;
}
