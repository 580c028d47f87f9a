import { findField, findObject } from '../model/schema';
import { anOrg, deployFiles, document, field, manifest, problemsOf, type Files } from './deploy.fixture';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const customMetadata = (values: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" ${XSI}><label>First</label><protected>false</protected>${values}</CustomMetadata>`;

const value = (name: string, type: string, text: string): string =>
    `<values><field>${name}</field><value xsi:type="xsd:${type}">${text}</value></values>`;

const report = (column: string): string =>
    document(
        'Report',
        `<columns><field>${column}</field></columns><format>Tabular</format><name>Visits</name><reportType>Visits__c</reportType><rowLimit>10</rowLimit><showDetails>true</showDetails>`
    );

const dashboard = (name: string): string =>
    document(
        'Dashboard',
        `<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor><dashboardType>LoggedInUser</dashboardType><leftSection><columnSize>Medium</columnSize><components><autoselectColumnsFromReport>true</autoselectColumnsFromReport><componentType>Table</componentType><displayUnits>Auto</displayUnits><report>${name}</report><showPercentage>false</showPercentage><showTotal>false</showTotal></components></leftSection><textColor>#000000</textColor><title>Visits</title><titleColor>#000000</titleColor><titleSize>12</titleSize>`
    );

const SOUND: Files = {
    'objects/Limit_Value__mdt.object': document(
        'CustomObject',
        `${field('Amount__c', 'Number', '<precision>6</precision><scale>0</scale>')}${field('Open__c', 'Checkbox', '<defaultValue>false</defaultValue>')}<label>Limit</label><pluralLabel>Limits</pluralLabel><visibility>Public</visibility>`
    ),
    'customMetadata/Limit_Value.First.md': customMetadata(value('Amount__c', 'double', '7') + value('Open__c', 'boolean', 'true')),
    'objects/Visit__c.object': document(
        'CustomObject',
        `<deploymentStatus>Deployed</deploymentStatus>${field('Kind__c', 'Picklist', '<valueSet><restricted>true</restricted><valueSetName>Kinds</valueSetName></valueSet>')}${field('Account__c', 'Lookup', '<referenceTo>Account</referenceTo><relationshipName>Visits</relationshipName>')}<label>Visit</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Visits</pluralLabel><sharingModel>Private</sharingModel>`
    ),
    'globalValueSets/Kinds.globalValueSet': document(
        'GlobalValueSet',
        '<customValue><fullName>Call</fullName><default>false</default><label>Call</label></customValue><masterLabel>Kinds</masterLabel><sorted>false</sorted>'
    ),
    'reportTypes/Visits.reportType': document(
        'ReportType',
        '<baseObject>Account</baseObject><category>accounts</category><deployed>true</deployed><join><outerJoin>false</outerJoin><relationship>Visits__r</relationship></join><label>Visits</label><sections><columns><checkedByDefault>true</checkedByDefault><field>Name</field><table>Account</table></columns><columns><checkedByDefault>true</checkedByDefault><field>Kind__c</field><table>Account.Visits__r</table></columns><masterLabel>Accounts</masterLabel></sections>'
    ),
    'reports/Sales-meta.xml': document('ReportFolder', '<name>Sales</name>'),
    'reports/Sales/Visits.report': report('Account.Visits__r$Kind__c'),
    'dashboards/Sales-meta.xml': document('DashboardFolder', '<name>Sales</name>'),
    'dashboards/Sales/Visits.dashboard': dashboard('Sales/Visits'),
    'quickActions/Account.New_Visit.quickAction': document(
        'QuickAction',
        '<label>New Visit</label><optionsCreateFeedItem>false</optionsCreateFeedItem><quickActionLayout><layoutSectionStyle>TwoColumnsLeftToRight</layoutSectionStyle><quickActionLayoutColumns><quickActionLayoutItems><emptySpace>false</emptySpace><field>Kind__c</field><uiBehavior>Edit</uiBehavior></quickActionLayoutItems></quickActionLayoutColumns></quickActionLayout><targetObject>Visit__c</targetObject><targetParentField>Account__c</targetParentField><type>Create</type>'
    ),
    'pathAssistants/Visits.pathAssistant': document(
        'PathAssistant',
        '<active>true</active><entityName>Visit__c</entityName><fieldName>Kind__c</fieldName><masterLabel>Visits</masterLabel><pathAssistantSteps><fieldNames>Account__c</fieldNames><picklistValueName>Call</picklistValueName></pathAssistantSteps><recordTypeName>__MASTER__</recordTypeName>'
    )
};

const changed = (path: string, text: string, replacement: string): Files => {
    if (!SOUND[path]?.includes(text)) throw new Error(`${path} does not hold ${text}`);
    return { ...SOUND, [path]: SOUND[path].replace(text, () => replacement) };
};

describe('records of custom metadata', () => {
    it('become rows', () => {
        const state = anOrg();
        expect(problemsOf(deployFiles(state, SOUND))).toEqual([]);
        expect(state.store.find('Limit_Value__mdt', 'DeveloperName', 'First')).toEqual([
            expect.objectContaining({ MasterLabel: 'First', Amount__c: 7, Open__c: true })
        ]);
    });
});

it('a folder of reports may be named with a slash at its end, as the command line does', () => {
    const [folder, report] = [{ 'reports/Sales-meta.xml': SOUND['reports/Sales-meta.xml']! }, 'Sales/'];
    const state = anOrg();
    const named = { ...folder, 'package.xml': manifest({ Report: [report] }) };
    expect(problemsOf(deployFiles(state, named))).toEqual([]);
    expect([...state.schema.components.keys()]).toContain('ReportFolder:Sales');
});

describe('global value sets', () => {
    it('give their values to picklists, now and when they change', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        const values = () => findField(findObject(state.schema, 'Visit__c')!, 'Kind__c')!.picklist!.values.map((each) => each.value);
        expect(values()).toEqual(['Call']);
        const path = 'globalValueSets/Kinds.globalValueSet';
        deployFiles(state, { [path]: SOUND[path]!.replaceAll('Call', 'Mail') });
        expect(values()).toEqual(['Mail']);
    });
});

it.each([
    ['a record of an unknown type', { ...SOUND, 'customMetadata/Nothing.First.md': customMetadata('') }, /Nothing__mdt/],
    [
        'a value of an unknown field',
        changed('customMetadata/Limit_Value.First.md', 'Amount__c', 'Sum__c'),
        /no CustomField named Limit_Value__mdt.Sum__c found/
    ],
    ['a number that is written as text', changed('customMetadata/Limit_Value.First.md', 'xsd:double', 'xsd:string'), /use xsd:double/],
    [
        'a number that is none',
        changed('customMetadata/Limit_Value.First.md', '>7<', '>seven<'),
        /'seven' is not a valid value for the type xsd:double/
    ],
    [
        'a metadata type with a deployment status',
        changed(
            'objects/Limit_Value__mdt.object',
            '<label>Limit</label>',
            '<deploymentStatus>Deployed</deploymentStatus><label>Limit</label>'
        ),
        /Can not specify 'deploymentStatus' for a custom metadata type/
    ],
    ['a picklist of an unknown value set', changed('objects/Visit__c.object', 'Kinds', 'Sorts'), /no GlobalValueSet named Sorts found/],
    [
        'a report type with an unknown join',
        changed('reportTypes/Visits.reportType', 'Visits__r</relationship>', 'Trips__r</relationship>'),
        /Invalid relationship Trips__r/
    ],
    [
        'a report type with an unknown column',
        changed('reportTypes/Visits.reportType', 'Kind__c', 'Sort__c'),
        /no CustomField named Visit__c.Sort__c found/
    ],
    [
        'a report with an unknown column',
        changed('reports/Sales/Visits.report', 'Kind__c', 'Sort__c'),
        /Invalid column Account.Visits__r\$Sort__c/
    ],
    [
        'a report on an unknown report type',
        changed('reports/Sales/Visits.report', 'Visits__c', 'Trips__c'),
        /no ReportType named Trips__c found/
    ],
    [
        'a report with a filter that its column does not take',
        changed(
            'reports/Sales/Visits.report',
            '<format>',
            '<filter><criteriaItems><column>Account$Name</column><operator>includes</operator><value>A</value></criteriaItems></filter><format>'
        ),
        /Invalid filter operator includes for column Account.Name of type string/
    ],
    [
        'a report with a filter logic that names no filter',
        changed('reports/Sales/Visits.report', '<format>', '<filter><booleanFilter>1 AND 2</booleanFilter></filter><format>'),
        /The filter logic references an undefined filter: 1/
    ],
    [
        'a report with an unknown filter operator',
        changed(
            'reports/Sales/Visits.report',
            '<format>',
            '<filter><criteriaItems><column>Account$Name</column><operator>like</operator><value>A</value></criteriaItems></filter><format>'
        ),
        /'like' is not a valid value for the enum 'FilterOperation'/
    ],
    [
        'a report that sums up a text',
        changed('reports/Sales/Visits.report', '<columns>', '<columns><aggregateTypes>Sum</aggregateTypes>'),
        /Invalid aggregate s!Account.Visits__r.Kind__c: picklist columns are not summarized so/
    ],
    ['a summary report without groups', changed('reports/Sales/Visits.report', 'Tabular', 'Summary'), /A summary report needs a grouping/],
    [
        'a report that shows what it groups by',
        changed(
            'reports/Sales/Visits.report',
            '<format>Tabular</format>',
            '<format>Summary</format><groupingsDown><field>Account.Visits__r$Kind__c</field><sortOrder>Asc</sortOrder></groupingsDown>'
        ),
        /is grouped by and cannot be among the columns/
    ],
    [
        'a report limited in time by a text',
        changed(
            'reports/Sales/Visits.report',
            '</showDetails>',
            '</showDetails><timeFrameFilter><dateColumn>Account$Name</dateColumn><interval>INTERVAL_LAST30</interval></timeFrameFilter>'
        ),
        /Invalid date column Account.Name: it is a string/
    ],
    [
        'a dashboard of a long list',
        changed('reports/Sales/Visits.report', '<rowLimit>10</rowLimit>', ''),
        /A tabular report needs a row limit/
    ],
    [
        'a chart that groups by what its report does not',
        changed('dashboards/Sales/Visits.dashboard', '<report>', '<groupingColumn>Account$Name</groupingColumn><report>'),
        /Invalid groupingColumn Account\$Name/
    ],
    ['a report outside any folder', { ...SOUND, 'reports/Other/Visits.report': report('Account$Name') }, /Cannot find folder:Other/],
    [
        'a dashboard of an unknown report',
        changed('dashboards/Sales/Visits.dashboard', 'Sales/Visits', 'Sales/Trips'),
        /no Report named Sales\/Trips found/
    ],
    [
        'an action with an unknown field',
        changed('quickActions/Account.New_Visit.quickAction', 'Kind__c', 'Sort__c'),
        /no CustomField named Visit__c.Sort__c found/
    ],
    [
        'a path with an unknown step',
        changed('pathAssistants/Visits.pathAssistant', 'Call', 'Fax'),
        /Picklist value: Fax in picklist: Kind__c not found/
    ]
])('%s is refused', (_, files, problem) => {
    const state = anOrg();
    const schema = state.schema;
    expect(problemsOf(deployFiles(state, files as Files)).join('\n')).toMatch(problem);
    expect(state.schema).toBe(schema);
});
