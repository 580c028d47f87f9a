import { LightningElement, api } from 'lwc';
import components from 'page-components';
import { wordsOf } from 'shell/session';

/** The screen of a quick action: a dialog around the action's own component, until that or the person closes it. */
export default class ActionScreen extends LightningElement {
    @api component = '';
    @api label = '';
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    constructorOf: unknown = null;
    properties: Record<string, unknown> = {};
    error = '';
    #escape = (event: KeyboardEvent): void => {
        if (event.key === 'Escape' && !event.defaultPrevented) this.close();
    };

    /** Escape is heard on the document: a button that went away with its work took the focus along. */
    async connectedCallback(): Promise<void> {
        document.addEventListener('keydown', this.#escape);
        try {
            const load = components[this.component];
            if (!load) throw new Error('The page was built without it. Run npm run build and reload.');
            this.constructorOf = (await load()).default;
            // As the platform does: an action is told its record only after it was connected.
            await Promise.resolve();
            this.properties = { recordId: this.recordId, objectApiName: this.objectApiName };
        } catch (failure) {
            this.error = wordsOf(failure);
        }
    }
    disconnectedCallback(): void {
        document.removeEventListener('keydown', this.#escape);
    }
    renderedCallback(): void {
        const dialog = this.template!.querySelector<HTMLElement>('section');
        if (dialog && !dialog.contains(this.template!.activeElement)) dialog.focus();
    }
    errorCallback(error: unknown): void {
        this.error = wordsOf(error);
        this.constructorOf = null;
        console.error(error);
    }

    get failureHeading(): string {
        return `${this.label} could not be shown`;
    }

    close(): void {
        this.dispatchEvent(new CustomEvent('close'));
    }
}
