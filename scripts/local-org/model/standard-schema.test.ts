import { customObject, nextCustomPrefix, text } from './field-builders';
import { findField, findObject } from './schema';
import { standardSchema } from './standard-schema';

const schema = standardSchema();
const field = (object: string, name: string) => findField(findObject(schema, object)!, name)!;

describe('the standard schema', () => {
    it.each([
        ['Account', '001'],
        ['Contact', '003'],
        ['Opportunity', '006'],
        ['OpportunityHistory', '008'],
        ['OpportunityFieldHistory', '017'],
        ['OpportunityStage', '01J'],
        ['OpportunityContactRole', '00K'],
        ['OpportunityTeamMember', '00q'],
        ['Lead', '00Q'],
        ['Task', '00T'],
        ['User', '005'],
        ['Profile', '00e'],
        ['UserRole', '00E'],
        ['PermissionSet', '0PS'],
        ['PermissionSetAssignment', '0Pa'],
        ['Organization', '00D'],
        ['RecordType', '012'],
        ['Period', '026'],
        ['Case', '500'],
        ['Campaign', '701']
    ])('knows %s by its key prefix %s', (name, prefix) => {
        expect(findObject(schema, name)?.keyPrefix).toBe(prefix);
    });

    it('has sound references: known objects, one child list of a name per parent, no field twice', () => {
        const lists = new Set<string>();
        for (const object of schema.objects.values()) {
            for (const each of object.fields.values()) {
                for (const to of each.reference?.to ?? []) {
                    expect(`${object.name}.${each.name} ${findObject(schema, to)?.name}`).toBe(`${object.name}.${each.name} ${to}`);
                    const children = each.reference?.childRelationshipName;
                    if (!children) continue;
                    expect([...lists]).not.toContain(`${to}.${children}`);
                    lists.add(`${to}.${children}`);
                }
            }
            expect(object.fields.size).toBe(new Set([...object.fields.values()].map((each) => each.name)).size);
            expect([...object.fields.keys()][0]).toBe('id');
        }
    });

    it('has the fields of a deal as the platform has them', () => {
        expect(field('Opportunity', 'Name')).toMatchObject({
            type: 'string',
            length: 120,
            required: true,
            nillable: false,
            nameField: true
        });
        expect(field('Opportunity', 'Amount')).toMatchObject({ type: 'currency', precision: 18, scale: 2, required: false });
        expect(field('Opportunity', 'ExpectedRevenue')).toMatchObject({ createable: false, updateable: false });
        expect(
            field('Opportunity', 'StageName').picklist?.values.map(({ value, stage }) => [
                value,
                stage?.probability,
                stage?.forecastCategory,
                stage?.closed,
                stage?.won
            ])
        ).toEqual([
            ['Prospecting', 10, 'Pipeline', false, false],
            ['Qualification', 10, 'Pipeline', false, false],
            ['Needs Analysis', 20, 'Pipeline', false, false],
            ['Value Proposition', 50, 'Pipeline', false, false],
            ['Id. Decision Makers', 60, 'Pipeline', false, false],
            ['Perception Analysis', 70, 'Pipeline', false, false],
            ['Proposal/Price Quote', 75, 'Pipeline', false, false],
            ['Negotiation/Review', 90, 'Pipeline', false, false],
            ['Closed Won', 100, 'Closed', true, true],
            ['Closed Lost', 0, 'Omitted', true, false]
        ]);
    });
});

describe('custom objects', () => {
    it('take the next free prefix and bring their system fields', () => {
        expect(nextCustomPrefix(schema)).toBe('a00');
        const names = { name: 'Visit__c', label: 'Visit', labelPlural: 'Visits', sharingModel: 'ReadWrite' } as const;
        const visit = customObject(schema, { ...names, fields: [text('Place__c', 80, { custom: true })] });
        const next = { ...schema, objects: new Map([...schema.objects, ['visit__c', visit]]) };
        expect(nextCustomPrefix(next)).toBe('a01');
        expect([...visit.fields.keys()]).toEqual([
            'id',
            'isdeleted',
            'ownerid',
            'createddate',
            'createdbyid',
            'lastmodifieddate',
            'lastmodifiedbyid',
            'systemmodstamp',
            'name',
            'place__c'
        ]);
        expect(customObject(next, { ...names, detail: true }).fields.has('ownerid')).toBe(false);
        expect(customObject(next, { ...names, customSetting: 'Hierarchy' }).fields.has('setupownerid')).toBe(true);
    });
});
