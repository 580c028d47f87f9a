import { LightningElement, api } from 'lwc';
import { send } from 'local/http';
import { urlOf } from 'force/navigation';
import type { PageReference } from 'force/navigation';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { colorOf, session, wordsOf } from 'shell/session';

interface Person {
    readonly key: string;
    readonly name: string;
    readonly title: string | null;
}

interface Info {
    readonly users: readonly Person[];
    readonly current: string | null;
    readonly beginning: 'settled' | 'seed';
}

/** What a reset takes away. */
const losses = {
    settled: 'Every record and all metadata go back to what they were when the org was ready. What you and others changed since is lost.',
    seed: 'Every record and all metadata go back to the sample data and the sources of the start. What you and others changed since is lost, and so is what commands have worked out and kept, for instance a forecast: run them again afterwards.'
};

/** The people that one walks through the product as, in the order of its story. */
const roles: Record<string, string> = {
    ae: 'Account executive',
    partnerManager: 'Partner manager',
    revops: 'RevOps',
    leader: 'Leader',
    admin: 'Administrator'
};

/** Global header and app navigation: who I am, where I may go, starting over. */
export default class Header extends LightningElement {
    @api page: PageReference | undefined;

    people: readonly Person[] = [];
    current: string | null = null;
    /** What a reset brings back: what was settled at the start, or the seed alone. */
    beginning: 'settled' | 'seed' = 'seed';
    busy = false;

    connectedCallback(): void {
        void this.loadPeople();
    }

    private async loadPeople(): Promise<void> {
        const info = await send<Info>('GET', '/local/info').catch(() => undefined);
        this.people = info?.users ?? [];
        this.current = info?.current ?? null;
        this.beginning = info?.beginning ?? 'seed';
    }

    get appLabel(): string {
        return session.app.label;
    }
    get userName(): string {
        return session.user.Name;
    }
    get role(): string {
        const title = this.people.find(({ key }) => key === this.current)?.title;
        return (this.current && roles[this.current]) || title || 'User';
    }
    get initials(): string {
        const words = session.user.Name.split(/\s+/).filter(Boolean);
        return `${words[0]?.[0] ?? ''}${words.length > 1 ? words[words.length - 1]![0] : ''}`.toUpperCase();
    }
    get avatarStyle(): string {
        return `background-color: ${colorOf(session.user.Id + session.user.Name)}`;
    }
    get menuLabel(): string {
        return `Signed in as ${this.userName}, ${this.role}. Switch user`;
    }

    private choice({ key, name, title }: Person): Record<string, unknown> {
        const job = roles[key] ?? title;
        return { key, label: job ? `${name} (${job})` : name, checked: key === this.current };
    }
    get mainPeople(): Record<string, unknown>[] {
        return Object.keys(roles).flatMap((key) => this.people.filter((person) => person.key === key).map((person) => this.choice(person)));
    }
    get otherPeople(): Record<string, unknown>[] {
        return this.people.filter((person) => !(person.key in roles)).map((person) => this.choice(person));
    }
    get hasOthers(): boolean {
        return this.otherPeople.length > 0;
    }

    get items(): Record<string, unknown>[] {
        return session.app.items.map(({ kind, name, label }) => {
            const open = kind === 'object' ? this.page?.attributes['objectApiName'] === name : this.page?.attributes['apiName'] === name;
            const reference =
                kind === 'object'
                    ? { type: 'standard__objectPage', attributes: { objectApiName: name } }
                    : { type: 'standard__navItemPage', attributes: { apiName: name } };
            return { name, label, url: urlOf(reference), current: open ? 'page' : null, itemClass: `item${open ? ' item_open' : ''}` };
        });
    }

    async handlePerson(event: CustomEvent<{ value: string }>): Promise<void> {
        if (event.detail.value === this.current) return;
        await this.attempt('Switching did not work', () => send('POST', '/local/persona', { key: event.detail.value }));
    }

    async handleReset(): Promise<void> {
        const sure = await LightningConfirm.open({ label: 'Reset the local org?', message: losses[this.beginning] });
        if (sure) await this.attempt('The reset did not work', () => send('POST', '/local/reset', {}));
    }

    /** A new user or new data means new answers everywhere: the page starts over. */
    private async attempt(title: string, work: () => Promise<unknown>): Promise<void> {
        this.busy = true;
        try {
            await work();
            location.reload();
        } catch (failure) {
            this.busy = false;
            this.dispatchEvent(new ShowToastEvent({ title, message: wordsOf(failure), variant: 'error' }));
        }
    }
}
