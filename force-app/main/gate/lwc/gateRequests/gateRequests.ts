/** What Partner Path saves for a request: field values of one record. Pure but for the clock. */
import USER_ID from '@salesforce/user/Id';
import { CONFIRMATION } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import { today } from 'c/calendarDay';
import type { ExceptionDecision } from 'c/dealExceptions';
import type { GateRequest } from 'c/gateCriterion';
import type { GateView } from 'c/gateView';
import { STAGE_RANKS } from 'c/stageMap';

/** The record and the fields that a request on a criterion changes, in the name of the person who asks. */
export function fieldsFor(
    { action, view: { record, engagement, engagementId }, reason, step }: GateRequest,
    side: Side
): Record<string, unknown> {
    const now = new Date().toISOString();
    switch (action) {
        case 'accept-handoff':
            return { Id: engagementId, Handoff_Accepted_By__c: USER_ID, Handoff_Accepted_On__c: now };
        case 'return-handoff':
            return { Id: engagementId, Handoff_Returned_Reason__c: reason, Handoff_Returned_On__c: now };
        case 'send-again':
            return { Id: engagementId, Handoff_Answer__c: reason, Handoff_Sent_Again_On__c: now };
        case 'partner-told':
            return { Id: engagementId, Partner_Told_On__c: today(), Partner_Told_By__c: USER_ID };
        case 'tick-step':
            return { Id: step!.id, Done__c: step!.done, Done_On__c: step!.done ? today() : null };
        default: {
            const { by, on, recordedBy } = CONFIRMATION[side];
            return {
                Id: record!.Id,
                [by]: side === 'host' ? USER_ID : engagement.Counterpart__c,
                [on]: now,
                [recordedBy]: USER_ID
            };
        }
    }
}

/** The exception and what a decision on it changes, in the name of the person who decides. */
export function decisionFields({ id, decision, expiresOn }: ExceptionDecision): Record<string, unknown> {
    const approval = decision === 'Approved' ? { Approver__c: USER_ID, Approved_On__c: today(), Expires_On__c: expiresOn || null } : {};
    return { Id: id, Status__c: decision, ...approval };
}

/** A refused move to a stage, for the record: what stopped it and who is waited for. */
export function stoppedMove(gate: GateView, stage: string, message: string): Record<string, unknown> {
    const [first] = gate.blocking;
    return {
        From_Stage__c: gate.stageName,
        Attempted_Stage__c: stage,
        Attempted_Rank__c: STAGE_RANKS[stage],
        Criterion__c: first?.criterion.key ?? null,
        Waiting_On__c: first ? (first.waitsOn.includes('partner') ? first.partnerName : 'AE') : null,
        Message__c: message.slice(0, 255),
        Attempted_By__c: USER_ID,
        Attempted_On__c: new Date().toISOString()
    };
}
