import { LightningElement, api } from 'lwc';
import { showDay } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';

/** The steps of a mutual action plan: who does what by when, ticked off as they are done. */
export default class PlanSteps extends LightningElement {
    @api steps: readonly Fields[] = [];
    @api planId!: string;
    /** Signed by a side: the steps stand, only ticking them off stays free. */
    @api signed = false;

    adding = false;

    get rows() {
        return this.steps.map((step) => {
            const owner = step['Host_Owner__r.Name'] ?? step['Contact_Owner__r.Name'];
            return {
                id: String(step.Id),
                action: String(step.Action__c),
                facts: [step.Party__c, owner, step.Due_On__c && `due ${showDay(step.Due_On__c)}`].filter(Boolean).join(' · '),
                done: Boolean(step.Done__c)
            };
        });
    }

    get empty(): boolean {
        return this.steps.length === 0;
    }

    get canAdd(): boolean {
        return !this.signed && !this.adding;
    }

    handleAdd(): void {
        this.adding = true;
    }

    handleCancel(): void {
        this.adding = false;
    }

    handleSaved(): void {
        this.adding = false;
        this.dispatchEvent(new CustomEvent('saved'));
    }

    handleTick(event: CustomEvent<{ checked: boolean }>): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('tick', { detail: { id, done: event.detail.checked } }));
    }
}
