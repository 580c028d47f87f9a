import { LightningElement, api } from 'lwc';
import { request } from 'local/http';
import { wordsOf } from 'shell/session';

/** Every related list of the record's layout. */
export default class RelatedLists extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    lists: readonly { relatedListId: string }[] = [];
    error = '';

    async connectedCallback(): Promise<void> {
        try {
            const { relatedLists } = await request<{ relatedLists: readonly { relatedListId: string }[] }>(
                'GET',
                `/ui-api/related-list-info/${this.objectApiName}`
            );
            this.lists = relatedLists;
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }
}
