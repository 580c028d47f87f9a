import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findField, findObject } from '../model/schema';
import { deployFolder } from './deploy';
import { anOrg, document, problemsOf } from './deploy.fixture';
import { readSourceTree } from './source-tree';

let root = '';

const write = (files: Record<string, string>): string => {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    }
    return root;
};

beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'source-tree-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const bundle = (name: string): Record<string, string> => ({
    [`deals/lwc/${name}/${name}.js`]: 'export const one = 1;\n',
    [`deals/lwc/${name}/${name}.js-meta.xml`]: document(
        'LightningComponentBundle',
        '<apiVersion>66.0</apiVersion><isExposed>false</isExposed>'
    )
});

const TREE = {
    'deals/objects/Deal__c/Deal__c.object-meta.xml': document(
        'CustomObject',
        '<deploymentStatus>Deployed</deploymentStatus><label>Deal</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Deals</pluralLabel><sharingModel>Private</sharingModel>'
    ),
    'deals/objects/Deal__c/fields/Amount__c.field-meta.xml': document(
        'CustomField',
        '<fullName>Amount__c</fullName><label>Amount</label><precision>18</precision><scale>2</scale><type>Currency</type>'
    ),
    'deals/objects/Deal__c/validationRules/Positive.validationRule-meta.xml': document(
        'ValidationRule',
        '<fullName>Positive</fullName><active>true</active><errorConditionFormula>Amount__c &lt; 0</errorConditionFormula><errorMessage>Too little.</errorMessage>'
    ),
    'other/deep/objects/Deal__c/fields/Due__c.field-meta.xml': document(
        'CustomField',
        '<fullName>Due__c</fullName><label>Due</label><type>Date</type>'
    ),
    'other/reports/Deal_Reports.reportFolder-meta.xml': document(
        'ReportFolder',
        '<accessType>Public</accessType><name>Deal Reports</name>'
    ),
    'other/labels/CustomLabels.labels-meta.xml': document(
        'CustomLabels',
        '<labels><fullName>Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>Hello</shortDescription><value>Hello</value></labels>'
    ),
    'other/layouts/Deal__c-Deal %28new%29.layout-meta.xml': document(
        'Layout',
        '<layoutSections><customLabel>false</customLabel><detailHeading>false</detailHeading><editHeading>true</editHeading><layoutColumns><layoutItems><behavior>Required</behavior><field>Name</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>'
    ),
    ...bundle('numbers'),
    'deals/lwc/numbers/numbers.ts': 'export const one: number = 1;\n',
    'deals/lwc/numbers/__tests__/numbers.test.js': 'throw new Error();\n',
    'deals/lwc/jsconfig.json': '{}',
    'deals/README.md': '# Deals\n'
};

it('finds components at any depth and puts objects together', () => {
    const names = readSourceTree(write(TREE)).map(({ type, fullName, fileName }) => `${type} ${fullName} ${fileName}`);
    expect(names.sort()).toEqual([
        'CustomField Deal__c.Amount__c objects/Deal__c.object',
        'CustomField Deal__c.Due__c objects/Deal__c.object',
        'CustomLabel Hello labels/CustomLabels.labels',
        'CustomLabels CustomLabels labels/CustomLabels.labels',
        'CustomObject Deal__c objects/Deal__c.object',
        'Layout Deal__c-Deal (new) layouts/Deal__c-Deal (new).layout',
        'LightningComponentBundle numbers lwc/numbers/numbers.js-meta.xml',
        'ReportFolder Deal_Reports reports/Deal_Reports-meta.xml',
        'ValidationRule Deal__c.Positive objects/Deal__c.object'
    ]);
});

it('leaves TypeScript, tests and notes at home', () => {
    const numbers = readSourceTree(write(TREE)).find(({ fullName }) => fullName === 'numbers')!;
    expect([...numbers.files.keys()].sort()).toEqual(['lwc/numbers/numbers.js', 'lwc/numbers/numbers.js-meta.xml']);
});

it('deploys them', () => {
    const state = anOrg();
    expect(problemsOf(deployFolder(state, write(TREE)))).toEqual([]);
    const deal = findObject(state.schema, 'Deal__c')!;
    expect(findField(deal, 'Amount__c')).toMatchObject({ type: 'currency', scale: 2 });
    expect(deal.validationRules).toHaveLength(1);
    expect(state.schema.labels.get('Hello')).toBe('Hello');
});

it('names the file of a failing component, as it lies on disk', () => {
    write(TREE);
    const path = 'deals/objects/Deal__c/validationRules/Positive.validationRule-meta.xml';
    write({ [path]: TREE[path].replace('Amount__c', 'Sum__c') });
    expect(deployFolder(anOrg(), root).componentFailures).toEqual([
        expect.objectContaining({
            fileName: join(root, path),
            fullName: 'Deal__c.Positive',
            problem: 'Field Sum__c does not exist. Check spelling.',
            lineNumber: 3
        })
    ]);
});

it('takes several folders as one package', () => {
    write(TREE);
    expect(deployFolder(anOrg(), [join(root, 'other'), join(root, 'deals')]).success).toBe(true);
});

it.each([
    [
        'a type that is not known',
        { 'classes/A.cls-meta.xml': document('ApexClass', '<apiVersion>66.0</apiVersion>') },
        "Unknown type name 'ApexClass' specified in package.xml"
    ],
    [
        'a field without its object',
        {
            'objects/X__c/fields/A__c.field-meta.xml': document('CustomField', '<fullName>A__c</fullName><label>A</label><type>Date</type>')
        },
        'Must specify a non-empty label for the CustomObject'
    ],
    [
        'a name that is not the file’s',
        {
            'objects/Account/fields/A__c.field-meta.xml': document(
                'CustomField',
                '<fullName>B__c</fullName><label>A</label><type>Date</type>'
            )
        },
        "The fullName 'B__c' does not match the file name"
    ],
    ['a root of another type', { 'tabs/A.tab-meta.xml': document('Layout', '') }, 'Element Layout invalid at this location'],
    ['a bundle without its description', { 'lwc/a/a.js': 'export const a = 1;' }, 'Cannot find Lightning Component Bundle a'],
    [
        'a bundle that was not built',
        { 'lwc/a/a.js-meta.xml': document('LightningComponentBundle', '<apiVersion>66.0</apiVersion>'), 'lwc/a/a.ts': '' },
        'a.js is missing'
    ],
    [
        'a file cut in half',
        { 'tabs/A.tab-meta.xml': '<?xml version="1.0"?><CustomTab xmlns="http://soap.sforce.com/2006/04/metadata"><label>A</la' },
        'Error parsing file: '
    ]
])('refuses %s', (_, files, problem) => {
    const state = anOrg();
    const schema = state.schema;
    const result = deployFolder(state, write(files as Record<string, string>));
    expect(problemsOf(result).join('\n')).toContain(problem);
    expect(state.schema).toBe(schema);
});
