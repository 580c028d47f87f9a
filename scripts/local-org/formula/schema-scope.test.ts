import {
    checkbox,
    currency,
    customObject,
    dateTime,
    field,
    lookup,
    longText,
    number,
    percent,
    picklist,
    text
} from '../model/field-builders';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';
import { standardSchema } from '../model/standard-schema';
import type { FormulaType, FormulaUse } from './index';
import { compileFormula, FormulaError, schemaScope } from './index';

const formula = (name: string, source: string, options: Partial<FieldDef> = {}): FieldDef =>
    field(name, 'double', { scale: 2, custom: true, formula: { source, blanks: 'zero' }, ...options });

const withObjects = (schema: Schema, ...objects: readonly ObjectDef[]): Schema => ({
    ...schema,
    objects: new Map([...schema.objects, ...objects.map((object) => [object.name.toLowerCase(), object] as const)])
});

const standard = standardSchema();

const setting = customObject(standard, {
    name: 'Switches__c',
    label: 'Switches',
    labelPlural: 'Switches',
    sharingModel: 'ReadWrite',
    customSetting: 'Hierarchy',
    fields: [checkbox('Advise__c', { custom: true })]
});

const job = customObject(standard, {
    name: 'Job__c',
    label: 'Job',
    labelPlural: 'Jobs',
    sharingModel: 'ReadWrite',
    fields: [
        number('Size__c', 10, 2, { custom: true }),
        currency('Cost__c', { custom: true }),
        percent('Share__c', 5, 2, { custom: true }),
        picklist('Kind__c', ['A', 'B'], { custom: true }),
        longText('Story__c', 2000, { custom: true }),
        text('Code__c', 20, { custom: true }),
        dateTime('Seen_On__c', { custom: true }),
        lookup('Account__c', 'Account', {
            custom: true,
            reference: { to: ['Account'], relationshipName: 'Account__r', onDelete: 'SetNull' }
        }),
        formula('Double__c', 'Size__c * 2'),
        formula('Today_Number__c', 'DAY(TODAY())'),
        formula('Nested_Today__c', 'Today_Number__c + 1'),
        formula('Owner_Length__c', 'LEN(Owner.Name)'),
        formula('Ring_A__c', 'Ring_B__c'),
        formula('Ring_B__c', 'Ring_A__c'),
        formula('Self__c', 'Self__c'),
        formula('Broken__c', 'Nothing__c')
    ]
});

const schema: Schema = {
    ...withObjects(standard, setting, job),
    customPermissions: new Map([['do_it', { name: 'Do_It', label: 'Do it' }]]),
    labels: new Map([['greeting', 'Hello']])
};

const compile = (source: string, use: FormulaUse = 'validationRule', type?: FormulaType) =>
    compileFormula(source, schemaScope(schema, 'job__C', { use, blanks: 'blank' }), type);

const refusal = (source: string, use: FormulaUse = 'validationRule', type?: FormulaType): string => {
    try {
        compile(source, use, type);
        return 'accepted';
    } catch (error) {
        expect(error).toBeInstanceOf(FormulaError);
        return (error as FormulaError).message;
    }
};

describe('schemaScope', () => {
    it('finds fields in any case and spells them right', () => {
        expect(compile('SIZE__C > 1 && ISPICKVAL(kind__c, "A")').references).toEqual([['Size__c'], ['Kind__c']]);
    });

    it('follows relationships to parents', () => {
        const compiled = compile('account__R.name = "x" && Account__r.Owner.Name = CreatedBy.Name && Owner:User.Name = "y"');
        expect(compiled.references).toEqual([
            ['Account__r', 'Name'],
            ['Account__r', 'Owner', 'Name'],
            ['CreatedBy', 'Name'],
            ['Owner', 'Name']
        ]);
        expect(compiled.deterministic).toBe(false);
    });

    it('knows the global variables', () => {
        const source =
            '$user.id = OwnerId && $Permission.do_it && $Setup.switches__c.Advise__c && $Label.Greeting = "Hello" && $Profile.Name <> ""';
        expect(compile(source).references).toEqual([
            ['$User', 'Id'],
            ['OwnerId'],
            ['$Permission', 'Do_It'],
            ['$Setup', 'Switches__c', 'Advise__c'],
            ['$Label', 'greeting'],
            ['$Profile', 'Name']
        ]);
    });

    it('keeps custom permissions out of formula fields', () => {
        expect(refusal('$Permission.Do_It', 'formulaField')).toBe('Field $Permission.Do_It does not exist. Check spelling.');
    });

    it.each([
        'Nothing__c > 1',
        'Account__r.Nothing__c > 1',
        'Nobody__r.Name = "x"',
        '$User.Nothing__c = "x"',
        '$Permission.Nothing',
        '$Nothing.X = "x"',
        '$Setup.Job__c.Size__c > 1'
    ])('does not know %s', (source) => {
        const [name] = source.split(' ');
        expect(refusal(source)).toBe(`Field ${name} does not exist. Check spelling.`);
    });

    it('tells determinism through nested formula fields', () => {
        const deterministic = (source: string) => compile(source, 'formulaField').deterministic;
        expect(deterministic('Double__c')).toBe(true);
        expect(deterministic('Today_Number__c')).toBe(false);
        expect(deterministic('Nested_Today__c')).toBe(false);
        expect(deterministic('Owner_Length__c')).toBe(false);
        expect(deterministic('Account__r.Name')).toBe(false);
    });

    it('counts nested formulas in the compiled size', () => {
        expect(compile('Double__c', 'formulaField').compiledSize).toBe(compile('Size__c * 2', 'formulaField').compiledSize);
    });

    it('finds circular references', () => {
        expect(refusal('Ring_A__c', 'formulaField')).toContain('circular reference');
        expect(refusal('Self__c', 'formulaField')).toContain('circular reference');
    });

    it('names a broken formula field that is read', () => {
        expect(refusal('Broken__c + 1', 'formulaField')).toBe(
            'Field Job__c.Broken__c has an invalid formula: Field Nothing__c does not exist. Check spelling.'
        );
    });

    it('takes long text in validation rules only', () => {
        expect(refusal('ISBLANK(Story__c)')).toBe('accepted');
        expect(refusal('LEN(Story__c)', 'formulaField')).toContain('unsupported field type');
    });

    it('takes only own fields in change functions', () => {
        expect(refusal('ISCHANGED(Kind__c)')).toBe('accepted');
        expect(refusal('ISCHANGED(Account__r.Name)')).toBe("Field Account__r.Name may not be used in function 'ISCHANGED()'");
    });

    it('types VLOOKUP by the other object', () => {
        const source = 'VLOOKUP($ObjectType.Account.Fields.Site, $ObjectType.Account.Fields.Name, Code__c) = "x"';
        expect(compile(source).references).toContainEqual(['$ObjectType', 'Account', 'Fields', 'Name']);
        expect(refusal('$ObjectType.Account.Fields.Name = "x"')).toBe(
            'Field $ObjectType.Account.Fields.Name does not exist. Check spelling.'
        );
        expect(refusal(source, 'formulaField')).toBe('Function VLOOKUP may not be used in this type of formula');
    });
});
