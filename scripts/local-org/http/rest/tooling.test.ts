import { serveOrg } from '../org-under-test';
import type { OrgUnderTest } from '../org-under-test';

let org: OrgUnderTest['org'];
let call: OrgUnderTest['call'];

beforeAll(async () => {
    ({ org, call } = await serveOrg());
});
afterAll(() => org.stop());

const rest = '/services/data/v66.0';
const ask = (soql: string, api: 'tooling/query' | 'query' = 'tooling/query') => call('GET', `${rest}/${api}?q=${encodeURIComponent(soql)}`);

describe('the tooling API', () => {
    it('finds no code in an org that runs none', async () => {
        await expect(ask('SELECT Id, Name FROM ApexClass')).resolves.toMatchObject({ status: 200, body: { totalSize: 0, records: [] } });
    });

    it('tells entities and their fields, to data queries as well', async () => {
        const soql = "SELECT QualifiedApiName, Label, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Account'";
        for (const api of ['tooling/query', 'query'] as const)
            await expect(ask(soql, api)).resolves.toMatchObject({
                body: { records: [{ QualifiedApiName: 'Account', Label: 'Account', KeyPrefix: '001' }] }
            });
        await expect(
            ask(
                "SELECT QualifiedApiName, DataType, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Contact' AND QualifiedApiName IN ('LastName', 'AccountId') ORDER BY QualifiedApiName"
            )
        ).resolves.toMatchObject({
            body: {
                records: [
                    { QualifiedApiName: 'AccountId', DataType: 'Lookup(Account)' },
                    { QualifiedApiName: 'LastName', DataType: 'Text(80)', EntityDefinition: { QualifiedApiName: 'Contact' } }
                ]
            }
        });
    });

    it('wants fields asked for entity by entity', async () => {
        await expect(ask('SELECT QualifiedApiName FROM FieldDefinition')).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'MALFORMED_QUERY', message: expect.stringContaining('reified column') }]
        });
    });

    it('shows the fields of a custom entity only to those who may read them', async () => {
        const soql = "SELECT COUNT() FROM FieldDefinition WHERE EntityDefinitionId = 'Opportunity' AND QualifiedApiName = 'Amount'";
        await expect(ask(soql)).resolves.toMatchObject({ body: { totalSize: 1 } });
        await expect(call('GET', `${rest}/tooling/query?q=${encodeURIComponent('SELECT Id FROM Nothing')}`)).resolves.toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_TYPE' }]
        });
    });

    it('does not track sources, which clients learn from a 404', async () => {
        await expect(call('GET', `${rest}/tooling/sobjects/SourceMember/describe`)).resolves.toMatchObject({ status: 404 });
    });
});
