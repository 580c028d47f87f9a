import { LightningElement, api } from 'lwc';
import type { Side } from 'c/artifactForms';
import type { Fields } from 'c/dealGraph';
import { handoffState } from 'c/handoffState';
import type { HandoffState } from 'c/handoffState';

export interface HandoffRequest {
    readonly action: 'accept-handoff' | 'return-handoff' | 'send-again';
    readonly reason?: string;
}

const STATES: Readonly<Record<HandoffState['state'], string>> = {
    waiting: 'Waits for the deal owner',
    returned: 'Sent back to the partner manager',
    accepted: 'Accepted'
};

/** A handoff between the partner manager and the owner of the deal: both see where it stands, one of them acts. */
export default class HandoffAnswer extends LightningElement {
    @api engagement!: Fields;
    @api side!: Side;
    /** The person owns the deal: only the owner accepts or sends back. */
    @api ownsDeal = false;
    @api busy = false;

    closed = true;
    draft = '';
    private focusForm = false;

    renderedCallback(): void {
        if (this.focusForm) this.template!.querySelector<HTMLElement>('.open-form')?.focus();
        this.focusForm = false;
    }

    get state(): HandoffState {
        return handoffState(this.engagement);
    }

    get stateText(): string {
        const { state, sentAgain } = this.state;
        return state === 'waiting' && sentAgain ? 'Sent again, waits for the deal owner' : STATES[state];
    }

    /** "due tomorrow · 1 day in the queue" */
    get clockText(): string {
        const { clock, age } = this.state;
        const queue = age === 'today' ? 'arrived today' : age && `${age} in the queue`;
        return [clock, queue].filter(Boolean).join(' · ');
    }

    get reason(): string {
        return String(this.engagement.Handoff_Returned_Reason__c ?? '');
    }

    get answer(): string {
        return String(this.engagement.Handoff_Answer__c ?? '');
    }

    get ownerActs(): boolean {
        return this.ownsDeal && this.state.state !== 'accepted';
    }

    get managerActs(): boolean {
        return this.side === 'partner' && !this.ownsDeal && this.state.state === 'returned';
    }

    get returning(): boolean {
        return this.ownsDeal;
    }

    get question(): string {
        return this.returning ? 'What must change before you accept' : 'What has changed since it was sent back';
    }

    get formLabel(): string {
        return this.returning ? 'Send the handoff back' : 'Send the handoff again';
    }

    get sendLabel(): string {
        return this.returning ? 'Send back' : 'Send again';
    }

    handleAccept(): void {
        this.ask({ action: 'accept-handoff' });
    }

    handleOpen(): void {
        if ([this.reason, this.answer].includes(this.draft)) this.draft = '';
        this.closed = false;
        this.focusForm = true;
    }

    /** Kept until the org took it, so that a refusal costs no typing. */
    handleDraft(event: CustomEvent<{ value: string }>): void {
        this.draft = event.detail.value;
    }

    handleCancel(): void {
        this.closed = true;
    }

    handleSend(): void {
        const input = this.template!.querySelector<HTMLElement & { reportValidity(): boolean }>('lightning-input')!;
        if (!input.reportValidity()) return;
        this.closed = true;
        this.ask({ action: this.returning ? 'return-handoff' : 'send-again', reason: this.draft });
    }

    private ask(detail: HandoffRequest): void {
        this.dispatchEvent(new CustomEvent<HandoffRequest>('answer', { detail }));
    }
}
