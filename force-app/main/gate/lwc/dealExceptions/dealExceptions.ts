import { LightningElement, api } from 'lwc';
import MAY_WAIVE from '@salesforce/customPermission/Waive_Partner_Gate';
import { shiftDay, showDay, today } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';
import { EXCEPTION_DAYS } from 'c/formPrefill';
import type { PartnerView } from 'c/gateView';

/** What somebody decided about an exception; the panel saves it. */
export interface ExceptionDecision {
    readonly id: string;
    readonly decision: 'Approved' | 'Declined' | 'Closed';
    /** Last day of an approved exception. */
    readonly expiresOn?: string;
}

/** Exceptions that are asked for or in force. Who may decide is the org's to say. */
export default class DealExceptions extends LightningElement {
    @api waivers: readonly Fields[] = [];
    @api partners: readonly PartnerView[] = [];
    /** Id of the exception whose last decision the org refused, and what it said. */
    @api refusedId?: string;
    @api refusal?: string;

    private refusalShown?: string;
    /** Last days that were chosen here, by exception. */
    private lastDays: Readonly<Record<string, string>> = {};

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
                lastDay: this.lastDayOf(waiver),
                refusal: waiver.Id === this.refusedId ? this.refusal : undefined,
                text: `Exception ${String(waiver.Status__c).toLowerCase()} for stage ${waiver.Gate__c} with ${partnerOf(waiver.Partner_Engagement__c)}${waiver.Expires_On__c ? `, until ${showDay(waiver.Expires_On__c)}` : ''}: ${waiver.Reason__c}`
            }));
    }

    /** Who asks need not say until when; who approves has to. */
    private lastDayOf({ Id, Expires_On__c }: Fields): string {
        return this.lastDays[String(Id)] ?? String(Expires_On__c ?? shiftDay(today(), EXCEPTION_DAYS));
    }

    handleLastDay(event: CustomEvent<{ value: string }>): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.lastDays = { ...this.lastDays, [String(id)]: event.detail.value };
    }

    get canDecide(): boolean {
        return Boolean(MAY_WAIVE);
    }

    handleDecide(event: Event): void {
        const { id, decision } = (event.currentTarget as HTMLElement).dataset;
        const expiresOn = decision === 'Approved' ? this.lastDayOf(this.waivers.find(({ Id }) => Id === id)!) : undefined;
        const detail = { id: String(id), decision: decision as ExceptionDecision['decision'], expiresOn };
        this.dispatchEvent(new CustomEvent<ExceptionDecision>('decide', { detail }));
    }
}
