import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveOrg } from '../http/org-under-test';
import type { OrgUnderTest } from '../http/org-under-test';

const ns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const field = (name: string, label: string, rest: string): string =>
    `<CustomField ${ns}><fullName>${name}</fullName><label>${label}</label>${rest}</CustomField>`;

const rights = (object: string): string =>
    `<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;

const readable = (name: string): string =>
    `<fieldPermissions><editable>false</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;

const permissionSet = (label: string, fields: readonly string[]): string =>
    `<PermissionSet ${ns}>${fields.map(readable).join('')}<label>${label}</label>${rights('Account')}${rights('Opportunity')}${rights('Trip__c')}</PermissionSet>`;

const reportType = (label: string, outer: boolean, joined: boolean): string => {
    const column = (table: string, name: string): string =>
        `<columns><checkedByDefault>true</checkedByDefault><field>${name}</field><table>${table}</table></columns>`;
    const deals = ['Name', 'Owner', 'Account', 'StageName', 'Amount', 'CloseDate', 'IsClosed'].map((name) => column('Opportunity', name));
    const trips = ['Name', 'Kind__c', 'Held_On__c', 'Cost__c'].map((name) => column('Opportunity.Trips__r', name));
    const join = `<join><outerJoin>${String(outer)}</outerJoin><relationship>Trips__r</relationship></join>`;
    const section = (name: string, columns: readonly string[]): string =>
        `<sections>${columns.join('')}<masterLabel>${name}</masterLabel></sections>`;
    return `<ReportType ${ns}><baseObject>Opportunity</baseObject><category>opportunities</category><deployed>true</deployed>${joined ? join : ''}<label>${label}</label>${section('Deals', deals)}${joined ? section('Trips', trips) : ''}</ReportType>`;
};

/** A report's file from its parts: everything between its columns and its name is given as it stands. */
export const reportXml = (type: string, format: string, columns: readonly string[], middle = '', after = ''): string => {
    const shown = columns.map((column) => {
        const [name, aggregate] = column.split('|');
        return `<columns>${aggregate ? `<aggregateTypes>${aggregate}</aggregateTypes>` : ''}<field>${name}</field></columns>`;
    });
    const groupings = [...middle.matchAll(/<groupings(?:Across|Down)>.*?<\/groupings(?:Across|Down)>/g)].map(([text]) => text).join('');
    const filter = middle.replace(/<groupings(Across|Down)>.*?<\/groupings\1>/g, '');
    return `<Report ${ns}>${shown.join('')}${filter}<format>${format}</format>${groupings}<name>Trips</name><reportType>${type}</reportType><scope>organization</scope><showDetails>true</showDetails>${after}</Report>`;
};

const down = (name: string, rest = '', granularity = 'Day'): string =>
    `<groupingsDown><dateGranularity>${granularity}</dateGranularity><field>${name}</field>${rest}<sortOrder>Asc</sortOrder></groupingsDown>`;
const across = (name: string): string => down(name).replace(/groupingsDown/g, 'groupingsAcross');

const folder = (type: string, shares: string): string => `<${type} ${ns}>${shares}<name>${type}</name></${type}>`;
const everybody =
    '<folderShares><accessLevel>View</accessLevel><sharedTo>AllInternalUsers</sharedTo><sharedToType>Organization</sharedToType></folderShares>';

const trips = 'Opportunity.Trips__r';
const files: Readonly<Record<string, string>> = {
    'objects/Trip__c/Trip__c.object-meta.xml': `<CustomObject ${ns}><label>Trip</label><pluralLabel>Trips</pluralLabel><nameField><label>Trip Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ControlledByParent</sharingModel></CustomObject>`,
    'objects/Trip__c/fields/Deal__c.field-meta.xml': field(
        'Deal__c',
        'Deal',
        '<referenceTo>Opportunity</referenceTo><relationshipName>Trips</relationshipName><relationshipOrder>0</relationshipOrder><reparentableMasterDetail>false</reparentableMasterDetail><type>MasterDetail</type><writeRequiresMasterRead>true</writeRequiresMasterRead>'
    ),
    'objects/Trip__c/fields/Held_On__c.field-meta.xml': field('Held_On__c', 'Held on', '<type>Date</type>'),
    'objects/Trip__c/fields/Cost__c.field-meta.xml': field(
        'Cost__c',
        'Cost',
        '<precision>18</precision><scale>2</scale><type>Currency</type>'
    ),
    'objects/Trip__c/fields/Kind__c.field-meta.xml': field(
        'Kind__c',
        'Kind',
        '<type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>Visit</fullName><default>false</default><label>Visit</label></value><value><fullName>Fair</fullName><default>false</default><label>Trade fair</label></value></valueSetDefinition></valueSet>'
    ),
    'permissionsets/Traveller.permissionset-meta.xml': permissionSet('Traveller', [
        'Trip__c.Held_On__c',
        'Trip__c.Kind__c',
        'Trip__c.Cost__c'
    ]),
    'permissionsets/Onlooker.permissionset-meta.xml': permissionSet('Onlooker', ['Trip__c.Held_On__c', 'Trip__c.Kind__c']),
    'reportTypes/Deals.reportType-meta.xml': reportType('Deals', false, false),
    'reportTypes/Deals_Trips.reportType-meta.xml': reportType('Deals with trips', false, true),
    'reportTypes/Deals_Maybe_Trips.reportType-meta.xml': reportType('Deals with or without trips', true, true),
    'reports/Open.reportFolder-meta.xml': folder('ReportFolder', everybody),
    'reports/Closed.reportFolder-meta.xml': folder('ReportFolder', ''),
    'dashboards/Open.dashboardFolder-meta.xml': folder('DashboardFolder', everybody),
    'reports/Open/Table.report-meta.xml': reportXml(
        'Deals_Trips__c',
        'Tabular',
        ['Opportunity$Name', 'Opportunity$Account', `${trips}$Name`, `${trips}$Held_On__c`, `${trips}$Cost__c|Sum`],
        '',
        `<sortColumn>${trips}$Cost__c</sortColumn><sortOrder>Desc</sortOrder>`
    ),
    'reports/Open/By_Stage.report-meta.xml': reportXml(
        'Deals_Maybe_Trips__c',
        'Summary',
        ['Opportunity$Name', 'Opportunity$Amount|Sum', `${trips}$Cost__c|Sum`],
        down('Opportunity$StageName') + down(`${trips}$Kind__c`)
    ),
    'reports/Open/Matrix.report-meta.xml': reportXml(
        'Deals_Trips__c',
        'Matrix',
        [`${trips}$Cost__c|Average`],
        across(`${trips}$Kind__c`) + down('Opportunity$CloseDate', '', 'Quarter')
    ),
    'reports/Open/Recent.report-meta.xml': reportXml(
        'Deals_Trips__c',
        'Tabular',
        [`${trips}$Name`],
        `<filter><booleanFilter>1 AND (2 OR 3)</booleanFilter><criteriaItems><column>${trips}$Held_On__c</column><operator>greaterOrEqual</operator><value>LAST_N_DAYS:30</value></criteriaItems><criteriaItems><column>${trips}$Kind__c</column><operator>equals</operator><value>Fair</value></criteriaItems><criteriaItems><column>${trips}$Cost__c</column><operator>greaterThan</operator><value>100</value></criteriaItems></filter>`
    ),
    'reports/Closed/Secret.report-meta.xml': reportXml('Deals__c', 'Tabular', ['Opportunity$Name']),
    'dashboards/Open/Board.dashboard-meta.xml': `<Dashboard ${ns}><backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor><dashboardGridLayout><dashboardGridComponents><colSpan>4</colSpan><columnIndex>0</columnIndex><dashboardComponent><chartSummary><aggregate>Sum</aggregate><column>Opportunity$Amount</column></chartSummary><componentType>Bar</componentType><groupingColumn>Opportunity$StageName</groupingColumn><report>Open/By_Stage</report><title>Amount by stage</title></dashboardComponent><rowIndex>0</rowIndex><rowSpan>5</rowSpan></dashboardGridComponents><numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout><dashboardType>LoggedInUser</dashboardType><isGridLayout>true</isGridLayout><textColor>#000000</textColor><title>Board</title><titleColor>#000000</titleColor><titleSize>12</titleSize></Dashboard>`
};

const user = (key: string, profile: string, permissionSets: readonly string[]): object => ({
    key,
    username: `${key}@trips.test`,
    firstName: key === 'admin' ? 'Ada' : 'Avery',
    lastName: key === 'admin' ? 'Admin' : 'Seller',
    email: `${key}@trips.test`,
    title: key,
    profile,
    permissionSets
});

const deal = (ref: string, Name: string, StageName: string, Amount: number | null, CloseDate: string): object => ({
    ref,
    Name,
    AccountId: '@acme',
    StageName,
    Amount,
    CloseDate,
    OwnerId: '@ae'
});
const trip = (Name: string, deal: string, Kind__c: string, Held_On__c: string, Cost__c: number): object => ({
    Name,
    Deal__c: `@${deal}`,
    Kind__c,
    Held_On__c,
    Cost__c
});

const seed = {
    users: [
        user('admin', 'System Administrator', ['Traveller']),
        user('ae', 'Standard User', ['Traveller']),
        user('guest', 'Standard User', ['Onlooker'])
    ],
    objects: [
        { object: 'Account', rows: [{ ref: 'acme', Name: 'Acme', OwnerId: '@ae' }] },
        {
            object: 'Opportunity',
            rows: [
                deal('widgets', 'Widgets', 'Prospecting', 1000.1, '2026-02-10'),
                deal('gears', 'Gears', 'Prospecting', 500.2, '2026-05-20'),
                deal('bolts', 'Bolts', 'Qualification', null, '2026-05-30')
            ]
        },
        {
            object: 'Trip__c',
            rows: [
                trip('First', 'widgets', 'Visit', '2026-01-15', 10.1),
                trip('Second', 'widgets', 'Fair', '2026-05-20', 250.25),
                trip('Third', 'gears', 'Visit', '2026-05-25', 120.2)
            ]
        }
    ]
};

export interface TripsOrg extends OrgUnderTest {
    /** Id of a report or dashboard by its unique name. */
    idOf(object: 'Report' | 'Dashboard', developerName: string): Promise<string>;
}

/** Three deals, two of them with trips, and reports about them, on 1 June 2026. */
export const startTripsOrg = async (more: Readonly<Record<string, string>> = {}): Promise<TripsOrg> => {
    const root = mkdtempSync(path.join(tmpdir(), 'trips-org-'));
    for (const [name, text] of Object.entries({ ...files, ...more })) {
        const file = path.join(root, 'source', name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
    }
    const seedFile = path.join(root, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(seed));
    const served = await serveOrg({ sources: [path.join(root, 'source')], seedFile, now: () => new Date('2026-06-01T12:00:00Z') });
    rmSync(root, { recursive: true });
    return {
        ...served,
        async idOf(object, developerName) {
            const soql = `SELECT Id FROM ${object} WHERE DeveloperName = '${developerName}'`;
            const { body } = await served.call('GET', `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`);
            return (body as { records: { Id: string }[] }).records[0]!.Id;
        }
    };
};
