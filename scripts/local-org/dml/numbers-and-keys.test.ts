import { text } from '../model/field-builders';
import type { FieldDef } from '../model/schema';
import { testOrg, testSchema, withFields } from './dml-test-org';
import type { TestOrg } from './dml-test-org';

const deal = { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-30' };

/** The test org with one more field on Opportunity, which the admin may read and edit. */
const orgWith = (field: FieldDef): TestOrg => {
    const schema = withFields(testSchema(), 'Opportunity', [field]);
    const granted = [`opportunity.${field.name.toLowerCase()}`, { readable: true, editable: true }] as const;
    const everything = schema.permissionSets.get('everything')!;
    const fields = new Map([...everything.fields, granted]);
    return testOrg({ ...schema, permissionSets: new Map([['everything', { ...everything, fields }]]) });
};

describe('an auto-number', () => {
    it.each([
        ['X-{0}', 7, ['X-7', 'X-8']],
        ['{0000}', 9_999, ['9999', '10000']],
        ['{YYYY}-{MM}-{DD}/{00}', 1, ['2026-05-20/01', '2026-05-20/02']],
        ['{YY}{MM}-{000}', 1, ['2605-001', '2605-002']]
    ])('%s from %i', (displayFormat, startingNumber, expected) => {
        const field = {
            ...text('Number__c', 30, { custom: true, createable: false, updateable: false }),
            autoNumber: { displayFormat, startingNumber }
        };
        const org = orgWith(field);
        const made = [1, 2].map(() => org.add('Opportunity', deal));
        expect(made.map((id) => org.row('Opportunity', id).Number__c)).toEqual(expected);
        const refused = org.dml.update(org.admin, 'Opportunity', [{ Id: made[0], Number__c: 'mine' }])[0]!;
        expect(refused.errors[0]!.statusCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
    });
});

describe('a unique field', () => {
    const withKey = (caseSensitive: boolean): TestOrg => {
        const field = text('Tag__c', 20, { custom: true, unique: true, externalId: true, caseSensitive });
        return orgWith(field);
    };
    const insert = (org: TestOrg, Tag__c: string | null) => org.dml.insert(org.admin, 'Opportunity', [{ ...deal, Tag__c }])[0]!;

    it.each([
        [true, undefined],
        [false, 'DUPLICATE_VALUE']
    ])('that minds case: %p', (caseSensitive, other) => {
        const org = withKey(caseSensitive);
        const first = insert(org, 'abc').id!;
        expect(insert(org, 'ABC').errors[0]?.statusCode).toBe(other);
        expect(insert(org, 'abc').errors[0]).toMatchObject({
            statusCode: 'DUPLICATE_VALUE',
            message: `duplicate value found: Tag__c duplicates value on record with id: ${first.slice(0, 15)}`
        });
        expect([insert(org, null), insert(org, '')].map(({ success }) => success)).toEqual([true, true]);
        org.dml.delete(org.admin, [first]);
        expect(insert(org, 'abc').success).toBe(true);
        expect(org.dml.undelete(org.admin, [first])[0]!.errors[0]!.statusCode).toBe('DUPLICATE_VALUE');
    });
});
