import { LightningElement, api } from 'lwc';

interface Placed {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly children: readonly Placed[];
}

/** Components of a page, one below the other. */
export default class Region extends LightningElement {
    @api components: readonly Placed[] = [];
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    get placed(): { key: string; component: Placed }[] {
        return this.components.map((component, index) => ({ key: `${component.name}-${index}`, component }));
    }
}
