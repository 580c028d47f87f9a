import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { forecastRollup } from '../cli/forecast-rollup';
import { axeViolations, launchBrowser } from './browser';
import { startSampleOrg, type SampleOrg } from './sample-org';

/** The forecast page of the sample org as people open it: on a screen, on a phone, on paper. */
jest.setTimeout(60_000);

const TODAY = '2026-11-20';
/** Width of the print area in CSS pixels: the paper without its margins of 12 mm. */
const PAPERS = [
    ['A4', 703],
    ['Letter', 725]
] as const;

let sample: SampleOrg;
let browser: Browser;
let file: string;
const requested: string[] = [];

/** Scripts of the test may run although the page's policy forbids any. */
async function open(width: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true });
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(`file://${file}`);
    return page;
}

beforeAll(async () => {
    sample = await startSampleOrg(TODAY);
    file = join(sample.folder, 'forecast.html');
    const { exit } = await sample.run(forecastRollup, 'leader', ['--since', '2026-10-01', '--html', file]);
    expect(exit).toBe('OK');
    browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
    await browser?.close();
    await sample?.stop();
});

it.each([1280, 390])('reads well with help, %i pixels wide, and the page itself does not scroll sideways', async (width) => {
    const page = await open(width);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});

it.each(PAPERS)('fits on %s: no table is cut', async (_, width) => {
    const page = await open(width);
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(() =>
        [...document.querySelectorAll('table')]
            .filter((table) => table.getBoundingClientRect().right > globalThis.innerWidth + 1)
            .map((table) => table.caption?.textContent)
    );
    expect(cut).toEqual([]);
});

it('has every part that finance asks for, each under its heading', async () => {
    const page = await open(1280);
    const headings = await page.locator('h2').allTextContents();
    expect(headings).toEqual([
        'When it is expected',
        'Who brings it',
        'What is proven, and what is only claimed',
        'How far it is proven',
        'How deals pass each stage',
        'What changed since Oct 1, 2026',
        'The deals that weigh most',
        'Why to believe it: the forecast made again on past days',
        'What to know about the data'
    ]);
    // Every table says what it is and heads each of its columns.
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('thead th').filter({ hasText: /^\s*$/ }).count()).toBe(0);
});

it('leads from a deal to its record in the org, and asks nothing of anybody by itself', async () => {
    const page = await open(1280);
    const links = await page.locator('a').evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThan(10);
    expect(links.every((link) => link.startsWith(`${sample.instanceUrl}/006`))).toBe(true);
    expect(requested.filter((url) => !url.startsWith('file:'))).toEqual([]);
});
