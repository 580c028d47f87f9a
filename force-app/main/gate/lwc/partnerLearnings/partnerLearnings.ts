import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { DEAL_LEARNINGS, PARTNER_LEARNINGS, readLearnings, viewForDeal, viewForPartner } from 'c/learningView';
import type { PartnerLearningsView } from 'c/learningView';

/** What finished deals with a partner taught: on its next ten deals, and on its account. Says nothing where there is nothing to say. */
export default class PartnerLearnings extends LightningElement {
    @api recordId?: string;
    @api objectApiName?: string;

    partners: readonly PartnerLearningsView[] = [];
    problem?: string;
    loaded = false;

    get query(): GraphqlDocument {
        return this.isAccount ? PARTNER_LEARNINGS : DEAL_LEARNINGS;
    }

    get variables(): Record<string, unknown> | undefined {
        return this.recordId ? { recordId: this.recordId } : undefined;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredLearnings({ data, errors }: GraphqlResult): void {
        if (!data && !errors) return;
        this.loaded = true;
        this.problem = errors?.length ? errors.map(({ message }) => message).join(' ') : undefined;
        if (data) this.partners = this.viewsOf(data);
    }

    get isAccount(): boolean {
        return this.objectApiName === 'Account';
    }

    /** On a deal nothing is said; on the account a person wonders where they are. */
    get isEmptyAccount(): boolean {
        return this.loaded && this.isAccount && !this.problem && this.partners.length === 0;
    }

    private viewsOf(data: unknown): readonly PartnerLearningsView[] {
        const records = readLearnings(data);
        if (!this.isAccount) return viewForDeal(records, this.recordId ?? '');
        const view = viewForPartner(records);
        return view ? [view] : [];
    }
}
