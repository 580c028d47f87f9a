import { LightningElement, api } from 'lwc';
import MAY_WAIVE from '@salesforce/customPermission/Waive_Partner_Gate';
import { showDay } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';
import type { PartnerView } from 'c/gateView';

/** What somebody decided about an exception; the panel saves it. */
export interface ExceptionDecision {
    readonly id: string;
    readonly decision: 'Approved' | 'Declined' | 'Closed';
}

/** Exceptions that are asked for or in force. Who may decide is the org's to say. */
export default class DealExceptions extends LightningElement {
    @api waivers: readonly Fields[] = [];
    @api partners: readonly PartnerView[] = [];
    /** Id of the exception whose last decision the org refused, and what it said. */
    @api refusedId?: string;
    @api refusal?: string;

    private refusalShown?: string;

    renderedCallback(): void {
        if (this.refusal !== this.refusalShown) this.template!.querySelector<HTMLElement>('.refusal')?.focus();
        this.refusalShown = this.refusal;
    }

    get exceptions() {
        const partnerOf = (id: unknown) => this.partners.find(({ engagement }) => engagement.Id === id)?.name ?? 'a partner';
        return this.waivers
            .filter(({ Status__c }) => Status__c === 'Requested' || Status__c === 'Approved')
            .map((waiver) => ({
                id: String(waiver.Id),
                requested: waiver.Status__c === 'Requested',
                refusal: waiver.Id === this.refusedId ? this.refusal : undefined,
                text: `Exception ${String(waiver.Status__c).toLowerCase()} for stage ${waiver.Gate__c} with ${partnerOf(waiver.Partner_Engagement__c)}, until ${showDay(waiver.Expires_On__c)}: ${waiver.Reason__c}`
            }));
    }

    get canDecide(): boolean {
        return Boolean(MAY_WAIVE);
    }

    handleDecide(event: Event): void {
        const { id, decision } = (event.currentTarget as HTMLElement).dataset;
        const detail = { id: String(id), decision: decision as ExceptionDecision['decision'] };
        this.dispatchEvent(new CustomEvent<ExceptionDecision>('decide', { detail }));
    }
}
