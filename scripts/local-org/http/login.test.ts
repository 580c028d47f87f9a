import { Connection } from 'jsforce';
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

describe('logging in', () => {
    const login = async (password: string): Promise<Connection> => {
        const fresh = new Connection({ loginUrl: url });
        await fresh.login('ae@partner-stages.local', password);
        return fresh;
    };

    it('works by SOAP for every user with the one password, and tells a wrong one', async () => {
        const fresh = await login('partner-stages');
        expect((await fresh.identity()).username).toBe('ae@partner-stages.local');
        await expect(login('wrong')).rejects.toThrow(/INVALID_LOGIN/);
    });

    it('out ends that login, spares the standing token, and can be undone by logging in', async () => {
        const fresh = await login('partner-stages');
        const token = fresh.accessToken!;
        expect(token).toMatch(/(00D\w{12,15})![.\w]*/);
        const who = () => call('GET', '/services/oauth2/userinfo', { headers: { Authorization: `Bearer ${token}` } });
        await fresh.logout();
        await expect(who()).resolves.toMatchObject({ status: 401 });
        await expect(call('GET', `${rest}/limits`, { key: 'ae' })).resolves.toMatchObject({ status: 200 });
        await login('partner-stages');
        await expect(who()).resolves.toMatchObject({ status: 200 });
    });

    it('works by OAuth with a password, a refresh token and an assertion', async () => {
        const grant = (form: Record<string, string>) =>
            call('POST', '/services/oauth2/token', {
                key: null,
                body: new URLSearchParams(form).toString(),
                headers: { 'Content-Type': 'application/x-www-form-urlencoded' }
            });
        const { body } = await grant({ grant_type: 'password', username: 'AE@partner-stages.local', password: 'partner-stages' });
        const { refresh_token: refreshToken, access_token: token } = body as Record<string, string>;
        await expect(grant({ grant_type: 'refresh_token', refresh_token: refreshToken! })).resolves.toMatchObject({
            body: { access_token: token, instance_url: url }
        });
        const assertion = `e30.${Buffer.from('{"sub":"ae@partner-stages.local"}').toString('base64url')}.x`;
        await expect(grant({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })).resolves.toMatchObject({
            status: 200
        });
        await expect(grant({ grant_type: 'password', username: 'ae@partner-stages.local', password: 'x' })).resolves.toMatchObject({
            status: 400,
            body: { error: 'invalid_grant' }
        });
    });

    it('gives a browser a cookie once per code', async () => {
        const { body } = await call('GET', '/services/oauth2/singleaccess');
        const door = new URL((body as { frontdoor_uri: string }).frontdoor_uri);
        const { status, headers } = await call('GET', `${door.pathname}${door.search}`, { key: null });
        expect([status, headers.get('location')]).toEqual([302, '/']);
        expect(headers.get('set-cookie')).toMatch(/^sid=00D\S+; Path=\/; HttpOnly; SameSite=Strict$/);
        await expect(call('GET', `${door.pathname}${door.search}`, { key: null })).resolves.toMatchObject({ status: 401 });
    });

    it('never redirects to another site', async () => {
        const sid = org.tokens['admin']!;
        const { headers } = await call('GET', `/secur/frontdoor.jsp?sid=${sid}&retURL=//evil.example`, { key: null });
        expect(headers.get('location')).toBe('/');
    });
});
