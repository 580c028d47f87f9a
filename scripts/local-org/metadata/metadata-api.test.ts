import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import { Connection } from 'jsforce';
import { createDml } from '../dml';
import { createOrgServer } from '../http/server';
import type { LocalOrg } from '../http/route';
import { createSessions } from '../http/sessions';
import { accessOf } from '../model/access';
import { findField, findObject } from '../model/schema';
import { anOrg, document, field, manifest, SOUND, withFault, zipOf } from './deploy.fixture';
import { metadataRoutes } from './metadata-routes';

const state = anOrg();
const sessions = createSessions(state, (user) => accessOf(state, user));
let instanceUrl = '';
let server: Server;
const defects: unknown[] = [];

const unused = (): never => {
    throw new Error('The Metadata API asks no queries');
};

const org: LocalOrg = {
    state,
    dml: createDml(state),
    soql: { query: unused, columns: unused },
    get instanceUrl() {
        return instanceUrl;
    },
    authenticate: sessions.authenticate
};

const connectionOf = (username: string): Connection => {
    const connection = new Connection({ instanceUrl, accessToken: sessions.open(sessions.userNamed(username)!), version: '66.0' });
    connection.metadata.pollInterval = 1;
    return connection;
};

const admin = () => connectionOf('admin@partner-stages.local');
const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

beforeAll(async () => {
    server = createOrgServer({ routes: metadataRoutes, org: () => org, defect: (error) => void defects.push(error) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(defects).toEqual([]);
});

describe('the SOAP endpoint', () => {
    it('validates, deploys the validation quickly, and reports both', async () => {
        const { metadata } = admin();
        const validation = await metadata.deploy(zipOf(SOUND), { checkOnly: true }).complete(true);
        expect(validation).toMatchObject({ success: true, checkOnly: true, status: 'Succeeded' });
        expect(findObject(state.schema, 'Part__c')).toBeUndefined();
        const id = await metadata.deployRecentValidation({ id: validation.id, rest: false });
        const deployed = await metadata.checkDeployStatus(String(id), true);
        expect(deployed).toMatchObject({ done: true, success: true, checkOnly: false, createdByName: 'Admin User' });
        expect(list(deployed.details.componentSuccesses).map((message) => message.fullName)).toContain('Part__c.Status__c');
        expect(findObject(state.schema, 'Part__c')).toBeDefined();
    });

    it('tells each failure with its problem and its line', async () => {
        const result = await admin()
            .metadata.deploy(zipOf(withFault('objects/Opportunity.object', 'Done_Parts__c = 0', 'Nope__c = 0')), {})
            .complete(true);
        expect(result).toMatchObject({ success: false, status: 'Failed', numberComponentErrors: 1 });
        expect(list(result.details.componentFailures)[0]).toMatchObject({
            fullName: 'Opportunity.Gate',
            problem: 'Field Nope__c does not exist. Check spelling.',
            problemType: 'Error'
        });
    });

    it('refuses a package of unknown types', async () => {
        const result = await admin()
            .metadata.deploy(zipOf({ 'package.xml': manifest({ ApexClass: ['*'] }) }), {})
            .complete(true);
        expect(list(result.details.componentFailures)[0]!.problem).toBe("Unknown type name 'ApexClass' specified in package.xml");
    });

    it('refuses a wrong session and a user without the right', async () => {
        const stranger = new Connection({ instanceUrl, accessToken: '00D000000000001!nobody', version: '66.0' });
        await expect(stranger.metadata.describe('66.0')).rejects.toThrow(/INVALID_SESSION_ID/);
        await expect(connectionOf('ae@partner-stages.local').metadata.deploy(zipOf(SOUND), {}).complete(true)).rejects.toThrow(
            /INSUFFICIENT_ACCESS/
        );
    });

    it('refuses what it does not offer', async () => {
        await expect(admin().metadata.rename('CustomObject', 'A__c', 'B__c')).rejects.toThrow(/INVALID_OPERATION/);
    });

    it('describes and lists', async () => {
        const { metadata } = admin();
        const types = (await metadata.describe('66.0')).metadataObjects;
        expect(types.find((type) => type.xmlName === 'CustomObject')).toMatchObject({
            directoryName: 'objects',
            suffix: 'object',
            childXmlNames: expect.arrayContaining(['CustomField'])
        });
        expect(list(await metadata.list([{ type: 'CustomObject' }], '66.0')).map((each) => each.fullName)).toEqual(
            expect.arrayContaining(['Account', 'Part__c'])
        );
        expect(list(await metadata.list([{ type: 'CustomField' }], '66.0')).map((each) => each.fullName)).toContain('Part__c.Score__c');
    });

    it('reads components', async () => {
        const { metadata } = admin();
        const [part, nothing] = await metadata.read('CustomObject', ['Part__c', 'Nothing__c']);
        expect(part).toMatchObject({ fullName: 'Part__c', label: 'Part', sharingModel: 'ControlledByParent' });
        expect(part!.fields.map((each) => each.fullName)).toContain('Status__c');
        expect(nothing?.fullName).toBeFalsy();
        expect(await metadata.read('CustomObject', 'Account')).toMatchObject({ fullName: 'Account', label: 'Account' });
        expect(await metadata.read('CustomField', 'Part__c.Key__c')).toMatchObject({
            fullName: 'Part__c.Key__c',
            type: 'Text',
            length: 80,
            unique: true
        });
    });

    it('creates, updates, upserts and deletes', async () => {
        const { metadata } = admin();
        const note = { fullName: 'Account.Note__c', label: 'Note', type: 'Text', length: 20 };
        expect(await metadata.create('CustomField', note as never)).toMatchObject({ success: true, fullName: 'Account.Note__c' });
        expect(await metadata.create('CustomField', note as never)).toMatchObject({ success: false });
        expect(await metadata.update('CustomField', { ...note, length: 30 } as never)).toMatchObject({ success: true });
        expect(await metadata.upsert('CustomField', { ...note, length: 40 } as never)).toMatchObject({ success: true, created: false });
        expect(findField(findObject(state.schema, 'Account')!, 'Note__c')!.length).toBe(40);
        expect(await metadata.create('CustomField', { ...note, fullName: 'Account.Bad__c', length: 300 } as never)).toMatchObject({
            success: false
        });
        expect(await metadata.delete('CustomField', 'Account.Note__c')).toMatchObject({ success: true });
        expect(findField(findObject(state.schema, 'Account')!, 'Note__c')).toBeUndefined();
    });

    it('retrieves what was deployed, so that it can be deployed again', async () => {
        const members = [
            { name: 'CustomObject', members: ['Part__c'] },
            { name: 'CustomField', members: ['Opportunity.Score__c'] },
            { name: 'LightningComponentBundle', members: ['*'] }
        ];
        const result = await admin()
            .metadata.retrieve({ apiVersion: '66.0', singlePackage: true, unpackaged: { types: members, version: '66.0' } } as never)
            .complete();
        const files = unzipSync(Buffer.from(result.zipFile, 'base64'));
        expect(Object.keys(files).sort()).toEqual([
            'lwc/partPanel/partPanel.html',
            'lwc/partPanel/partPanel.js',
            'lwc/partPanel/partPanel.js-meta.xml',
            'objects/Opportunity.object',
            'objects/Part__c.object',
            'package.xml'
        ]);
        expect(strFromU8(files['objects/Opportunity.object']!)).not.toContain('Done_Parts__c');
        expect(await admin().metadata.deploy(Buffer.from(result.zipFile, 'base64'), { checkOnly: true }).complete(true)).toMatchObject({
            success: true,
            numberComponentErrors: 0
        });
    });
});

describe('the REST endpoint', () => {
    it('deploys a zip and reports it', async () => {
        const result = await admin()
            .metadata.deployRest(
                zipOf({
                    'objects/Account.object': document('CustomObject', field('Rest__c', 'Date')),
                    'package.xml': manifest({ CustomField: ['Account.Rest__c'] })
                }),
                {}
            )
            .complete(true);
        expect(result).toMatchObject({ success: true, done: true });
        expect(findField(findObject(state.schema, 'Account')!, 'Rest__c')).toBeDefined();
    });

    it('answers 404 for a deploy that is not there', async () => {
        await expect(admin().metadata.checkDeployStatus('0Af000000000999AAA', true, true)).rejects.toThrow(/invalid cross reference id/);
    });
});

it('removes by a destructive manifest', async () => {
    const zip = zipOf({ 'package.xml': manifest({}), 'destructiveChangesPost.xml': manifest({ CustomField: ['Account.Rest__c'] }) });
    expect(await admin().metadata.deploy(zip, {}).complete(true)).toMatchObject({ success: true });
    expect(findField(findObject(state.schema, 'Account')!, 'Rest__c')).toBeUndefined();
});
