import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { compileStageMap } from '../../domain/compile/compile-stage-map';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { createLocalOrg } from '../../local-org/local-org';
import { connectRoles, sourceFolder, type OrgUnderTest } from '../contract/org-under-test';
import { ORG_STAGES } from './field-service-map';

const ROOT = resolve(__dirname, '../../..');
const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const document = (type: string, body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} ${NAMESPACE}>${body}</${type}>\n`;

/** What an admin of that org has beside the product: its stages, two fields of its own and who may fill them. */
const OF_THE_ORG: Readonly<Record<string, string>> = {
    'standardValueSets/OpportunityStage.standardValueSet-meta.xml': document(
        'StandardValueSet',
        `<sorted>false</sorted>${[...ORG_STAGES.open, ORG_STAGES.won, ...ORG_STAGES.lost].map(stageValue).join('')}`
    ),
    'objects/Partner_Engagement__c/fields/Site_Survey__c.field-meta.xml': document(
        'CustomField',
        '<fullName>Site_Survey__c</fullName><label>Site Survey</label><length>40</length><required>false</required><type>Text</type><unique>false</unique>'
    ),
    'objects/Partner_Engagement__c/fields/Security_Review__c.field-meta.xml': document(
        'CustomField',
        '<fullName>Security_Review__c</fullName><label>Security Review</label><required>false</required><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>Passed</fullName><default>false</default><label>Passed</label></value></valueSetDefinition></valueSet>'
    ),
    'permissionsets/Own_Evidence.permissionset-meta.xml': document(
        'PermissionSet',
        ['Security_Review__c', 'Site_Survey__c']
            .map(
                (field) =>
                    `<fieldPermissions><editable>true</editable><field>Partner_Engagement__c.${field}</field><readable>true</readable></fieldPermissions>`
            )
            .join('') + '<label>Own Evidence</label>'
    )
};

function stageValue(name: string): string {
    const [won, lost] = [name === ORG_STAGES.won, (ORG_STAGES.lost as readonly string[]).includes(name)];
    return `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label><closed>${won || lost}</closed><forecastCategory>${won ? 'Closed' : lost ? 'Omitted' : 'Pipeline'}</forecastCategory><probability>${won ? 100 : lost ? 0 : 50}</probability><won>${won}</won></standardValue>`;
}

/** The product under another map, with what that org has beside it: a local org in the test's own process. */
export async function openOrgUnderMap(map: StageMap): Promise<OrgUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'own-map-'));
    const { files, faults } = compileStageMap(map, [], { pathFor: ['__MASTER__'] });
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    const written = [...files.map(({ path, content }) => [path, content] as const), ...Object.entries(OF_THE_ORG)];
    for (const [path, content] of written) {
        write(join(folder, 'own', path), content);
        if (path.endsWith('.ts')) write(join(folder, 'own', path.replace(/ts$/, 'js')), asJavaScript(content));
    }
    const main = join(sourceFolder(), 'main');
    const product = readdirSync(main).filter((name) => name !== 'generated');
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify({ users: users(), objects: [] }));
    const org = createLocalOrg({ sources: [...product.map((name) => join(main, name)), join(folder, 'own')], seedFile });
    const ready = await org.start();
    return connectRoles(ready as Parameters<typeof connectRoles>[0], true, async () => {
        await org.stop();
        rmSync(folder, { recursive: true, force: true });
    });
}

function users(): unknown {
    const { users: cast } = JSON.parse(readFileSync(join(ROOT, 'config/sample-data/cast.json'), 'utf8')) as {
        users: readonly { permissionSets: readonly string[] }[];
    };
    return cast.map((user) => ({ ...user, permissionSets: [...user.permissionSets, 'Own_Evidence'] }));
}

const asJavaScript = (source: string): string =>
    transpileModule(source, { compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext } }).outputText;

function write(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
}
