import { ADMIN, SELLER, smallOrg } from '../soql/small-org.fixture';
import { describeGlobal, describeObject } from './describe';
import { findObject } from './schema';

const org = smallOrg();
const describeOf = (name: string, user = ADMIN) =>
    describeObject(org.state.schema, findObject(org.state.schema, name)!, org.session(user).access, '65.0');
const fieldOf = (object: string, name: string, user = ADMIN) =>
    (describeOf(object, user).fields as Record<string, unknown>[]).find((field) => field.name === name);

describe('describe', () => {
    it('tells of an object', () => {
        expect(describeOf('Opportunity')).toMatchObject({
            name: 'Opportunity',
            keyPrefix: '006',
            labelPlural: 'Opportunities',
            custom: false,
            createable: true,
            queryable: true,
            undeletable: true,
            urls: { sobject: '/services/data/v65.0/sobjects/Opportunity', rowTemplate: '/services/data/v65.0/sobjects/Opportunity/{ID}' },
            recordTypeInfos: [{ master: true, recordTypeId: '012000000000000AAA' }]
        });
        expect(describeOf('OpportunityHistory')).toMatchObject({ createable: false, updateable: false, deletable: false });
    });
    it('tells of fields by type', () => {
        expect(fieldOf('Opportunity', 'AccountId')).toMatchObject({
            type: 'reference',
            soapType: 'tns:ID',
            length: 18,
            referenceTo: ['Account'],
            relationshipName: 'Account',
            groupable: true,
            filterable: true
        });
        expect(fieldOf('Opportunity', 'Amount')).toMatchObject({
            type: 'currency',
            soapType: 'xsd:double',
            precision: 18,
            scale: 2,
            length: 0,
            groupable: false,
            permissionable: true
        });
        expect(fieldOf('Opportunity', 'StageName')).toMatchObject({
            type: 'picklist',
            nillable: false,
            defaultedOnCreate: false,
            permissionable: false
        });
        expect((fieldOf('Opportunity', 'StageName')!.picklistValues as unknown[])[0]).toEqual({
            active: true,
            defaultValue: false,
            label: 'Prospecting',
            validFor: null,
            value: 'Prospecting'
        });
        expect(fieldOf('Opportunity', 'IsPrivate')).toMatchObject({
            type: 'boolean',
            nillable: false,
            defaultedOnCreate: true,
            defaultValue: false
        });
        expect(fieldOf('Opportunity', 'OwnerId')).toMatchObject({ nillable: false, defaultedOnCreate: true, createable: true });
        expect(fieldOf('Account', 'Description')).toMatchObject({
            type: 'textarea',
            filterable: false,
            sortable: false,
            extraTypeInfo: 'plaintextarea'
        });
        expect(fieldOf('Account', 'Twice__c')).toMatchObject({
            calculated: true,
            calculatedFormula: 'NumberOfEmployees * 2',
            formulaTreatNullNumberAsZero: true,
            createable: false
        });
        expect(fieldOf('Account', 'Key__c')).toMatchObject({
            type: 'string',
            externalId: true,
            unique: true,
            custom: true,
            length: 80,
            idLookup: true
        });
        expect(fieldOf('Visit__c', 'Deal__c')).toMatchObject({
            cascadeDelete: true,
            relationshipOrder: 0,
            writeRequiresMasterRead: true,
            nillable: false,
            relationshipName: 'Deal__r'
        });
        expect(fieldOf('Task', 'WhatId')).toMatchObject({ polymorphicForeignKey: true, namePointing: true });
    });
    it('lists child relationships', () => {
        expect(describeOf('Account').childRelationships).toContainEqual(
            expect.objectContaining({ childSObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' })
        );
        expect(describeOf('Opportunity').childRelationships).toContainEqual(
            expect.objectContaining({ childSObject: 'Visit__c', relationshipName: 'Visits__r', cascadeDelete: true })
        );
    });
    it('leaves out what the user may not see', () => {
        expect(fieldOf('Account', 'Secret__c')).toBeUndefined();
        expect(fieldOf('Account', 'Key__c', SELLER)).toBeUndefined();
        expect(fieldOf('Account', 'Regions__c')).toMatchObject({ createable: false, updateable: false });
        const names = (user: string) =>
            (describeGlobal(org.state.schema, org.session(user).access).sobjects as { name: string }[]).map(({ name }) => name);
        expect(names(ADMIN)).toEqual(expect.arrayContaining(['Account', 'Contact', 'Opportunity', 'User', 'Visit__c']));
        expect(names(SELLER)).not.toContain('Visit__c');
        expect(describeOf('Opportunity', SELLER).childRelationships).not.toContainEqual(
            expect.objectContaining({ childSObject: 'Visit__c' })
        );
    });
    it('sends the same properties for every field', () => {
        const fields = describeOf('Account').fields as Record<string, unknown>[];
        expect(new Set(fields.map((field) => Object.keys(field).join())).size).toBe(1);
        expect(Object.keys(fields[0])).toHaveLength(57);
    });
});
