import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import type { LocalOrg, Route } from './route';
import { createOrgServer } from './server';
import { serveOrg } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';

let org: OrgUnderTest['org'];
let url: string;
let call: OrgUnderTest['call'];

beforeAll(async () => {
    const served = await serveOrg();
    ({ org, url, call } = served);
});
afterAll(() => org.stop());

const rest = '/services/data/v66.0';

describe('requests', () => {
    it('refuse a missing, a wrong and a revoked token alike', async () => {
        const expired = { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] };
        await expect(call('GET', `${rest}/limits`, { key: null })).resolves.toMatchObject(expired);
        await expect(
            call('GET', `${rest}/limits`, { headers: { Authorization: 'Bearer 00D000000000001EAA!nonsense' } })
        ).resolves.toMatchObject(expired);
    });

    it('are found under doubled slashes, a trailing slash and any version', async () => {
        for (const target of [`/${rest}/limits`, `${rest}/limits/`, '/services/data/v50.0/limits']) {
            await expect(call('GET', target)).resolves.toMatchObject({ status: 200, body: { DailyApiRequests: { Max: 100000 } } });
        }
    });

    it('tell the versions to everybody', async () => {
        const { body } = await call('GET', '/services/data', { key: null });
        expect(body).toContainEqual({ label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
    });

    it('are told what is unknown, not allowed or not JSON', async () => {
        await expect(call('GET', `${rest}/nothing`)).resolves.toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
        await expect(call('PUT', `${rest}/limits`)).resolves.toMatchObject({ status: 405, body: [{ errorCode: 'METHOD_NOT_ALLOWED' }] });
        await expect(call('POST', `${rest}/sobjects/Account`, { body: '{"Name":' })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'JSON_PARSER_ERROR' }]
        });
    });

    it('may be gzipped, and are answered gzipped', async () => {
        const made = await call('POST', `${rest}/sobjects/Account`, {
            body: gzipSync('{"Name":"Zipped"}'),
            headers: { 'Content-Encoding': 'gzip' }
        });
        expect(made).toMatchObject({ status: 201, body: { success: true, errors: [] } });
        const { headers } = await call('GET', `${rest}/sobjects`, { headers: { 'Accept-Encoding': 'gzip' } });
        expect(headers.get('content-encoding')).toBe('gzip');
        await expect(
            call('POST', `${rest}/sobjects/Account`, { body: 'no gzip', headers: { 'Content-Encoding': 'gzip' } })
        ).resolves.toMatchObject({ status: 400 });
    });

    it('under a foreign host name are refused', async () => {
        const status = await new Promise((resolve, reject) => {
            request(`${url}/services/data`, { headers: { Host: 'evil.example' } }, (response) => resolve(response.resume().statusCode))
                .on('error', reject)
                .end();
        });
        expect(status).toBe(403);
    });
});

describe('createOrgServer', () => {
    const defects: unknown[] = [];
    const routes: Route[] = [
        {
            method: 'GET',
            pattern: '/breaks',
            open: true,
            handle() {
                throw new TypeError('secret detail');
            }
        },
        { method: 'POST', pattern: '/size', open: true, handle: ({ body }) => ({ status: 200, body: { size: body.length } }) },
        { method: 'GET', pattern: '/session', open: true, handle: ({ session }) => ({ status: 200, body: session.user.Id }) }
    ];
    const server = createOrgServer({ routes, org: () => ({}) as LocalOrg, defect: (error) => defects.push(error) });
    let address: string;

    beforeAll(async () => {
        await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
        address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => void server.close());
    beforeEach(() => void defects.splice(0));

    it('tells a client nothing of a defect, and its log everything', async () => {
        const response = await fetch(`${address}/breaks`);
        expect(response.status).toBe(500);
        const text = await response.text();
        expect(JSON.parse(text)).toMatchObject([{ errorCode: 'UNKNOWN_EXCEPTION' }]);
        expect(text).not.toContain('secret');
        expect(defects).toEqual([expect.objectContaining({ message: 'secret detail' })]);
    });

    it('calls it a defect when an open route asks for a session', async () => {
        expect((await fetch(`${address}/session`)).status).toBe(500);
        expect(defects).toHaveLength(1);
    });

    it('refuses a body of more than 50 MB, packed or not', async () => {
        const big = Buffer.alloc(50 * 1024 * 1024 + 1);
        const post = (body: Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
            fetch(`${address}/size`, { method: 'POST', body, headers });
        expect((await post(big)).status).toBe(413);
        expect((await post(gzipSync(big), { 'Content-Encoding': 'gzip' })).status).toBe(413);
        await expect((await post(Buffer.alloc(1000))).json()).resolves.toEqual({ size: 1000 });
    });
});
