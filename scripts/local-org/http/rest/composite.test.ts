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

describe('collections and composites', () => {
    it('refuse more than 200 records', async () => {
        const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Account' }, Name: 'x' }));
        await expect(call('POST', `${rest}/composite/sobjects`, { body: { records } })).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }]
        });
    });

    it('save records of several types alone or all together', async () => {
        const records = [
            { attributes: { type: 'Account' }, Name: 'Mixed' },
            { attributes: { type: 'Contact' }, FirstName: 'No last name' }
        ];
        const alone = await call('POST', `${rest}/composite/sobjects`, { body: { records } });
        expect(alone.body).toMatchObject([
            { success: true },
            { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] }
        ]);
        const together = await call('POST', `${rest}/composite/sobjects`, { body: { records, allOrNone: true } });
        expect(together.body).toMatchObject([
            { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
            { success: false }
        ]);
        expect((await connection.query("SELECT Id FROM Account WHERE Name = 'Mixed'")).totalSize).toBe(1);
    });

    it('give null for a record that is not there', async () => {
        const id = await newAccount('There');
        const { body } = await call('GET', `${rest}/composite/sobjects/Account?ids=${id},001000000000zzzAAA&fields=Name`);
        expect(body).toMatchObject([{ Name: 'There' }, null]);
    });

    it('halt what depends on a failed part, and go on with the rest', async () => {
        const { body } = await call('POST', `${rest}/composite`, {
            body: {
                compositeRequest: [
                    { method: 'POST', url: `${rest}/sobjects/Account`, referenceId: 'a', body: { Phone: '1' } },
                    { method: 'POST', url: `${rest}/sobjects/Contact`, referenceId: 'b', body: { LastName: 'x', AccountId: '@{a.id}' } },
                    { method: 'POST', url: `${rest}/sobjects/Account`, referenceId: 'c', body: { Name: 'Composite' } }
                ]
            }
        });
        expect(body).toMatchObject({
            compositeResponse: [
                { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
                { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
                { httpStatusCode: 201, body: { success: true }, httpHeaders: { Location: expect.stringMatching(/sobjects\/Account\/001/) } }
            ]
        });
    });

    it('run each graph in a transaction of its own', async () => {
        const part = (referenceId: string, body: unknown) => ({ method: 'POST', url: `${rest}/sobjects/Account`, referenceId, body });
        const { body } = await call('POST', `${rest}/composite/graph`, {
            body: {
                graphs: [
                    { graphId: '1', compositeRequest: [part('a', { Name: 'Graph one' })] },
                    { graphId: '2', compositeRequest: [part('a', { Name: 'Graph two' }), part('b', {})] }
                ]
            }
        });
        expect(body).toMatchObject({ graphs: [{ isSuccessful: true }, { isSuccessful: false }] });
        expect((await connection.query("SELECT Name FROM Account WHERE Name LIKE 'Graph %'")).records).toMatchObject([
            { Name: 'Graph one' }
        ]);
    });

    it('import a tree whole or not at all', async () => {
        const tree = (lastName: string | undefined) => ({
            records: [
                {
                    attributes: { type: 'Account', referenceId: 'a1' },
                    Name: 'Tree',
                    Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'c1' }, LastName: lastName }] }
                }
            ]
        });
        await expect(call('POST', `${rest}/composite/tree/Account`, { body: tree(undefined) })).resolves.toMatchObject({
            status: 400,
            body: { hasErrors: true, results: [{ referenceId: 'c1', errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }] }
        });
        expect((await connection.query("SELECT Id FROM Account WHERE Name = 'Tree'")).totalSize).toBe(0);
        await expect(call('POST', `${rest}/composite/tree/Account`, { body: tree('Leaf') })).resolves.toMatchObject({
            status: 201,
            body: { hasErrors: false, results: [{ referenceId: 'a1' }, { referenceId: 'c1' }] }
        });
        expect((await connection.query("SELECT Id FROM Contact WHERE Account.Name = 'Tree'")).totalSize).toBe(1);
    });
});
