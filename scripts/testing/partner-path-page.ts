import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

const PATIENCE = 8000;

/** Partner Path in a browser, as a person uses it: what can be seen, filled, chosen and pressed. */
export class PartnerPathPage {
    readonly defects: string[] = [];
    #opened?: string;

    private constructor(
        readonly page: Page,
        readonly url: string,
        private readonly shots: string
    ) {}

    /** Opens the org's page; defects collects script errors and requests that leave the machine. Screenshots go to the folder `shots`. */
    static async open(browser: Browser, url: string, shots: string): Promise<PartnerPathPage> {
        const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
        page.setDefaultTimeout(PATIENCE);
        const path = new PartnerPathPage(page, url, shots);
        page.on('pageerror', ({ message }) => path.defects.push(message));
        page.on('request', (request) => {
            if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
                path.defects.push(`leaves the machine: ${request.url()}`);
        });
        await page.goto(`${url}/`);
        await page.getByRole('searchbox').waitFor();
        return path;
    }

    get panel(): Locator {
        return this.page.locator('c-partner-stage-path');
    }

    button(name: string | RegExp): Locator {
        return this.panel.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
    }

    criterion(title: string): Locator {
        return this.panel.locator('c-gate-criterion').filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
    }

    async visit(deal: string): Promise<void> {
        this.#opened = deal;
        await this.page.goto(`${this.url}/lightning/r/Opportunity/${deal}/view`);
        await this.panel.locator('[data-id="path"]').waitFor();
    }

    /** Switches the person in the page's own menu and stays on the deal. */
    async become(person: string): Promise<void> {
        await this.page.getByRole('button', { name: /switch user|see the org as/i }).click();
        const entry = this.page.getByRole('menuitemcheckbox', { name: new RegExp(person) }).first();
        if ((await entry.getAttribute('aria-checked')) === 'true') return void (await this.page.keyboard.press('Escape'));
        await Promise.all([this.page.waitForNavigation(), entry.click()]);
        if (this.#opened) await this.panel.locator('[data-id="path"]').waitFor();
    }

    async text(selector: string): Promise<string> {
        return (await this.panel.locator(selector).textContent()) ?? '';
    }

    async headline(text: string | RegExp): Promise<void> {
        const headline = this.panel.locator('[data-id="headline"]');
        await headline
            .filter({ hasText: text })
            .waitFor()
            .catch(async () => {
                const said = await this.panel.locator('[data-id="headline"], .refusal').allTextContents();
                await this.shot('walk-stuck');
                throw new Error(`not "${text}" but: ${said.join(' | ')}`);
            });
    }

    /** Moves with the button of the panel and waits until the path shows the stage as the current one. */
    async move(stage: string): Promise<void> {
        await this.button(`Move to ${stage}`).click();
        await this.panel.locator('[aria-current="step"]').filter({ hasText: stage }).waitFor();
    }

    /** Tries to move, and reads the refusal in exactly these words. */
    async refusedMove(stage: string, words: string): Promise<void> {
        await this.button(`Move to ${stage}`).click();
        await this.panel
            .locator('[data-id="refusal"]')
            .filter({ hasText: `Not moved to ${stage}. ${words}` })
            .waitFor();
    }

    async fill(within: Locator, label: string, text: string): Promise<void> {
        const box = within
            .getByRole('textbox', { name: label, exact: true })
            .or(within.getByRole('spinbutton', { name: label, exact: true }));
        await box.fill(text);
        await box.blur();
    }

    /** Types a day (YYYY-MM-DD) as an American would, and leaves the field. */
    fillDay(within: Locator, label: string, day: string): Promise<void> {
        const text = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
        return this.fill(within, label, text);
    }

    async choose(within: Locator, label: string, value: string): Promise<void> {
        await within.getByRole('combobox', { name: label, exact: true }).click();
        await within.getByRole('option', { name: value, exact: true }).click();
    }

    /** Looks a record up by name and takes it. */
    async look(within: Locator, label: string, name: string): Promise<void> {
        await within.getByRole('combobox', { name: label, exact: true }).fill(name);
        await within.getByRole('option', { name, exact: true }).click();
    }

    async save(within: Locator): Promise<void> {
        await within.getByRole('button', { name: 'Save', exact: true }).click();
    }

    /** The form saved and went away. */
    async closed(within: Locator): Promise<void> {
        await within
            .locator('lightning-record-edit-form')
            .waitFor({ state: 'detached' })
            .catch(async () => {
                const said = await within.locator('lightning-messages, .slds-form-element__help').allTextContents();
                await this.shot('walk-stuck');
                throw new Error(`the form is still open; it says: ${said.join(' | ')}`);
            });
    }

    async says(within: Locator, words: string | RegExp): Promise<void> {
        await within.getByText(words).first().waitFor();
    }

    /** Whether what has the focus is this element or inside of it. */
    focusIsIn(place: Locator): Promise<boolean> {
        return place.evaluate((element) => {
            let active = document.activeElement;
            while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
            return element === active || element.contains(active);
        });
    }

    async shot(name: string): Promise<void> {
        await this.page.screenshot({ path: join(this.shots, `${name}.png`) });
    }
}
