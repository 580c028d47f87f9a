import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
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
