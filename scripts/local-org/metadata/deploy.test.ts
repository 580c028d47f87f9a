import { findField, findObject } from '../model/schema';
import { anOrg, deployFiles, document, field, formulaField, manifest, problemsOf, SOUND, withFault, zipOf } from './deploy.fixture';
import { PackageError, readZipPackage } from './zip-package';
import { deployPackage } from './deploy';

const DEAL = 'objects/Opportunity.object';
const SET = 'permissionsets/Part_Seller.permissionset';

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
        expect(findField(part, 'Opportunity__c')).toMatchObject({
            required: true,
            reference: { relationshipName: 'Opportunity__r', childRelationshipName: 'Parts__r', onDelete: 'Cascade' }
        });
        expect(findField(part, 'Key__c')).toMatchObject({ unique: true, externalId: true, caseSensitive: false, length: 80 });
        expect(findField(deal, 'Score__c')).toMatchObject({
            type: 'double',
            rollUp: { operation: 'sum', summarizedField: 'Score_Value__c' }
        });
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
        expect(message).toMatchObject({
            componentType: 'ValidationRule',
            fullName: 'Opportunity.Gate',
            fileName: DEAL,
            problem: 'Field Nope__c does not exist. Check spelling.',
            problemType: 'Error'
        });
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

const rollUp = (n: number) =>
    field(`R${n}__c`, 'Summary', '<summaryForeignKey>Part__c.Opportunity__c</summaryForeignKey><summaryOperation>count</summaryOperation>');

describe('packages', () => {
    it('with an unknown type are refused as a whole', () => {
        expect(() => readZipPackage(zipOf({ 'package.xml': manifest({ ApexClass: ['*'] }) }))).toThrow(
            new PackageError("Unknown type name 'ApexClass' specified in package.xml")
        );
    });

    it('must hold what they name', () => {
        const files = { 'package.xml': manifest({ CustomField: ['Account.Gone__c'] }) };
        expect(problemsOf(deployFiles(anOrg(), files))).toEqual([
            "CustomField Account.Gone__c: An object 'Account.Gone__c' of type CustomField was named in package.xml, but was not found in zipped directory"
        ]);
    });

    it('take only what they name', () => {
        const state = anOrg();
        const files = {
            'package.xml': manifest({ CustomField: ['Account.A__c'] }),
            'objects/Account.object': document('CustomObject', field('A__c', 'Date') + field('B__c', 'Date'))
        };
        expect(deployFiles(state, files).success).toBe(true);
        expect(findField(findObject(state.schema, 'Account')!, 'A__c')).toBeDefined();
        expect(findField(findObject(state.schema, 'Account')!, 'B__c')).toBeUndefined();
    });
});

describe('stages', () => {
    const stage = (name: string, closed: boolean, won: boolean, probability: number, category: string) =>
        `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label><closed>${closed}</closed><forecastCategory>${category}</forecastCategory><probability>${probability}</probability><won>${won}</won></standardValue>`;
    const files = {
        'standardValueSets/OpportunityStage.standardValueSet': document(
            'StandardValueSet',
            `<sorted>false</sorted>${stage('Open', false, false, 20, 'Pipeline')}${stage('Won', true, true, 100, 'Closed')}`
        )
    };

    it('replace the values of StageName and keep the old ones inactive', () => {
        const state = anOrg();
        expect(problemsOf(deployFiles(state, files))).toEqual([]);
        const values = findField(findObject(state.schema, 'Opportunity')!, 'StageName')!.picklist!.values;
        expect(values.filter((value) => value.active).map((value) => value.value)).toEqual(['Open', 'Won']);
        expect(values.find((value) => value.value === 'Won')!.stage).toEqual({
            closed: true,
            won: true,
            probability: 100,
            forecastCategory: 'Closed'
        });
        expect(values.some((value) => !value.active)).toBe(true);
    });
});

describe('destructive changes', () => {
    const removing = (types: Record<string, readonly string[]>) => ({
        'package.xml': manifest({}),
        'destructiveChanges.xml': manifest(types)
    });

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

    it('take what was granted on a field', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        expect(problemsOf(deployFiles(state, removing({ CustomField: ['Opportunity.Score__c'] })))).toEqual([]);
        const { fields } = state.schema.permissionSets.get('part_seller')!;
        expect([...fields.keys()]).toEqual(['part__c.status__c']);
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
        expect(result.componentSuccesses).toEqual([
            expect.objectContaining({ problem: 'No CustomField named: Account.Gone__c found', problemType: 'Warning' })
        ]);
    });

    it('take everything at once, whatever depends on what', () => {
        const state = anOrg();
        deployFiles(state, SOUND);
        const everything = {
            CustomObject: ['Part__c'],
            CustomField: ['Opportunity.Done_Parts__c', 'Opportunity.Score__c'],
            ValidationRule: ['Opportunity.Gate'],
            CustomPermission: ['Skip_Gate'],
            PermissionSet: ['Part_Seller'],
            Layout: ['Part__c-Part Layout'],
            CustomTab: ['Part__c'],
            CustomApplication: ['Parts'],
            FlexiPage: ['Deal_Page'],
            LightningComponentBundle: ['partPanel'],
            CustomLabel: ['Part_Hint']
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

    it('keep a type that formulas outside the deploy rely on', () => {
        const state = anOrg();
        deployFiles(state, {
            'objects/Account.object': document(
                'CustomObject',
                field('A__c', 'Number', '<precision>4</precision><scale>0</scale>') +
                    formulaField('B__c', 'Number', 'A__c + 1', '<precision>4</precision><scale>0</scale>')
            )
        });
        const result = deployFiles(state, {
            'objects/Account.object': document('CustomObject', field('A__c', 'Text', '<length>40</length>'))
        });
        expect(problemsOf(result)).toEqual([
            'CustomField Account.A__c: Cannot change the type of a field that is referenced elsewhere: Custom Field Account.B__c'
        ]);
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
