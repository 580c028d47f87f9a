import { findField, findObject } from '../model/schema';
import { anOrg, deployFiles, document, field, formulaField, manifest, problemsOf, rule, SOUND, withFault, zipOf } from './deploy-fixture';
import { PackageError, readZipPackage } from './zip-package';
import { deployPackage } from './deploy';

const PART = 'objects/Part__c.object';
const DEAL = 'objects/Opportunity.object';
const SET = 'permissionsets/Part_Seller.permissionset';
const LAYOUT = 'layouts/Part__c-Part Layout.layout';
const PAGE = 'flexipages/Deal_Page.flexipage';
const SCRIPT = 'lwc/partPanel/partPanel.js';
const DESCRIPTION = 'lwc/partPanel/partPanel.js-meta.xml';

describe('deploying a sound package', () => {
    const state = anOrg();
    const result = deployFiles(state, SOUND);

    it('succeeds and counts every component', () => {
        expect(problemsOf(result)).toEqual([]);
        expect(result).toMatchObject({ status: 'Succeeded', success: true, numberComponentErrors: 0 });
        expect(result.componentSuccesses.filter((message) => !message.created).map((message) => message.fullName)).toEqual(['Opportunity']);
    });

    it('makes objects, fields, roll-ups and rules of it', () => {
        const part = findObject(state.schema, 'part__c')!;
        const deal = findObject(state.schema, 'Opportunity')!;
        expect(part).toMatchObject({ name: 'Part__c', sharingModel: 'ControlledByParent', custom: true });
        expect(findField(part, 'OwnerId')).toBeUndefined();
        expect(findField(part, 'Name')).toMatchObject({ autoNumber: { displayFormat: 'P-{0000}' }, createable: false });
        expect(findField(part, 'Opportunity__c')).toMatchObject({ required: true, reference: { relationshipName: 'Opportunity__r', childRelationshipName: 'Parts__r', onDelete: 'Cascade' } });
        expect(findField(part, 'Key__c')).toMatchObject({ unique: true, externalId: true, caseSensitive: false, length: 80 });
        expect(findField(deal, 'Score__c')).toMatchObject({ type: 'double', rollUp: { operation: 'sum', summarizedField: 'Score_Value__c' } });
        expect(deal.validationRules.map((each) => each.name)).toEqual(['Gate']);
        expect(findObject(state.schema, 'Part__History')).toMatchObject({ readOnly: true, accessFrom: 'Part__c' });
    });

    it('makes permission sets that can be assigned', () => {
        const [row] = state.store.find('PermissionSet', 'Name', 'Part_Seller');
        expect(row).toMatchObject({ Label: 'Part Seller', IsOwnedByProfile: false });
        expect(row!.Id.startsWith('0PS')).toBe(true);
        expect(state.schema.permissionSets.get('part_seller')!.customPermissions.has('skip_gate')).toBe(true);
    });

    it('changes nothing when it comes again', () => {
        const again = deployFiles(state, SOUND);
        expect(again.success).toBe(true);
        expect(again.componentSuccesses.filter((message) => message.changed || message.created)).toEqual([]);
    });
});

describe('a deploy that fails', () => {
    const broken = withFault(DEAL, 'Done_Parts__c = 0', 'Nope__c = 0');

    it('leaves the schema value and the rows as they were', () => {
        const state = anOrg();
        const schema = state.schema;
        const rowsOf = () => Object.entries(state.store.dump().tables).filter(([, rows]) => rows.length > 0);
        const rows = rowsOf();
        const result = deployFiles(state, broken);
        expect(result).toMatchObject({ status: 'Failed', success: false });
        expect(state.schema).toBe(schema);
        expect(rowsOf()).toEqual(rows);
    });

    it('names the formula and the place of the error in the file', () => {
        const [message, ...others] = deployFiles(anOrg(), broken).componentFailures;
        expect(others).toEqual([]);
        expect(message).toMatchObject({ componentType: 'ValidationRule', fullName: 'Opportunity.Gate', fileName: DEAL, problem: 'Field Nope__c does not exist. Check spelling.', problemType: 'Error' });
        const line = broken[DEAL]!.split('\n')[message!.lineNumber! - 1]!;
        expect(line.slice(message!.columnNumber! - 1)).toMatch(/^Nope__c/);
    });

    it('reports every failing component', () => {
        const files = { ...broken, [SET]: withFault(SET, 'Part__c.Status__c', 'Part__c.Gone__c')[SET]! };
        expect(problemsOf(deployFiles(anOrg(), files))).toHaveLength(2);
    });

    it('keeps the sound part when asked to', () => {
        const state = anOrg();
        const result = deployFiles(state, broken, { rollbackOnError: false });
        expect(result.status).toBe('SucceededPartial');
        expect(findObject(state.schema, 'Part__c')).toBeDefined();
        expect(findObject(state.schema, 'Opportunity')!.validationRules).toEqual([]);
    });

    it('changes nothing when it only checks', () => {
        const state = anOrg();
        const schema = state.schema;
        expect(deployFiles(state, SOUND, { checkOnly: true })).toMatchObject({ status: 'Succeeded', checkOnly: true });
        expect(state.schema).toBe(schema);
    });
});

const someFields = (count: number, make: (n: number) => string): string => Array.from({ length: count }, (_, n) => make(n)).join('');
const rollUp = (n: number) => field(`R${n}__c`, 'Summary', '<summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>');
const summary = (summarized: string, operation: string) => field('X__c', 'Summary', `<summarizedField>${summarized}</summarizedField><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>`);
const filtered = (path: string, value: string) =>
    field('X__c', 'Summary', `<summaryFilterItems><field>${path}</field><operation>equals</operation><value>${value}</value></summaryFilterItems><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>`);
/** Fields stand together in the file, so a new one goes beside the others. */
const addedField = (path: string, xml: string): [string, string, string] => [path, '<fields><fullName>', `${xml}<fields><fullName>`];
const addedRule = (path: string, xml: string): [string, string, string] => [path, '<validationRules>', `${xml}<validationRules>`];

const FAULTS: Record<string, [fault: [path: string, text: string, replacement: string], problem: RegExp]> = {
    'an unknown element': [[PART, '<label>Part</label>', '<label>Part</label><colour>red</colour>'], /Element colour invalid at this location in type CustomObject/],
    'an unknown enum value': [[PART, '<type>Checkbox</type>', '<type>Tickbox</type>'], /'Tickbox' is not a valid value for the enum 'FieldType'/],
    'a boolean that is none': [[PART, '<trackHistory>true', '<trackHistory>yes'], /'yes' is not a valid value for the type xsd:boolean/],
    'repeats that are not neighbours': [[PART, '<fields>Name</fields><fields>Status__c</fields><label>Short</label>', '<fields>Name</fields><label>Short</label><fields>Status__c</fields>'], /Element fields is duplicated at this location in type CompactLayout/],
    'fields that do not stand together': [[PART, '<label>Part</label>', `<label>Part</label>${field('Far__c', 'Date')}`], /Element fields is duplicated at this location in type CustomObject/],
    'a repeated single element': [[PART, '<label>Part</label>', '<label>Part</label><label>Part</label>'], /Element label is duplicated at this location in type CustomObject/],
    'XML that is not well-formed': [[PART, '<label>Part</label>', '<label>Part'], /Error parsing file: /],
    'a raw < in a formula': [[PART, 'Score__c &lt; 0', 'Score__c < 0'], /Error parsing file: /],
    'a missing label': [[PART, '<label>Part</label>', ''], /Must specify a non-empty label for the CustomObject/],
    'a name field without a number': [[PART, 'P-{0000}', 'P-'], /displayFormat/],
    'a detail that is shared by itself': [[PART, '<sharingModel>ControlledByParent', '<sharingModel>ReadWrite'], /Cannot set sharingModel to ReadWrite on a CustomObject with a MasterDetail relationship field/],
    'a label of 41 characters': [[PART, '<label>Part</label>', `<label>${'x'.repeat(41)}</label>`], /maximum length is:40/],
    'a field name of 41 characters': [addedField(PART, field(`${'x'.repeat(41)}__c`, 'Date')), /maximum length is:40/],
    'a reserved name': [addedField(PART, field('Order__c', 'Date')), /reserved/],
    'a name with two underscores': [addedField(PART, field('A__B__c', 'Date')), /two consecutive underscores/],
    'a field without a type': [[PART, '<type>Checkbox</type>', ''], /Required field is missing: type/],
    'a text without a length': [[PART, '<length>80</length>', ''], /Must specify 'length' for a CustomField of type Text/],
    'a number without a scale': [[PART, '<precision>6</precision><scale>2</scale>', '<precision>6</precision>'], /Must specify 'scale' for a CustomField of type Number/],
    'more than 18 digits': [[PART, '<precision>6</precision>', '<precision>19</precision>'], /'precision' must be a whole number between 1 and 18/],
    'a scale beyond the precision': [[PART, '<precision>6</precision><scale>2</scale>', '<precision>1</precision><scale>2</scale>'], /'scale' must be a whole number/],
    'a long text without lines': [[PART, '<visibleLines>4</visibleLines>', ''], /Must specify 'visibleLines'/],
    'a checkbox without a default': [[PART, '<defaultValue>false</defaultValue>', ''], /Must specify 'defaultValue' for a CustomField of type Checkbox/],
    'a picklist without values': [[PART, /<valueSet>.*<\/valueSet>/.exec(SOUND[PART]!)![0], ''], /Must specify 'valueSet'/],
    'a picklist value twice': [[PART, '<fullName>Done</fullName>', '<fullName>Draft</fullName>'], /Duplicate label: Draft/],
    'a roll-up with a precision': [[DEAL, '<summaryOperation>sum', '<precision>18</precision><summaryOperation>sum'], /Can not specify 'precision' for a CustomField of type Summary/],
    'a roll-up that is required': [[DEAL, '<summaryOperation>sum', '<required>true</required><summaryOperation>sum'], /Can not specify 'required' for a CustomField of type Summary/],
    'a foreign key without its object': [[DEAL, '<summaryForeignKey>Part__c.Opportunity__c', '<summaryForeignKey>Opportunity__c'], /Must specify the name in the CustomObject.CustomField format/],
    'a foreign key that is a lookup': [[DEAL, '<summaryForeignKey>Part__c.Opportunity__c', '<summaryForeignKey>Part__c.Counterpart__c'], /must be a master-detail relationship to Opportunity/],
    'a summarised field without its object': [[DEAL, '<summarizedField>Part__c.Score_Value__c', '<summarizedField>Score_Value__c'], /Must specify the name in the CustomObject.CustomField format/],
    'a sum of a picklist': [addedField(DEAL, summary('Part__c.Status__c', 'sum')), /cannot be used with the operation sum/],
    'a sum of an auto-number': [addedField(DEAL, summary('Part__c.Name', 'sum')), /cannot be used with the operation sum/],
    'a count of something': [addedField(DEAL, summary('Part__c.Score__c', 'count')), /Can not specify 'summarizedField'/],
    'a sum of a formula that depends on the date': [addedField(DEAL, summary('Part__c.Age__c', 'sum')), /cannot be summarized/],
    'a filter on a long text': [addedField(DEAL, filtered('Part__c.Notes__c', 'x')), /cannot filter on a field of its type/],
    'a filter on a lookup': [addedField(DEAL, filtered('Part__c.Counterpart__c', 'x')), /cannot filter on a field of its type/],
    'a filter on a formula that depends on the date': [addedField(DEAL, filtered('Part__c.Age__c', '1')), /cannot be filtered on/],
    'a checkbox filter that is 1': [addedField(DEAL, filtered('Part__c.Checked__c', '1')), /use True or False/],
    'a filter on a value that is not there': [addedField(DEAL, filtered('Part__c.Status__c', 'Finished')), /Picklist value: Finished in picklist: Status__c not found/],
    'a 26th roll-up': [addedField(DEAL, someFields(24, rollUp)), /Maximum number of roll-up summary fields for Opportunity is 25/],
    'a required master-detail': [[PART, '<relationshipOrder>0', '<required>true</required><relationshipOrder>0'], /Can not specify 'required' for a CustomField of type MasterDetail/],
    'a master-detail with a delete constraint': [[PART, '<relationshipOrder>0', '<deleteConstraint>Restrict</deleteConstraint><relationshipOrder>0'], /Can not specify 'deleteConstraint' for a CustomField of type MasterDetail/],
    'a third relationship order': [[PART, '<relationshipOrder>0', '<relationshipOrder>2'], /relationshipOrder/],
    'a master that is User': [[PART, '<referenceTo>Opportunity</referenceTo>', '<referenceTo>User</referenceTo>'], /User cannot be the master/],
    'a standard object as detail': [addedField(DEAL, field('X__c', 'MasterDetail', '<referenceTo>Account</referenceTo><relationshipName>Xs</relationshipName>')), /cannot be the detail/],
    'a lookup to nowhere': [[PART, '<referenceTo>Contact</referenceTo>', '<referenceTo>Nobody__c</referenceTo>'], /referenceTo value of 'Nobody__c' does not resolve to a valid sObject type/],
    'a child list name that is taken': [addedField(PART, field('Other__c', 'Lookup', '<referenceTo>Contact</referenceTo><relationshipName>Parts</relationshipName>')), /There is already a Child Relationship named Parts on Contact/],
    'a required lookup that sets null': [[PART, '<deleteConstraint>Restrict</deleteConstraint>', '<deleteConstraint>SetNull</deleteConstraint><required>true</required>'], /required lookup foreign key/],
    'a formula with an unknown field': [[PART, 'IF(Checked__c, 1, 0)', 'IF(Ticked__c, 1, 0)'], /CustomField Part__c.Score_Value__c: Field Ticked__c does not exist. Check spelling/],
    'a formula with an unknown function': [[PART, 'IF(Checked__c, 1, 0)', 'WENN(Checked__c, 1, 0)'], /Unknown function WENN/],
    'a formula of the wrong type': [[PART, 'IF(Checked__c, 1, 0)', 'IF(Checked__c, &quot;a&quot;, &quot;b&quot;)'], /Score_Value__c: /],
    'mixed results of CASE': [[PART, 'IF(Checked__c, 1, 0)', 'CASE(Status__c, &quot;Draft&quot;, 1, &quot;x&quot;)'], /Incorrect|CASE/],
    'ISCHANGED in a formula field': [[PART, 'IF(Checked__c, 1, 0)', 'IF(ISCHANGED(Status__c), 1, 0)'], /ISCHANGED/],
    'a formula field with history': [addedField(PART, formulaField('F__c', 'Text', 'Name', '<trackHistory>true</trackHistory>')), /Can not specify 'trackHistory'/],
    'two formulas that read each other': [addedField(PART, formulaField('A__c', 'Text', 'B__c') + formulaField('B__c', 'Text', 'A__c')), /circular/],
    'a rule without a message': [[PART, '<errorMessage>Not like this.</errorMessage>', '<errorMessage></errorMessage>'], /Required field is missing: errorMessage/],
    'a message of 256 characters': [[PART, 'Not like this.', 'x'.repeat(256)], /ErrorMessage maximum length is:255|errorMessage maximum length is:255/],
    'a rule that is not a condition': [addedRule(PART, rule('Nothing', 'Score__c + 1')), /ValidationRule Part__c.Nothing: /],
    'an error at a field that is not there': [[PART, '<errorDisplayField>Score__c', '<errorDisplayField>Points__c'], /Points__c in errorDisplayField/],
    'an error at a formula field': [[PART, '<errorDisplayField>Score__c', '<errorDisplayField>Age__c'], /Age__c in errorDisplayField/],
    'a permission that nobody deployed': [[DEAL, '$Permission.Skip_Gate', '$Permission.Jump_Gate'], /Jump_Gate/],
    'a list view column that is not there': [[PART, '<columns>Status__c', '<columns>Colour__c'], /In field: columns - no CustomField named Part__c.Colour__c found/],
    'an owner column of a detail': [[PART, '<columns>NAME', '<columns>OWNER.ALIAS'], /In field: columns - no CustomField named Part__c.OWNER.ALIAS found/],
    'my own details': [[PART, '<filterScope>Everything', '<filterScope>Mine'], /has no owner/],
    'a compact layout field that is not there': [[PART, '<fields>Status__c</fields><label>Short', '<fields>Colour__c</fields><label>Short'], /In field: fields - no CustomField named Part__c.Colour__c found/],
    'a field permission on a master-detail': [[SET, 'Part__c.Status__c', 'Part__c.Opportunity__c'], /You cannot deploy to a required field: Part__c.Opportunity__c/],
    'a field permission on a required field': [[SET, 'Part__c.Status__c', 'Opportunity.CloseDate'], /You cannot deploy to a required field: Opportunity.CloseDate/],
    'a field permission on nothing': [[SET, 'Part__c.Status__c', 'Part__c.Colour__c'], /no CustomField named Part__c.Colour__c found/],
    'an editable roll-up': [[SET, '<editable>false', '<editable>true'], /is not editable/],
    'editing without reading': [[SET, '<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Part__c', '<allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Part__c'], /Permission Edit Part__c depends on permission\(s\): Read Part__c/],
    'a detail without its master': [[SET, '<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity', '<allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity'], /Permission Read Part__c depends on permission\(s\): Read Opportunity/],
    'an object permission on nothing': [[SET, '<object>Part__c', '<object>Pard__c'], /no CustomObject named Pard__c found/],
    'a custom permission that is not there': [[SET, '<name>Skip_Gate', '<name>Jump_Gate'], /no CustomPermission named Jump_Gate found/],
    'a tab that is not there': [[SET, '<tab>Part__c', '<tab>Bit__c'], /no CustomTab named Bit__c found/],
    'an unknown user permission': [[SET, '<tabSettings>', '<userPermissions><enabled>true</enabled><name>FlyToTheMoon</name></userPermissions><tabSettings>'], /Unknown user permission: FlyToTheMoon/],
    'a layout field that is not there': [[LAYOUT, '<field>Status__c', '<field>Colour__c'], /In field: field - no CustomField named Part__c.Colour__c found/],
    'a layout without its master': [[LAYOUT, '<layoutItems><behavior>Required</behavior><field>Opportunity__c</field></layoutItems>', ''], /Layout must contain an item for required layout field: Opportunity__c/],
    'a tab of nothing': [['tabs/Part__c.tab', '<customObject>true', '<customObject>false'], /Must specify exactly one of|Required field is missing: label/],
    'an app with a tab that is not there': [['applications/Parts.app', '<tabs>Part__c', '<tabs>Bit__c'], /In field: tabs - no CustomTab named Bit__c found/],
    'a page with a component that is not there': [[PAGE, 'c:partPanel', 'c:partTable'], /no LightningComponentBundle named partTable found/],
    'a page with a component that is not exposed': [[DESCRIPTION, '<isExposed>true', '<isExposed>false'], /not available on pages of type RecordPage/],
    'an unknown target': [[DESCRIPTION, 'lightning__RecordPage', 'lightning__RecordPages'], /'lightning__RecordPages' is not a valid target/],
    'an import of a field that is not there': [[SCRIPT, 'Part__c.Status__c', 'Part__c.Colour__c'], /Invalid reference Part__c.Colour__c of type sobjectField/],
    'an import of a component that is not there': [[SCRIPT, "import HINT from '@salesforce/label/c.Part_Hint'", "import HINT from 'c/hints'"], /Unable to find module: c\/hints/],
    'an import of Apex': [[SCRIPT, '@salesforce/label/c.Part_Hint', '@salesforce/apex/Parts.hint'], /apexClass/]
};

describe('planted faults', () => {
    it.each(Object.entries(FAULTS))('%s is refused', (_, [[path, text, replacement], problem]) => {
        const state = anOrg();
        const schema = state.schema;
        const result = deployFiles(state, withFault(path, text, replacement));
        expect(result.status).toBe('Failed');
        expect(problemsOf(result).join('\n')).toMatch(problem);
        expect(state.schema).toBe(schema);
        for (const message of result.componentFailures) expect(message.lineNumber).toBeGreaterThan(0);
    });

    it('lets different elements come in any order', () => {
        const files = withFault(PART, '<pluralLabel>Parts</pluralLabel>\n<sharingModel>ControlledByParent</sharingModel>', '<sharingModel>ControlledByParent</sharingModel>\n<pluralLabel>Parts</pluralLabel>');
        expect(problemsOf(deployFiles(anOrg(), files))).toEqual([]);
    });
});

describe('packages', () => {
    it('with an unknown type are refused as a whole', () => {
        expect(() => readZipPackage(zipOf({ 'package.xml': manifest({ ApexClass: ['*'] }) }))).toThrow(new PackageError("Unknown type name 'ApexClass' specified in package.xml"));
    });

    it('must hold what they name', () => {
        const files = { 'package.xml': manifest({ CustomField: ['Account.Gone__c'] }) };
        expect(problemsOf(deployFiles(anOrg(), files))).toEqual(["CustomField Account.Gone__c: An object 'Account.Gone__c' of type CustomField was named in package.xml, but was not found in zipped directory"]);
    });

    it('take only what they name', () => {
        const state = anOrg();
        const files = { 'package.xml': manifest({ CustomField: ['Account.A__c'] }), 'objects/Account.object': document('CustomObject', field('A__c', 'Date') + field('B__c', 'Date')) };
        expect(deployFiles(state, files).success).toBe(true);
        expect(findField(findObject(state.schema, 'Account')!, 'A__c')).toBeDefined();
        expect(findField(findObject(state.schema, 'Account')!, 'B__c')).toBeUndefined();
    });
});

describe('stages', () => {
    const stage = (name: string, closed: boolean, won: boolean, probability: number, category: string) =>
        `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label><closed>${closed}</closed><forecastCategory>${category}</forecastCategory><probability>${probability}</probability><won>${won}</won></standardValue>`;
    const files = { 'standardValueSets/OpportunityStage.standardValueSet': document('StandardValueSet', `<sorted>false</sorted>${stage('Open', false, false, 20, 'Pipeline')}${stage('Won', true, true, 100, 'Closed')}`) };

    it('replace the values of StageName and keep the old ones inactive', () => {
        const state = anOrg();
        expect(problemsOf(deployFiles(state, files))).toEqual([]);
        const values = findField(findObject(state.schema, 'Opportunity')!, 'StageName')!.picklist!.values;
        expect(values.filter((value) => value.active).map((value) => value.value)).toEqual(['Open', 'Won']);
        expect(values.find((value) => value.value === 'Won')!.stage).toEqual({ closed: true, won: true, probability: 100, forecastCategory: 'Closed' });
        expect(values.some((value) => !value.active)).toBe(true);
    });
});

describe('destructive changes', () => {
    const removing = (types: Record<string, readonly string[]>) => ({ 'package.xml': manifest({}), 'destructiveChanges.xml': manifest(types) });

    it('refuse a field that is used elsewhere, and say where', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        const schema = state.schema;
        const [problem] = problemsOf(deployFiles(state, removing({ CustomField: ['Part__c.Status__c'] })));
        expect(problem).toMatch(/This custom field is referenced elsewhere in salesforce.com/);
        expect(problem).toContain('Custom Field Opportunity.Done_Parts__c');
        expect(state.schema).toBe(schema);
    });

    it('take a field with its values', () => {
        const state = anOrg();
        deployFiles(state, { 'objects/Account.object': document('CustomObject', field('A__c', 'Date')) });
        state.store.put('Account', { Id: '001000000000001AAA', Name: 'Acme', A__c: '2026-01-01' });
        expect(deployFiles(state, removing({ CustomField: ['Account.A__c'] })).success).toBe(true);
        expect(state.store.get('Account', '001000000000001AAA')).toEqual({ Id: '001000000000001AAA', Name: 'Acme' });
        expect(findField(findObject(state.schema, 'Account')!, 'A__c')).toBeUndefined();
    });

    it('take a permission set with its row', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        expect(problemsOf(deployFiles(state, removing({ PermissionSet: ['Part_Seller'] })))).toEqual([]);
        expect(state.store.find('PermissionSet', 'Name', 'Part_Seller')).toEqual([]);
    });

    it('only warn of what is not there', () => {
        const result = deployFiles(anOrg(), removing({ CustomField: ['Account.Gone__c'] }));
        expect(result.success).toBe(true);
        expect(result.componentSuccesses).toEqual([expect.objectContaining({ problem: 'No CustomField named: Account.Gone__c found', problemType: 'Warning' })]);
    });

    it('take everything at once, whatever depends on what', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        const everything = {
            CustomObject: ['Part__c'], CustomField: ['Opportunity.Done_Parts__c', 'Opportunity.Score__c'], ValidationRule: ['Opportunity.Gate'], CustomPermission: ['Skip_Gate'], PermissionSet: ['Part_Seller'],
            Layout: ['Part__c-Part Layout'], CustomTab: ['Part__c'], CustomApplication: ['Parts'], FlexiPage: ['Deal_Page'], LightningComponentBundle: ['partPanel'], CustomLabel: ['Part_Hint']
        };
        expect(problemsOf(deployFiles(state, removing(everything)))).toEqual([]);
        expect(findObject(state.schema, 'Part__c')).toBeUndefined();
    });
});

describe('records that are there already', () => {
    it('get their new roll-ups counted', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        state.store.put('Opportunity', { Id: '006000000000001AAA', Name: 'Deal', StageName: 'Prospecting' });
        state.store.put('Part__c', { Id: 'a00000000000001AAA', Opportunity__c: '006000000000001AAA', Status__c: 'Done', Checked__c: true });
        deployFiles(state, { 'objects/Opportunity.object': document('CustomObject', rollUp(1)) });
        expect(state.store.get('Opportunity', '006000000000001AAA')).toMatchObject({ R1__c: 1, Done_Parts__c: 1, Score__c: 1 });
    });

    it('keep a field from becoming a formula', () => {
        const state = anOrg();
        deployFiles(state, { 'objects/Account.object': document('CustomObject', field('A__c', 'Date')) });
        const result = deployFiles(state, { 'objects/Account.object': document('CustomObject', formulaField('A__c', 'Date', 'TODAY()')) });
        expect(problemsOf(result)).toEqual(['CustomField Account.A__c: Cannot update a field to a Formula from something else']);
    });
});

it('judges components together, whatever their order', () => {
    const content = readZipPackage(zipOf(SOUND));
    expect(problemsOf(deployPackage(anOrg(), { ...content, components: [...content.components].reverse() }))).toEqual([]);
});
