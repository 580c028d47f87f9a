import { LightningElement } from 'lwc';
import { ShowToastEventName } from 'lightning/platformShowToastEvent';
import type { Toast } from 'lightning/platformShowToastEvent';

interface ShownToast {
    readonly id: number;
    readonly title: string;
    readonly message: string;
    readonly theme: string;
    readonly icon: string;
    readonly kind: string;
}

const timeToRead = 5000;

/** Shows what components announce with ShowToastEvent. Errors stay until they are closed. */
export default class Toasts extends LightningElement {
    toasts: ShownToast[] = [];
    #count = 0;
    #listen = (event: Event): void => this.add((event as CustomEvent<Toast>).detail);

    connectedCallback(): void {
        document.addEventListener(ShowToastEventName, this.#listen);
    }
    disconnectedCallback(): void {
        document.removeEventListener(ShowToastEventName, this.#listen);
    }

    private add({ title, message = '', variant = 'info', mode, messageData = [] }: Toast): void {
        this.#count += 1;
        const id = this.#count;
        const words = message.replace(/\{(\d+)\}/g, (_, index: string) => {
            const part = messageData[Number(index)];
            return typeof part === 'string' ? part : (part?.label ?? '');
        });
        const kind = { info: 'Information', success: 'Success', warning: 'Warning', error: 'Error' }[variant];
        this.toasts = [
            ...this.toasts,
            { id, title, message: words, theme: `slds-notify slds-notify_toast slds-theme_${variant}`, icon: `utility:${variant}`, kind }
        ];
        const stays = mode === 'sticky' || (variant === 'error' && mode !== 'pester' && mode !== 'dismissible' && mode !== 'dismissable');
        // A toast goes away by itself.
        if (!stays) setTimeout(() => this.remove(id), timeToRead);
    }

    private remove(id: number): void {
        this.toasts = this.toasts.filter((toast) => toast.id !== id);
    }

    handleClose(event: Event): void {
        this.remove(Number((event.currentTarget as HTMLElement).dataset['id']));
    }
}
