import { Connection } from 'jsforce';
import { serveOrg } from '../org-under-test';
import type { OrgUnderTest } from '../org-under-test';

let org: OrgUnderTest['org'];
let call: OrgUnderTest['call'];
let newAccount: OrgUnderTest['newAccount'];
let connection: Connection;

beforeAll(async () => {
    const served = await serveOrg();
    ({ org, call, newAccount } = served);
    connection = new Connection({ instanceUrl: served.url, accessToken: served.org.tokens['admin']!, version: '65.0' });
});
afterAll(() => org.stop());

const rest = '/services/data/v66.0';

describe('records', () => {
    it('are created, read, changed and deleted by id', async () => {
        const made = await call('POST', `${rest}/sobjects/Account`, { body: { Name: 'Northwind', attributes: { type: 'Account' } } });
        expect(made).toMatchObject({ status: 201, body: { success: true, errors: [] } });
        const target = `${rest}/sobjects/Account/${(made.body as { id: string }).id}`;
        await expect(call('PATCH', target, { body: { Phone: '1' } })).resolves.toMatchObject({ status: 204, body: '' });
        const { body } = await call('GET', `${target}?fields=Name,Phone`);
        expect(body).toEqual({ attributes: { type: 'Account', url: target }, Name: 'Northwind', Phone: '1' });
        await expect(call('DELETE', target)).resolves.toMatchObject({ status: 204 });
        await expect(call('GET', target)).resolves.toMatchObject({ status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED' }] });
    });

    it('are refused with the platform’s codes', async () => {
        await expect(call('POST', `${rest}/sobjects/Account`, { body: { Phone: '1' } })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }]
        });
        await expect(call('POST', `${rest}/sobjects/Account`, { body: { Name: 'x', Nope__c: 1 } })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_FIELD' }]
        });
        await expect(call('POST', `${rest}/sobjects/Nope__c`, { body: {} })).resolves.toMatchObject({
            status: 404,
            body: [{ errorCode: 'NOT_FOUND' }]
        });
        await expect(call('GET', `${rest}/sobjects/Account/xyz`)).resolves.toMatchObject({
            status: 404,
            body: [{ errorCode: 'NOT_FOUND' }]
        });
        await expect(call('GET', `${rest}/sobjects/Account/Nope__c/1`)).resolves.toMatchObject({ status: 404 });
    });

    it('are reached through their parent and child relationships', async () => {
        const accountId = await newAccount('Parent');
        const contact = await connection.sobject('Contact').create({ LastName: 'Child', AccountId: accountId });
        await expect(call('GET', `${rest}/sobjects/Contact/${contact.id}/Account?fields=Name`)).resolves.toMatchObject({
            body: { Name: 'Parent' }
        });
        await expect(call('GET', `${rest}/sobjects/Account/${accountId}/Contacts?fields=LastName`)).resolves.toMatchObject({
            body: { totalSize: 1, records: [{ LastName: 'Child' }] }
        });
    });
});
