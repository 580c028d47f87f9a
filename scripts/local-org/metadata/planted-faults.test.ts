import { anOrg, deployFiles, field, formulaField, problemsOf, rule, SOUND, withFault } from './deploy.fixture';

const PART = 'objects/Part__c.object';
const DEAL = 'objects/Opportunity.object';
const SET = 'permissionsets/Part_Seller.permissionset';
const LAYOUT = 'layouts/Part__c-Part Layout.layout';
const PAGE = 'flexipages/Deal_Page.flexipage';
const SCRIPT = 'lwc/partPanel/partPanel.js';
const DESCRIPTION = 'lwc/partPanel/partPanel.js-meta.xml';

const someFields = (count: number, make: (n: number) => string): string => Array.from({ length: count }, (_, n) => make(n)).join('');
const rollUp = (n: number) =>
    field(`R${n}__c`, 'Summary', '<summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>');
const summary = (summarized: string, operation: string) =>
    field(
        'X__c',
        'Summary',
        `<summarizedField>${summarized}</summarizedField><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>`
    );
const filtered = (path: string, value: string) =>
    field(
        'X__c',
        'Summary',
        `<summaryFilterItems><field>${path}</field><operation>equals</operation><value>${value}</value></summaryFilterItems><summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>`
    );
/** Fields stand together in the file, so a new one goes beside the others. */
const addedField = (path: string, xml: string): [string, string, string] => [path, '<fields><fullName>', `${xml}<fields><fullName>`];
const addedRule = (path: string, xml: string): [string, string, string] => [path, '<validationRules>', `${xml}<validationRules>`];

const FAULTS: Record<string, [fault: [path: string, text: string, replacement: string], problem: RegExp]> = {
    'an unknown element': [
        [PART, '<label>Part</label>', '<label>Part</label><colour>red</colour>'],
        /Element colour invalid at this location in type CustomObject/
    ],
    'an unknown enum value': [
        [PART, '<type>Checkbox</type>', '<type>Tickbox</type>'],
        /'Tickbox' is not a valid value for the enum 'FieldType'/
    ],
    'a boolean that is none': [[PART, '<trackHistory>true', '<trackHistory>yes'], /'yes' is not a valid value for the type xsd:boolean/],
    'repeats that are not neighbours': [
        [
            PART,
            '<fields>Name</fields><fields>Status__c</fields><label>Short</label>',
            '<fields>Name</fields><label>Short</label><fields>Status__c</fields>'
        ],
        /Element fields is duplicated at this location in type CompactLayout/
    ],
    'fields that do not stand together': [
        [PART, '<label>Part</label>', `<label>Part</label>${field('Far__c', 'Date')}`],
        /Element fields is duplicated at this location in type CustomObject/
    ],
    'a repeated single element': [
        [PART, '<label>Part</label>', '<label>Part</label><label>Part</label>'],
        /Element label is duplicated at this location in type CustomObject/
    ],
    'XML that is not well-formed': [[PART, '<label>Part</label>', '<label>Part'], /Error parsing file: /],
    'a raw < in a formula': [[PART, 'Score__c &lt; 0', 'Score__c < 0'], /Error parsing file: /],
    'a missing label': [[PART, '<label>Part</label>', ''], /Must specify a non-empty label for the CustomObject/],
    'a name field without a number': [[PART, 'P-{0000}', 'P-'], /displayFormat/],
    'a detail that is shared by itself': [
        [PART, '<sharingModel>ControlledByParent', '<sharingModel>ReadWrite'],
        /Cannot set sharingModel to ReadWrite on a CustomObject with a MasterDetail relationship field/
    ],
    'a label of 41 characters': [[PART, '<label>Part</label>', `<label>${'x'.repeat(41)}</label>`], /maximum length is:40/],
    'a field name of 41 characters': [addedField(PART, field(`${'x'.repeat(41)}__c`, 'Date')), /maximum length is:40/],
    'a reserved name': [addedField(PART, field('Order__c', 'Date')), /reserved/],
    'a name with two underscores': [addedField(PART, field('A__B__c', 'Date')), /two consecutive underscores/],
    'a field without a type': [[PART, '<type>Checkbox</type>', ''], /Required field is missing: type/],
    'a text without a length': [[PART, '<length>80</length>', ''], /Must specify 'length' for a CustomField of type Text/],
    'a number without a scale': [
        [PART, '<precision>6</precision><scale>2</scale>', '<precision>6</precision>'],
        /Must specify 'scale' for a CustomField of type Number/
    ],
    'more than 18 digits': [
        [PART, '<precision>6</precision>', '<precision>19</precision>'],
        /'precision' must be a whole number between 1 and 18/
    ],
    'a scale beyond the precision': [
        [PART, '<precision>6</precision><scale>2</scale>', '<precision>1</precision><scale>2</scale>'],
        /'scale' must be a whole number/
    ],
    'a long text without lines': [[PART, '<visibleLines>4</visibleLines>', ''], /Must specify 'visibleLines'/],
    'a checkbox without a default': [
        [PART, '<defaultValue>false</defaultValue>', ''],
        /Must specify 'defaultValue' for a CustomField of type Checkbox/
    ],
    'a picklist without values': [[PART, /<valueSet>.*<\/valueSet>/.exec(SOUND[PART]!)![0], ''], /Must specify 'valueSet'/],
    'a picklist value twice': [[PART, '<fullName>Done</fullName>', '<fullName>Draft</fullName>'], /Duplicate label: Draft/],
    'a roll-up with a precision': [
        [DEAL, '<summaryOperation>sum', '<precision>18</precision><summaryOperation>sum'],
        /Can not specify 'precision' for a CustomField of type Summary/
    ],
    'a roll-up that is required': [
        [DEAL, '<summaryOperation>sum', '<required>true</required><summaryOperation>sum'],
        /Can not specify 'required' for a CustomField of type Summary/
    ],
    'a foreign key without its object': [
        [DEAL, '<summaryForeignKey>Part__c.Opportunity__c', '<summaryForeignKey>Opportunity__c'],
        /Must specify the name in the CustomObject.CustomField format/
    ],
    'a foreign key that is a lookup': [
        [DEAL, '<summaryForeignKey>Part__c.Opportunity__c', '<summaryForeignKey>Part__c.Counterpart__c'],
        /must be a master-detail relationship to Opportunity/
    ],
    'a summarised field without its object': [
        [DEAL, '<summarizedField>Part__c.Score_Value__c', '<summarizedField>Score_Value__c'],
        /Must specify the name in the CustomObject.CustomField format/
    ],
    'a sum of a picklist': [addedField(DEAL, summary('Part__c.Status__c', 'sum')), /cannot be used with the operation sum/],
    'a sum of an auto-number': [addedField(DEAL, summary('Part__c.Name', 'sum')), /cannot be used with the operation sum/],
    'a count of something': [addedField(DEAL, summary('Part__c.Score__c', 'count')), /Can not specify 'summarizedField'/],
    'a sum of a formula that depends on the date': [addedField(DEAL, summary('Part__c.Age__c', 'sum')), /cannot be summarized/],
    'a filter on a long text': [addedField(DEAL, filtered('Part__c.Notes__c', 'x')), /cannot filter on a field of its type/],
    'a filter on a lookup': [addedField(DEAL, filtered('Part__c.Counterpart__c', 'x')), /cannot filter on a field of its type/],
    'a filter on a formula that depends on the date': [addedField(DEAL, filtered('Part__c.Age__c', '1')), /cannot be filtered on/],
    'a checkbox filter that is 1': [addedField(DEAL, filtered('Part__c.Checked__c', '1')), /use True or False/],
    'a filter on a value that is not there': [
        addedField(DEAL, filtered('Part__c.Status__c', 'Finished')),
        /Picklist value: Finished in picklist: Status__c not found/
    ],
    'a 26th roll-up': [addedField(DEAL, someFields(24, rollUp)), /Maximum number of roll-up summary fields for Opportunity is 25/],
    'a required master-detail': [
        [PART, '<relationshipOrder>0', '<required>true</required><relationshipOrder>0'],
        /Can not specify 'required' for a CustomField of type MasterDetail/
    ],
    'a master-detail with a delete constraint': [
        [PART, '<relationshipOrder>0', '<deleteConstraint>Restrict</deleteConstraint><relationshipOrder>0'],
        /Can not specify 'deleteConstraint' for a CustomField of type MasterDetail/
    ],
    'a third relationship order': [[PART, '<relationshipOrder>0', '<relationshipOrder>2'], /relationshipOrder/],
    'a master that is User': [
        [PART, '<referenceTo>Opportunity</referenceTo>', '<referenceTo>User</referenceTo>'],
        /User cannot be the master/
    ],
    'a standard object as detail': [
        addedField(DEAL, field('X__c', 'MasterDetail', '<referenceTo>Account</referenceTo><relationshipName>Xs</relationshipName>')),
        /cannot be the detail/
    ],
    'a lookup to nowhere': [
        [PART, '<referenceTo>Contact</referenceTo>', '<referenceTo>Nobody__c</referenceTo>'],
        /referenceTo value of 'Nobody__c' does not resolve to a valid sObject type/
    ],
    'a child list name that is taken': [
        addedField(PART, field('Other__c', 'Lookup', '<referenceTo>Contact</referenceTo><relationshipName>Parts</relationshipName>')),
        /There is already a Child Relationship named Parts on Contact/
    ],
    'a required lookup that sets null': [
        [PART, '<deleteConstraint>Restrict</deleteConstraint>', '<deleteConstraint>SetNull</deleteConstraint><required>true</required>'],
        /required lookup foreign key/
    ],
    'a formula with an unknown field': [
        [PART, 'IF(Checked__c, 1, 0)', 'IF(Ticked__c, 1, 0)'],
        /CustomField Part__c.Score_Value__c: Field Ticked__c does not exist. Check spelling/
    ],
    'a formula with an unknown function': [[PART, 'IF(Checked__c, 1, 0)', 'WENN(Checked__c, 1, 0)'], /Unknown function WENN/],
    'a formula of the wrong type': [[PART, 'IF(Checked__c, 1, 0)', 'IF(Checked__c, &quot;a&quot;, &quot;b&quot;)'], /Score_Value__c: /],
    'mixed results of CASE': [[PART, 'IF(Checked__c, 1, 0)', 'CASE(Status__c, &quot;Draft&quot;, 1, &quot;x&quot;)'], /Incorrect|CASE/],
    'ISCHANGED in a formula field': [[PART, 'IF(Checked__c, 1, 0)', 'IF(ISCHANGED(Status__c), 1, 0)'], /ISCHANGED/],
    'a formula field with history': [
        addedField(PART, formulaField('F__c', 'Text', 'Name', '<trackHistory>true</trackHistory>')),
        /Can not specify 'trackHistory'/
    ],
    'two formulas that read each other': [
        addedField(PART, formulaField('A__c', 'Text', 'B__c') + formulaField('B__c', 'Text', 'A__c')),
        /circular/
    ],
    'a rule without a message': [
        [PART, '<errorMessage>Not like this.</errorMessage>', '<errorMessage></errorMessage>'],
        /Required field is missing: errorMessage/
    ],
    'a message of 256 characters': [
        [PART, 'Not like this.', 'x'.repeat(256)],
        /ErrorMessage maximum length is:255|errorMessage maximum length is:255/
    ],
    'a rule that is not a condition': [addedRule(PART, rule('Nothing', 'Score__c + 1')), /ValidationRule Part__c.Nothing: /],
    'an error at a field that is not there': [
        [PART, '<errorDisplayField>Score__c', '<errorDisplayField>Points__c'],
        /Points__c in errorDisplayField/
    ],
    'an error at a formula field': [[PART, '<errorDisplayField>Score__c', '<errorDisplayField>Age__c'], /Age__c in errorDisplayField/],
    'a permission that nobody deployed': [[DEAL, '$Permission.Skip_Gate', '$Permission.Jump_Gate'], /Jump_Gate/],
    'a list view column that is not there': [
        [PART, '<columns>Status__c', '<columns>Colour__c'],
        /In field: columns - no CustomField named Part__c.Colour__c found/
    ],
    'an owner column of a detail': [
        [PART, '<columns>NAME', '<columns>OWNER.ALIAS'],
        /In field: columns - no CustomField named Part__c.OWNER.ALIAS found/
    ],
    'my own details': [[PART, '<filterScope>Everything', '<filterScope>Mine'], /has no owner/],
    'a compact layout field that is not there': [
        [PART, '<fields>Status__c</fields><label>Short', '<fields>Colour__c</fields><label>Short'],
        /In field: fields - no CustomField named Part__c.Colour__c found/
    ],
    'a field permission on a master-detail': [
        [SET, 'Part__c.Status__c', 'Part__c.Opportunity__c'],
        /You cannot deploy to a required field: Part__c.Opportunity__c/
    ],
    'a field permission on a required field': [
        [SET, 'Part__c.Status__c', 'Opportunity.CloseDate'],
        /You cannot deploy to a required field: Opportunity.CloseDate/
    ],
    'a field permission on nothing': [[SET, 'Part__c.Status__c', 'Part__c.Colour__c'], /no CustomField named Part__c.Colour__c found/],
    'an editable roll-up': [[SET, '<editable>false', '<editable>true'], /is not editable/],
    'editing without reading': [
        [
            SET,
            '<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Part__c',
            '<allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Part__c'
        ],
        /Permission Edit Part__c depends on permission\(s\): Read Part__c/
    ],
    'a detail without its master': [
        [
            SET,
            '<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity',
            '<allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity'
        ],
        /Permission Read Part__c depends on permission\(s\): Read Opportunity/
    ],
    'an object permission on nothing': [[SET, '<object>Part__c', '<object>Pard__c'], /no CustomObject named Pard__c found/],
    'a custom permission that is not there': [[SET, '<name>Skip_Gate', '<name>Jump_Gate'], /no CustomPermission named Jump_Gate found/],
    'a tab that is not there': [[SET, '<tab>Part__c', '<tab>Bit__c'], /no CustomTab named Bit__c found/],
    'an unknown user permission': [
        [SET, '<tabSettings>', '<userPermissions><enabled>true</enabled><name>FlyToTheMoon</name></userPermissions><tabSettings>'],
        /Unknown user permission: FlyToTheMoon/
    ],
    'a layout field that is not there': [
        [LAYOUT, '<field>Status__c', '<field>Colour__c'],
        /In field: field - no CustomField named Part__c.Colour__c found/
    ],
    'a layout without its master': [
        [LAYOUT, '<layoutItems><behavior>Required</behavior><field>Opportunity__c</field></layoutItems>', ''],
        /Layout must contain an item for required layout field: Opportunity__c/
    ],
    'a tab of nothing': [
        ['tabs/Part__c.tab', '<customObject>true', '<customObject>false'],
        /Must specify exactly one of|Required field is missing: label/
    ],
    'an app with a tab that is not there': [
        ['applications/Parts.app', '<tabs>Part__c', '<tabs>Bit__c'],
        /In field: tabs - no CustomTab named Bit__c found/
    ],
    'a page with a component that is not there': [
        [PAGE, 'c:partPanel', 'c:partTable'],
        /no LightningComponentBundle named partTable found/
    ],
    'a page with a component that is not exposed': [
        [DESCRIPTION, '<isExposed>true', '<isExposed>false'],
        /not available on pages of type RecordPage/
    ],
    'an unknown target': [
        [DESCRIPTION, 'lightning__RecordPage', 'lightning__RecordPages'],
        /'lightning__RecordPages' is not a valid target/
    ],
    'an import of a field that is not there': [
        [SCRIPT, 'Part__c.Status__c', 'Part__c.Colour__c'],
        /Invalid reference Part__c.Colour__c of type sobjectField/
    ],
    'an import of a component that is not there': [
        [SCRIPT, "import HINT from '@salesforce/label/c.Part_Hint'", "import HINT from 'c/hints'"],
        /Unable to find module: c\/hints/
    ],
    'a script that does not compile': [[SCRIPT, 'field = STATUS;', 'field = ;'], /partPanel.js: LWC1007.*Unexpected token/],
    'a template that does not compile': [['lwc/partPanel/partPanel.html', '</template>', '</div>'], /partPanel.html: LWC/],
    'a search layout of nothing': [
        [
            PART,
            '<sharingModel>',
            '<searchLayouts><searchResultsAdditionalFields>Colour__c</searchResultsAdditionalFields></searchLayouts><sharingModel>'
        ],
        /no CustomField named Part__c.Colour__c found/
    ],
    'a compact layout that is not there': [
        [PART, '<deploymentStatus>', '<compactLayoutAssignment>Long</compactLayoutAssignment><deploymentStatus>'],
        /no CompactLayout named Part__c.Long found/
    ],
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
        const files = withFault(
            PART,
            '<pluralLabel>Parts</pluralLabel>\n<sharingModel>ControlledByParent</sharingModel>',
            '<sharingModel>ControlledByParent</sharingModel>\n<pluralLabel>Parts</pluralLabel>'
        );
        expect(problemsOf(deployFiles(anOrg(), files))).toEqual([]);
    });
});
