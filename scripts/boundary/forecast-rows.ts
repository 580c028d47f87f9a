import { z } from 'zod';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import type { Deal, HistoryEntry, PartnerOnDeal } from '../domain/forecast/deal';
import { monthLabel, type FiscalPeriod } from '../domain/forecast/fiscal-periods';
import type { OrgTotal } from '../domain/forecast/reconcile';
import type { OrgStage } from '../domain/forecast/stage-order';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

/** The questions that a rollup asks an org. The total is asked apart from the rows, so that it can contradict them. */
export const FORECAST_QUERIES = {
    opportunities: 'SELECT Id, Name, StageName, Amount, CloseDate, CreatedDate, IsClosed, IsWon, Earned_Stage_Order__c FROM Opportunity',
    history: 'SELECT Id, OpportunityId, StageName, Amount, CloseDate, CreatedDate FROM OpportunityHistory',
    partners:
        'SELECT Id, Opportunity__c, Partner__r.Name, Partner_Type__c, Role__c, Status__c, Attribution__c, Credit_Percent__c, ' +
        'Registered_On__c, Withdrawn_On__c, Influence_Proven__c, Waiver_Debt__c, CreatedDate FROM Partner_Engagement__c',
    periods: "SELECT StartDate, EndDate, Type, FullyQualifiedLabel FROM Period WHERE Type IN ('Month', 'Quarter')",
    stages: 'SELECT MasterLabel, ApiName, IsClosed, IsWon FROM OpportunityStage',
    total: 'SELECT COUNT(Id) deals, SUM(Amount) amount FROM Opportunity WHERE IsClosed = false'
} as const;

const id = z.string().min(15);

const opportunityRow = z.object({
    Id: id,
    Name: z.string(),
    StageName: z.string(),
    Amount: orEmpty(salesforceMoney),
    CloseDate: salesforceDate,
    CreatedDate: salesforceMoment,
    IsClosed: z.boolean(),
    IsWon: z.boolean(),
    Earned_Stage_Order__c: orEmpty(z.number())
});

const historyRow = z.object({
    Id: id,
    OpportunityId: id,
    StageName: z.string(),
    Amount: orEmpty(salesforceMoney),
    CloseDate: orEmpty(salesforceDate),
    CreatedDate: salesforceMoment
});

const partnerRow = z.object({
    Id: id,
    Opportunity__c: id,
    Partner__r: orEmpty(z.object({ Name: z.string() })),
    Partner_Type__c: orEmpty(z.string()),
    Role__c: orEmpty(z.enum(['Lead', 'Supporting'])),
    Status__c: z.enum(['Signal', 'Registered', 'Withdrawn']),
    Attribution__c: orEmpty(z.enum(['Sourced', 'Influenced', 'Under Review'])),
    Credit_Percent__c: orEmpty(z.number().min(0).max(100)),
    Registered_On__c: orEmpty(salesforceDate),
    Withdrawn_On__c: orEmpty(salesforceDate),
    Influence_Proven__c: z.boolean(),
    Waiver_Debt__c: orEmpty(z.string()),
    CreatedDate: salesforceMoment
});

const periodRow = z.object({
    StartDate: salesforceDate,
    EndDate: salesforceDate,
    Type: z.enum(['Month', 'Quarter']),
    FullyQualifiedLabel: orEmpty(z.string())
});

const stageRow = z.object({ MasterLabel: z.string(), ApiName: orEmpty(z.string()), IsClosed: z.boolean(), IsWon: z.boolean() });

const totalRow = z.object({ deals: z.number().int(), amount: orEmpty(salesforceMoney) });

/** The rows of the queries above, as the org returned them. */
export interface ForecastRows {
    readonly opportunities: readonly unknown[];
    readonly history: readonly unknown[];
    readonly partners: readonly unknown[];
}

/** Opportunities with their history and partners. Rows of deals that the running user cannot see are left aside. */
export function readDeals(rows: ForecastRows): readonly Deal[] {
    const history = groupBy(readRows(historyRow, 'OpportunityHistory', rows.history), (row) => row.OpportunityId);
    const partners = groupBy(readRows(partnerRow, 'Partner_Engagement__c', rows.partners), (row) => row.Opportunity__c);
    return readRows(opportunityRow, 'Opportunity', rows.opportunities).map((row) => ({
        id: row.Id,
        name: row.Name,
        stageName: row.StageName,
        isClosed: row.IsClosed,
        isWon: row.IsWon,
        amount: row.Amount,
        closeOn: row.CloseDate,
        createdOn: dayOfMoment(row.CreatedDate),
        earnedOrder: row.Earned_Stage_Order__c,
        partners: (partners.get(row.Id) ?? []).map(toPartner),
        history: (history.get(row.Id) ?? []).map(toHistoryEntry)
    }));
}

const toHistoryEntry = (row: z.output<typeof historyRow>): HistoryEntry => ({
    id: row.Id,
    at: row.CreatedDate,
    stageName: row.StageName,
    amount: row.Amount,
    closeOn: row.CloseDate
});

const toPartner = (row: z.output<typeof partnerRow>): PartnerOnDeal => ({
    id: row.Id,
    partnerName: row.Partner__r?.Name ?? '',
    type: row.Partner_Type__c ?? '',
    role: row.Role__c,
    status: row.Status__c,
    attribution: row.Attribution__c,
    creditBasisPoints: Math.round((row.Credit_Percent__c ?? 0) * 100),
    createdOn: dayOfMoment(row.CreatedDate),
    // A registration without its date (an import) counts from the day the row was made, or it would not count at all.
    registeredOn: row.Registered_On__c ?? (row.Status__c === 'Registered' ? dayOfMoment(row.CreatedDate) : undefined),
    withdrawnOn: row.Withdrawn_On__c,
    influenceProven: row.Influence_Proven__c,
    onException: row.Waiver_Debt__c !== undefined && row.Waiver_Debt__c !== ''
});

/** Fiscal months and quarters of the org. */
export const readPeriods = (rows: readonly unknown[]): readonly FiscalPeriod[] =>
    readRows(periodRow, 'Period', rows).map((row) => ({
        type: row.Type,
        from: row.StartDate,
        to: row.EndDate,
        label: row.Type === 'Month' ? monthLabel(row.StartDate) : (row.FullyQualifiedLabel ?? `quarter from ${monthLabel(row.StartDate)}`)
    }));

/** What the org says about each StageName. StageName holds the label's API name where the org has one. */
export const readOrgStages = (rows: readonly unknown[]): readonly OrgStage[] =>
    readRows(stageRow, 'OpportunityStage', rows).map((row) => ({
        name: row.ApiName ?? row.MasterLabel,
        isClosed: row.IsClosed,
        isWon: row.IsWon
    }));

/** The org's own count and sum of open opportunities. */
export function readOrgTotal(rows: readonly unknown[]): OrgTotal {
    const [row] = readRows(totalRow, 'Opportunity total', rows);
    return { deals: row?.deals ?? 0, open: row?.amount ?? 0 };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const row of rows) {
        const group = groups.get(keyOf(row));
        if (group) group.push(row);
        else groups.set(keyOf(row), [row]);
    }
    return groups;
}
