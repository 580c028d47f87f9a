import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { ARTIFACT_FORMS, CONFIRMATION, formOf } from 'c/artifactForms';
import type { ArtifactForm as Form, FormSection, Side } from 'c/artifactForms';
import type { DealRecords, Fields } from 'c/dealGraph';
import { partnerAsked, presetsFor } from 'c/formPrefill';
import type { Presets } from 'c/formPrefill';
import { LAST_DEAL_QUERY, readLastDeal } from 'c/lastDeal';
import type { LastDeal } from 'c/lastDeal';
import { marketplaceIdProblem } from 'c/marketplaceId';
import { confirmationOf, derivedFields } from './derivedFields';
import { groupsOf, stillNeeded } from './formLayout';
import type { LayoutInput } from './formLayout';

interface SubmitEvent extends Event {
    readonly detail: { fields: Record<string, unknown> };
}
interface EditForm extends HTMLElement {
    submit(fields: Record<string, unknown>): void;
}
interface ObjectInfo {
    readonly fields: Readonly<Record<string, { readonly updateable: boolean } | undefined>>;
}
interface SaveError extends Event {
    readonly detail?: { readonly output?: { readonly fieldErrors?: Readonly<Record<string, unknown>> } };
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
    /** Everything known of the deal; fields that nobody filled in start from it. */
    @api records?: DealRecords;
    /** Side of the person who fills it in. */
    @api side: Side = 'host';
    /** Order of the overlay stage whose gate an exception is asked for. */
    @api gateOrder?: number;
    /** The plan that a new step belongs to. */
    @api planId?: string;

    saving = false;
    lastDeal?: LastDeal;
    presets: Presets = {};
    /** Which fields the org lets this person change; unknown until it answers. */
    info?: ObjectInfo;
    /** What was typed since the form opened. */
    private typed: Record<string, unknown> = {};
    /** The press on Save that is under way also confirms. */
    private confirming = false;

    query?: GraphqlDocument;
    variables?: Record<string, unknown>;

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredLastDeal({ data }: GraphqlResult): void {
        if (!data || !this.variables) return;
        this.lastDeal = readLastDeal(data);
        this.prefill();
    }

    @wire(getObjectInfo, { objectApiName: '$objectApiName' })
    wiredInfo({ data }: { data?: ObjectInfo }): void {
        if (data) this.info = data;
    }

    connectedCallback(): void {
        this.prefill();
    }

    get form(): Form {
        const form = formOf(this.artifact);
        if (!form) throw new RangeError(`No form supplies ${this.artifact}.`);
        return form;
    }

    get objectApiName(): string {
        return this.form.objectApiName;
    }

    get recordId(): string | undefined {
        return this.record ? String(this.record.Id) : undefined;
    }

    get groups() {
        return groupsOf(this.layout).map((group) => ({
            ...group,
            // The fields of a line carry its name already.
            labelClass: group.kind === 'line' ? 'slds-assistive-text' : '',
            fields: group.fields.map((field) => ({
                ...field,
                value: field.preset?.value,
                prefilled: field.preset !== undefined,
                reads: !field.yours && this.isReadOnly(field.name)
            }))
        }));
    }

    /** A criterion says what it is about; what else opens here has to be told by a heading. */
    get heading(): string {
        return ARTIFACT_FORMS.includes(this.form) ? '' : this.form.title;
    }

    /** What keeps this side's part incomplete, in one line. */
    get neededText(): string {
        const count = stillNeeded(this.layout);
        return count === 0
            ? 'Nothing more is needed from you here.'
            : `${count} ${count === 1 ? 'field' : 'fields'} still needed from you.`;
    }

    /** What a change would cost. */
    get frozenText(): string {
        const frozen = this.form.sections.filter((section) => this.isFrozen(section));
        if (frozen.length === 0) return '';
        return frozen.length === this.form.sections.length
            ? 'Confirmed. A change here takes both confirmations back.'
            : `${frozen[0]!.label}: confirmed. A change there takes both confirmations back.`;
    }

    /** Save and confirm in one go; a plan is signed only after its steps are there. */
    get canConfirm(): boolean {
        const standing = Object.values(CONFIRMATION).some(({ by }) => Boolean(this.record?.[by]));
        const own = this.record?.[CONFIRMATION[this.side].by];
        const freezes = this.form.sections.some((section) => section.side === this.side && this.isFrozen(section));
        return (
            this.form.confirmed && this.engagement !== undefined && !own && !(standing && freezes) && this.artifact !== 'mutual-action-plan'
        );
    }

    get confirmLabel(): string {
        return this.side === 'host' ? 'Save and confirm our side' : `Save and confirm for ${this.partnerName}`;
    }

    get saveVariant(): string {
        return this.canConfirm ? 'neutral' : 'brand';
    }

    handleChange(event: CustomEvent<{ value: unknown }>): void {
        const { fieldName } = event.target as unknown as { fieldName: string };
        this.typed = { ...this.typed, [fieldName]: event.detail.value };
        if (fieldName === 'Partner__c' || fieldName === 'Partner_Type__c') this.prefill();
    }

    handleSave(): void {
        this.confirming = false;
    }

    handleConfirm(): void {
        this.confirming = true;
    }

    handleSubmit(event: SubmitEvent): void {
        event.preventDefault();
        const { fields } = event.detail;
        if (this.ownProblem(fields)) {
            this.template!.querySelector<HTMLElement>('.field .problem')?.closest<HTMLElement>('.field')?.focus();
            return;
        }
        this.saving = true;
        this.template!.querySelector<EditForm>('lightning-record-edit-form')!.submit({
            ...fields,
            ...derivedFields({ ...this.given, fields, changesWhatStands: this.changesWhatStands(fields) }),
            ...(this.confirming ? confirmationOf(this.side, this.engagement!) : {})
        });
    }

    handleSuccess(): void {
        this.saving = false;
        this.dispatchEvent(new CustomEvent('saved'));
    }

    /** What was typed stays. The first field that the org names takes the focus, else the refusal above the buttons. */
    handleError(event: SaveError): void {
        this.saving = false;
        const named = Object.keys(event.detail?.output?.fieldErrors ?? {});
        const inputs = [...this.template!.querySelectorAll<HTMLElement & { fieldName: string }>('lightning-input-field')];
        const first = inputs.find(({ fieldName }) => named.includes(fieldName));
        (first?.closest<HTMLElement>('.field') ?? this.template!.querySelector<HTMLElement>('.problems')!).focus();
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    private get partnerName(): string {
        return String(this.engagement?.['Partner__r.Name'] ?? 'the partner');
    }

    private get engagement(): Fields | undefined {
        return this.records?.engagements.find(({ Id }) => Id === this.engagementId);
    }

    private get given() {
        const { artifact, record, engagementId, deal, gateOrder, planId } = this;
        return { artifact, record, engagementId, deal, gateOrder, planId };
    }

    private get layout(): LayoutInput {
        return {
            form: this.form,
            side: this.side,
            partnerName: this.partnerName,
            presets: this.presets,
            touched: new Set(Object.keys(this.typed)),
            valueOf: (field) => this.valueOf(field),
            problemOf: (field) => (field === 'Marketplace_Deal_Id__c' ? this.ownProblem({}) : '')
        };
    }

    /** Presets never replace what was typed, and stand once they are there. */
    private prefill(): void {
        const { artifact, side, record, records, engagementId, lastDeal: last, typed } = this;
        const known = { artifact, side, record, records, engagementId, typed };
        const found = presetsFor({ ...known, last });
        const kept = Object.fromEntries(Object.entries(this.presets).filter(([name]) => name in typed));
        this.presets = { ...Object.fromEntries(Object.entries(found).filter(([name]) => !(name in typed))), ...kept };
        const partnerId = partnerAsked(known);
        if (!partnerId || partnerId === this.variables?.partnerId) return;
        this.lastDeal = undefined;
        this.variables = { partnerId, dealId: (records?.deal ?? this.deal)?.Id };
        this.query = LAST_DEAL_QUERY;
    }

    /** What the org would refuse, known before the save. */
    private ownProblem(fields: Readonly<Record<string, unknown>>): string {
        if (this.artifact !== 'marketplace-deal-id') return '';
        const id = 'Marketplace_Deal_Id__c' in fields ? fields.Marketplace_Deal_Id__c : this.valueOf('Marketplace_Deal_Id__c');
        return marketplaceIdProblem(id, this.record?.Procurement_Path__c);
    }

    /** What the other side answered is there to be read whole: a closed input would cut it off after its first line. */
    private isReadOnly(field: string): boolean {
        return this.record !== undefined && this.info?.fields[field]?.updateable === false;
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
        if (field in this.typed) return this.typed[field];
        return this.presets[field]?.value ?? this.record?.[field];
    }
}
