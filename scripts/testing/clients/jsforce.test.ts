import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Connection, OAuth2 } from 'jsforce';
import { writeTestUsers } from '../../local-org/dml/test-users';
import { createLocalOrg } from '../../local-org/local-org';
import type { ReadyOrg, RunningOrg } from '../../local-org/local-org';

/* What programs do through jsforce, unmodified, that the command line and our own adapters do not. */

jest.setTimeout(60_000);
let org: RunningOrg;
let ready: ReadyOrg;
let connection: Connection;
let folder: string;
const version = '66.0';
const rest = `/services/data/v${version}`;
const ROWS = 4500;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'partner-stages-jsforce-'));
    org = createLocalOrg({ seedFile: writeTestUsers(folder) });
    ready = await org.start();
    const { instanceUrl, users } = ready;
    connection = new Connection({ instanceUrl, loginUrl: instanceUrl, accessToken: users['admin']!.accessToken, version });
    connection.metadata.pollInterval = 50;
    connection.bulk2.pollInterval = 50;
    const input = Array.from({ length: ROWS }, (_, i) => ({ Name: `Row ${String(i).padStart(4, '0')}`, NumberOfEmployees: i }));
    const { successfulResults } = await connection.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'insert', input });
    expect(successfulResults).toHaveLength(ROWS);
});
afterAll(async () => {
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

const ROWS_QUERY = "SELECT Id, Name FROM Account WHERE Name LIKE 'Row %'";

describe('logging in', () => {
    it('by SOAP, by OAuth password, and who that is', async () => {
        const username = 'admin@partner-stages.local';
        for (const options of [{}, { oauth2: { loginUrl: ready.instanceUrl, clientId: 'any', clientSecret: 'any' } }]) {
            const other = new Connection({ loginUrl: ready.instanceUrl, version, ...options });
            await expect(other.login(username, 'partner-stages')).resolves.toMatchObject({ organizationId: ready.organizationId });
            await expect(other.identity()).resolves.toMatchObject({ username, organization_id: ready.organizationId });
        }
        await expect(new Connection({ loginUrl: ready.instanceUrl, version }).login(username, 'wrong')).rejects.toThrow('INVALID_LOGIN');
    });

    it('refreshes an expired token, and calls the program back', async () => {
        const oauth2 = new OAuth2({ loginUrl: ready.instanceUrl, clientId: 'any', clientSecret: 'any' });
        const answer = await oauth2.authenticate('ae@partner-stages.local', 'partner-stages');
        const stale = new Connection({
            oauth2,
            instanceUrl: ready.instanceUrl,
            accessToken: `${ready.organizationId}!AQexpired`,
            refreshToken: String(answer.refresh_token),
            version
        });
        const refreshed = new Promise<string>((done) => void stale.on('refresh', done));
        await expect(stale.identity()).resolves.toMatchObject({ username: 'ae@partner-stages.local' });
        await expect(refreshed).resolves.toMatch(/^00D\w{15}!/);
    });
});

describe('queries', () => {
    it('come in pages, to their end', async () => {
        const first = await connection.query(ROWS_QUERY);
        expect(first).toMatchObject({ totalSize: ROWS, done: false });
        expect(first.records).toHaveLength(2000);
        const second = await connection.queryMore(first.nextRecordsUrl!);
        const third = await connection.queryMore(second.nextRecordsUrl!);
        expect([second.records.length, third.records.length, third.done]).toEqual([2000, 500, true]);
        const ids = [...first.records, ...second.records, ...third.records].map(({ Id }) => Id);
        expect(new Set(ids).size).toBe(ROWS);
    });

    it('fetch by themselves, as far as they may', async () => {
        await expect(connection.query(ROWS_QUERY, { autoFetch: true, maxFetch: 2500 })).resolves.toMatchObject({
            records: { length: 2500 }
        });
        await expect(connection.query(ROWS_QUERY, { autoFetch: true, maxFetch: 9999 })).resolves.toMatchObject({
            records: { length: ROWS }
        });
    });

    it('are streams of events, and of CSV', async () => {
        const seen = await new Promise<number>((done, fail) => {
            let count = 0;
            connection
                .query(ROWS_QUERY)
                .on('record', () => (count += 1))
                .on('end', () => done(count))
                .on('error', fail)
                .run({ autoFetch: true, maxFetch: 9999 });
        });
        expect(seen).toBe(ROWS);
        let csv = '';
        const stream = connection.query(`${ROWS_QUERY} ORDER BY Name LIMIT 3`).stream('csv');
        for await (const chunk of stream) csv += String(chunk);
        expect(csv.trim().split('\n').at(-1)).toContain('Row 0002');
    });

    it('are made of conditions', async () => {
        const found = await connection
            .sobject('Account')
            .find({ Name: { $like: 'Row %' }, NumberOfEmployees: { $gte: ROWS - 2 } }, ['Id', 'NumberOfEmployees'])
            .sort({ NumberOfEmployees: -1 })
            .limit(5)
            .execute();
        expect(found.map(({ NumberOfEmployees }) => NumberOfEmployees)).toEqual([ROWS - 1, ROWS - 2]);
    });

    it('change and remove what they find', async () => {
        const where = { Name: { $like: 'Row 44%' } };
        const changed = await connection.sobject('Account').find(where).update({ Phone: 'T ${NumberOfEmployees}' });
        expect(changed).toHaveLength(100);
        await expect(connection.sobject('Account').findOne({ Name: 'Row 4407' })).resolves.toMatchObject({ Phone: 'T 4407' });
        expect(
            await connection
                .sobject('Account')
                .find({ Name: { $like: 'Row 449%' } })
                .destroy()
        ).toHaveLength(10);
        const back = await connection.query('SELECT Id FROM Account WHERE IsDeleted = true', { scanAll: true });
        expect(back.totalSize).toBe(10);
    });
});

describe('many requests in one', () => {
    it('composite, with references to earlier answers', async () => {
        const parts = [
            { method: 'POST', url: `${rest}/sobjects/Account`, referenceId: 'firm', body: { Name: 'Composite' } },
            {
                method: 'POST',
                url: `${rest}/sobjects/Contact`,
                referenceId: 'person',
                body: { LastName: 'Composite', AccountId: '@{firm.id}' }
            },
            { method: 'GET', url: `${rest}/sobjects/Contact/@{person.id}?fields=AccountId,LastName`, referenceId: 'read' }
        ];
        const { compositeResponse } = await connection.requestPost<{
            compositeResponse: { httpStatusCode: number; body: { id: string; AccountId: string } }[];
        }>(`${rest}/composite`, { allOrNone: true, compositeRequest: parts });
        expect(compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200]);
        expect(compositeResponse[2]!.body.AccountId).toBe(compositeResponse[0]!.body.id);
    });

    it('graphs, one good and one that leaves nothing', async () => {
        const graph = (graphId: string, body: object) => ({
            graphId,
            compositeRequest: [
                { method: 'POST', url: `${rest}/sobjects/Account`, referenceId: `${graphId}1`, body: { Name: `Graph ${graphId}` } },
                { method: 'POST', url: `${rest}/sobjects/Contact`, referenceId: `${graphId}2`, body }
            ]
        });
        const { graphs } = await connection.requestPost<{ graphs: { isSuccessful: boolean }[] }>(`${rest}/composite/graph`, {
            graphs: [graph('good', { LastName: 'Graph', AccountId: '@{good1.id}' }), graph('bad', { FirstName: 'no last name' })]
        });
        expect(graphs.map(({ isSuccessful }) => isSuccessful)).toEqual([true, false]);
        expect(await connection.sobject('Account').count({ Name: { $like: 'Graph %' } })).toBe(1);
    });

    it('batches, each part on its own', async () => {
        const { hasErrors, results } = await connection.requestPost<{ hasErrors: boolean; results: { statusCode: number }[] }>(
            `${rest}/composite/batch`,
            {
                batchRequests: [
                    { method: 'GET', url: `v${version}/limits` },
                    { method: 'GET', url: `v${version}/sobjects/Account/001000000000000AAA` },
                    { method: 'POST', url: `v${version}/sobjects/Account`, richInput: { Name: 'Batch' } }
                ]
            }
        );
        expect(hasErrors).toBe(true);
        expect(results.map(({ statusCode }) => statusCode)).toEqual([200, 404, 201]);
    });
});

describe('bulk jobs', () => {
    it('take gzipped data, and tell done, failed and unprocessed rows apart', async () => {
        const job = connection.bulk2.createJob({ operation: 'insert', object: 'Contact' });
        await job.open();
        const { id } = job.getInfo();
        const answer = await fetch(`${ready.instanceUrl}${rest}/jobs/ingest/${id}/batches`, {
            method: 'PUT',
            headers: { Authorization: `Bearer ${connection.accessToken}`, 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' },
            body: new Uint8Array(gzipSync('LastName,FirstName\n"Bulk, one",A\n,B\n'))
        });
        expect(answer.status).toBe(201);
        await job.close();
        await job.poll(50, 10_000);
        const { successfulResults, failedResults, unprocessedRecords } = await job.getAllResults();
        expect(successfulResults).toMatchObject([{ LastName: 'Bulk, one', sf__Created: 'true' }]);
        expect(failedResults).toMatchObject([{ FirstName: 'B', sf__Error: expect.stringMatching(/^REQUIRED_FIELD_MISSING:/) }]);
        expect(unprocessedRecords).toEqual([]);
    });

    it('answer queries by locators, gzipped where asked for', async () => {
        const { id } = await connection.requestPost<{ id: string }>(`${rest}/jobs/query`, { operation: 'query', query: ROWS_QUERY });
        const sizes: number[] = [];
        let packed: string | null = null;
        for (let locator = ''; locator !== 'null';) {
            const answer = await fetch(
                `${ready.instanceUrl}${rest}/jobs/query/${id}/results?maxRecords=2000${locator && `&locator=${locator}`}`,
                {
                    headers: { Authorization: `Bearer ${connection.accessToken}`, 'Accept-Encoding': 'gzip' }
                }
            );
            packed ??= answer.headers.get('content-encoding');
            locator = answer.headers.get('sforce-locator')!;
            sizes.push(Number(answer.headers.get('sforce-numberofrecords')));
            expect((await answer.text()).trim().split('\n')).toHaveLength(sizes.at(-1)! + 1);
        }
        expect(packed).toBe('gzip');
        expect(sizes).toEqual([2000, 2000, ROWS - 10 - 4000]);
        await expect(connection.request(`${rest}/jobs/query/${id}/resultPages`)).resolves.toMatchObject({
            done: true,
            resultPages: { length: 1 }
        });
    });

    it('of the first bulk API still work', async () => {
        const results = await connection.bulk.load('Account', 'insert', [
            { Name: 'Bulk one', Phone: '1' },
            { Name: '', Phone: '1' }
        ]);
        expect(results).toMatchObject([{ success: true }, { success: false, errors: [expect.stringContaining('REQUIRED_FIELD_MISSING')] }]);
    });
});

describe('what changed', () => {
    it('is told as recent, updated and deleted', async () => {
        const start = new Date(Date.now() - 60_000);
        const kept = await connection.sobject('Account').create({ Name: 'Replica' });
        const gone = await connection.sobject('Account').create({ Name: 'Gone' });
        await connection.sobject('Account').destroy(String(gone.id));
        const end = new Date(Date.now() + 60_000);
        const { ids } = await connection.sobject('Account').updated(start, end);
        expect(ids).toContain(kept.id);
        const { deletedRecords } = await connection.sobject('Account').deleted(start, end);
        expect(deletedRecords.map(({ id }) => id)).toContain(gone.id);
        expect(await connection.recent('Account', 5)).toHaveLength(5);
    });
});

describe('descriptions', () => {
    it('of layouts, compact layouts and list views with their rows', async () => {
        const account = connection.sobject('Account');
        const { layouts } = await account.layouts();
        expect(JSON.stringify(layouts[0])).toContain('"value":"Name"');
        await expect(account.compactLayouts()).resolves.toMatchObject({ compactLayouts: [{ name: 'SYSTEM' }] });
        const { listviews } = (await account.listviews()) as { listviews: { id: string; developerName: string }[] };
        const all = listviews.find(({ developerName }) => developerName === 'AllAccounts')!;
        const { columns, records, size } = (await account.listview(all.id).results()) as {
            columns: { fieldNameOrPath: string }[];
            records: unknown[];
            size: number;
        };
        expect(size).toBe(25);
        expect(columns.map((column) => column.fieldNameOrPath)).toContain('Name');
        expect(JSON.stringify(records[0])).toContain('"fieldNameOrPath":"Name"');
        await expect(account.describe()).resolves.toMatchObject({
            keyPrefix: '001',
            urls: { layouts: expect.stringContaining('/layouts') }
        });
        expect((await connection.describeGlobal()).sobjects.length).toBeGreaterThan(20);
        await expect(connection.limits()).resolves.toMatchObject({ DailyApiRequests: { Max: expect.any(Number) } });
    });

    it('searches words, and answers the tooling API', async () => {
        await expect(connection.search('FIND {Row 0042} IN NAME FIELDS RETURNING Account(Id, Name)')).resolves.toMatchObject({
            searchRecords: [{ Name: 'Row 0042' }]
        });
        await expect(connection.tooling.query('SELECT Id FROM ApexTrigger')).resolves.toMatchObject({ totalSize: 0 });
    });

    it('refuses what it does not have by name', async () => {
        await expect(connection.tooling.executeAnonymous('Integer i = 1;')).rejects.toThrow(/does not offer: Apex/);
        await expect(connection.apex.get('/anything')).rejects.toThrow(/does not offer: Apex/);
        await expect(connection.request(`${rest}/analytics/reportTypes`)).rejects.toThrow(/does not offer: Reports/);
        await expect(connection.request(`${rest}/chatter/users/me`)).rejects.toThrow(/does not offer: Chatter/);
    });
});

describe('metadata', () => {
    const field = { fullName: 'Account.Jsforce__c', label: 'Jsforce', type: 'Text', length: 20 };

    it('is created, read, changed, listed and deleted, component by component', async () => {
        const { metadata } = connection;
        await expect(metadata.create('CustomField', field)).resolves.toMatchObject({ success: true, fullName: field.fullName });
        await expect(metadata.create('CustomField', field)).resolves.toMatchObject({ success: false });
        await expect(metadata.read('CustomField', field.fullName)).resolves.toMatchObject({ label: 'Jsforce', length: 20 });
        await expect(metadata.update('CustomField', { ...field, label: 'Longer', length: 40 })).resolves.toMatchObject({ success: true });
        await expect(metadata.upsert('CustomField', { ...field, label: 'Longest', length: 60 })).resolves.toMatchObject({
            success: true,
            created: false
        });
        const listed = [await metadata.list([{ type: 'CustomField' }], version)].flat();
        expect(listed).toMatchObject([
            { fullName: field.fullName, id: expect.stringMatching(/^00N/), lastModifiedByName: expect.stringMatching(/./) }
        ]);
        await expect(metadata.read('CustomObject', 'Account')).resolves.toMatchObject({ fullName: 'Account' });
        await expect(metadata.delete('CustomField', field.fullName)).resolves.toMatchObject({ success: true });
        await expect(metadata.delete('CustomField', field.fullName)).resolves.toMatchObject({ success: false });
        await expect(metadata.create('CustomField', { ...field, length: 9999 })).resolves.toMatchObject({ success: false });
    });

    it('is described and retrieved', async () => {
        const { metadataObjects } = await connection.metadata.describe(version);
        expect(metadataObjects.map(({ xmlName }) => xmlName)).toContain('PermissionSet');
        await connection.metadata.create('CustomField', field);
        const locator = connection.metadata.retrieve({
            apiVersion: Number(version),
            singlePackage: true,
            unpackaged: { types: [{ members: ['Account'], name: 'CustomObject' }], version }
        } as unknown as Parameters<typeof connection.metadata.retrieve>[0]);
        const result = await locator.complete();
        expect(result).toMatchObject({ success: true });
        expect(Buffer.from(result.zipFile, 'base64').subarray(0, 2).toString()).toBe('PK');
    });
});
