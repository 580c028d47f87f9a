import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { exportByBulk, type JobControl } from './bulk-query';

/** How the org of one test serves its pages; each page holds two rows, a1 and b1 on the first. */
interface Serving {
    readonly pages: number;
    /** Answers a request for a page before its rows do: a status and error code, or 'cut' for a line that breaks off. */
    readonly instead?: (page: number, times: number) => { status: number; code: string } | 'cut' | undefined;
    readonly hasResultPages?: boolean;
    readonly isGzip?: boolean;
    readonly jobStates?: readonly string[];
    /** What the job says it found. */
    readonly found?: number;
}

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const JOB = '/services/data/v62.0/jobs/query';

async function serve({ pages, instead, hasResultPages = true, isGzip = true, jobStates = ['JobComplete'], found = 2 * pages }: Serving) {
    const asked: string[] = [];
    const times = new Map<number, number>();
    const states = [...jobStates];
    let [open, mostOpen, generation] = [0, 0, 1];
    const json = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body), headers: {} as Record<string, string> });
    const pageOf = (locator: string | null) => (locator === null ? 0 : Number(locator.split('-')[0]));
    const answer = (request: IncomingMessage, url: URL) => {
        if (request.method === 'POST') return json({ id: '750J', state: 'UploadComplete' });
        if (request.method === 'DELETE') return json(null, 204);
        if (url.pathname === `${JOB}/750J`) {
            const state = states.length > 1 ? states.shift()! : states[0]!;
            return json({ id: '750J', state, numberRecordsProcessed: found, errorMessage: 'Ran out of luck' });
        }
        if (url.pathname.endsWith('resultPages')) {
            if (!hasResultPages) return json([{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }], 404);
            const from = Number(url.searchParams.get('from') ?? 0);
            if (from === 0) generation += 1;
            const names = Array.from({ length: Math.min(5, pages - from) }, (_, index) => ({
                resultUrl: `${JOB}/750J/results?locator=${from + index}-${generation}`
            }));
            const more = from + 5 < pages;
            return json({ resultPages: names, nextRecordsUrl: more ? `${JOB}/750J/resultPages?from=${from + 5}` : null, done: !more });
        }
        const page = pageOf(url.searchParams.get('locator'));
        times.set(page, (times.get(page) ?? 0) + 1);
        const other = instead?.(page, times.get(page)!);
        if (other === 'cut') return 'cut' as const;
        if (other) return json([{ errorCode: other.code, message: 'not now' }], other.status);
        const csv = `"Id","Name"\n"a${page + 1}","x"\n"b${page + 1}","y, ""z""\nz"\n`;
        const headers = {
            'sforce-locator': page + 1 < pages ? `${page + 1}-0` : 'null',
            'sforce-numberofrecords': '2',
            ...(isGzip ? { 'content-encoding': 'gzip' } : {})
        };
        return { status: 200, body: isGzip ? gzipSync(csv) : csv, headers };
    };
    const server: Server = createServer((request, response) => {
        const url = new URL(request.url!, 'http://org');
        asked.push(`${request.method} ${url.pathname.slice(JOB.length)}${url.search}`);
        const reply = answer(request, url);
        open += 1;
        mostOpen = Math.max(mostOpen, open);
        setTimeout(() => {
            open -= 1;
            if (reply === 'cut') {
                response.writeHead(200, { 'content-length': 1000 }).write('"Id"');
                setTimeout(() => response.destroy(), 5);
            } else response.writeHead(reply.status, reply.headers).end(reply.body);
        }, 10);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = mkdtempSync(join(tmpdir(), 'bulk-'));
    stops.push(() => {
        server.closeAllConnections();
        server.close();
        rmSync(folder, { recursive: true, force: true });
    });
    const org: JobControl = {
        instanceUrl,
        accessToken: 'secret',
        version: '62.0',
        async request(method, path) {
            const response = await fetch(instanceUrl + path, { method });
            const body = response.status === 204 ? undefined : ((await response.json()) as [{ errorCode: string }]);
            if (!response.ok) throw Object.assign(new Error('refused'), { errorCode: body![0].errorCode });
            return body;
        }
    };
    const seen: (readonly [number, number])[] = [];
    const run = () =>
        exportByBulk(org, { soql: 'SELECT Id, Name FROM Account', folder, pauseMilliseconds: 2, onRows: (...rows) => seen.push(rows) });
    const ids = () =>
        readdirSync(folder)
            .sort()
            .map((file) =>
                (file.endsWith('.gz') ? gunzipSync(readFileSync(join(folder, file))) : readFileSync(join(folder, file))).toString()
            )
            .map((text) => [...text.matchAll(/^"([ab]\d+)"/gm)].map(([, id]) => id).join(' '));
    return { run, ids, asked, folder, seen, mostOpen: () => mostOpen };
}

describe('exportByBulk', () => {
    it('fetches all pages, four at a time, each with its own header, as they come off the wire', async () => {
        const { run, ids, folder, mostOpen, seen, asked } = await serve({
            pages: 12,
            jobStates: ['UploadComplete', 'InProgress', 'JobComplete']
        });
        expect(await run()).toBe(24);
        expect(ids()).toEqual(Array.from({ length: 12 }, (_, page) => `a${page + 1} b${page + 1}`));
        expect(readdirSync(folder).every((file) => file.endsWith('.csv.gz'))).toBe(true);
        expect(mostOpen()).toBe(4);
        expect(seen.at(-1)).toEqual([24, 24]);
        expect(asked.filter((line) => line.includes('resultPages'))).toHaveLength(3);
        expect(asked.at(-1)).toBe('DELETE /750J');
    });

    it('tries a page again that the org was too busy for twice, and only that page', async () => {
        const { run, ids, asked } = await serve({
            pages: 3,
            instead: (page, times) => (page === 1 && times <= 2 ? { status: 503, code: 'SERVER_UNAVAILABLE' } : undefined)
        });
        expect(await run()).toBe(6);
        expect(ids()).toEqual(['a1 b1', 'a2 b2', 'a3 b3']);
        expect(asked.filter((line) => line.includes('/results?'))).toHaveLength(5);
    });

    it('asks for a fresh address when one has expired, and goes on from that page', async () => {
        const { run, ids, asked } = await serve({
            pages: 7,
            instead: (page, times) => (page === 5 && times === 1 ? { status: 400, code: 'INVALIDQUERYLOCATOR' } : undefined)
        });
        expect(await run()).toBe(14);
        expect(ids()).toHaveLength(7);
        expect(asked.filter((line) => line.includes('/results?'))).toHaveLength(8);
        expect(asked.filter((line) => line.includes('locator=5-'))).toEqual([
            expect.stringContaining('locator=5-2'),
            expect.stringContaining('locator=5-3')
        ]);
    });

    it('fetches a page again whose line broke off, and keeps no half of it', async () => {
        const { run, ids, folder } = await serve({ pages: 2, instead: (page, times) => (page === 0 && times === 1 ? 'cut' : undefined) });
        expect(await run()).toBe(4);
        expect(ids()).toEqual(['a1 b1', 'a2 b2']);
        expect(readdirSync(folder)).toHaveLength(2);
    });

    it('follows locators where an org has no parallel pages, also after one has expired', async () => {
        const { run, ids } = await serve({
            pages: 3,
            hasResultPages: false,
            isGzip: false,
            instead: (page, times) => (page === 2 && times === 1 ? { status: 400, code: 'INVALIDQUERYLOCATOR' } : undefined)
        });
        expect(await run()).toBe(6);
        expect(ids()).toEqual(['a1 b1', 'a2 b2', 'a3 b3']);
    });

    it('refuses to go on with part of the rows', async () => {
        const { run } = await serve({ pages: 2, found: 5 });
        await expect(run()).rejects.toMatchObject({ code: 'QUERY_REFUSED', detail: 'sent 4 of the 5 rows that it found.' });
    });

    it('says why a job failed', async () => {
        const { run } = await serve({ pages: 1, jobStates: ['Failed'] });
        await expect(run()).rejects.toMatchObject({ code: 'QUERY_REFUSED', detail: expect.stringContaining('Ran out of luck') });
    });

    it('gives up on what does not heal', async () => {
        const { run, asked } = await serve({ pages: 1, instead: () => ({ status: 403, code: 'INSUFFICIENT_ACCESS' }) });
        await expect(run()).rejects.toMatchObject({ errorCode: 'INSUFFICIENT_ACCESS' });
        expect(asked.filter((line) => line.includes('/results?'))).toHaveLength(1);
    });
});
