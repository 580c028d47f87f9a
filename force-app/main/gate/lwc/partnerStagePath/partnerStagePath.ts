import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlResult } from 'lightning/graphql';
import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import USER_ID from '@salesforce/user/Id';
import MAY_WAIVE from '@salesforce/customPermission/Waive_Partner_Gate';
import MAY_ADVANCE from '@salesforce/customPermission/Advance_Partner_Deal';
import type { Side } from 'c/artifactForms';
import type { ExceptionDecision } from 'c/dealExceptions';
import { DEAL_QUERY, readDeal } from 'c/dealGraph';
import type { DealRecords } from 'c/dealGraph';
import { viewGate } from 'c/gateView';
import type { GateView, PartnerView } from 'c/gateView';
import type { GateRequest } from 'c/gateCriterion';
import { decisionFields, fieldsFor } from 'c/gateRequests';
import { errorText } from 'c/saveErrors';
import { dwellWords } from './dwellWords';
import { aheadWords, headlineOf, otherStages } from './stageMoves';
import { othersLabel, partnerItems, shownPartners } from './manyPartners';
import { exactlyMissing, recordStoppedMove } from './stoppedMoves';
import type { Refusal } from './stoppedMoves';

/** Partner Path: the overlay on the deal's stages, what keeps it from the next one, and who owes it. The org decides every move. */
export default class PartnerStagePath extends LightningElement {
    @api recordId?: string;
    /** Shows one partner of the deal only. */
    @api engagementId?: string;

    records?: DealRecords;
    /** Worked out once per answer: everything below reads it. */
    gate?: GateView;
    problem?: string;
    refusal?: Refusal;
    busy = false;
    loaded = false;
    showsDone = false;
    /** Engagement that is being registered: an id, or 'new'. */
    registering?: string;
    private refresh?: () => Promise<void>;
    private refusalShown?: Refusal;
    private handler = '';
    private telling = false;

    /** Another panel on the page, such as that of a quick action, changes the same deal. */
    connectedCallback(): void {
        this.handler = registerRefreshHandler(this, async () => (this.telling ? undefined : this.refresh?.()));
    }
    disconnectedCallback(): void {
        unregisterRefreshHandler(this.handler);
    }

    query = DEAL_QUERY;

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredDeal({ data, errors, refresh }: GraphqlResult): void {
        this.refresh = refresh;
        if (!data && !errors) return;
        this.loaded = true;
        this.problem = errors?.length ? errors.map(({ message }) => message).join(' ') : undefined;
        if (!data) return;
        this.records = readDeal(data);
        this.gate = this.records && viewGate(this.records);
    }

    renderedCallback(): void {
        if (this.refusal !== this.refusalShown) this.template!.querySelector<HTMLElement>('.refusal')?.focus();
        this.refusalShown = this.refusal;
    }

    get variables(): Record<string, unknown> | undefined {
        return this.recordId ? { dealId: this.recordId } : undefined;
    }

    get side(): Side {
        return MAY_ADVANCE || this.ownsDeal ? 'host' : 'partner';
    }

    get ownsDeal(): boolean {
        return this.records?.deal.OwnerId === USER_ID;
    }

    get loading(): boolean {
        return !this.loaded && !this.problem;
    }

    get notFound(): boolean {
        return this.loaded && !this.problem && !this.records;
    }

    get isPartnerDeal(): boolean {
        return (this.gate?.partners.length ?? 0) > 0;
    }

    get isDirect(): boolean {
        return this.gate !== undefined && !this.isPartnerDeal && this.gate.signals.length === 0;
    }

    get hasOnlySignals(): boolean {
        return this.gate !== undefined && !this.isPartnerDeal && this.gate.signals.length > 0;
    }

    get signals() {
        return (this.gate?.signals ?? []).map((record) => ({
            id: String(record.Id),
            name: record['Partner__r.Name'],
            record,
            registering: this.registering === record.Id
        }));
    }

    get deal() {
        return this.records?.deal;
    }

    get canRegister(): boolean {
        return this.side === 'partner' && this.gate !== undefined && !this.gate.closed && !this.registering;
    }

    get isAddingPartner(): boolean {
        return this.registering === 'new';
    }

    get waivers() {
        return this.records?.waivers ?? [];
    }

    get refusedPlace(): string | undefined {
        return this.refusal?.at;
    }

    get refusedText(): string | undefined {
        return this.refusal?.text;
    }

    get signalNames(): string {
        return (this.gate?.signals ?? []).map((signal) => signal['Partner__r.Name']).join(', ');
    }

    get unmapped(): boolean {
        return this.isPartnerDeal && this.gate?.mapped === false;
    }

    get headline(): string {
        return this.isPartnerDeal ? headlineOf(this.gate!, this.side, this.otherOwner) : '';
    }

    /** The deal's owner by name, for a colleague on the host side. */
    private get otherOwner(): string | undefined {
        return this.side === 'host' && !this.ownsDeal ? String(this.deal?.['Owner.Name'] ?? 'the AE') : undefined;
    }

    get isAhead(): boolean {
        return this.isPartnerDeal && this.gate!.earned < this.gate!.claimed;
    }

    get aheadText(): string {
        return aheadWords(this.gate!);
    }

    /** One engagement only, when the panel stands for one: a quick action of a partner. */
    private get gatePartners(): readonly PartnerView[] {
        const all = this.gate?.partners ?? [];
        return this.engagementId ? all.filter(({ engagement }) => engagement.Id === this.engagementId) : all;
    }

    /** On a deal with many partners, those that owe nothing wait behind a line. */
    get doneLabel(): string {
        return othersLabel(this.gatePartners, this.showsDone);
    }

    get doneIcon(): string {
        return this.showsDone ? 'utility:chevronup' : 'utility:chevrondown';
    }

    get dwell() {
        return this.isPartnerDeal && !this.gate!.closed ? dwellWords(this.records!) : undefined;
    }

    get partners() {
        return partnerItems(shownPartners(this.gatePartners, this.showsDone), this.refusal);
    }

    get moveRefusal(): Refusal | undefined {
        return this.refusal?.at === 'move' ? this.refusal : undefined;
    }

    get refusedFor(): string {
        return exactlyMissing(this.gate!, this.moveRefusal?.stage);
    }

    get canMove(): boolean {
        return this.side === 'host' && this.isPartnerDeal && !this.gate!.closed && this.gate!.next !== undefined;
    }

    get partnerSideNote(): boolean {
        return this.side === 'partner' && !MAY_WAIVE && this.isPartnerDeal && !this.gate!.closed;
    }

    get moveLabel(): string {
        return `Move to ${this.gate?.next}`;
    }

    get moveVariant(): string {
        return this.gate?.blocking.length === 0 ? 'brand' : 'neutral';
    }

    get otherStages() {
        return otherStages(this.gate!);
    }

    handleToggleDone(): void {
        this.showsDone = !this.showsDone;
    }

    async handleRetry(): Promise<void> {
        this.busy = true;
        await this.refresh?.();
        this.busy = false;
    }

    handleMove(): Promise<void> {
        return this.moveTo(this.gate!.next!);
    }

    handleOtherStage(event: CustomEvent<{ value: string }>): Promise<void> {
        return this.moveTo(event.detail.value);
    }

    async handleAct({ detail }: CustomEvent<GateRequest>): Promise<void> {
        if (detail.action === 'saved') {
            this.refusal = undefined;
            return this.reload();
        }
        return this.save(fieldsFor(detail, this.side), 'Saved', detail.view.id);
    }

    handleRegister(event: Event): void {
        this.registering = (event.currentTarget as HTMLElement).dataset.id ?? 'new';
    }

    handleRegistered(): Promise<void> {
        this.registering = undefined;
        this.refusal = undefined;
        return this.reload();
    }

    handleRegisterCancel(): void {
        this.registering = undefined;
    }

    handleDecide({ detail }: CustomEvent<ExceptionDecision>): Promise<void> {
        return this.save(decisionFields(detail), `Exception ${detail.decision.toLowerCase()}`, detail.id);
    }

    private async moveTo(stage: string): Promise<void> {
        this.busy = true;
        this.refusal = undefined;
        try {
            await updateRecord({ fields: { Id: this.recordId, StageName: stage } });
            this.toast('success', `Moved to ${stage}`);
        } catch (error) {
            this.refusal = { at: 'move', title: `Not moved to ${stage}.`, text: errorText(error), stage };
            const notRecorded = await recordStoppedMove(this.recordId!, this.gate!, stage, this.refusal.text);
            if (notRecorded !== undefined) this.toast('warning', 'The stopped move was not recorded', notRecorded);
        }
        this.busy = false;
        await this.reload();
    }

    private async save(fields: Record<string, unknown>, done: string, at: string): Promise<void> {
        this.busy = true;
        try {
            await updateRecord({ fields });
            this.refusal = undefined;
            this.toast('success', done);
        } catch (error) {
            this.refusal = { at, title: 'Not saved.', text: errorText(error) };
        }
        this.busy = false;
        await this.reload();
    }

    private async reload(): Promise<void> {
        await this.refresh?.();
        if (this.recordId) await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
        this.telling = true;
        this.dispatchEvent(new RefreshEvent());
        this.telling = false;
        // For whoever shows the panel within a page of its own: the desk.
        this.dispatchEvent(new CustomEvent('changed'));
    }

    private toast(variant: 'success' | 'warning', title: string, message?: string): void {
        this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
    }
}
