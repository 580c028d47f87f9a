import { z } from 'zod';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import type { Learning, Registration } from '../domain/meeting/learnings';
import type { PartnerDeal } from '../domain/meeting/partner-review';
import { quoted } from './plan-rows';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

const text = orEmpty(z.string());
const named = orEmpty(z.object({ Name: text }));

const DEAL_FIELDS = [
    ...['Name', 'Owner.Name', 'Account.Name', 'Amount', 'StageName', 'CloseDate', 'IsClosed', 'IsWon'],
    ...['Partner_Stage_Order__c', 'Earned_Stage_Order__c']
].map((field) => `Opportunity__r.${field}`);

/** Registered partners on deals: all of one partner, or all on one deal. */
export const partnerDealQuery = (field: 'Partner__c' | 'Opportunity__c', id: string): string =>
    [
        'SELECT Id, Name, Partner__c, Partner__r.Name, Partner_Type__c, Role__c, Attribution__c, Credit_Percent__c, Registered_On__c',
        'Handoff_Accepted_On__c, Handoff_Due_On__c, Handoff_Returned_Reason__c, Counterpart__r.Name, Counterpart__r.Title, Counterpart__r.Phone',
        'Partner_Manager__r.Name, Missing_Criteria__c, Waiver_Debt__c, Partner_Told_On__c, Post_Mortem_Due_On__c, Post_Mortems_Complete__c',
        'Opportunity__c',
        ...DEAL_FIELDS
    ].join(', ') + ` FROM Partner_Engagement__c WHERE ${field} = ${quoted(id)} AND Status__c = 'Registered' ORDER BY CreatedDate, Name`;

const row = z.object({
    Id: z.string().min(15),
    Name: z.string(),
    Partner__c: z.string().min(15),
    Partner__r: z.object({ Name: z.string() }),
    Partner_Type__c: text,
    Role__c: text,
    Attribution__c: text,
    Credit_Percent__c: orEmpty(z.number()),
    Registered_On__c: orEmpty(salesforceDate),
    Handoff_Accepted_On__c: orEmpty(salesforceMoment),
    Handoff_Due_On__c: orEmpty(salesforceDate),
    Handoff_Returned_Reason__c: text,
    Counterpart__r: orEmpty(z.object({ Name: text, Title: text, Phone: text })),
    Partner_Manager__r: named,
    Missing_Criteria__c: text,
    Waiver_Debt__c: text,
    Partner_Told_On__c: orEmpty(salesforceDate),
    Post_Mortem_Due_On__c: orEmpty(salesforceDate),
    Post_Mortems_Complete__c: orEmpty(z.number()),
    Opportunity__c: z.string().min(15),
    Opportunity__r: z.object({
        Name: z.string(),
        Owner: named,
        Account: named,
        Amount: orEmpty(salesforceMoney),
        StageName: z.string(),
        CloseDate: orEmpty(salesforceDate),
        IsClosed: z.boolean(),
        IsWon: z.boolean(),
        Partner_Stage_Order__c: orEmpty(z.number()),
        Earned_Stage_Order__c: orEmpty(z.number())
    })
});

const keysIn = (list: string | undefined): readonly string[] => (list ?? '').split(';').filter(Boolean);

export const readPartnerDeals = (rows: readonly unknown[]): readonly PartnerDeal[] =>
    readRows(row, 'Partner_Engagement__c', rows).map(({ Opportunity__r: deal, ...one }): PartnerDeal => {
        const person = one.Counterpart__r;
        return {
            id: one.Id,
            name: one.Name,
            partnerId: one.Partner__c,
            partnerName: one.Partner__r.Name,
            partnerType: one.Partner_Type__c ?? '',
            role: one.Role__c ?? '',
            attribution: one.Attribution__c,
            credit: one.Credit_Percent__c,
            registeredOn: one.Registered_On__c,
            handoffAcceptedOn: one.Handoff_Accepted_On__c === undefined ? undefined : dayOfMoment(one.Handoff_Accepted_On__c),
            handoffDueOn: one.Handoff_Due_On__c,
            handoffReturnedReason: one.Handoff_Returned_Reason__c,
            counterpart: person?.Name === undefined ? undefined : { name: person.Name, title: person.Title, phone: person.Phone },
            managerName: one.Partner_Manager__r?.Name,
            missing: keysIn(one.Missing_Criteria__c),
            owedOnException: keysIn(one.Waiver_Debt__c),
            toldOn: one.Partner_Told_On__c,
            postMortemDueOn: one.Post_Mortem_Due_On__c,
            postMortems: one.Post_Mortems_Complete__c ?? 0,
            deal: {
                id: one.Opportunity__c,
                name: deal.Name,
                ownerName: deal.Owner?.Name ?? '',
                accountName: deal.Account?.Name ?? '',
                amount: deal.Amount,
                stageName: deal.StageName,
                closeOn: deal.CloseDate,
                isClosed: deal.IsClosed,
                isWon: deal.IsWon,
                claimedOrder: deal.Partner_Stage_Order__c ?? 0,
                earnedOrder: deal.Earned_Stage_Order__c ?? 0
            }
        };
    });

const inList = (ids: readonly string[]): string => `(${ids.map(quoted).join(', ')})`;

export const learningQuery = (partnerIds: readonly string[]): string =>
    'SELECT Id, Partner__c, Outcome__c, Slipped_At__c, Learning__c, Change_Next_Time__c, Published_On__c, Published_By__r.Name FROM Partner_Learning__c ' +
    `WHERE Partner__c IN ${inList(partnerIds)} AND Published_On__c != null ORDER BY Published_On__c DESC, Name DESC`;

const learningRow = z.object({
    Id: z.string().min(15),
    Partner__c: z.string().min(15),
    Outcome__c: orEmpty(z.enum(['Won', 'Lost'])),
    Slipped_At__c: text,
    Learning__c: text,
    Change_Next_Time__c: text,
    Published_On__c: salesforceDate,
    Published_By__r: named
});

export const readLearnings = (rows: readonly unknown[]): readonly Learning[] =>
    readRows(learningRow, 'Partner_Learning__c', rows).map((one) => ({
        id: one.Id,
        partnerId: one.Partner__c,
        outcome: one.Outcome__c,
        slippedAt: one.Slipped_At__c,
        learning: one.Learning__c ?? '',
        changeNextTime: one.Change_Next_Time__c,
        publishedOn: one.Published_On__c,
        publishedBy: one.Published_By__r?.Name
    }));

/** Everybody's registrations with these partners, withdrawn ones too: their deals have read the learnings. */
export const registrationQuery = (partnerIds: readonly string[]): string =>
    `SELECT Id, Name, Partner__c, Registered_On__c FROM Partner_Engagement__c WHERE Partner__c IN ${inList(partnerIds)} AND Registered_On__c != null`;

const registrationRow = z.object({
    Id: z.string().min(15),
    Name: z.string(),
    Partner__c: z.string().min(15),
    Registered_On__c: salesforceDate
});

export const readRegistrations = (rows: readonly unknown[]): readonly Registration[] =>
    readRows(registrationRow, 'Partner_Engagement__c', rows).map((one) => ({
        id: one.Id,
        name: one.Name,
        partnerId: one.Partner__c,
        registeredOn: one.Registered_On__c
    }));

/** Stage moves of a deal, the latest first. */
export const moveQuery = (dealId: string): string =>
    `SELECT StageName, CreatedBy.Name, CreatedDate FROM OpportunityHistory WHERE OpportunityId = ${quoted(dealId)} ORDER BY CreatedDate DESC`;

const moveRow = z.object({ StageName: z.string(), CreatedBy: named, CreatedDate: salesforceMoment });

export interface StageMove {
    readonly stageName: string;
    readonly by: string | undefined;
    readonly on: number;
}

/** Only the entries at which the StageName changed, the latest first. */
export function readMoves(rows: readonly unknown[]): readonly StageMove[] {
    const entries = readRows(moveRow, 'OpportunityHistory', rows);
    return entries
        .filter(({ StageName }, index) => entries[index + 1]?.StageName !== StageName)
        .map((one) => ({ stageName: one.StageName, by: one.CreatedBy?.Name, on: dayOfMoment(one.CreatedDate) }));
}

/** Refused moves of a deal that it has not made since, the latest first. */
export const stoppedMoveQuery = (dealId: string): string =>
    `SELECT Attempted_Stage__c, Message__c, Waiting_On__c, Attempted_On__c FROM Stage_Gate_Block__c WHERE Opportunity__c = ${quoted(dealId)} AND Resolved__c = false ORDER BY Attempted_On__c DESC LIMIT 5`;

const stoppedRow = z.object({
    Attempted_Stage__c: text,
    Message__c: text,
    Waiting_On__c: text,
    Attempted_On__c: orEmpty(salesforceMoment)
});

export const readStoppedMoves = (rows: readonly unknown[]) =>
    readRows(stoppedRow, 'Stage_Gate_Block__c', rows).map((one) => ({
        stageName: one.Attempted_Stage__c ?? '',
        message: one.Message__c ?? '',
        waitingOn: one.Waiting_On__c,
        on: one.Attempted_On__c === undefined ? undefined : dayOfMoment(one.Attempted_On__c)
    }));
export type StoppedMove = ReturnType<typeof readStoppedMoves>[number];

/** Open steps of all plans of a deal's registered partners, the next due first. */
export const openStepQuery = (dealId: string): string =>
    'SELECT Action__c, Party__c, Due_On__c, Host_Owner__r.Name, Contact_Owner__r.Name, Mutual_Action_Plan__r.Partner_Engagement__c FROM Mutual_Action_Step__c ' +
    `WHERE Mutual_Action_Plan__r.Partner_Engagement__r.Opportunity__c = ${quoted(dealId)} AND Done__c = false ORDER BY Due_On__c ASC NULLS LAST`;

const openStepRow = z.object({
    Action__c: z.string(),
    Party__c: z.string(),
    Due_On__c: orEmpty(salesforceDate),
    Host_Owner__r: named,
    Contact_Owner__r: named,
    Mutual_Action_Plan__r: z.object({ Partner_Engagement__c: z.string() })
});

export const readOpenSteps = (rows: readonly unknown[]) =>
    readRows(openStepRow, 'Mutual_Action_Step__c', rows).map((one) => ({
        partnerDealId: one.Mutual_Action_Plan__r.Partner_Engagement__c,
        action: one.Action__c,
        party: one.Party__c,
        owner: one.Host_Owner__r?.Name ?? one.Contact_Owner__r?.Name,
        dueOn: one.Due_On__c
    }));
export type OpenStep = ReturnType<typeof readOpenSteps>[number];

/** Usual times in stage that the last rollup kept. */
export const BASELINE_QUERY =
    'SELECT Stage_Order__c, Partner_Type__c, Mean_Days__c, Threshold_Days__c, Sample_Size__c, Leans_On_All_Types__c FROM Partner_Dwell_Baseline__c';

const baselineRow = z.object({
    Stage_Order__c: z.number(),
    Partner_Type__c: text,
    Mean_Days__c: orEmpty(z.number()),
    Threshold_Days__c: orEmpty(z.number()),
    Sample_Size__c: orEmpty(z.number()),
    Leans_On_All_Types__c: orEmpty(z.boolean())
});

export const readBaselines = (rows: readonly unknown[]) =>
    readRows(baselineRow, 'Partner_Dwell_Baseline__c', rows).map((one) => ({
        stageOrder: one.Stage_Order__c,
        partnerType: one.Partner_Type__c,
        meanDays: one.Mean_Days__c,
        thresholdDays: one.Threshold_Days__c,
        sampleSize: one.Sample_Size__c ?? 0,
        leansOnAllTypes: one.Leans_On_All_Types__c ?? false
    }));
