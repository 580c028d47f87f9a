import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalOrg } from '../local-org';
import type { RunningOrg } from '../local-org';

let folder: string;
let org: RunningOrg;
let url: string;

beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'page-'));
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'assets', 'app-1.js'), 'plain');
    writeFileSync(path.join(folder, 'assets', 'app-1.js.gz'), 'zipped');
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    org = createLocalOrg({ pageFolder: folder });
    url = (await org.start()).url;
}, 30_000);
afterAll(async () => {
    await org.stop();
    rmSync(folder, { recursive: true });
});

describe('the page', () => {
    it('says how to build it where it is missing, and serves it as soon as it is there', async () => {
        const missing = await fetch(url);
        expect(missing.status).toBe(503);
        expect(await missing.text()).toContain('npm run build');
        writeFileSync(path.join(folder, 'assets', 'index.html'), '<!doctype html><title>Page</title>');
        for (const address of ['/', '/lightning/o/Opportunity/list', '/lightning/r/Opportunity/006000000000001AAA/view']) {
            const page = await fetch(url + address);
            expect(page.status).toBe(200);
            expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
            expect(page.headers.get('cache-control')).toBe('no-cache');
        }
    });

    it('serves its files for ever, packed where the browser unpacks', async () => {
        const file = await fetch(`${url}/page/assets/app-1.js`, { headers: { 'Accept-Encoding': 'identity' } });
        expect(await file.text()).toBe('plain');
        expect(file.headers.get('cache-control')).toContain('immutable');
        expect(file.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    });

    it.each(['/page/assets/nope.js', '/page/assets/..%2Fsecret.txt', '/page/assets/%2e%2e%2f%2e%2e%2fpackage.json'])(
        'has no %s',
        async (address) => {
            expect((await fetch(url + address)).status).toBe(404);
        }
    );
});

describe('who is looking', () => {
    it('is nobody on a first visit', async () => {
        expect(await (await fetch(`${url}/local/page/session`)).json()).toEqual({ user: null });
        const stale = await fetch(`${url}/local/page/session`, { headers: { Cookie: 'sid=gone' } });
        expect(await stale.json()).toEqual({ user: null });
    });

    it('is told by the cookie, with where they may go', async () => {
        const persona = await fetch(`${url}/local/persona`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ key: 'admin' })
        });
        const cookie = persona.headers.get('set-cookie')!.split(';')[0]!;
        const session = await (await fetch(`${url}/local/page/session`, { headers: { Cookie: cookie } })).json();
        expect(session).toMatchObject({
            user: { Id: expect.stringMatching(/^005/), isGuest: false },
            customPermissions: [],
            lang: 'en-US',
            locale: 'en-US',
            timeZone: expect.any(String)
        });
    });

    it('is kept from pages of other origins', async () => {
        const persona = await fetch(`${url}/local/persona`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ key: 'admin' })
        });
        const cookie = persona.headers.get('set-cookie')!.split(';')[0]!;
        const foreign = await fetch(`${url}/local/page/session`, { headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' } });
        expect(await foreign.json()).toEqual({ user: null });
    });
});
