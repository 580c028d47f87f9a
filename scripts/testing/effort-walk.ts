import type { Locator } from 'playwright-core';
import type { PartnerPathPage } from './partner-path-page';

export type Walker = 'ae' | 'partnerManager';

/** Fields that a person typed or chose, and buttons that the person pressed, by role. */
export interface Effort {
    readonly fields: Record<Walker, number>;
    readonly clicks: Record<Walker, number>;
}

/** Partner Path as a person walks it, counted: one field whatever it takes to fill it, one click per button. Switching person is free. */
export class EffortWalk {
    readonly effort: Effort = { fields: { ae: 0, partnerManager: 0 }, clicks: { ae: 0, partnerManager: 0 } };
    #walker: Walker = 'ae';

    constructor(private readonly path: PartnerPathPage) {}

    async as(person: string, walker: Walker): Promise<void> {
        await this.path.become(person);
        this.#walker = walker;
    }

    type(within: Locator, label: string, text: string): Promise<void> {
        return this.#field(this.path.fill(within, label, text));
    }

    day(within: Locator, label: string, day: string): Promise<void> {
        return this.#field(this.path.fillDay(within, label, day));
    }

    choose(within: Locator, label: string, value: string): Promise<void> {
        return this.#field(this.path.choose(within, label, value));
    }

    look(within: Locator, label: string, name: string): Promise<void> {
        return this.#field(this.path.look(within, label, name));
    }

    async press(within: Locator, name: string | RegExp): Promise<void> {
        await within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();
        this.effort.clicks[this.#walker] += 1;
    }

    /** Saves a form, and waits until it went away. */
    async save(within: Locator, name: string | RegExp = 'Save'): Promise<void> {
        await this.press(within, name);
        await this.path.closed(within);
    }

    async move(stage: string): Promise<void> {
        await this.path.move(stage);
        this.effort.clicks[this.#walker] += 1;
    }

    async #field(done: Promise<void>): Promise<void> {
        await done;
        this.effort.fields[this.#walker] += 1;
    }
}
