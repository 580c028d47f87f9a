import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseStageMap } from '../boundary/parse-stage-map';
import { createLocalOrg } from '../local-org/local-org';
import type { Cast } from '../sample-data/cast';
import { makeSampleData } from '../sample-data/make-sample-data';
import { launchBrowser } from './browser';

const ROOT = resolve(__dirname, '../..');
const PICTURE = join(ROOT, '.github', 'partner-path.png');
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** Takes the README's picture anew: the hero deal of the sample data, refused. `tsx scripts/testing/picture.ts`, after a build. */
async function takePicture(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'partner-stages-picture-'));
    const seedFile = join(folder, 'seed.json');
    const map = parseStageMap(readJson('config/stage-map/stage-map.json'), 'stage-map.json');
    const cast = readJson('config/sample-data/cast.json') as Cast;
    writeFileSync(seedFile, JSON.stringify(makeSampleData(cast, map, new Date().toISOString().slice(0, 10))));
    const org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile, pageFolder: join(ROOT, '.local/page') });
    const { url } = await org.start();
    const browser = await launchBrowser();
    try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await page.goto(`${url}/`);
        await page.getByRole('searchbox').fill('Aldergate');
        await page.getByRole('link', { name: 'Aldergate Health - Care Analytics Platform' }).click();
        const panel = page.locator('c-partner-stage-path');
        await panel.getByRole('button', { name: 'Move to Value Proposition' }).click();
        await panel.locator('[data-id="refusal"]').waitFor();
        await page.getByRole('link', { name: 'SGB-000001' }).waitFor();
        await page.evaluate(() => globalThis.scrollTo(0, 0));
        await page.mouse.move(5, 890);
        await page.screenshot({ path: PICTURE });
        process.stdout.write(`${PICTURE}: ${Math.round(statSync(PICTURE).size / 1024)} KB\n`);
    } finally {
        await browser.close();
        await org.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

takePicture().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
