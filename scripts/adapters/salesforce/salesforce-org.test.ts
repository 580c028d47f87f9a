import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openOrg } from './salesforce-org';

interface Answer {
    readonly status?: number;
    readonly body: unknown;
}

/** A server that answers as told; `asked` collects what came in. */
async function serve(answer: (request: IncomingMessage, body: string) => Answer) {
    const asked: { method: string; path: string; body: string }[] = [];
    const server: Server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
            const path = request.url ?? '';
            asked.push({ method: request.method ?? '', path, body });
            const { status = 200, body: text } = path === '/services/data' ? { body: [] } : answer(request, body);
            response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stop = () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    };
    return { instanceUrl, asked, stop };
}

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function org(answer: Parameters<typeof serve>[0]) {
    const { instanceUrl, asked, stop } = await serve(answer);
    stops.push(stop);
    return { asked, instanceUrl, org: await openOrg({ instanceUrl: `${instanceUrl}/`, accessToken: '00D000000000001!secret' }) };
}

describe('openOrg', () => {
    it('reads all pages and says how far it is', async () => {
        const next = '/services/data/v62.0/query/01g-2';
        const pages = {
            1: { totalSize: 3, done: false, nextRecordsUrl: next, records: [{ Id: 'a' }, { Id: 'b' }] },
            2: { totalSize: 3, done: true, records: [{ Id: 'c' }] }
        };
        const { org: opened } = await org(({ url }) => ({ body: url === next ? pages[2] : pages[1] }));
        const seen: number[] = [];
        expect(await opened.query('SELECT Id FROM Account', (fetched) => seen.push(fetched))).toHaveLength(3);
        expect(seen).toEqual([2, 3]);
    });

    it('writes by external id in calls of 200 and reports the rows that were refused', async () => {
        const { org: opened, asked } = await org((_, body) => {
            const { records } = JSON.parse(body) as { records: { Key__c: string }[] };
            const refused = {
                success: false,
                errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]' }]
            };
            return {
                body: records.map(({ Key__c }) => (Key__c === 'k250' ? refused : { success: true, created: true, id: 'x', errors: [] }))
            };
        });
        const rows = Array.from({ length: 450 }, (_, index) => ({ Key__c: `k${index}` }));
        expect(await opened.upsert('Thing__c', 'Key__c', rows)).toEqual({
            written: 449,
            refused: [
                {
                    key: 'k250',
                    reason: 'REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
                    messages: ['Required fields are missing: [Name]']
                }
            ]
        });
        const calls = asked.filter(({ method }) => method === 'PATCH');
        expect(calls.map(({ path }) => path)).toEqual(Array(3).fill('/services/data/v62.0/composite/sobjects/Thing__c/Key__c'));
        expect(JSON.parse(calls[0]!.body)).toMatchObject({ allOrNone: false, records: { 0: { attributes: { type: 'Thing__c' } } } });
    });

    it('writes nothing when there is nothing to write', async () => {
        const { org: opened, asked } = await org(() => ({ body: [] }));
        expect(await opened.upsert('Thing__c', 'Key__c', [])).toEqual({ written: 0, refused: [] });
        expect(await opened.remove([])).toEqual({ written: 0, refused: [] });
        expect(asked.filter(({ path }) => path !== '/services/data')).toEqual([]);
    });

    it.each([
        [401, 'INVALID_SESSION_ID', 'LOGIN_REFUSED', 'Log in again'],
        [400, 'INVALID_FIELD', 'QUERY_REFUSED', 'Deploy force-app'],
        [400, 'MALFORMED_QUERY', 'QUERY_REFUSED', 'Check the rights']
    ])('tells %d %s in words', async (status, errorCode, code, remedy) => {
        const { org: opened } = await org(() => ({ status, body: [{ errorCode, message: 'as the org says' }] }));
        const problem = await opened.query('SELECT X__c FROM Account').catch((error: unknown) => error);
        expect(problem).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
        expect(String(problem)).not.toContain('secret');
    });

    it('says within a moment that nobody answers', async () => {
        const { instanceUrl, stop } = await serve(() => ({ body: [] }));
        await stop();
        await expect(openOrg({ instanceUrl, accessToken: 'x' })).rejects.toMatchObject({
            code: 'ORG_UNREACHABLE',
            detail: expect.stringContaining('ECONNREFUSED')
        });
    });
});
