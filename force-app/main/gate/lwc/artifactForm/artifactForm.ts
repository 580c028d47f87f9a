import { LightningElement, api } from 'lwc';
import USER_ID from '@salesforce/user/Id';
import { ARTIFACT_FORMS, CONFIRMATION, formOf, withoutConfirmations } from 'c/artifactForms';
import type { ArtifactForm as Form, FormSection } from 'c/artifactForms';
import { today } from 'c/calendarDay';
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
    /** The deal, for a partner that is being registered on it. */
    @api deal?: Fields;
    /** Order of the overlay stage whose gate an exception is asked for. */
    @api gateOrder?: number;
    /** The plan that a new step belongs to. */
    @api planId?: string;

    saving = false;
    /** What was typed since the form opened. */
    private typed: Record<string, unknown> = {};

    get form(): Form {
        const form = formOf(this.artifact);
        if (!form) throw new RangeError(`No form supplies ${this.artifact}.`);
        return form;
    }

    get recordId(): string | undefined {
        return this.record ? String(this.record.Id) : undefined;
    }

    get sections() {
        return this.form.sections.map((section, index) => ({
            key: `${section.side}-${index}`,
            label: section.label,
            frozen: this.isFrozen(section),
            fields: section.fields
                .filter(({ shownWhen }) => !shownWhen || shownWhen.values.includes(String(this.valueOf(shownWhen.field))))
                .map(({ name }) => ({ name, preset: this.presets[name] }))
        }));
    }

    /** A criterion says what it is about; what else opens here has to be told by a heading. */
    get heading(): string {
        return ARTIFACT_FORMS.includes(this.form) ? '' : this.form.title;
    }

    /** What is true most of the time, ready to be changed. */
    private get presets(): Readonly<Record<string, string>> {
        return this.artifact === 'register-partner' ? { Partner_Manager__c: USER_ID } : {};
    }

    handleChange(event: CustomEvent<{ value: unknown }>): void {
        const { fieldName } = event.target as unknown as { fieldName: string };
        this.typed = { ...this.typed, [fieldName]: event.detail.value };
    }

    handleSubmit(event: SubmitEvent): void {
        event.preventDefault();
        const fields = { ...event.detail.fields, ...this.derivedFields(event.detail.fields) };
        this.saving = true;
        this.template!.querySelector<EditForm>('lightning-record-edit-form')!.submit(fields);
    }

    handleSuccess(): void {
        this.saving = false;
        this.dispatchEvent(new CustomEvent('saved'));
    }

    /** The refusal stands right above the button that was pressed, and the next key stroke starts from there. */
    handleError(): void {
        this.saving = false;
        this.template!.querySelector<HTMLElement>('.problems')!.focus();
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    /** What nobody should have to type. */
    private derivedFields(fields: Record<string, unknown>): Record<string, unknown> {
        const parent = this.record || this.artifact === 'register-partner' ? {} : { Partner_Engagement__c: this.engagementId };
        const cleared = this.changesWhatStands(fields) ? withoutConfirmations() : {};
        switch (this.artifact) {
            case 'register-partner':
                return { ...this.registeredFields(), Registration_Key__c: this.registrationKey(fields) };
            case 'registration':
                return { Registration_Key__c: this.registrationKey(fields) };
            case 'marketplace-deal-id':
                return { Marketplace_Deal_Key__c: this.marketplaceKey(fields) };
            case 'mutual-action-plan':
                return { ...parent, ...cleared, Marketplace_Deal_Key__c: this.marketplaceKey(fields) };
            case 'plan-step':
                return { Mutual_Action_Plan__c: this.planId };
            case 'request-exception':
                return { ...parent, Gate__c: String(this.gateOrder), Status__c: 'Requested' };
            default:
                return { ...parent, ...cleared };
        }
    }

    private isFrozen({ frozenBy }: FormSection): boolean {
        return (frozenBy ?? []).some((side) => Boolean(this.record?.[CONFIRMATION[side].by]));
    }

    /** Whether the save changes a field that a confirmation stands for. */
    private changesWhatStands(fields: Record<string, unknown>): boolean {
        const standing = this.form.sections
            .filter((section) => this.isFrozen(section))
            .flatMap((section) => section.fields.map(({ name }) => name));
        return standing.some((name) => name in fields && (fields[name] ?? null) !== (this.record?.[name] ?? null));
    }

    private valueOf(field: string): unknown {
        return field in this.typed ? this.typed[field] : this.record?.[field];
    }

    private registeredFields(): Record<string, unknown> {
        const onDeal = this.record ? {} : { Opportunity__c: this.deal?.Id };
        return { ...onDeal, Status__c: 'Registered', Registered_On__c: today(), Joined_Stage_Order__c: this.deal?.Partner_Stage_Order__c };
    }

    /** The same PRM registration on two deals is refused by this key; without a PRM there is nothing to compare. */
    private registrationKey(fields: Record<string, unknown>): string | null {
        const value = (name: string) => fields[name] ?? this.record?.[name];
        const registered = this.artifact === 'register-partner' || this.record?.Status__c === 'Registered';
        const id = value('Registration_Id__c');
        const prm = value('PRM__c');
        return registered && prm && prm !== 'No PRM' && id ? `${prm}:${id}` : null;
    }

    /** The same private offer on two deals is refused by this key. A direct path needs none. */
    private marketplaceKey(fields: Record<string, unknown>): string | null {
        const value = (name: string) => (name in fields ? fields[name] : this.record?.[name]);
        const id = value('Marketplace_Deal_Id__c');
        const path = value('Procurement_Path__c');
        return id && path ? `${path}:${id}`.toLowerCase() : null;
    }
}
