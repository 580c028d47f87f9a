import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { zipSync } from 'fflate';
import type { AddressInfo } from 'node:net';
import type { LocalOrg } from './route';
import { createOrgServer } from './server';
import { serveOrg } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';
import { rawRequest } from './raw-request';

let org: OrgUnderTest['org'];
let url: string;
let call: OrgUnderTest['call'];
const defects: string[] = [];

beforeAll(async () => {
    ({ org, url, call } = await serveOrg({ warn: (text) => defects.push(text) }));
});
afterAll(() => org.stop());

/** Whatever was sent: the org still answers, and calls nothing of it a defect of its own. */
afterEach(async () => {
    expect(defects.splice(0)).toEqual([]);
    await expect(call('GET', `${rest}/limits`)).resolves.toMatchObject({ status: 200 });
});

const rest = '/services/data/v66.0';
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const head = (method: string, target: string, ...headers: string[]): string =>
    [`${method} ${target} HTTP/1.1`, `Host: ${new URL(url).host}`, `Authorization: Bearer ${org.tokens['admin']}`, ...headers, '', ''].join(
        '\r\n'
    );

describe('bodies that are not what they should be', () => {
    it('refuses content that is not JSON by its name', async () => {
        for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
            await expect(
                call('POST', `${rest}/sobjects/Account`, { body: '{"Name":"A"}', headers: { 'Content-Type': type } })
            ).resolves.toMatchObject({ status: 415, body: [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }] });
        await expect(
            call('POST', `${rest}/sobjects/Account`, {
                body: '{"Name":"A"}',
                headers: { 'Content-Type': 'application/json; charset=UTF-8' }
            })
        ).resolves.toMatchObject({ status: 201 });
    });

    it.each([
        ['no body', ''],
        ['half a body', '{"Name":"A'],
        ['an array', '[]'],
        ['a number', '7'],
        ['null', 'null'],
        ['a broken escape', '{"Name":"\\u00zz"}']
    ])('refuses %s where an object has to be', async (_, body) => {
        await expect(call('POST', `${rest}/sobjects/Account`, { body })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'JSON_PARSER_ERROR' }]
        });
    });

    it('refuses bytes that are no UTF-8 instead of keeping something else', async () => {
        const body = Buffer.concat([Buffer.from('{"Name":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')]);
        await expect(
            call('POST', `${rest}/sobjects/Account`, { body, headers: { 'Content-Type': 'application/json' } })
        ).resolves.toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] });
        const { body: job } = await call('POST', `${rest}/jobs/ingest`, { body: { object: 'Account', operation: 'insert' } });
        const csv = Buffer.concat([Buffer.from('Name\n'), Buffer.from([0xff, 0x0a])]);
        await expect(
            call('PUT', `${rest}/jobs/ingest/${(job as { id: string }).id}/batches`, { body: csv, headers: { 'Content-Type': 'text/csv' } })
        ).resolves.toMatchObject({ status: 400 });
    });

    it('keeps names that look like parts of an object apart from it', async () => {
        await expect(
            call('POST', `${rest}/sobjects/Account`, { body: '{"Name":"A","__proto__":{"admin":true},"constructor":1}' })
        ).resolves.toMatchObject({ status: 400 });
        expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('refuses composite requests that are nested beyond reason', async () => {
        const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
        const body = `{"compositeRequest":[{"method":"POST","url":"${rest}/sobjects/Account","referenceId":"a","body":${deep}}]}`;
        const { status } = await call('POST', `${rest}/composite`, { body });
        expect(status).toBe(400);
    });
});

describe('queries', () => {
    const ask = (soql: string) => call('GET', `${rest}/query?q=${encodeURIComponent(soql)}`);

    it('answers nesting beyond reason with a refusal, and soon', async () => {
        const start = Date.now();
        for (const depth of [100, 1500])
            for (const soql of [
                `SELECT Id FROM Account WHERE ${'('.repeat(depth)}Name = 'A'${')'.repeat(depth)}`,
                `SELECT Id FROM Account WHERE ${'('.repeat(depth)}`,
                `SELECT Id FROM Account WHERE ${'NOT '.repeat(depth)} Name = 'A'`
            ]) {
                const { status } = await ask(soql);
                expect([200, 400]).toContain(status);
            }
        expect(Date.now() - start).toBeLessThan(15_000);
    });

    it('finds the mistake in a long query, and soon', async () => {
        const query = `SELECT Id FROM Account WHERE ${"Name = 'a' AND ".repeat(5000)} AND`;
        const start = Date.now();
        await expect(call('POST', `${rest}/jobs/query`, { body: { operation: 'query', query } })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'MALFORMED_QUERY' }]
        });
        await expect(call('POST', `${rest}/jobs/query`, { body: { operation: 'query', query: query.repeat(2) } })).resolves.toMatchObject({
            status: 400,
            body: [{ message: expect.stringContaining('100000 characters') }]
        });
        expect(Date.now() - start).toBeLessThan(5000);
    });

    it('refuses an address or headers beyond 16 KB', async () => {
        expect([414, 431]).toContain(statusOf(await rawRequest(url, [head('GET', `${rest}/query?q=${'x'.repeat(20_000)}`)])));
        expect(statusOf(await rawRequest(url, [head('GET', `${rest}/limits`, `X-Long: ${'x'.repeat(20_000)}`)]))).toBe(431);
    });

    it('takes no nonsense for options', async () => {
        for (const options of ['batchSize=0', 'batchSize=-5', 'batchSize=abc', '=', 'batchSize=99999999999'])
            await expect(
                call('GET', `${rest}/query?q=${encodeURIComponent('SELECT Id FROM User')}`, {
                    headers: { 'Sforce-Query-Options': options }
                })
            ).resolves.toMatchObject({ status: 200 });
        await expect(call('GET', `${rest}/query`)).resolves.toMatchObject({ status: 400, body: [{ errorCode: 'MALFORMED_QUERY' }] });
        await expect(call('GET', `${rest}/query/01gnonsense-2000`)).resolves.toMatchObject({ status: 400 });
    });
});

describe('paths', () => {
    it.each(['/..%2f..%2f..%2fetc%2fpasswd', '/page/..%2f..%2fpackage.json', '/page/assets/..%5c..%5cpackage.json', '/%00', '/%ZZ'])(
        'finds nothing at %s',
        async (target) => {
            const answer = await rawRequest(url, [head('GET', target, 'Connection: close')]);
            expect([400, 404]).toContain(statusOf(answer));
            expect(answer).not.toContain('partner-deal-stages');
        }
    );

    it('answers other origins with nothing that a browser would hand over', async () => {
        const { headers } = await call('GET', `${rest}/limits`, { headers: { Origin: 'https://evil.example' } });
        expect(headers.get('access-control-allow-origin')).toBeNull();
        const preflight = await rawRequest(url, [
            head('OPTIONS', `${rest}/limits`, 'Origin: https://evil.example', 'Access-Control-Request-Method: GET', 'Connection: close')
        ]);
        expect([404, 405]).toContain(statusOf(preflight));
        expect(preflight.toLowerCase()).not.toContain('access-control-allow');
    });
});

describe('broken transfers', () => {
    it.each([
        ['a chunk size that is none', ['Transfer-Encoding: chunked'], 'zz\r\nabc\r\n0\r\n\r\n'],
        ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '5\r\nabcde\r\n0\r\n\r\n'],
        ['two lengths', ['Content-Length: 5', 'Content-Length: 6'], 'abcde'],
        ['a length below zero', ['Content-Length: -5'], 'abcde'],
        ['an unknown method', [], '']
    ])('refuses %s', async (name, headers, body) => {
        const answer = await rawRequest(url, [
            head(name.includes('method') ? 'GRAB' : 'POST', `${rest}/sobjects/Account`, ...headers),
            body
        ]);
        expect([400, 405]).toContain(statusOf(answer));
    });

    it('forgets a client that hangs up in the middle of a body', async () => {
        const answer = await rawRequest(url, [head('POST', `${rest}/sobjects/Account`, 'Content-Length: 1000'), '{"Name":'], 0, 200);
        expect(answer).toBe('');
    });

    it('refuses what is no HTTP at all', async () => {
        expect(statusOf(await rawRequest(url, ['hello\r\n\r\n']))).toBe(400);
    });
});

describe('slow clients', () => {
    const server = createOrgServer({
        routes: [{ method: 'POST', pattern: '/size', open: true, handle: ({ body }) => ({ status: 200, body: body.length }) }],
        org: () => ({}) as LocalOrg,
        patience: { headers: 300, request: 600 },
        defect: (error) => defects.push(String(error))
    });
    let address: string;
    beforeAll(async () => {
        await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
        address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
        server.closeAllConnections();
        server.close();
    });

    it('are told 408 when their headers do not end', async () => {
        const answer = await rawRequest(
            address,
            ['POST /size HTTP/1.1\r\nHost: localhost\r\n', ...Array.from({ length: 20 }, (_, i) => `X-${i}: 1\r\n`)],
            200
        );
        expect(statusOf(answer)).toBe(408);
    });

    it('are told 408 when their body does not end', async () => {
        const answer = await rawRequest(
            address,
            ['POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n', ...Array.from({ length: 20 }, () => 'x')],
            200
        );
        expect(statusOf(answer)).toBe(408);
    });
});

describe('packages', () => {
    const deploy = async (zip: Uint8Array): Promise<{ status: number; problem: unknown; reply: unknown }> => {
        const boundary = 'frontier';
        const part = (name: string, type: string, content: Uint8Array | string) => [
            Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\nContent-Type: ${type}\r\n\r\n`),
            Buffer.from(content),
            Buffer.from('\r\n')
        ];
        const body = Buffer.concat([
            ...part('file', 'application/zip', zip),
            ...part('entity_content', 'application/json', '{"deployOptions":{}}'),
            Buffer.from(`--${boundary}--\r\n`)
        ]);
        const { status, body: reply } = await call('POST', `${rest}/metadata/deployRequest`, {
            body,
            headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }
        });
        const { id } = reply as { id: string };
        const { body: done } = await call('GET', `${rest}/metadata/deployRequest/${id}?includeDetails=true`);
        const { deployResult } = done as { deployResult: { details: { componentFailures: { problem: string }[] } } };
        return { status, reply, problem: deployResult.details.componentFailures.map(({ problem }) => problem).join('\n') };
    };
    const xml = (inner: string): Uint8Array => Buffer.from(`<?xml version="1.0"?>${inner}`);
    const manifest = xml(
        '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>*</members><name>CustomObject</name></types><version>66.0</version></Package>'
    );
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';

    /** A zip of one object whose directory says that it has so many bytes. */
    const zipSaying = (size: number, content: Uint8Array): Buffer => {
        const zip = Buffer.from(zipSync({ 'package.xml': manifest, 'objects/Bomb__c.object': content }));
        zip.writeUInt32LE(size, zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
        return zip;
    };

    it('refuses a zip that says it grows beyond measure, without unpacking it', async () => {
        const start = Date.now();
        await expect(deploy(zipSaying(0xffff_fff0, new Uint8Array(10)))).resolves.toMatchObject({
            problem: expect.stringContaining('bytes when it is unpacked')
        });
        expect(Date.now() - start).toBeLessThan(2000);
    });

    it('gives a zip that lies about its size no more room than it said', async () => {
        const { problem } = await deploy(zipSaying(10, new Uint8Array(20 * 1024 * 1024)));
        expect(problem).not.toBe('');
    });

    it('refuses more entries than an org takes', async () => {
        const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`objects/O${i}__c.object`, new Uint8Array()]));
        await expect(deploy(zipSync({ 'package.xml': manifest, ...files }))).resolves.toMatchObject({
            problem: expect.stringContaining('entries')
        });
    });

    it.each(['../evil.object', 'objects/../../evil.object', '/etc/passwd', 'objects\\evil.object', 'C:/evil.object'])(
        'refuses a path that leads out: %s',
        async (name) => {
            await expect(deploy(zipSync({ 'package.xml': manifest, [name]: xml('<CustomObject/>') }))).resolves.toMatchObject({
                problem: expect.stringContaining('invalid path')
            });
        }
    );

    it.each([
        ['not a zip', Buffer.from('PK\u0003\u0004 nothing')],
        ['an empty zip', zipSync({})],
        ['nothing', new Uint8Array()],
        ['half a zip', zipSync({ 'package.xml': manifest }).subarray(0, 60)]
    ])('refuses %s', async (_, zip) => {
        const { problem } = await deploy(zip);
        expect(problem).not.toBe('');
    });

    it.each([
        ['text that ends early', '<CustomObject><label>A</label>'],
        ['two roots', '<CustomObject/><CustomObject/>'],
        ['entities of its own', `${entity}<CustomObject><label>&b;</label></CustomObject>`],
        ['a character that is none', '<CustomObject><label>&#99999999;</label></CustomObject>'],
        ['a tag that does not match', '<CustomObject><label>A</lable></CustomObject>'],
        ['elements without end', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
        ['bytes that are no text', '\u0000\u0001\u0002']
    ])('refuses a component of %s', async (_, text) => {
        const { problem } = await deploy(zipSync({ 'package.xml': manifest, 'objects/A__c.object': xml(text) }));
        expect(problem).toMatch(/^(?:Error parsing file|Must specify)/m);
    });

    it('answers broken envelopes with a fault', async () => {
        for (const body of [
            '',
            '<a>',
            entity,
            'x'.repeat(1000),
            '<Envelope><Body/></Envelope>',
            `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`
        ])
            for (const target of ['/services/Soap/m/66.0', '/services/Soap/u/66.0']) {
                const answer = await call('POST', target, { key: null, body, headers: { 'Content-Type': 'text/xml' } });
                expect(answer).toMatchObject({ status: 500, body: expect.stringContaining('Fault>') });
            }
    });

    it('refuses a component whose name leads out', async () => {
        const body = `<Envelope><Header><SessionHeader><sessionId>${org.tokens['admin']}</sessionId></SessionHeader></Header><Body><createMetadata><metadata xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="Layout"><fullName>../../evil</fullName></metadata></createMetadata></Body></Envelope>`;
        const answer = await call('POST', '/services/Soap/m/66.0', { key: null, body, headers: { 'Content-Type': 'text/xml' } });
        expect(answer.body).toContain('INVALID_FULL_NAME');
    });
});

describe('the network', () => {
    it('is this machine only', async () => {
        const others = Object.values(networkInterfaces())
            .flatMap((list) => list ?? [])
            .filter(({ internal, family }) => !internal && family === 'IPv4');
        const reached = (address: string): Promise<boolean> =>
            new Promise((resolve) => {
                const socket = connect({ host: address, port: Number(new URL(url).port), timeout: 1000 });
                const end = (answer: boolean) => {
                    socket.destroy();
                    resolve(answer);
                };
                socket
                    .on('connect', () => end(true))
                    .on('error', () => end(false))
                    .on('timeout', () => end(false));
            });
        for (const { address } of others) await expect(reached(address)).resolves.toBe(false);
        await expect(reached('127.0.0.1')).resolves.toBe(true);
    });
});
