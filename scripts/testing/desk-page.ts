import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

const PATIENCE = 10_000;

/** The desk and the forecast board in a browser, as a person uses them. */
export class DeskPage {
    readonly defects: string[] = [];

    private constructor(
        readonly page: Page,
        private readonly url: string,
        private readonly shots: string
    ) {}

    /** Opens the org's page on a day; defects collects script errors and requests that leave the machine. Screenshots go to the folder `shots`. */
    static async open(browser: Browser, url: string, shots: string, today: string): Promise<DeskPage> {
        const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
        page.setDefaultTimeout(PATIENCE);
        await page.clock.setFixedTime(`${today}T15:00:00Z`);
        const desk = new DeskPage(page, url, shots);
        page.on('pageerror', ({ message }) => desk.defects.push(message));
        page.on('request', (request) => {
            if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
                desk.defects.push(`leaves the machine: ${request.url()}`);
        });
        await page.goto(`${url}/`);
        await page.getByRole('searchbox').waitFor();
        return desk;
    }

    get desk(): Locator {
        return this.page.locator('c-partner-desk-queue');
    }

    get board(): Locator {
        return this.page.locator('c-partner-forecast-board');
    }

    get panel(): Locator {
        return this.desk.locator('c-partner-stage-path');
    }

    get rows(): Locator {
        return this.desk.locator('[data-id="row"]');
    }

    row(deal: string): Locator {
        return this.rows.filter({ has: this.page.getByRole('link', { name: deal, exact: true }) });
    }

    /** Switches the person in the page's own menu. */
    async become(person: string): Promise<void> {
        await this.page.getByRole('button', { name: /switch user|see the org as/i }).click();
        const entry = this.page.getByRole('menuitemcheckbox', { name: new RegExp(person) }).first();
        if ((await entry.getAttribute('aria-checked')) === 'true') return void (await this.page.keyboard.press('Escape'));
        await Promise.all([this.page.waitForNavigation(), entry.click()]);
    }

    async visitDesk(): Promise<void> {
        await this.page.goto(`${this.url}/lightning/n/Partner_Desk`);
        await this.settled();
    }

    async visitBoard(): Promise<void> {
        await this.page.goto(`${this.url}/lightning/n/Partner_Forecast`);
        await this.board.locator('[data-id="headline"], [data-id="not-fundable"], [data-id="empty"]').first().waitFor();
    }

    /** Waits until nothing is being loaded. */
    async settled(): Promise<void> {
        await this.desk.locator('section[aria-busy="false"]').waitFor();
    }

    async queue(label: string): Promise<void> {
        await this.desk.locator('nav').getByRole('button', { name: label }).click();
        await this.desk.getByRole('heading', { name: label, exact: true }).waitFor();
        await this.settled();
    }

    /** Length of each queue, as the list of queues shows it. */
    async counts(): Promise<Record<string, number>> {
        await this.settled();
        const told = await this.desk
            .locator('nav .queue')
            .evaluateAll((queues) =>
                queues.map((queue) => [queue.children[0]!.textContent!, Number(queue.children[1]!.textContent)] as const)
            );
        return Object.fromEntries(told);
    }

    /** Whose deals the desk shows. */
    async whose(): Promise<string> {
        return (await this.desk.getByRole('combobox', { name: 'Whose deals', exact: true }).textContent())!.trim();
    }

    async choose(label: string, value: string): Promise<void> {
        await this.desk.getByRole('combobox', { name: label, exact: true }).click();
        await this.desk.getByRole('option', { name: value, exact: true }).click();
        await this.settled();
    }

    async openRow(deal: string): Promise<void> {
        await this.row(deal)
            .getByRole('button', { name: `Open ${deal}` })
            .click();
        await this.panel.locator('[data-id="path"]').waitFor();
    }

    async notice(text: string): Promise<void> {
        await this.desk.locator('[data-id="notice"]').filter({ hasText: text }).waitFor();
        await this.settled();
    }

    /** Saves the new record that was filled in for the person, and comes back. */
    async saveNew(): Promise<void> {
        await this.page.getByRole('button', { name: 'Save', exact: true }).click();
        await this.settled();
    }

    /** Text of what has the focus, or of what it is named. */
    focused(): Promise<string> {
        return this.page.evaluate(() => {
            let active = document.activeElement;
            while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
            return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
        });
    }

    /** Pixels by which somebody would have to scroll sideways. */
    overflow(): Promise<number> {
        return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    }

    async shot(name: string): Promise<void> {
        await this.page.screenshot({ path: join(this.shots, `${name}.png`), fullPage: true });
    }
}
