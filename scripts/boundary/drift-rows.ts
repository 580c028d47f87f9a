import { z } from 'zod';
import type { DeployedComponent } from '../domain/drift/compare-components';
import type { OrgStageValue } from '../domain/drift/stage-values';
import type { FieldUpdate } from '../domain/drift/stage-writers';
import type { HistoryEntry } from '../domain/forecast/deal';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

export const STAGE_VALUE_QUERY = 'SELECT MasterLabel, ApiName, IsActive, IsClosed, IsWon FROM OpportunityStage';
export const HISTORY_QUERY = 'SELECT Id, OpportunityId, StageName, Amount, CloseDate, CreatedDate FROM OpportunityHistory';

const stageRow = z.object({
    MasterLabel: z.string(),
    ApiName: orEmpty(z.string()),
    IsActive: z.boolean(),
    IsClosed: z.boolean(),
    IsWon: z.boolean()
});

export const readStageValues = (rows: readonly unknown[]): readonly OrgStageValue[] =>
    readRows(stageRow, 'OpportunityStage', rows).map((row) => ({
        name: row.ApiName ?? row.MasterLabel,
        isActive: row.IsActive,
        isClosed: row.IsClosed,
        isWon: row.IsWon
    }));

const historyRow = z.object({
    Id: z.string(),
    OpportunityId: z.string(),
    StageName: z.string(),
    Amount: orEmpty(salesforceMoney),
    CloseDate: orEmpty(salesforceDate),
    CreatedDate: salesforceMoment
});

/** Stage history by opportunity id. */
export function readHistory(rows: readonly unknown[]): (dealId: string) => readonly HistoryEntry[] {
    const byDeal = new Map<string, HistoryEntry[]>();
    for (const row of readRows(historyRow, 'OpportunityHistory', rows)) {
        const entry = { id: row.Id, at: row.CreatedDate, stageName: row.StageName, amount: row.Amount, closeOn: row.CloseDate };
        const known = byDeal.get(row.OpportunityId);
        if (known) known.push(entry);
        else byDeal.set(row.OpportunityId, [entry]);
    }
    return (dealId) => byDeal.get(dealId) ?? [];
}

/** SOAP answers come as text, and an empty element as null or an object. */
const element = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const component = z.record(z.string(), z.unknown()).transform((record, context) => {
    const { fullName } = record;
    if (typeof fullName !== 'string') {
        context.addIssue({ code: 'custom', message: 'a component without a name' });
        return z.NEVER;
    }
    const elements = Object.entries(record).flatMap(([name, value]) => {
        const read = element.safeParse(value);
        return read.success ? [[name, read.data] as const] : [];
    });
    return { fullName, elements: Object.fromEntries(elements) };
});

/** Components as readMetadata returned them. */
export const readComponents = (type: DeployedComponent['type'], rows: readonly unknown[]): readonly DeployedComponent[] =>
    readRows(component, type, rows).map((read) => ({ type, ...read }));

const fieldUpdate = z.object({ fullName: z.string(), field: orEmpty(z.string()) });

export const readFieldUpdates = (rows: readonly unknown[]): readonly FieldUpdate[] =>
    readRows(fieldUpdate, 'WorkflowFieldUpdate', rows).map(({ fullName, field }) => ({ fullName, field: field ?? '' }));
