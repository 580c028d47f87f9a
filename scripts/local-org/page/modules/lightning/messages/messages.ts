import { LightningElement } from 'lwc';
import { messagesEvent } from 'local/form';

export default class Messages extends LightningElement {
    title = '';
    texts: { key: string; text: string }[] = [];

    connectedCallback(): void {
        const show = (title: string, texts: readonly string[]): void => {
            this.title = title;
            this.texts = texts.map((text, index) => ({ key: String(index), text }));
        };
        this.dispatchEvent(new CustomEvent(messagesEvent, { bubbles: true, composed: true, detail: { show } }));
    }

    get hasTexts(): boolean {
        return this.texts.length > 0;
    }
}
