import { LightningElement, api, wire } from 'lwc';
import { CloseActionScreenEvent } from 'lightning/actions';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation, WireResult } from 'lightning/uiRecordApi';
import DEAL from '@salesforce/schema/Partner_Engagement__c.Opportunity__c';
import PARTNER_NAME from '@salesforce/schema/Partner_Engagement__c.Partner__r.Name';
import { errorText } from 'c/saveErrors';

/** The short forms behind an action: of the whole deal on an opportunity, of one partner on a partner record. */
export default class PartnerPathAction extends LightningElement {
    /** Of the opportunity or of the partner on it. */
    @api recordId?: string;
    @api objectApiName?: string;

    fields = [DEAL, PARTNER_NAME];
    engagement?: RecordRepresentation;
    problem = '';

    @wire(getRecord, { recordId: '$engagementId', fields: '$fields' })
    wiredEngagement({ data, error }: WireResult<RecordRepresentation>): void {
        if (data) this.engagement = data;
        this.problem = error ? errorText(error) : '';
    }

    get engagementId(): string | undefined {
        return this.objectApiName === 'Partner_Engagement__c' ? this.recordId : undefined;
    }

    get dealId(): string | undefined {
        if (this.objectApiName === 'Opportunity') return this.recordId;
        return this.engagement && String(getFieldValue(this.engagement, DEAL));
    }

    get header(): string {
        const partner = this.engagement && getFieldValue(this.engagement, PARTNER_NAME);
        return partner ? `Partner Path: ${partner}` : 'Partner Path';
    }

    handleClose(): void {
        this.dispatchEvent(new CloseActionScreenEvent());
    }
}
