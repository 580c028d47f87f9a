import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import { showDay, today } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';
import { LAST_DEAL_QUERY, readLastDeal } from 'c/lastDeal';
import type { LastDeal } from 'c/lastDeal';
import { datedSteps, stepsOfLast, usualSteps } from 'c/planTemplate';
import type { PlannedStep } from 'c/planTemplate';
import { errorText } from 'c/saveErrors';

/** The steps of a mutual action plan: who does what by when, ticked off as they are done. An empty plan starts from a template. */
export default class PlanSteps extends LightningElement {
    @api steps: readonly Fields[] = [];
    @api planId!: string;
    /** Signed by a side: the steps stand, only ticking them off stays free. */
    @api signed = false;
    @api partnerType?: string;
    @api partnerId?: string;
    @api dealId?: string;
    /** Day of the close (YYYY-MM-DD) from which templates are dated back. */
    @api targetClose?: string;

    adding = false;
    busy = false;
    problem = '';
    private editing?: string;
    private lastDeal?: LastDeal;

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredLastDeal({ data }: GraphqlResult): void {
        if (data && this.asksLastDeal) this.lastDeal = readLastDeal(data);
    }

    /** Asked only while an empty plan could start from the last one. */
    private get asksLastDeal(): boolean {
        return this.offersTemplate && Boolean(this.partnerId);
    }

    get query(): GraphqlDocument | undefined {
        return this.asksLastDeal ? LAST_DEAL_QUERY : undefined;
    }

    get variables(): Record<string, unknown> | undefined {
        return this.asksLastDeal ? { partnerId: this.partnerId, dealId: this.dealId } : undefined;
    }

    get rows() {
        return this.steps.map((step) => {
            const owner = step['Host_Owner__r.Name'] ?? step['Contact_Owner__r.Name'];
            const late = !step.Done__c && Boolean(step.Due_On__c) && String(step.Due_On__c) < today();
            const due = step.Due_On__c && `${late ? 'was due' : 'due'} ${showDay(step.Due_On__c)}`;
            return {
                id: String(step.Id),
                record: step,
                action: String(step.Action__c),
                facts: [step.Party__c, owner, due].filter(Boolean).join(' · '),
                done: Boolean(step.Done__c),
                late,
                open: this.editing === step.Id,
                changeTitle: `Change: ${step.Action__c}`
            };
        });
    }

    get empty(): boolean {
        return this.steps.length === 0;
    }

    get canAdd(): boolean {
        return !this.signed && !this.adding && !this.editing;
    }

    get offersTemplate(): boolean {
        return this.empty && !this.signed && Boolean(this.targetClose);
    }

    get usualLabel(): string {
        const { length } = usualSteps(this.partnerType);
        return this.offersTemplate && length > 0 ? `Add the ${length} usual steps` : '';
    }

    get lastLabel(): string {
        const { length } = this.lastDeal ? stepsOfLast(this.lastDeal) : [];
        return this.offersTemplate && length > 0 ? `Add the ${length} of the last deal with this partner` : '';
    }

    get datedText(): string {
        return `Their due days are worked back from the target close, ${showDay(this.targetClose)}.`;
    }

    handleAdd(): void {
        this.adding = true;
    }

    handleEdit(event: Event): void {
        this.editing = (event.currentTarget as HTMLElement).dataset.id;
    }

    handleCancel(): void {
        this.close();
    }

    handleSaved(): void {
        this.close();
        this.dispatchEvent(new CustomEvent('saved'));
    }

    handleTick(event: CustomEvent<{ checked: boolean }>): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('tick', { detail: { id, done: event.detail.checked } }));
    }

    handleTemplate(event: Event): Promise<void> {
        const { from } = (event.currentTarget as HTMLElement).dataset;
        return this.addAll(from === 'last' ? stepsOfLast(this.lastDeal!) : usualSteps(this.partnerType));
    }

    /** One after the other, so that they keep their order and a refusal stops at the step it is about. */
    private async addAll(steps: readonly PlannedStep[]): Promise<void> {
        this.busy = true;
        this.problem = '';
        try {
            await datedSteps(steps, this.targetClose!, today(), this.planId).reduce(
                (before, fields) => before.then(() => createRecord({ apiName: 'Mutual_Action_Step__c', fields })),
                Promise.resolve<unknown>(undefined)
            );
        } catch (error) {
            this.problem = `Not all steps were added. ${errorText(error)}`;
        }
        this.busy = false;
        this.dispatchEvent(new CustomEvent('saved'));
    }

    private close(): void {
        this.adding = false;
        this.editing = undefined;
    }
}
