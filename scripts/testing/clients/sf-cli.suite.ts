import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTestUsers } from '../../local-org/dml/test-users';
import { createLocalOrg } from '../../local-org/local-org';
import type { ReadyOrg, RunningOrg } from '../../local-org/local-org';
import { openSfCli } from './sf-cli';
import type { SfCli, SfOutcome } from './sf-cli';
import { copyProduct, meaningOf, sourcesIn, writeProject } from './sf-project';

/*
 * The sf command line as RevOps use it, every command of it that a team without a sandbox needs. The commands build on each other:
 * log in, deploy, read back, load, change, take away, log out. One org, one project of its own beside a copy of force-app.
 */

const xml = (type: string, inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${type}>\n`;
const main = 'force-app/main/default';
const keyField =
    '<fullName>Client_Key__c</fullName><caseSensitive>false</caseSensitive><externalId>true</externalId><label>Client Key</label><length>80</length><required>false</required><type>Text</type><unique>true</unique>';
const tree = (...records: unknown[]): string => JSON.stringify({ records });
const record = (type: string, referenceId: string, values: object): object => ({ attributes: { type, referenceId }, ...values });

const project: Readonly<Record<string, string>> = {
    [`${main}/objects/Account/fields/Client_Key__c.field-meta.xml`]: xml('CustomField', keyField),
    [`${main}/permissionsets/Client.permissionset-meta.xml`]: xml(
        'PermissionSet',
        '<fieldPermissions><editable>true</editable><field>Account.Client_Key__c</field><readable>true</readable></fieldPermissions><hasActivationRequired>false</hasActivationRequired><label>Client</label>'
    ),
    'broken/objects/Account/fields/Bad__c.field-meta.xml': xml('CustomField', '<fullName>Bad__c</fullName><label>No type</label>'),
    'remove/package.xml': xml('Package', '<version>66.0</version>'),
    'remove/destructive.xml': xml(
        'Package',
        '<types><members>Account.Client_Key__c</members><name>CustomField</name></types><types><members>Client</members><name>PermissionSet</name></types>'
    ),
    'data/tree.json': tree(
        record('Account', 'a1', { Name: 'Client tree', Contacts: { records: [record('Contact', 'c1', { LastName: 'Client tree' })] } })
    ),
    'data/accounts.json': tree(record('Account', 'p1', { Name: 'Client plan' })),
    'data/contacts.json': tree(record('Contact', 'k1', { LastName: 'Client plan', AccountId: '@p1' })),
    'data/plan.json': JSON.stringify([
        { sobject: 'Account', saveRefs: true, files: ['accounts.json'] },
        { sobject: 'Contact', resolveRefs: true, files: ['contacts.json'] }
    ]),
    'data/bad-tree.json': tree(record('Account', 'g1', { Name: 'Client half' }), record('Account', 'b1', { Phone: '1' })),
    'data/bulk.csv': `Name,Client_Key__c,AnnualRevenue\n${[1, 2, 3, 4, 5].map((i) => `"Client bulk, ""${i}""",k-${i},${i}`).join('\n')}\n`,
    'data/upsert.csv': 'Name,Client_Key__c\nClient bulk again,k-1\nClient bulk 6,k-6\n',
    'data/half.csv': 'Name,Client_Key__c\nClient ok,k-7\n,k-8\n'
};

let org: RunningOrg;
let ready: ReadyOrg;
let sf: SfCli;
let folder: string;
let small: string;
let product: string;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'partner-stages-clients-'));
    org = createLocalOrg({ seedFile: writeTestUsers(folder) });
    ready = await org.start();
    sf = openSfCli();
    small = writeProject(join(folder, 'small'), project);
    mkdirSync(join(folder, 'product'));
    product = copyProduct(join(folder, 'product'));
});

afterAll(async () => {
    sf.close();
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

const json = <T>(...args: string[]): Promise<T> => sf.json<T>([...args, '-o', 'client'], { folder: small });
const text = (...args: string[]): Promise<SfOutcome> => sf.run([...args, '-o', 'client'], { folder: small });

interface Deploy {
    readonly id: string;
    readonly success: boolean;
    readonly status: string;
    readonly checkOnly: boolean;
    readonly numberComponentsDeployed: number;
    readonly details: { readonly componentFailures: readonly { readonly fullName: string; readonly problem: string }[] };
}
interface Found<T = Record<string, unknown>> {
    readonly totalSize: number;
    readonly records: readonly T[];
}

/** Names of the custom fields of Account, told by the Metadata API: nobody may read a field before a permission set grants it. */
const customFields = async (): Promise<string[]> =>
    (await json<{ fullName: string }[]>('org', 'list', 'metadata', '-m', 'CustomField')).map(({ fullName }) => fullName);

const query = (soql: string): Promise<Found> => json('data', 'query', '-q', soql);

describe('logging in', () => {
    it('org login access-token', async () => {
        const args = ['org', 'login', 'access-token', '--instance-url', ready.instanceUrl, '--alias', 'client', '--no-prompt'];
        const env = { SF_ACCESS_TOKEN: ready.users['admin']!.accessToken };
        await expect(sf.json(args, { folder: small, env })).resolves.toMatchObject({
            username: 'admin@partner-stages.local',
            orgId: ready.organizationId
        });
    });

    it('org login jwt, for another user', async () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const keyFile = join(folder, 'jwt.key');
        writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
        const args = ['org', 'login', 'jwt', '--username', 'ae@partner-stages.local', '--jwt-key-file', keyFile, '--client-id', 'any'];
        await expect(sf.json([...args, '--instance-url', ready.instanceUrl, '--alias', 'ae'], { folder: small })).resolves.toMatchObject({
            username: 'ae@partner-stages.local'
        });
        await expect(sf.json(['org', 'display', '-o', 'ae'], { folder: small })).resolves.toMatchObject({ connectedStatus: 'Connected' });
    });

    it('refuses a login with a wrong token', async () => {
        const args = ['org', 'login', 'access-token', '--instance-url', ready.instanceUrl, '--no-prompt'];
        const { code, text: said } = await sf.run(args, { folder: small, env: { SF_ACCESS_TOKEN: `${ready.organizationId}!AQnobody` } });
        expect(code).not.toBe(0);
        expect(said).toMatch(/Bad_OAuth_Token|INVALID_SESSION|Session expired or invalid/i);
    });

    it('org display', async () => {
        await expect(json('org', 'display')).resolves.toMatchObject({
            id: ready.organizationId,
            connectedStatus: 'Connected',
            username: 'admin@partner-stages.local'
        });
    });

    it('org display user', async () => {
        await expect(json('org', 'display', 'user')).resolves.toMatchObject({
            username: 'admin@partner-stages.local',
            profileName: 'System Administrator'
        });
    });

    it('org list', async () => {
        const lists = await sf.json<Record<string, { username?: string; connectedStatus?: string }[]>>(['org', 'list'], { folder: small });
        const users = Object.values(lists).flat();
        expect(users).toContainEqual(expect.objectContaining({ username: 'ae@partner-stages.local' }));
        expect(users).toContainEqual(expect.objectContaining({ username: 'admin@partner-stages.local', connectedStatus: 'Connected' }));
    });

    it('org open -r gives an address that opens without a login', async () => {
        const { url } = await json<{ url: string }>('org', 'open', '-r');
        const answer = await fetch(url, { redirect: 'manual' });
        expect(answer.status).toBe(302);
        expect(answer.headers.get('set-cookie')).toMatch(/^sid=/);
    });
});

describe('looking around', () => {
    it('org list limits', async () => {
        const limits = await json<{ name: string; max: number }[]>('org', 'list', 'limits');
        expect(limits).toContainEqual(expect.objectContaining({ name: 'DailyApiRequests' }));
    });

    it('sobject list and sobject describe', async () => {
        expect(await json<string[]>('sobject', 'list', '-s', 'all')).toEqual(expect.arrayContaining(['Account', 'Opportunity']));
        const { keyPrefix, fields } = await json<{ keyPrefix: string; fields: { name: string }[] }>('sobject', 'describe', '-s', 'Account');
        expect(keyPrefix).toBe('001');
        expect(fields.map(({ name }) => name)).toContain('AnnualRevenue');
    });

    it('org list metadata-types', async () => {
        const { metadataObjects } = await json<{ metadataObjects: { xmlName: string }[] }>('org', 'list', 'metadata-types');
        expect(metadataObjects.map(({ xmlName }) => xmlName)).toEqual(
            expect.arrayContaining(['CustomObject', 'PermissionSet', 'FlexiPage'])
        );
    });

    it('org list sobject record-counts', async () => {
        const counts = await json<{ name: string; count: number }[]>('org', 'list', 'sobject', 'record-counts');
        expect(counts).toContainEqual({ name: 'User', count: expect.any(Number) });
    });

    it('org list users', async () => {
        expect(await json('org', 'list', 'users')).toContainEqual(expect.objectContaining({ username: 'admin@partner-stages.local' }));
    });

    it('api request rest', async () => {
        const { text: said } = await sf.run(['api', 'request', 'rest', 'services/data/v66.0/limits', '-o', 'client'], { folder: small });
        expect(said).toContain('DailyApiRequests');
    });

    it('api request graphql', async () => {
        writeFileSync(join(small, 'query.graphql'), '{ uiapi { query { User(first: 1) { edges { node { Id } } } } } }');
        const { text: said, code } = await text('api', 'request', 'graphql', '--body', 'query.graphql');
        expect(said).toContain('005');
        expect(code).toBe(0);
    });
});

describe('deploying', () => {
    const start = ['project', 'deploy', 'start', '-d', 'force-app'];

    it('deploy start --dry-run changes nothing', async () => {
        await expect(json<Deploy>(...start, '--dry-run')).resolves.toMatchObject({ success: true, checkOnly: true });
        expect(await customFields()).not.toContain('Account.Client_Key__c');
    });

    it('deploy validate, deploy report, deploy quick', async () => {
        const validated = await json<Deploy>('project', 'deploy', 'validate', '-d', 'force-app', '--test-level', 'RunLocalTests');
        expect(validated).toMatchObject({ success: true, checkOnly: true, status: 'Succeeded' });
        await expect(json<Deploy>('project', 'deploy', 'report', '--job-id', validated.id)).resolves.toMatchObject({ id: validated.id });
        await expect(json<Deploy>('project', 'deploy', 'quick', '--job-id', validated.id)).resolves.toMatchObject({
            success: true,
            checkOnly: false
        });
        expect(await customFields()).toContain('Account.Client_Key__c');
    });

    it('deploy start over REST', async () => {
        const env = { SF_ORG_METADATA_REST_DEPLOY: 'true' };
        const done = await sf.json<Deploy>([...start, '-o', 'client'], { folder: small, env });
        expect(done).toMatchObject({ success: true, numberComponentsDeployed: 2 });
    });

    it('deploy start over SOAP, force-app', async () => {
        const done = await sf.json<Deploy>([...start, '-o', 'client'], { folder: product });
        expect(done).toMatchObject({ success: true, numberComponentErrors: 0 });
        expect(done.numberComponentsDeployed).toBeGreaterThan(200);
    });

    it('deploy start --async, deploy resume, and a cancel that comes too late', async () => {
        const { id } = await json<Deploy>(...start, '--async');
        await expect(sf.json<Deploy>(['project', 'deploy', 'resume', '--job-id', id], { folder: small })).resolves.toMatchObject({
            success: true
        });
        expect((await text('project', 'deploy', 'cancel', '--job-id', id)).code).not.toBe(0);
    });

    it('a failing deploy says why and ends with 1', async () => {
        const { code, result } = await text('project', 'deploy', 'start', '-d', 'broken', '--json');
        expect(code).toBe(1);
        expect((result as Deploy).details.componentFailures).toEqual([
            expect.objectContaining({ fullName: 'Account.Bad__c', problem: expect.stringContaining('type') })
        ]);
    });

    it('deploy preview says that sources are not tracked', async () => {
        expect((await text('project', 'deploy', 'preview')).text).toContain('does not have source tracking');
    });

    it('deploy report --use-most-recent', async () => {
        const { text: said } = await sf.run(['project', 'deploy', 'report', '--use-most-recent', '-o', 'client'], { folder: small });
        expect(said).toContain('Account.Bad__c');
    });

    it('org assign permset', async () => {
        for (const name of ['Client', 'Partner_Stages_RevOps'])
            await expect(json('org', 'assign', 'permset', '-n', name)).resolves.toMatchObject({
                failures: [],
                successes: [{ value: name }]
            });
    });

    it('org list metadata tells who changed what and when', async () => {
        const before = Date.now() - 600_000;
        const fields = await json<{ fullName: string; id: string; lastModifiedDate: string; lastModifiedByName: string }[]>(
            'org',
            'list',
            'metadata',
            '-m',
            'CustomField'
        );
        const key = fields.find(({ fullName }) => fullName === 'Account.Client_Key__c')!;
        expect(key.lastModifiedByName).not.toBe('');
        expect(key.id).toMatch(/^00N\w{15}$/);
        expect(Date.parse(key.lastModifiedDate)).toBeGreaterThan(before);
    });
});

describe('retrieving', () => {
    let back: string;

    beforeAll(() => {
        back = writeProject(join(folder, 'back'));
    });

    it('project generate manifest --from-org names all that was deployed', async () => {
        await sf.json(['project', 'generate', 'manifest', '--from-org', 'client'], { folder: back });
        const manifest = readFileSync(join(back, 'package.xml'), 'utf8');
        for (const name of ['Account.Client_Key__c', 'Partner_Engagement__c', 'Partner_Stages_RevOps', 'Partner_Deal_Stages', 'stageMap'])
            expect(manifest).toContain(`<members>${name}</members>`);
    });

    it('project retrieve start brings back what was deployed', async () => {
        const { messages, files } = await sf.json<{ messages?: unknown; files: unknown[] }>(
            ['project', 'retrieve', 'start', '-x', 'package.xml', '-o', 'client'],
            { folder: back }
        );
        expect(messages ?? []).toEqual([]);
        expect(files.length).toBeGreaterThan(200);
        const found = sourcesIn(back);
        const deployed = new Map([...sourcesIn(product), ...sourcesIn(small)].filter(([place]) => !place.includes('Bad__c')));
        const lost = [...deployed].filter(([place, source]) => {
            const again = found.get(place);
            return again === undefined || JSON.stringify(meaningOf(place, again)) !== JSON.stringify(meaningOf(place, source));
        });
        expect(lost.map(([place]) => place)).toEqual([]);
        const more = [...found.keys()].filter((place) => !deployed.has(place));
        expect(more.filter((place) => !/^(profiles|objects\/\w+\/\w+\.object-meta\.xml)/.test(place))).toEqual([]);
    });

    it('what came back deploys again without a change', async () => {
        const done = await sf.json<Deploy & { files: { state: string }[] }>(
            ['project', 'deploy', 'start', '-d', 'force-app', '-o', 'client'],
            {
                folder: back
            }
        );
        expect(done).toMatchObject({ success: true });
    });

    it('retrieve of one standard object brings its customizations', async () => {
        const one = writeProject(join(folder, 'one'));
        await sf.json(['project', 'retrieve', 'start', '-m', 'CustomObject:Account', '-o', 'client'], { folder: one });
        expect([...sourcesIn(one).keys()]).toContain('objects/Account/fields/Client_Key__c.field-meta.xml');
    });

    it('retrieve of a profile and of a standard value set', async () => {
        const one = writeProject(join(folder, 'standard'));
        const members = ['-m', 'Profile:Admin', 'StandardValueSet:OpportunityStage'];
        await sf.json(['project', 'retrieve', 'start', ...members, '-o', 'client'], { folder: one });
        const found = sourcesIn(one);
        expect(found.get('profiles/Admin.profile-meta.xml')).toContain('<custom>false</custom>');
        expect(found.get('standardValueSets/OpportunityStage.standardValueSet-meta.xml')).toContain('<fullName>Prospecting</fullName>');
        await expect(
            sf.json<Deploy>(['project', 'deploy', 'start', '-d', 'force-app', '-o', 'client'], { folder: one })
        ).resolves.toMatchObject({
            success: true
        });
    });

    it('retrieve in metadata format', async () => {
        const one = writeProject(join(folder, 'zipped'));
        const args = [
            'project',
            'retrieve',
            'start',
            '-m',
            'PermissionSet:Client',
            '--target-metadata-dir',
            'out',
            '--unzip',
            '-o',
            'client'
        ];
        await sf.json(args, { folder: one });
        expect(readFileSync(join(one, 'out/unpackaged/unpackaged/permissionsets/Client.permissionset'), 'utf8')).toContain('Client_Key__c');
    });
});

describe('records', () => {
    let id: string;

    it('data create record', async () => {
        const values = "Name='Client one' Client_Key__c=one AnnualRevenue=12";
        ({ id } = await json<{ id: string }>('data', 'create', 'record', '-s', 'Account', '-v', values));
        expect(id).toMatch(/^001\w{15}$/);
    });

    it('data get record', async () => {
        await expect(json('data', 'get', 'record', '-s', 'Account', '-i', id)).resolves.toMatchObject({
            Name: 'Client one',
            AnnualRevenue: 12
        });
    });

    it('data update record, found by a value', async () => {
        await json('data', 'update', 'record', '-s', 'Account', '-w', 'Client_Key__c=one', '-v', 'Phone=9');
        await expect(query(`SELECT Phone FROM Account WHERE Id = '${id}'`)).resolves.toMatchObject({ records: [{ Phone: '9' }] });
    });

    it('a record that is refused', async () => {
        const { code, text: said } = await text('data', 'create', 'record', '-s', 'Account', '-v', 'Phone=1');
        expect(code).toBe(1);
        expect(said).toContain('Required fields are missing: [Name]');
    });

    it('data import tree of a file and of a plan', async () => {
        await expect(json('data', 'import', 'tree', '-f', 'data/tree.json')).resolves.toHaveLength(2);
        await expect(json('data', 'import', 'tree', '-p', 'data/plan.json')).resolves.toHaveLength(2);
        await expect(query("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Client plan'")).resolves.toMatchObject({
            records: [{ Account: { Name: 'Client plan' } }]
        });
    });

    it('data import tree, one bad record: nothing of it stays', async () => {
        const { code, text: said } = await text('data', 'import', 'tree', '-f', 'data/bad-tree.json');
        expect(code).not.toBe(0);
        expect(said).toContain('REQUIRED_FIELD_MISSING');
        await expect(query("SELECT Id FROM Account WHERE Name = 'Client half'")).resolves.toMatchObject({ totalSize: 0 });
    });

    it('data query: children, groups, a count, the tooling API', async () => {
        const { text: children } = await text(
            'data',
            'query',
            '-q',
            "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Client tree'"
        );
        expect(children).toContain('Client tree');
        expect(await query("SELECT Name, COUNT(Id) n FROM Account WHERE Name LIKE 'Client%' GROUP BY Name")).toMatchObject({
            totalSize: 3
        });
        expect((await text('data', 'query', '-q', 'SELECT COUNT() FROM Account')).text).toMatch(/Total number of records retrieved: [1-9]/);
        await expect(json('data', 'query', '-t', '-q', 'SELECT Id, Name FROM ApexClass')).resolves.toMatchObject({ totalSize: 0 });
        await expect(
            json('data', 'query', '-t', '-q', "SELECT QualifiedApiName, Label FROM EntityDefinition WHERE QualifiedApiName = 'Account'")
        ).resolves.toMatchObject({ records: [{ QualifiedApiName: 'Account', Label: 'Account' }] });
    });

    it('data query as CSV', async () => {
        const { text: said } = await text(
            'data',
            'query',
            '-q',
            "SELECT Name, Owner.Name FROM Account WHERE Name = 'Client one'",
            '-r',
            'csv'
        );
        expect(said).toMatch(/Name,Owner\.Name\r?\nClient one,/);
    });

    it('data export tree, and importing it again', async () => {
        const soql = "SELECT Id, Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Client tree'";
        await json('data', 'export', 'tree', '-q', soql, '-d', 'out', '--plan');
        await json('data', 'import', 'tree', '-p', 'out/Account-Contact-plan.json');
        await expect(query("SELECT Id FROM Contact WHERE Account.Name = 'Client tree'")).resolves.toMatchObject({ totalSize: 2 });
    });

    it('data search', async () => {
        const { text: said } = await text('data', 'search', '-q', 'FIND {Client one} RETURNING Account(Id, Name)');
        expect(said).toContain('Client one');
    });

    it('data delete record', async () => {
        await json('data', 'delete', 'record', '-s', 'Account', '-i', id);
        await expect(query(`SELECT Id FROM Account WHERE Id = '${id}'`)).resolves.toMatchObject({ totalSize: 0 });
    });
});

describe('records in bulk', () => {
    interface Load {
        readonly jobId: string;
        readonly processedRecords: number;
        readonly successfulRecords: number;
        readonly failedRecords?: number;
    }

    it('data import bulk', async () => {
        const done = await json<Load>('data', 'import', 'bulk', '-s', 'Account', '-f', 'data/bulk.csv', '-w', '2');
        expect(done).toMatchObject({ processedRecords: 5, successfulRecords: 5 });
        await expect(query('SELECT Id FROM Account WHERE Name = \'Client bulk, "3"\'')).resolves.toMatchObject({ totalSize: 1 });
    });

    it('data upsert bulk', async () => {
        const args = ['data', 'upsert', 'bulk', '-s', 'Account', '-i', 'Client_Key__c', '-f', 'data/upsert.csv', '-w', '2'];
        await json(...args);
        await expect(query("SELECT Name FROM Account WHERE Client_Key__c = 'k-1'")).resolves.toMatchObject({
            records: [{ Name: 'Client bulk again' }]
        });
    });

    it('data import bulk with a bad row, and data bulk results', async () => {
        const { code, text: said } = await text('data', 'import', 'bulk', '-s', 'Account', '-f', 'data/half.csv', '-w', '2');
        expect(code).not.toBe(0);
        const jobId = /750\w{12,15}/.exec(said)![0];
        const results = await json<{ failedFilePath: string; successFilePath: string; failedRecords: number }>(
            'data',
            'bulk',
            'results',
            '--job-id',
            jobId
        );
        expect(results).toMatchObject({ failedRecords: 1 });
        expect(readFileSync(join(small, results.failedFilePath), 'utf8')).toContain(
            'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --'
        );
    });

    it('data export bulk, and data delete bulk of what it wrote', async () => {
        const soql = "SELECT Id FROM Account WHERE Name LIKE 'Client%'";
        await json('data', 'export', 'bulk', '-q', soql, '--output-file', 'all.csv', '--result-format', 'csv', '-w', '2');
        const lines = readFileSync(join(small, 'all.csv'), 'utf8').trim().split(/\r?\n/);
        expect(lines.length).toBeGreaterThan(7);
        const ending = readFileSync(join(small, 'all.csv'), 'utf8').includes('\r\n') ? 'CRLF' : 'LF';
        await json('data', 'delete', 'bulk', '-s', 'Account', '-f', 'all.csv', '-w', '2', '--line-ending', ending);
        await expect(query(soql)).resolves.toMatchObject({ totalSize: 0 });
    });
});

describe('what this org does not have', () => {
    it('apex run is refused, not pretended', async () => {
        writeFileSync(join(small, 'hello.apex'), "System.debug('hello');");
        const { code, text: said } = await text('apex', 'run', '-f', 'hello.apex');
        expect(code).not.toBe(0);
        expect(said).toContain('does not offer: Apex');
    });
});

describe('taking away and leaving', () => {
    it('project delete source', async () => {
        const args = ['project', 'delete', 'source', '-m', 'CustomField:Account.Passing__c', '--no-prompt', '-o', 'client'];
        const own = writeProject(join(folder, 'passing'), {
            [`${main}/objects/Account/fields/Passing__c.field-meta.xml`]: xml(
                'CustomField',
                '<fullName>Passing__c</fullName><label>Passing</label><length>10</length><type>Text</type>'
            )
        });
        await sf.json(['project', 'deploy', 'start', '-d', 'force-app', '-o', 'client'], { folder: own });
        expect(await customFields()).toContain('Account.Passing__c');
        await sf.json(args, { folder: own });
        expect(await customFields()).not.toContain('Account.Passing__c');
    });

    it('destructive changes', async () => {
        const manifest = ['--manifest', 'remove/package.xml', '--post-destructive-changes', 'remove/destructive.xml'];
        await expect(json<Deploy>('project', 'deploy', 'start', ...manifest)).resolves.toMatchObject({ success: true });
        expect(await customFields()).not.toContain('Account.Client_Key__c');
    });

    it('org logout', async () => {
        await json('org', 'logout', '--no-prompt');
        expect((await text('org', 'display')).code).not.toBe(0);
    });
});
