import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

interface Chromium {
    readonly executable: string;
    readonly env: Readonly<Record<string, string>>;
}

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

const starts = ({ executable, env }: Chromium): boolean =>
    spawnSync(executable, ['--version', '--no-sandbox'], { env: { ...process.env, ...env }, timeout: 30_000 }).status === 0;

/** A browser that the machine has: the one named by CHROMIUM_PATH, else one of the usual names. */
const installedChromium = (): Chromium | undefined => {
    const named = process.env['CHROMIUM_PATH'];
    if (named) {
        if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
        return { executable: named, env: {} };
    }
    const found = systemFolders.flatMap((folder) => systemNames.map((name) => path.join(folder, name))).find((file) => existsSync(file));
    return found ? { executable: found, env: {} } : undefined;
};

/** Unpacks in a process of its own, because the package is an ES module and reads its target folder when it is loaded. */
const unpack = (entry: string, folder: string): void => {
    const script = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}; await chromium.executablePath();`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
        // The package adds the libraries that a bare machine lacks only where it believes to run on Lambda.
        env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
        encoding: 'utf8'
    });
    if (status !== 0) throw new Error(`Chromium could not be unpacked: ${stderr}`);
};

/** The package's own font settings name folders of Lambda. `folder` is where the files will lie in the end. */
const writeFontSettings = (into: string, folder: string): void => {
    const alias = ['system-ui', 'sans-serif']
        .map((name) => `<alias><family>${name}</family><prefer><family>Open Sans</family></prefer></alias>`)
        .join('');
    const folders = [path.join(folder, 'fonts'), '/usr/share/fonts'].map((name) => `<dir>${name}</dir>`).join('');
    const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`;
    writeFileSync(path.join(into, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${folders}${cache}${alias}</fontconfig>\n`);
};

/** The Chromium of the npm package, unpacked once per version; two processes may do so at the same time. */
const packagedChromium = (): Chromium => {
    const entry = require.resolve('@sparticuz/chromium');
    const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8')) as { version: string };
    const folder = path.join(tmpdir(), `partner-stages-chromium-${version}`);
    if (!existsSync(folder)) {
        const mine = mkdtempSync(path.join(tmpdir(), 'partner-stages-chromium-'));
        try {
            unpack(entry, mine);
            writeFontSettings(mine, folder);
            if (!existsSync(folder)) renameSync(mine, folder);
        } finally {
            rmSync(mine, { recursive: true, force: true });
        }
    }
    const bare: Chromium = { executable: path.join(folder, 'chromium'), env: { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') } };
    if (starts(bare)) return bare;
    const libraries = [path.join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
    const complete: Chromium = { ...bare, env: { ...bare.env, LD_LIBRARY_PATH: libraries } };
    if (starts(complete)) return complete;
    throw new Error('The packaged Chromium does not start here; install one and name it in CHROMIUM_PATH');
};

/** Opens a headless Chromium: CHROMIUM_PATH, else one of the machine, else the npm package's. Close it when done. */
export const launchBrowser = async (): Promise<Browser> => {
    const { executable, env } = installedChromium() ?? packagedChromium();
    return chromium.launch({
        executablePath: executable,
        env: { ...(process.env as Record<string, string>), ...env },
        args: [
            '--no-sandbox',
            '--headless=shell',
            '--disable-gpu',
            '--no-zygote',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-dev-shm-usage',
            '--font-render-hinting=none'
        ]
    });
};

export interface AxeViolation {
    readonly rule: string;
    readonly impact: string | null | undefined;
    readonly help: string;
    readonly nodes: readonly string[];
}

interface AxeRun {
    violations: { id: string; impact?: string | null; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe-core finds against WCAG 2.0 and 2.1, levels A and AA, on the page as it stands or in one part of it. */
export const axeViolations = async (page: Page, selector = 'html'): Promise<AxeViolation[]> => {
    const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(source);
    const { violations } = await page.evaluate(async (target): Promise<AxeRun> => {
        const { axe } = globalThis as unknown as { axe: { run(context: string, options: object): Promise<AxeRun> } };
        return axe.run(target, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    }, selector);
    return violations.map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact,
        help,
        nodes: nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`)
    }));
};
