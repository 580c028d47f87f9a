export const ShowToastEventName = 'lightning__showtoast';

export interface Toast {
    readonly title: string;
    readonly message?: string;
    readonly variant?: 'info' | 'success' | 'warning' | 'error';
    readonly mode?: 'dismissible' | 'dismissable' | 'pester' | 'sticky';
    readonly messageData?: readonly (string | { url: string; label: string })[];
}

/** Dispatched by a component; the page shows it. */
export class ShowToastEvent extends CustomEvent<Toast> {
    constructor(toast: Toast) {
        super(ShowToastEventName, { bubbles: true, composed: true, cancelable: true, detail: toast });
    }
}
