import { zipSync } from 'fflate';
import { createReader } from '../dml';
import { addTestUsers } from '../dml/test-users';
import { accessOf } from '../model/access';
import { createBaseRows } from '../dml';
import type { OrgState, Row, Session } from '../model/org';
import { newId } from '../model/ids';
import { standardSchema } from '../model/standard-schema';
import { Store } from '../store/store';
import { deployPackage } from './deploy';
import type { DeployOptions, DeployResult } from './deploy-result';
import { readZipPackage } from './zip-package';

/** For tests: package path to text. */
export type Files = Record<string, string>;

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** An org without metadata, with its users, at a fixed time. */
export const anOrg = (): OrgState => {
    const state: OrgState = {
        schema: standardSchema(),
        store: new Store(),
        reader: createReader(() => state),
        organizationId: newId('00D', 1),
        now: () => new Date('2026-03-02T10:00:00.000Z')
    };
    createBaseRows(state);
    addTestUsers(state);
    return state;
};

export const sessionOf = (state: OrgState, username: string): Session => {
    const user = state.store.find('User', 'Username', username)[0] as Row;
    return { user, access: accessOf(state, user) };
};

export const document = (type: string, body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} ${NAMESPACE}>\n${body}\n</${type}>\n`;

export const field = (name: string, type: string, rest = ''): string =>
    `<fields><fullName>${name}</fullName>${rest}<label>${name.replace(/__c$/, '')}</label><type>${type}</type></fields>`;

export const formulaField = (name: string, type: string, formula: string, rest = ''): string =>
    field(name, type, `<formula>${formula}</formula>${rest}`);

export const rule = (name: string, formula: string, rest = '', message = 'Not like this.'): string =>
    `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula>${rest}<errorMessage>${message}</errorMessage></validationRules>`;

/** Wildcards take everything that the zip holds. */
export const manifest = (types: Record<string, readonly string[]>): string =>
    document(
        'Package',
        Object.entries(types)
            .map(
                ([name, members]) =>
                    `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`
            )
            .join('') + '<version>66.0</version>'
    );

const EVERYTHING = [
    'CustomObject',
    'CustomObjectTranslation',
    'CustomPermission',
    'PermissionSet',
    'Layout',
    'CustomTab',
    'CustomApplication',
    'FlexiPage',
    'LightningComponentBundle',
    'StandardValueSet',
    'GlobalValueSet',
    'CustomLabels',
    'CustomMetadata',
    'ReportType',
    'Report',
    'Dashboard',
    'QuickAction',
    'PathAssistant',
    'Profile'
];

export const zipOf = (files: Files): Buffer => {
    const all = { 'package.xml': manifest(Object.fromEntries(EVERYTHING.map((type) => [type, ['*']]))), ...files };
    return Buffer.from(zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, new TextEncoder().encode(text)]))));
};

export const deployFiles = (state: OrgState, files: Files, options: DeployOptions = {}): Omit<DeployResult, 'id'> =>
    deployPackage(state, readZipPackage(zipOf(files)), options);

/** 'Type fullName: problem' of every failure. */
export const problemsOf = (result: Pick<DeployResult, 'componentFailures'>): string[] =>
    result.componentFailures.map((message) => `${message.componentType} ${message.fullName}: ${message.problem}`);

const picklist = (values: readonly string[]): string =>
    `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values.map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`).join('')}</valueSetDefinition></valueSet>`;

const PART = document(
    'CustomObject',
    [
        '<compactLayouts><fullName>Short</fullName><fields>Name</fields><fields>Status__c</fields><label>Short</label></compactLayouts>',
        '<deploymentStatus>Deployed</deploymentStatus>',
        '<enableHistory>true</enableHistory>',
        field('Status__c', 'Picklist', '<trackHistory>true</trackHistory>' + picklist(['Draft', 'Done'])),
        field('Score__c', 'Number', '<precision>6</precision><scale>2</scale>'),
        field('Checked__c', 'Checkbox', '<defaultValue>false</defaultValue>'),
        field(
            'Counterpart__c',
            'Lookup',
            '<deleteConstraint>Restrict</deleteConstraint><referenceTo>Contact</referenceTo><relationshipName>Parts</relationshipName>'
        ),
        field(
            'Key__c',
            'Text',
            '<caseSensitive>false</caseSensitive><externalId>true</externalId><length>80</length><unique>true</unique>'
        ),
        field('Notes__c', 'LongTextArea', '<length>5000</length><visibleLines>4</visibleLines>'),
        field(
            'Opportunity__c',
            'MasterDetail',
            '<referenceTo>Opportunity</referenceTo><relationshipName>Parts</relationshipName><relationshipOrder>0</relationshipOrder>'
        ),
        formulaField(
            'Score_Value__c',
            'Number',
            'IF(Checked__c, 1, 0)',
            '<formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs><precision>18</precision><scale>0</scale>'
        ),
        formulaField('Age__c', 'Number', 'TODAY() - DATE(2026, 1, 1)', '<precision>18</precision><scale>0</scale>'),
        '<label>Part</label>',
        '<listViews><fullName>All</fullName><columns>NAME</columns><columns>Status__c</columns><filterScope>Everything</filterScope><label>All</label></listViews>',
        '<nameField><displayFormat>P-{0000}</displayFormat><label>Number</label><type>AutoNumber</type></nameField>',
        '<pluralLabel>Parts</pluralLabel>',
        '<sharingModel>ControlledByParent</sharingModel>',
        rule('Score_Positive', 'Score__c &lt; 0', '<errorDisplayField>Score__c</errorDisplayField>')
    ].join('\n')
);

const OPPORTUNITY = document(
    'CustomObject',
    [
        field(
            'Done_Parts__c',
            'Summary',
            '<summaryFilterItems><field>Part__c.Status__c</field><operation>equals</operation><value>Done</value></summaryFilterItems><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>'
        ),
        field(
            'Score__c',
            'Summary',
            '<summarizedField>Part__c.Score_Value__c</summarizedField><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>sum</summaryOperation>'
        ),
        rule(
            'Gate',
            'AND(ISCHANGED(StageName), NOT($Permission.Skip_Gate), Done_Parts__c = 0)',
            '<errorDisplayField>StageName</errorDisplayField>',
            'Finish a part first.'
        )
    ].join('\n')
);

const PERMISSIONS = document(
    'PermissionSet',
    [
        '<customPermissions><enabled>true</enabled><name>Skip_Gate</name></customPermissions>',
        '<fieldPermissions><editable>true</editable><field>Part__c.Status__c</field><readable>true</readable></fieldPermissions>',
        '<fieldPermissions><editable>false</editable><field>Opportunity.Score__c</field><readable>true</readable></fieldPermissions>',
        '<hasActivationRequired>false</hasActivationRequired>',
        '<label>Part Seller</label>',
        '<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Part__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
        '<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
        '<tabSettings><tab>Part__c</tab><visibility>Visible</visibility></tabSettings>'
    ].join('\n')
);

const LAYOUT = document(
    'Layout',
    '<layoutSections><customLabel>false</customLabel><detailHeading>true</detailHeading><editHeading>true</editHeading><label>Information</label><layoutColumns><layoutItems><behavior>Required</behavior><field>Opportunity__c</field></layoutItems><layoutItems><behavior>Edit</behavior><field>Status__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>'
);

const region = (item: string): string =>
    `<flexiPageRegions><itemInstances>${item}</itemInstances><name>main</name><type>Region</type></flexiPageRegions>`;

const PAGE = document(
    'FlexiPage',
    `${region('<componentInstance><componentName>c:partPanel</componentName><identifier>c_partPanel</identifier></componentInstance>')}<masterLabel>Deal</masterLabel><sobjectType>Opportunity</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
);

/** A small product of every kind of component that the real one has. Sound as it stands. */
export const SOUND: Files = {
    'objects/Part__c.object': PART,
    'objects/Opportunity.object': OPPORTUNITY,
    'customPermissions/Skip_Gate.customPermission': document(
        'CustomPermission',
        '<isLicensed>false</isLicensed>\n<label>Skip Gate</label>'
    ),
    'permissionsets/Part_Seller.permissionset': PERMISSIONS,
    'layouts/Part__c-Part Layout.layout': LAYOUT,
    'tabs/Part__c.tab': document('CustomTab', '<customObject>true</customObject>\n<motif>Custom20: Airplane</motif>'),
    'applications/Parts.app': document(
        'CustomApplication',
        '<formFactors>Large</formFactors>\n<label>Parts</label>\n<navType>Standard</navType>\n<tabs>standard-Opportunity</tabs>\n<tabs>Part__c</tabs>\n<uiType>Lightning</uiType>'
    ),
    'flexipages/Deal_Page.flexipage': PAGE,
    'labels/CustomLabels.labels': document(
        'CustomLabels',
        '<labels><fullName>Part_Hint</fullName><language>en_US</language><protected>false</protected><shortDescription>Hint</shortDescription><value>Add a part</value></labels>'
    ),
    'lwc/partPanel/partPanel.js':
        "import { LightningElement } from 'lwc';\nimport STATUS from '@salesforce/schema/Part__c.Status__c';\nimport HINT from '@salesforce/label/c.Part_Hint';\nexport default class PartPanel extends LightningElement { field = STATUS; hint = HINT; }\n",
    'lwc/partPanel/partPanel.html': '<template>{hint}</template>\n',
    'lwc/partPanel/partPanel.js-meta.xml': document(
        'LightningComponentBundle',
        '<apiVersion>66.0</apiVersion>\n<isExposed>true</isExposed>\n<targets><target>lightning__RecordPage</target></targets>'
    )
};

/** The sound package with one text exchanged. Throws where the text is not there, so that no test passes by mistake. */
export const withFault = (path: string, text: string, replacement: string): Files => {
    const source = SOUND[path];
    if (!source?.includes(text)) throw new Error(`${path} does not hold ${text}`);
    return { ...SOUND, [path]: source.replace(text, () => replacement) };
};
