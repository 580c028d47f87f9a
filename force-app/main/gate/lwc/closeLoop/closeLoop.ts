import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlResult } from 'lightning/graphql';
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import USER_ID from '@salesforce/user/Id';
import MAY_ADVANCE from '@salesforce/customPermission/Advance_Partner_Deal';
import { CONFIRMATION } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import { daysSince, showDay, showDays, today } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';
import { outcomeMail } from 'c/outcomeMail';
import { errorText } from 'c/saveErrors';
import { LOOP_QUERY, PUBLISHED_FIELDS, readLoop } from './loopGraph';
import type { LoopRecords } from './loopGraph';

/** A closed deal: tell each partner, hold the post-mortem, publish what it taught. On an open deal it shows nothing. */
export default class CloseLoop extends LightningElement {
    @api recordId?: string;

    records?: LoopRecords;
    problem?: string;
    busy = false;
    refusal?: { readonly at: string; readonly text: string };
    /** Engagement whose post-mortem is being written. */
    writing?: string;
    query = LOOP_QUERY;
    private refresh?: () => Promise<void>;
    private handler = '';
    private refusalShown?: unknown;

    connectedCallback(): void {
        this.handler = registerRefreshHandler(this, async () => this.refresh?.());
    }
    disconnectedCallback(): void {
        unregisterRefreshHandler(this.handler);
    }
    renderedCallback(): void {
        if (this.refusal !== this.refusalShown) this.template!.querySelector<HTMLElement>('.refusal')?.focus();
        this.refusalShown = this.refusal;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredLoop({ data, errors, refresh }: GraphqlResult): void {
        this.refresh = refresh;
        this.problem = errors?.length ? errors.map(({ message }) => message).join(' ') : undefined;
        if (data) this.records = readLoop(data);
    }

    get variables(): Record<string, unknown> | undefined {
        return this.recordId ? { dealId: this.recordId } : undefined;
    }

    get side(): Side {
        return MAY_ADVANCE || this.records?.deal.OwnerId === USER_ID ? 'host' : 'partner';
    }

    get partners() {
        const { records } = this;
        if (!records?.deal.IsClosed) return [];
        return records.partners.map((partner) => ({ ...this.viewTelling(partner, records), ...this.viewLearning(partner, records) }));
    }

    get isShown(): boolean {
        return this.partners.length > 0;
    }

    handleTold(event: Event): Promise<void> {
        const id = idOf(event);
        return this.save(id, 'Recorded', () =>
            updateRecord({ fields: { Id: id, Partner_Told_On__c: today(), Partner_Told_By__c: USER_ID } })
        );
    }

    handleConfirm(event: Event): Promise<void> {
        const partner = this.partnerOf(idOf(event))!;
        const postMortem = this.postMortemOf(partner)!;
        const { by, on, recordedBy } = CONFIRMATION[this.side];
        const who = this.side === 'host' ? USER_ID : partner.Counterpart__c;
        const fields = { Id: postMortem.Id, [by]: who, [on]: new Date().toISOString(), [recordedBy]: USER_ID };
        return this.save(String(partner.Id), 'Confirmed', () => updateRecord({ fields }));
    }

    handlePublish(event: Event): Promise<void> {
        const partner = this.partnerOf(idOf(event))!;
        const postMortem = this.postMortemOf(partner)!;
        const words = Object.fromEntries(PUBLISHED_FIELDS.map((field) => [field, postMortem[field] ?? null]));
        const learning = this.learningOf(postMortem);
        return this.save(String(partner.Id), 'Published', () =>
            learning
                ? updateRecord({ fields: { Id: learning.Id, ...words } })
                : createRecord({ apiName: 'Partner_Learning__c', fields: { ...words, ...publication(partner, postMortem) } })
        );
    }

    handleWrite(event: Event): void {
        this.writing = idOf(event);
    }
    handleWriteEnd(): void {
        this.writing = undefined;
    }
    async handleWritten(): Promise<void> {
        this.writing = undefined;
        await this.reload();
    }

    private viewTelling(partner: Fields, { deal }: LoopRecords) {
        const id = String(partner.Id);
        const name = String(partner['Partner__r.Name'] ?? 'The partner');
        const contact = partner['Counterpart__r.Name'] ? String(partner['Counterpart__r.Name']) : undefined;
        const due = partner.Post_Mortem_Due_On__c ? String(partner.Post_Mortem_Due_On__c) : undefined;
        const told = partner.Partner_Told_On__c;
        const isWon = Boolean(deal.IsWon);
        const mail = outcomeMail({
            to: String(partner['Counterpart__r.Email'] ?? ''),
            name: contact ?? '',
            dealName: String(deal.Name),
            isWon,
            postMortemDueOn: due
        });
        const by = partner['Partner_Told_By__r.Name'] ? ` by ${partner['Partner_Told_By__r.Name']}` : '';
        return {
            id,
            name,
            refusal: this.refusal?.at === id ? this.refusal.text : undefined,
            told: told
                ? `${name} was told on ${showDay(told)}${by}.`
                : `${name} has not been told that the deal is ${isWon ? 'won' : 'lost'}.`,
            isTold: Boolean(told),
            tellState: told ? 'done' : 'open',
            canTell: !told && this.side === 'partner',
            mail: told ? undefined : mail,
            mailLabel: contact ? `Draft a mail to ${contact}` : undefined,
            noMail: !told && !mail ? `${contact ?? 'The partner seller'} has no mail address on file; call instead.` : undefined
        };
    }

    private viewLearning(partner: Fields, { deal }: LoopRecords) {
        const postMortem = this.postMortemOf(partner);
        const learning = postMortem && this.learningOf(postMortem);
        const isComplete = Boolean(postMortem?.Complete__c);
        const differs = learning && PUBLISHED_FIELDS.some((field) => (learning[field] ?? null) !== (postMortem[field] ?? null));
        return {
            postMortem,
            held: sayPostMortem(partner, postMortem),
            heldState: isComplete ? 'done' : 'open',
            // Partner Path holds the form of a won deal; a lost deal has left the path.
            canWrite: !isComplete && !deal.IsWon && this.writing === undefined,
            writeLabel: postMortem ? 'Go on with the post-mortem' : 'Write the post-mortem',
            isWriting: this.writing === partner.Id,
            canConfirm: Boolean(postMortem) && !isComplete && !deal.IsWon && !postMortem![CONFIRMATION[this.side].by],
            confirmLabel: this.side === 'host' ? 'Confirm our side' : `Confirm for ${partner['Partner__r.Name']}`,
            published: learning
                ? `Published ${showDay(learning.Published_On__c)} for the next ten deals with ${partner['Partner__r.Name']}.`
                : '',
            publishedState: learning && !differs ? 'done' : 'open',
            canPublish: isComplete && this.side === 'partner' && (!learning || differs),
            publishLabel: learning ? 'Publish the new words' : 'Publish the learning',
            preview: isComplete && (!learning || differs) ? String(postMortem!.Learning__c) : ''
        };
    }

    private partnerOf(id: string): Fields | undefined {
        return this.records?.partners.find(({ Id }) => Id === id);
    }
    private postMortemOf(partner: Fields): Fields | undefined {
        return this.records?.postMortems.find(({ Partner_Engagement__c }) => Partner_Engagement__c === partner.Id);
    }
    private learningOf(postMortem: Fields): Fields | undefined {
        return this.records?.learnings.find(({ Post_Mortem__c }) => Post_Mortem__c === postMortem.Id);
    }

    private async save(at: string, done: string, work: () => Promise<unknown>): Promise<void> {
        this.busy = true;
        try {
            await work();
            this.refusal = undefined;
            this.dispatchEvent(new ShowToastEvent({ title: done, variant: 'success' }));
            await this.reload();
        } catch (error) {
            this.refusal = { at, text: errorText(error) };
        }
        this.busy = false;
    }

    private async reload(): Promise<void> {
        await this.refresh?.();
        if (this.recordId) await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
        this.dispatchEvent(new RefreshEvent());
    }
}

const idOf = (event: Event): string => String((event.currentTarget as HTMLElement).dataset.id);

const publication = (partner: Fields, postMortem: Fields) => ({
    Partner__c: partner.Partner__c,
    Post_Mortem__c: postMortem.Id,
    Source_Key__c: postMortem.Id,
    Published_On__c: today(),
    Published_By__c: USER_ID
});

function sayPostMortem({ Post_Mortem_Due_On__c: due }: Fields, postMortem: Fields | undefined): string {
    if (postMortem?.Complete__c) return `The joint post-mortem was held on ${showDay(postMortem.Held_On__c)} and both sides confirmed it.`;
    const late = due ? daysSince(due) : 0;
    const when = !due ? '' : late > 0 ? `, ${showDays(late)} overdue (was due ${showDay(due)})` : `, due ${showDay(due)}`;
    return postMortem ? `The joint post-mortem is not confirmed by both sides yet${when}.` : `No joint post-mortem yet${when}.`;
}
