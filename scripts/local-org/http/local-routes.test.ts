import { serveOrg } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';

let org: OrgUnderTest['org'];
let call: OrgUnderTest['call'];
let newAccount: OrgUnderTest['newAccount'];

beforeAll(async () => {
    const served = await serveOrg();
    ({ org, call, newAccount } = served);
});
afterAll(() => org.stop());

const rest = '/services/data/v66.0';

describe('the page’s session', () => {
    const cookie = async (key: string): Promise<string> => {
        const { headers } = await call('POST', '/local/persona', { key: null, body: { key } });
        return headers.get('set-cookie')!.split(';')[0]!;
    };

    it('is taken from the cookie, of the same origin only', async () => {
        const Cookie = await cookie('leader');
        await expect(call('GET', '/services/oauth2/userinfo', { key: null, headers: { Cookie } })).resolves.toMatchObject({
            body: { username: 'leader@partner-stages.local' }
        });
        const foreigners: Record<string, string>[] = [{ Origin: 'http://127.0.0.1:1' }, { 'Sec-Fetch-Site': 'same-site' }];
        for (const foreign of foreigners) {
            await expect(call('GET', '/services/oauth2/userinfo', { key: null, headers: { Cookie, ...foreign } })).resolves.toMatchObject({
                status: 401
            });
            await expect(call('POST', '/local/persona', { key: null, body: { key: 'ae' }, headers: foreign })).resolves.toMatchObject({
                status: 403
            });
        }
    });

    it('says who can be played, without tokens', async () => {
        const { body } = await call('GET', '/local/info', { key: null, headers: { Cookie: await cookie('ae') } });
        expect(body).toMatchObject({
            current: 'ae',
            users: expect.arrayContaining([expect.objectContaining({ key: 'admin', username: 'admin@partner-stages.local' })])
        });
        expect(JSON.stringify(body)).not.toContain('!AQ');
        await expect(call('POST', '/local/persona', { key: null, body: { key: 'nobody' } })).resolves.toMatchObject({ status: 404 });
    });

    it('may start over; a program needs an administrator for it', async () => {
        const id = await newAccount('Gone after reset');
        await expect(call('POST', '/local/reset', { key: 'ae' })).resolves.toMatchObject({ status: 403 });
        await expect(call('POST', '/local/reset', { key: null, headers: { Cookie: await cookie('ae') } })).resolves.toMatchObject({
            status: 200
        });
        await expect(call('GET', `${rest}/sobjects/Account/${id}`)).resolves.toMatchObject({
            status: 404,
            body: [{ errorCode: 'NOT_FOUND' }]
        });
        await expect(call('POST', '/local/reset')).resolves.toMatchObject({ status: 200 });
    });

    it('goes back to what a program of an administrator has settled', async () => {
        const headers = { Cookie: await cookie('admin') };
        const info = () => call('GET', '/local/info', { key: null, headers });
        await expect(info()).resolves.toMatchObject({ body: { beginning: 'seed' } });
        const kept = await newAccount('Worked out after the start');
        await expect(call('POST', '/local/beginning', { key: 'ae' })).resolves.toMatchObject({ status: 403 });
        await expect(call('POST', '/local/beginning', { key: null, headers })).resolves.toMatchObject({ status: 403 });
        await expect(call('POST', '/local/beginning')).resolves.toMatchObject({ status: 200, body: { settled: true } });
        const later = await newAccount('Somebody else’s');
        await call('POST', '/local/reset');
        await expect(call('GET', `${rest}/sobjects/Account/${kept}`)).resolves.toMatchObject({ status: 200 });
        await expect(call('GET', `${rest}/sobjects/Account/${later}`)).resolves.toMatchObject({ status: 404 });
        await expect(info()).resolves.toMatchObject({ body: { beginning: 'settled' } });
    });
});
