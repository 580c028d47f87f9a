import { LightningElement, api } from 'lwc';
import { send } from 'local/http';

interface ScreenAction {
    readonly name: string;
    readonly label: string;
    readonly component: string;
}

const mostByDefault = 3;

/** The quick actions of a record that open a screen: buttons, and a menu for those that are too many. */
export default class RecordActions extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @api most: number | undefined;

    actions: readonly ScreenAction[] = [];
    open: ScreenAction | undefined;

    async connectedCallback(): Promise<void> {
        const path = `/local/page/actions/${this.objectApiName}`;
        const { actions } = await send<{ actions: readonly ScreenAction[] }>('GET', path).catch(() => ({ actions: [] }));
        this.actions = actions;
    }

    private get limit(): number {
        return this.most ?? mostByDefault;
    }
    get hasActions(): boolean {
        return this.actions.length > 0;
    }
    get shown(): readonly ScreenAction[] {
        return this.actions.slice(0, this.limit);
    }
    get more(): readonly ScreenAction[] {
        return this.actions.slice(this.limit);
    }
    get hasMore(): boolean {
        return this.more.length > 0;
    }

    handleAction(event: Event): void {
        this.start((event.currentTarget as HTMLElement & { value: string }).value);
    }
    handleMore(event: CustomEvent<{ value: string }>): void {
        this.start(event.detail.value);
    }
    private start(wanted: string): void {
        this.open = this.actions.find(({ name }) => name === wanted);
    }

    /** Back to where the person came from: the button, or the menu it is in. */
    handleClose(): void {
        const name = this.open?.name;
        this.open = undefined;
        const buttons = [...this.template!.querySelectorAll<HTMLElement & { value?: string }>('lightning-button')];
        const origin = buttons.find(({ value }) => value === name) ?? this.template!.querySelector<HTMLElement>('lightning-button-menu');
        origin?.focus();
    }
}
