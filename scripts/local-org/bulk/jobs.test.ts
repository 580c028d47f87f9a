import { Connection } from 'jsforce';
import { serveOrg } from '../http/org-under-test';
import type { OrgUnderTest } from '../http/org-under-test';

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

describe('bulk jobs', () => {
    const load = async (job: Record<string, unknown>, csv: string): Promise<Record<string, unknown>> => {
        const { body } = await call('POST', `${rest}/jobs/ingest`, { body: job });
        const target = `${rest}/jobs/ingest/${(body as { id: string }).id}`;
        await expect(call('PUT', `${target}/batches`, { body: csv, headers: { 'Content-Type': 'text/csv' } })).resolves.toMatchObject({
            status: 201
        });
        await expect(call('PATCH', target, { body: { state: 'UploadComplete' } })).resolves.toMatchObject({
            body: { state: 'UploadComplete' }
        });
        return (await call('GET', target)).body as Record<string, unknown>;
    };

    it('load row by row and keep the failed rows', async () => {
        const job = await load(
            { object: 'Account', operation: 'insert', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' },
            'Name;Phone\r\nBulk;1\r\n;2\r\n'
        );
        expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1 });
        const { body } = await call('GET', `${rest}/jobs/ingest/${String(job['id'])}/failedResults`);
        expect(body).toBe(
            '"sf__Id";"sf__Error";"Name";"Phone"\r\n"";"REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --";"";"2"\r\n'
        );
    });

    it('fail as a whole when the file does not fit the job', async () => {
        await expect(load({ object: 'Account', operation: 'insert' }, 'Name,Nope__c\nx,1\n')).resolves.toMatchObject({
            state: 'Failed',
            errorMessage: 'InvalidBatch : Field name not found : Nope__c'
        });
        await expect(load({ object: 'Account', operation: 'insert' }, 'Name\r\nx\r\n')).resolves.toMatchObject({
            state: 'Failed',
            errorMessage: expect.stringContaining('LineEnding')
        });
        await expect(load({ object: 'Account', operation: 'insert' }, 'Name,Phone\nx\n')).resolves.toMatchObject({ state: 'Failed' });
        await expect(load({ object: 'Account', operation: 'insert' }, 'Name\n"x\n')).resolves.toMatchObject({ state: 'Failed' });
    });

    it('resolve parents by key and empty a field with #N/A', async () => {
        const job = await load(
            { object: 'Account', operation: 'insert' },
            'Name,Phone,Owner.Username\nBulk owner,1,ae@partner-stages.local\n'
        );
        expect(job).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
        const [row] = (await connection.query("SELECT Id, Owner.Username FROM Account WHERE Name = 'Bulk owner'")).records;
        expect(row).toMatchObject({ Owner: { Username: 'ae@partner-stages.local' } });
        await load({ object: 'Account', operation: 'update' }, `Id,Phone,Name\n${row!.Id},#N/A,\n`);
        await expect(connection.sobject('Account').retrieve(row!.Id!)).resolves.toMatchObject({ Phone: null, Name: 'Bulk owner' });
    });

    it('are seen by their owner', async () => {
        const job = await load({ object: 'Account', operation: 'insert' }, 'Name\nMine\n');
        await expect(call('GET', `${rest}/jobs/ingest/${String(job['id'])}`, { key: 'ae' })).resolves.toMatchObject({ status: 404 });
    });

    it('page through the result of a query', async () => {
        for (const name of ['Page 1', 'Page 2', 'Page 3']) await newAccount(name);
        const job = await call('POST', `${rest}/jobs/query`, {
            body: { operation: 'query', query: "SELECT Name, Owner.Username FROM Account WHERE Name LIKE 'Page %' ORDER BY Name" }
        });
        const target = `${rest}/jobs/query/${(job.body as { id: string }).id}/results?maxRecords=2`;
        const first = await call('GET', target);
        expect(first.body).toBe('"Name","Owner.Username"\n"Page 1","admin@partner-stages.local"\n"Page 2","admin@partner-stages.local"\n');
        expect(first.headers.get('sforce-numberofrecords')).toBe('2');
        const second = await call('GET', `${target}&locator=${first.headers.get('sforce-locator')}`);
        expect(second.body).toBe('"Name","Owner.Username"\n"Page 3","admin@partner-stages.local"\n');
        expect(second.headers.get('sforce-locator')).toBe('null');
    });

    it('of the older API load and query', async () => {
        const [made] = await connection.bulk.load('Account', 'insert', [{ Name: 'Bulk one' }]);
        expect(made).toMatchObject({ success: true });
        const rows = await (await connection.bulk.query("SELECT Id, Name FROM Account WHERE Name = 'Bulk one'")).toArray();
        expect(rows).toMatchObject([{ Name: 'Bulk one' }]);
    });
});
