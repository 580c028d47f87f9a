/** A refused save rolls back, so the refusal is kept in a save of its own. */
import { createRecord } from 'lightning/uiRecordApi';
import { stoppedMove } from 'c/gateRequests';
import type { GateView } from 'c/gateView';
import { errorText } from 'c/saveErrors';

/** What the org said to the last refused request, told where it was made: 'move', a criterion or an exception. */
export interface Refusal {
    readonly at: string;
    readonly title: string;
    readonly text: string;
}

/** Records a move that the org refused. Gives what the org said where it refused that as well. */
export async function recordStoppedMove(dealId: string, gate: GateView, stage: string, message: string): Promise<string | undefined> {
    try {
        const fields = { Opportunity__c: dealId, ...stoppedMove(gate, stage, message) };
        await createRecord({ apiName: 'Stage_Gate_Block__c', fields });
        return undefined;
    } catch (error) {
        return errorText(error);
    }
}
