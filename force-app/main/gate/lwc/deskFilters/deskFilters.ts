import { LightningElement, api, wire } from 'lwc';
import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import PARTNER_TYPE from '@salesforce/schema/Partner_Engagement__c.Partner_Type__c';
import type { DeskFilters as Filters } from 'c/deskTabs';

/** Record type of an object that has none: picklist values do not depend on one here. */
const MASTER_RECORD_TYPE = '012000000000000AAA';

/** What the desk is narrowed to: whose deals, which type of partner, which partner. Tells of each choice by `narrow`. */
export default class DeskFilters extends LightningElement {
    @api filters?: Filters;

    partnerTypes: readonly { readonly label: string; readonly value: string }[] = [];
    masterRecordType = MASTER_RECORD_TYPE;
    partnerTypeField = PARTNER_TYPE;
    whoseOptions = [
        { label: 'Mine', value: 'mine' },
        { label: "My team's", value: 'team' },
        { label: 'All that I can see', value: 'all' }
    ];

    @wire(getPicklistValues, { recordTypeId: '$masterRecordType', fieldApiName: '$partnerTypeField' })
    wiredTypes({ data }: { data?: { values: readonly { label: string; value: string }[] } }): void {
        if (data) this.partnerTypes = data.values.map(({ label, value }) => ({ label, value }));
    }

    get whose(): string | undefined {
        return this.filters?.whose;
    }
    get partnerType(): string {
        return this.filters?.partnerType ?? '';
    }
    get typeOptions() {
        return [{ label: 'All partner types', value: '' }, ...this.partnerTypes];
    }

    handleWhose(event: CustomEvent<{ value: string }>): void {
        this.tell({ whose: event.detail.value as Filters['whose'] });
    }
    handleType(event: CustomEvent<{ value: string }>): void {
        this.tell({ partnerType: event.detail.value || undefined });
    }
    handlePartner(event: CustomEvent<{ recordId: string | null }>): void {
        this.tell({ partnerId: event.detail.recordId ?? undefined });
    }

    private tell(detail: Partial<Filters>): void {
        this.dispatchEvent(new CustomEvent<Partial<Filters>>('narrow', { detail }));
    }
}
