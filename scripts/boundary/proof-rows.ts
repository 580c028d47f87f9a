import { z } from 'zod';
import type { ProofFacts, StageStep } from '../domain/exceptions/ahead-of-proof';
import { orEmpty, readRows, salesforceMoment, salesforceMoney } from './row-reader';

export const PROOF_QUERIES = {
    deals:
        'SELECT Id, Name, Owner.Name, Amount, StageName, IsClosed, IsWon, Partner_Stage_Order__c, Earned_Stage_Order__c FROM Opportunity ' +
        'WHERE Registered_Partners__c > 0',
    steps:
        'SELECT OpportunityId, StageName, CreatedById, CreatedBy.Name, CreatedDate FROM OpportunityHistory ' +
        'WHERE Opportunity.Registered_Partners__c > 0',
    /** Permission sets that hold the right to pass the gates. */
    laneSets:
        'SELECT ParentId FROM SetupEntityAccess ' +
        "WHERE SetupEntityId IN (SELECT Id FROM CustomPermission WHERE DeveloperName = 'Bypass_Partner_Gates')"
} as const;

/** Users to whom one of the permission sets is assigned. */
export const laneUserQuery = (sets: readonly string[]): string =>
    `SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSetId IN (${sets.map((id) => `'${id}'`).join(', ')})`;

const id = z.string().regex(/^[A-Za-z0-9]{15,18}$/);
const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));

export const readLaneSets = (rows: readonly unknown[]): readonly string[] =>
    readRows(z.object({ ParentId: id }), 'SetupEntityAccess', rows).map(({ ParentId }) => ParentId);

export const readLaneUsers = (rows: readonly unknown[]): ReadonlySet<string> =>
    new Set(readRows(z.object({ AssigneeId: id }), 'PermissionSetAssignment', rows).map(({ AssigneeId }) => AssigneeId));

const dealRow = z.object({
    Id: id,
    Name: z.string(),
    Owner: named,
    Amount: orEmpty(salesforceMoney),
    StageName: z.string(),
    IsClosed: z.boolean(),
    IsWon: z.boolean(),
    Partner_Stage_Order__c: orEmpty(z.number()),
    Earned_Stage_Order__c: orEmpty(z.number())
});
const stepRow = z.object({
    OpportunityId: id,
    StageName: z.string(),
    CreatedById: orEmpty(z.string()),
    CreatedBy: named,
    CreatedDate: salesforceMoment
});

/** Partner deals with what they claim, what they have proven and who moved them when. */
export function readProof(deals: readonly unknown[], steps: readonly unknown[]): readonly ProofFacts[] {
    const byDeal = new Map<string, StageStep[]>();
    for (const row of readRows(stepRow, 'OpportunityHistory', steps)) {
        const step = { at: row.CreatedDate, stageName: row.StageName, byId: row.CreatedById, byName: row.CreatedBy?.Name };
        const known = byDeal.get(row.OpportunityId);
        if (known) known.push(step);
        else byDeal.set(row.OpportunityId, [step]);
    }
    return readRows(dealRow, 'Opportunity', deals).map((row) => ({
        dealId: row.Id,
        dealName: row.Name,
        dealOwner: row.Owner?.Name ?? '',
        amount: row.Amount,
        stageName: row.StageName,
        claimedOrder: row.Partner_Stage_Order__c ?? 0,
        earnedOrder: row.Earned_Stage_Order__c ?? 0,
        isLost: row.IsClosed && !row.IsWon,
        steps: byDeal.get(row.Id) ?? []
    }));
}
