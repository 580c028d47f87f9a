import { LightningElement, api } from 'lwc';
import { CONFIRMATION, formOf, withoutConfirmations } from 'c/artifactForms';
import type { ArtifactForm as Form } from 'c/artifactForms';
import type { Fields } from 'c/dealGraph';

interface SubmitEvent extends Event {
    readonly detail: { fields: Record<string, unknown> };
}

interface EditForm extends HTMLElement {
    submit(fields: Record<string, unknown>): void;
}

/** The short form that supplies one joint artifact. Field-level security decides which side may fill which field. */
export default class ArtifactForm extends LightningElement {
    @api artifact!: string;
    /** The engagement that the artifact proves. */
    @api engagementId!: string;
    /** The record to edit; absent, a new one is made. */
    @api record?: Fields;

    get form(): Form {
        const form = formOf(this.artifact);
        if (!form) throw new RangeError(`No form supplies ${this.artifact}.`);
        return form;
    }

    get recordId(): string | undefined {
        return this.record ? String(this.record.Id) : undefined;
    }

    get isConfirmed(): boolean {
        return this.form.confirmed && Object.values(CONFIRMATION).some(({ by }) => Boolean(this.record?.[by]));
    }

    get sections() {
        return this.form.sections.map((section, index) => ({ ...section, key: `${section.side}-${index}` }));
    }

    handleSubmit(event: SubmitEvent): void {
        event.preventDefault();
        const fields: Record<string, unknown> = { ...event.detail.fields };
        if (!this.record) fields.Partner_Engagement__c = this.engagementId;
        if (this.isConfirmed) Object.assign(fields, withoutConfirmations());
        if (this.artifact === 'registration') fields.Registration_Key__c = this.registrationKey(fields);
        if (this.artifact === 'marketplace-deal-id') fields.Marketplace_Deal_Key__c = this.marketplaceKey(fields);
        this.template!.querySelector<EditForm>('lightning-record-edit-form')!.submit(fields);
    }

    handleSuccess(): void {
        this.dispatchEvent(new CustomEvent('saved'));
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    /** The same PRM registration on two deals is refused by this key; without a PRM there is nothing to compare. */
    private registrationKey(fields: Record<string, unknown>): string | null {
        const value = (name: string) => fields[name] ?? this.record?.[name];
        const registered = this.record?.Status__c === 'Registered';
        const id = value('Registration_Id__c');
        const prm = value('PRM__c');
        return registered && prm && prm !== 'No PRM' && id ? `${prm}:${id}` : null;
    }

    private marketplaceKey(fields: Record<string, unknown>): string | null {
        const id = fields.Marketplace_Deal_Id__c;
        const path = this.record?.Procurement_Path__c;
        return id && path ? `${path}:${id}`.toLowerCase() : null;
    }
}
