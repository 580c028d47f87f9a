import { LightningElement, api } from 'lwc';
import USER_ID from '@salesforce/user/Id';
import { CONFIRMATION } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import type { DealRecords } from 'c/dealGraph';
import type { CriterionView } from 'c/gateView';
import type { HandoffRequest } from 'c/handoffAnswer';
import { STAGES } from 'c/stageMap';

/** What a person asks for on a criterion; the panel carries it out. */
export type GateAction = 'accept-handoff' | 'return-handoff' | 'send-again' | 'confirm' | 'partner-told' | 'tick-step' | 'saved';

export interface GateRequest {
    readonly action: GateAction;
    readonly view: CriterionView;
    /** Why a handoff is sent back, or what answers that. */
    readonly reason?: string;
    readonly step?: { readonly id: string; readonly done: boolean };
}

const STATES = {
    met: { icon: 'utility:success', variant: 'success', text: 'Done' },
    unmet: { icon: 'utility:clock', variant: 'warning', text: 'Missing' },
    exception: { icon: 'utility:warning', variant: 'warning', text: 'Owed on exception' }
} as const;

/** One exit criterion: both moves, who still owes what, and the way to supply it right here. */
export default class GateCriterion extends LightningElement {
    @api view!: CriterionView;
    /** Side of the person who looks. */
    @api side!: Side;
    /** Everything known of the deal, for forms to start from. */
    @api records?: DealRecords;
    /** The person owns the deal: only the owner accepts a handoff. */
    @api ownsDeal = false;
    /** Something is being saved. */
    @api busy = false;
    /** What the org said to the last refused request on this criterion. */
    @api refusal?: string;

    editing = false;
    asking = false;
    /** Selector of what takes the focus once it is rendered. */
    private focusNext?: string;
    private refusalShown?: string;

    renderedCallback(): void {
        if (this.refusal && this.refusal !== this.refusalShown) this.focusNext = '.refusal';
        this.refusalShown = this.refusal;
        const target = this.focusNext && this.template!.querySelector<HTMLElement>(this.focusNext);
        this.focusNext = undefined;
        if (target) target.focus();
    }

    get state() {
        return STATES[this.view.state];
    }

    get isMet(): boolean {
        return this.view.state === 'met';
    }

    get isHandoff(): boolean {
        return this.view.criterion.artifact === 'handoff';
    }

    get title(): string {
        return `${this.view.criterion.title} · ${this.view.partnerName}`;
    }

    /** It is shown as missing, and no move waits for it. */
    get onlyAdvises(): boolean {
        return this.view.criterion.mode === 'advise';
    }

    get isYours(): boolean {
        return this.view.waitsOn.includes(this.side) && this.answersFor(this.side);
    }

    get waitsOn(): string {
        if (this.isMet) return '';
        const names = new Set(this.view.waitsOn.map((side) => this.whoActs(side)));
        return `${this.state.text}. Waits on ${[...names].join(' and ')}`;
    }

    get moves() {
        return (['host', 'partner'] as const).map((side) => {
            const parts = this.partsOf(side);
            const text = side === 'host' ? this.view.hostMove : this.view.partnerMove;
            return { key: side, label: this.moveLabel(side), text, parts, clear: parts.length === 0 };
        });
    }

    /** The open form marks what is missing itself. */
    get showsMoves(): boolean {
        return !this.editing;
    }

    get canEdit(): boolean {
        return !this.isHandoff && !this.editing && this.view.state !== 'met';
    }

    get editLabel(): string {
        if (!this.hasYoursToFill) return 'View or edit';
        return this.view.record ? 'Fill in what is missing' : 'Start';
    }

    /** What the person who looks has to do, in the words of the map. */
    get ownMove(): string {
        return this.side === 'host' ? this.view.hostMove : this.view.partnerMove;
    }

    get editVariant(): string {
        return this.hasYoursToFill ? 'brand-outline' : 'neutral';
    }

    /** Something is missing on your side that a confirmation alone does not settle. */
    private get hasYoursToFill(): boolean {
        return this.view.openParts.some(({ side, confirms }) => side === this.side && !confirms);
    }

    get confirmVariant(): string {
        return this.hasYoursToFill || this.unsignable.length > 0 ? 'neutral' : 'brand';
    }

    /** The line along the edge: yours to do, somebody else's, met or on exception. */
    get tone(): string {
        return this.view.state === 'unmet' && !this.isYours ? 'waiting' : this.view.state;
    }

    get canConfirm(): boolean {
        const { record, criterion } = this.view;
        const hasForm = ['joint-scorecard', 'joint-pitch', 'technical-pre-brief', 'mutual-action-plan', 'post-mortem'].includes(
            criterion.artifact
        );
        return hasForm && !this.editing && record !== undefined && !record[CONFIRMATION[this.side].by];
    }

    get confirmLabel(): string {
        const plan = this.view.criterion.artifact === 'mutual-action-plan';
        if (this.side === 'host') return plan ? 'Sign for our side' : 'Confirm our side';
        return plan ? `Sign for ${this.view.partnerName}` : `Confirm for ${this.view.partnerName}`;
    }

    get planId(): string | undefined {
        const { criterion, record } = this.view;
        return criterion.artifact === 'mutual-action-plan' && record ? String(record.Id) : undefined;
    }

    get isSigned(): boolean {
        return Object.values(CONFIRMATION).some(({ by }) => Boolean(this.view.record?.[by]));
    }

    /** The partner side tells the partner how the deal ended, and says so. */
    get canTellPartner(): boolean {
        return (
            this.side === 'partner' &&
            this.view.criterion.artifact === 'post-mortem' &&
            !this.isMet &&
            !this.view.engagement.Partner_Told_On__c
        );
    }

    get partnerType() {
        return this.view.engagement.Partner_Type__c;
    }

    /** Steps are dated back from here. */
    get targetClose() {
        return this.view.record?.Target_Close_On__c ?? this.records?.deal.CloseDate;
    }

    /** A plan is signed whole: what either side has yet to supply. */
    private get unsignable(): readonly string[] {
        if (this.view.criterion.artifact !== 'mutual-action-plan') return [];
        return this.view.openParts.filter(({ confirms }) => !confirms).map(({ label }) => label);
    }

    /** What a signature costs, said before it is given. */
    get signNote(): string {
        if (this.view.criterion.artifact !== 'mutual-action-plan' || !this.canConfirm) return '';
        if (this.unsignable.length > 0) return `Nobody can sign before this is there: ${this.unsignable.join(', ')}.`;
        const steps = Number(this.view.record?.Steps__c ?? 0);
        const all = steps === 1 ? 'the step' : `all ${steps} steps`;
        return `Your signature freezes path, target close, sponsors and ${all}: text, party, owner and due day. Ticking off stays free. A later change takes both signatures back.`;
    }

    /** Only the host asks for an exception, advice needs none, and nothing comes after the last stage that one could let through. */
    get canAskException(): boolean {
        const isLast = this.view.criterion.stageOrder === STAGES[STAGES.length - 1].order;
        return this.view.state === 'unmet' && !this.onlyAdvises && !isLast && this.side === 'host' && !this.asking && !this.editing;
    }

    handleAskException(): void {
        this.open('asking');
    }

    handleEdit(): void {
        this.open('editing');
    }

    handleCancel(): void {
        this.editing = false;
        this.asking = false;
        this.focusNext = 'article';
    }

    handleSaved(): void {
        this.editing = false;
        this.asking = false;
        this.focusNext = 'article';
        this.ask({ action: 'saved' });
    }

    handleConfirm(): void {
        this.ask({ action: 'confirm' });
    }

    handleTold(): void {
        this.ask({ action: 'partner-told' });
    }

    handleTick(event: CustomEvent<{ id: string; done: boolean }>): void {
        this.ask({ action: 'tick-step', step: event.detail });
    }

    handleHandoff({ detail }: CustomEvent<HandoffRequest>): void {
        this.ask(detail);
    }

    private open(what: 'editing' | 'asking'): void {
        this.editing = what === 'editing';
        this.asking = what === 'asking';
        this.focusNext = '.open-form';
    }

    private moveLabel(side: Side): string {
        const label = side === 'host' ? 'Host move' : 'Partner move';
        return side === this.side && this.answersFor(side) ? `${label} (yours)` : label;
    }

    /** The person to call: the deal's owner for the host, the partner manager for the partner; "you" only for that person. */
    private whoActs(side: Side): string {
        if (side === 'host') return this.ownsDeal ? 'you' : String(this.records?.deal['Owner.Name'] ?? 'the AE');
        const { Partner_Manager__c: managerId, 'Partner_Manager__r.Name': manager } = this.view.engagement;
        if (managerId === USER_ID || (!managerId && this.side === 'partner')) return 'you';
        return manager ? `${this.view.partnerName} (${manager})` : this.view.partnerName;
    }

    /** The person answers for this side of the deal; a colleague of theirs does not. */
    private answersFor(side: Side): boolean {
        return this.whoActs(side) === 'you';
    }

    private partsOf(side: Side) {
        return this.view.openParts.filter((part) => part.side === side).map(({ label }) => ({ key: `${side}-${label}`, label }));
    }

    private ask(request: Omit<GateRequest, 'view'>): void {
        this.dispatchEvent(new CustomEvent<GateRequest>('act', { detail: { ...request, view: this.view } }));
    }
}
