import { z } from 'zod';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import type { HeldPartner, StoppedMove } from '../domain/queue/held-deals';
import { DEAL_QUERY } from './deal-fact-rows';
import { orEmpty, readRows, salesforceDate, salesforceMoment } from './row-reader';

/** Held deals are those that the org itself counts as held. */
export const HELD_QUERIES = {
    deals: `${DEAL_QUERY} WHERE Held_At_Gate__c = true`,
    since: 'SELECT Id, LastStageChangeDate, CreatedDate FROM Opportunity WHERE Held_At_Gate__c = true',
    partners:
        'SELECT Id, Opportunity__c, Role__c, Partner_Manager__r.Name, Handoff_Accepted__c, Handoff_Due_On__c, Handoff_Returned_Reason__c, Stage_Since__c, ' +
        'Stage_Since_Order__c, Opportunity__r.Partner_Stage_Order__c FROM Partner_Engagement__c ' +
        "WHERE Status__c = 'Registered' AND Opportunity__r.Held_At_Gate__c = true",
    stopped:
        'SELECT Opportunity__c, Attempted_Stage__c, Message__c, Attempted_On__c, Attempted_By__r.Name FROM Stage_Gate_Block__c ' +
        'WHERE Resolved__c = false AND Opportunity__r.IsClosed = false ORDER BY Attempted_On__c DESC'
} as const;

/** Objects that both sides confirm, with the artifact of the catalogue that they prove. */
export const CONFIRMED_OBJECTS = {
    Joint_Scorecard__c: 'joint-scorecard',
    Joint_Pitch__c: 'joint-pitch',
    Mutual_Action_Plan__c: 'mutual-action-plan'
} as const;

export const confirmationQuery = (object: string): string =>
    `SELECT Partner_Engagement__c, Host_Confirmed_On__c, Partner_Confirmed_On__c FROM ${object} WHERE Partner_Engagement__r.Opportunity__r.Held_At_Gate__c = true`;

const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));
const sinceRow = z.object({ Id: z.string(), LastStageChangeDate: orEmpty(salesforceMoment), CreatedDate: salesforceMoment });
const partnerRow = z.object({
    Id: z.string(),
    Opportunity__c: z.string(),
    Role__c: orEmpty(z.string()),
    Partner_Manager__r: named,
    Handoff_Accepted__c: z.boolean(),
    Handoff_Due_On__c: orEmpty(salesforceDate),
    Handoff_Returned_Reason__c: orEmpty(z.string()),
    Stage_Since__c: orEmpty(salesforceDate),
    Stage_Since_Order__c: orEmpty(z.number()),
    Opportunity__r: z.object({ Partner_Stage_Order__c: orEmpty(z.number()) })
});
const stoppedRow = z.object({
    Opportunity__c: z.string(),
    Attempted_Stage__c: orEmpty(z.string()),
    Message__c: orEmpty(z.string()),
    Attempted_On__c: orEmpty(salesforceMoment),
    Attempted_By__r: named
});
const confirmationRow = z.object({
    Partner_Engagement__c: z.string(),
    Host_Confirmed_On__c: orEmpty(z.string()),
    Partner_Confirmed_On__c: orEmpty(z.string())
});

export interface HeldRows {
    readonly since: readonly unknown[];
    readonly partners: readonly unknown[];
    readonly stopped: readonly unknown[];
    /** By object. */
    readonly confirmations: Readonly<Record<keyof typeof CONFIRMED_OBJECTS, readonly unknown[]>>;
}

export interface HeldReading {
    /** By deal id: from stage history where the nightly run has been since the deal last moved, else the last change of StageName. */
    readonly since: ReadonlyMap<string, Day>;
    readonly partners: ReadonlyMap<string, readonly HeldPartner[]>;
    readonly stopped: ReadonlyMap<string, readonly StoppedMove[]>;
}

export function readHeld(rows: HeldRows): HeldReading {
    const confirmed = readConfirmations(rows.confirmations);
    const partners = readRows(partnerRow, 'Partner_Engagement__c', rows.partners);
    const since = new Map(
        readRows(sinceRow, 'Opportunity', rows.since).map((row) => [row.Id, dayOfMoment(row.LastStageChangeDate ?? row.CreatedDate)])
    );
    for (const row of partners)
        if (
            row.Role__c === 'Lead' &&
            row.Stage_Since__c !== undefined &&
            row.Stage_Since_Order__c === row.Opportunity__r.Partner_Stage_Order__c
        )
            since.set(row.Opportunity__c, row.Stage_Since__c);
    return {
        since,
        partners: byDeal(partners, (row) => ({
            engagementId: row.Id,
            managerName: row.Partner_Manager__r?.Name,
            handoffDueOn: row.Handoff_Accepted__c ? undefined : row.Handoff_Due_On__c,
            isHandoffReturned: row.Handoff_Returned_Reason__c !== undefined,
            confirmedBy: confirmed.get(row.Id) ?? new Map()
        })),
        stopped: byDeal(readRows(stoppedRow, 'Stage_Gate_Block__c', rows.stopped), (row) => ({
            attemptedStage: row.Attempted_Stage__c ?? '',
            message: row.Message__c ?? '',
            on: row.Attempted_On__c === undefined ? undefined : dayOfMoment(row.Attempted_On__c),
            byName: row.Attempted_By__r?.Name
        }))
    };
}

/** Artifacts that exactly one side has confirmed, by engagement. */
function readConfirmations(rows: HeldRows['confirmations']): ReadonlyMap<string, Map<string, 'host' | 'partner'>> {
    const found = new Map<string, Map<string, 'host' | 'partner'>>();
    for (const [object, artifact] of Object.entries(CONFIRMED_OBJECTS))
        for (const row of readRows(confirmationRow, object, rows[object as keyof typeof CONFIRMED_OBJECTS])) {
            const [host, partner] = [row.Host_Confirmed_On__c !== undefined, row.Partner_Confirmed_On__c !== undefined];
            if (host === partner) continue;
            const known = found.get(row.Partner_Engagement__c) ?? new Map<string, 'host' | 'partner'>();
            found.set(row.Partner_Engagement__c, known.set(artifact, host ? 'host' : 'partner'));
        }
    return found;
}

function byDeal<Row extends { readonly Opportunity__c: string }, T>(
    rows: readonly Row[],
    toOne: (row: Row) => T
): ReadonlyMap<string, readonly T[]> {
    const found = new Map<string, T[]>();
    for (const row of rows) found.set(row.Opportunity__c, [...(found.get(row.Opportunity__c) ?? []), toOne(row)]);
    return found;
}
