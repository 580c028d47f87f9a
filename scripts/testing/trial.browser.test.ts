import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { parseStageMap } from '../boundary/parse-stage-map';
import { createLocalOrg } from '../local-org/local-org';
import type { Cast } from '../sample-data/cast';
import { makeSampleData } from '../sample-data/make-sample-data';
import { axeViolations, launchBrowser } from './browser';

/** The README's 60-second trial, in a real browser, as the people of the sample would do it. */

const ROOT = resolve(__dirname, '../..');
const HERO = 'Aldergate Health - Care Analytics Platform';
const SHOTS = join(ROOT, '.local', 'screenshots');
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'partner-stages-trial-'));
const seedFile = join(folder, 'seed.json');
const map = parseStageMap(readJson('config/stage-map/stage-map.json'), 'stage-map.json');
writeFileSync(
    seedFile,
    JSON.stringify(makeSampleData(readJson('config/sample-data/cast.json') as Cast, map, new Date().toISOString().slice(0, 10)))
);
const org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, pageFolder: join(ROOT, '.local/page') });

let browser: Browser;
let page: Page;
let url: string;
const defects: string[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    ({ url } = await org.start());
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
    page.on('pageerror', ({ message }) => defects.push(message));
    page.on('request', (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith('data:')) defects.push(`leaves the machine: ${request.url()}`);
    });
}, 120_000);

afterAll(async () => {
    await browser?.close();
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

const shot = (name: string) => page.screenshot({ path: join(SHOTS, `${name}.png`) });
const panel = (): Locator => page.locator('c-partner-stage-path');
const headline = (): Locator => panel().locator('[data-id="headline"]');
const criterion = (title: string): Locator => panel().locator('c-gate-criterion').filter({ hasText: title }).first();

async function become(person: string): Promise<void> {
    await page.getByRole('button', { name: /switch user|see the org as/i }).click();
    await Promise.all([
        page.waitForNavigation(),
        page
            .getByRole('menuitemcheckbox', { name: new RegExp(person, 'i') })
            .or(page.getByRole('menuitem', { name: new RegExp(person, 'i') }))
            .first()
            .click()
    ]);
    await headline().waitFor();
}

describe('the trial', () => {
    it('opens as the AE on a list of deals, and the hero deal from there, quickly', async () => {
        await page.goto(`${url}/`);
        await page
            .getByRole('searchbox')
            .or(page.getByLabel(/search/i))
            .first()
            .fill('Aldergate');
        await page.getByRole('link', { name: HERO }).click();
        await headline().waitFor();
        await page.reload();
        await headline().waitFor();
        const firstPaint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime);
        // Told, not asserted tightly: a busy machine is slower, and the bench is where time is measured.
        expect(firstPaint).toBeLessThan(5000);
        await shot('1-hero');
    });

    it('names two things, both on the partner side', async () => {
        expect(await headline().textContent()).toBe(
            "2 things before Value Proposition: none yours, 1 Skybridge Marketplace's, 1 Halden Consulting's."
        );
        expect(await criterion('Joint scorecard').locator('[data-side="partner"] li').allTextContents()).toEqual([
            'Champion: Partner View',
            "Halden Consulting's confirmation"
        ]);
        expect(await criterion('Partner registration').locator('[data-side="partner"] li').allTextContents()).toEqual(['Signal Tier']);
    });

    it('is refused in the words of the rule, and the stopped move is kept for review', async () => {
        await panel().getByRole('button', { name: 'Move to Value Proposition' }).click();
        const refusal = panel().locator('[data-id="refusal"]');
        await refusal.waitFor();
        expect(await refusal.textContent()).toContain(
            'Partner registration is not complete. Partner manager: add partner seller, signal tier, confirmed need, attribution and partner credit'
        );
        await page.getByRole('link', { name: 'SGB-000001' }).waitFor();
        await shot('2-refused');
    });

    it('lets the partner manager answer, and gives no control that moves the stage', async () => {
        await become('Priya Raman');
        expect(await headline().textContent()).toBe('2 things before Value Proposition: 2 yours.');
        expect(
            await panel()
                .getByRole('button', { name: /^Move to/ })
                .count()
        ).toBe(0);

        const registration = criterion('Partner registration');
        await registration.getByRole('button', { name: 'Fill in what is missing' }).click();
        await choose(registration, 'Signal Tier', 'Tier 2');
        await registration.getByRole('button', { name: 'Save', exact: true }).click();
        await expectHeadline('1 thing before Value Proposition: 1 yours.');

        const scorecard = criterion('Joint scorecard');
        await scorecard.getByRole('button', { name: 'Fill in what is missing' }).click();
        await choose(scorecard, 'Champion: Partner View', 'Agrees');
        await shot('3-scorecard');
        await scorecard.getByRole('button', { name: 'Save and confirm' }).click();
        await expectHeadline('Nothing is missing before Value Proposition.');
    });

    it('then lets the AE move', async () => {
        await become('Avery Lindqvist');
        await panel().getByRole('button', { name: 'Move to Value Proposition' }).click();
        await expectHeadline(/before Id\. Decision Makers/);
        expect(await panel().locator('[aria-current="step"]').textContent()).toContain('Value Proposition');
        await shot('4-moved');
    });

    it('shows the deal to people with assistive technology and on a phone', async () => {
        expect(await axeViolations(page)).toEqual([]);
        await page.setViewportSize({ width: 320, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await shot('5-phone');
        await page.setViewportSize({ width: 1280, height: 960 });
    });

    it('comes back with Reset', async () => {
        await page.getByRole('button', { name: 'Reset sample data' }).click();
        await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'OK', exact: true }).click()]);
        await page.goto(`${url}/`);
        await page
            .getByRole('searchbox')
            .or(page.getByLabel(/search/i))
            .first()
            .fill('Aldergate');
        await page.getByRole('link', { name: HERO }).click();
        await expectHeadline(/2 things before Value Proposition/);
    });

    it('had no defect on the way and asked nobody outside', () => {
        expect(defects).toEqual([]);
    });
});

async function choose(within: Locator, label: string, value: string): Promise<void> {
    await within.getByRole('combobox', { name: label }).click();
    await within.getByRole('option', { name: value }).click();
}

async function expectHeadline(text: string | RegExp): Promise<void> {
    await headline().filter({ hasText: text }).waitFor();
}
