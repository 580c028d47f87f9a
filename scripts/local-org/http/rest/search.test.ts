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

describe('queries and searches', () => {
    it('describe their columns', async () => {
        const { body } = await call('GET', `${rest}/query?q=${encodeURIComponent('SELECT Id, Name FROM Account')}&columns=true`);
        expect(body).toMatchObject({ columnMetadata: [{ columnName: 'Id' }, { columnName: 'Name', aggregate: false, joinColumns: [] }] });
    });

    it('find nothing where nothing can be, and refuse what is unknown, in the tooling API', async () => {
        await expect(call('GET', `${rest}/tooling/query?q=SELECT+Id+FROM+ApexClass`)).resolves.toMatchObject({
            body: { totalSize: 0, records: [] }
        });
        await expect(call('GET', `${rest}/tooling/query?q=SELECT+Id+FROM+Nope`)).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_TYPE' }]
        });
        await expect(call('GET', `${rest}/tooling/sobjects/SourceMember/describe`)).resolves.toMatchObject({ status: 404 });
    });

    it('search words in names', async () => {
        await newAccount('Contoso Robotics');
        await newAccount('Contoso Foods');
        const found = await connection.search(
            'FIND {contoso robo*} IN NAME FIELDS RETURNING Account(Id, Name WHERE Name != null ORDER BY Name LIMIT 5), Contact'
        );
        expect(found.searchRecords).toMatchObject([{ attributes: { type: 'Account' }, Name: 'Contoso Robotics' }]);
        const { body } = await call('GET', `${rest}/parameterizedSearch?q=Contoso&sobject=Account&Account.fields=Name&Account.limit=1`);
        expect(body).toMatchObject({ searchRecords: [{ Name: expect.stringContaining('Contoso') }] });
        await expect(call('GET', `${rest}/search?q=FIND+nothing`)).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'MALFORMED_SEARCH' }]
        });
    });
});
