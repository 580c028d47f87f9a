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
    /** The stage that a refused move was to. */
    readonly stage?: string;
}

/**
 * What of the next stage is missing on this very deal, part by part: a validation rule names all that a criterion asks for.
 * Empty for a move to another stage, whose parts the panel does not tell, and once nothing is missing.
 */
export function exactlyMissing({ next, blocking }: GateView, stage: string | undefined): string {
    if (stage === undefined || stage !== next || blocking.length === 0) return '';
    const parts = blocking.map(({ criterion, partnerName, openParts }) => {
        // Both sides may owe the same part, and a part may start with the name of what it is of.
        const own = openParts.map(({ label }) =>
            label.startsWith(`${criterion.title}: `) ? label.slice(criterion.title.length + 2) : label
        );
        const labels = [...new Set(own)].join(', ');
        return `${criterion.title} (${partnerName})${labels ? `: ${labels}` : ''}`;
    });
    return `Missing now: ${parts.join('; ')}.`;
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
