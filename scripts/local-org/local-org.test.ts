import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Connection } from 'jsforce';
import { createLocalOrg } from './local-org';
import type { RunningOrg } from './local-org';

let org: RunningOrg;
let url: string;
let connection: Connection;

beforeAll(async () => {
    org = createLocalOrg({ warn: (text) => process.stderr.write(`${text}\n`) });
    ({ url } = await org.start());
    connection = connect('admin');
});
afterAll(() => org.stop());

const connect = (key: string): Connection =>
    new Connection({ instanceUrl: url, loginUrl: url, accessToken: org.tokens[key]!, version: '65.0' });

interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: unknown;
}

const call = async (
    method: string,
    target: string,
    options: { body?: unknown; headers?: Record<string, string>; key?: string | null } = {}
): Promise<Answer> => {
    const { body, key = 'admin' } = options;
    const response = await fetch(url + target, {
        method,
        redirect: 'manual',
        headers: { ...(key === null ? {} : { Authorization: `Bearer ${org.tokens[key]}` }), ...options.headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) })
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

const rest = '/services/data/v66.0';

const newAccount = async (name: string): Promise<string> => {
    const { id } = await connection.sobject('Account').create({ Name: name });
    return id!;
};

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
        for (const foreign of [{ Origin: 'http://127.0.0.1:1' }, { 'Sec-Fetch-Site': 'same-site' }]) {
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
});

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

describe('the data folder', () => {
    it('brings records, deployed schema and logins back', async () => {
        const dataFolder = mkdtempSync(path.join(tmpdir(), 'org-'));
        try {
            const first = createLocalOrg({ dataFolder });
            const { url: instanceUrl } = await first.start();
            const accessToken = first.tokens['admin']!;
            const { id } = await new Connection({ instanceUrl, accessToken }).sobject('Account').create({ Name: 'Kept' });
            await first.stop();

            const second = createLocalOrg({ dataFolder });
            const again = await second.start();
            await expect(new Connection({ instanceUrl: again.url, accessToken }).sobject('Account').retrieve(id!)).resolves.toMatchObject({
                Name: 'Kept'
            });
            await expect(new Connection({ instanceUrl: again.url, accessToken }).request(`${again.url}/local/info`)).resolves.toMatchObject({
                current: 'admin'
            });
            await second.stop();
        } finally {
            rmSync(dataFolder, { recursive: true });
        }
    });

    it('stops the start when its file is damaged', async () => {
        const dataFolder = mkdtempSync(path.join(tmpdir(), 'org-'));
        writeFileSync(path.join(dataFolder, 'org.jsonl'), '{"format":"local-org data","version":1}\n{"sch');
        await expect(createLocalOrg({ dataFolder }).start()).rejects.toThrow(/org\.jsonl is damaged: line 2/);
        rmSync(dataFolder, { recursive: true });
    });
});
