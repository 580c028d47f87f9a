import { startVisitsOrg } from './visits-org.fixture';
import type { VisitsOrg } from './visits-org.fixture';

let org: VisitsOrg;
let widgets: string;

beforeAll(async () => {
    org = await startVisitsOrg();
    widgets = org.idOf('Opportunity', 'Widgets');
}, 30_000);
afterAll(() => org.close());

describe('reading a record', () => {
    it('gives values with what people read: currency, date, picklist, percent, parent', async () => {
        const fields =
            'Opportunity.Name,Opportunity.Amount,Opportunity.CloseDate,Opportunity.StageName,Opportunity.Probability,Opportunity.Account.Name,Opportunity.Margin__c';
        const { status, body } = await org.ask('admin', 'GET', `/ui-api/records/${widgets}?fields=${fields}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({ apiName: 'Opportunity', id: widgets, childRelationships: {}, recordTypeId: null });
        expect(body.fields).toEqual({
            Account: {
                displayValue: 'Acme',
                value: expect.objectContaining({
                    apiName: 'Account',
                    fields: { Id: { displayValue: null, value: org.idOf('Account', 'Acme') }, Name: { displayValue: null, value: 'Acme' } }
                })
            },
            Amount: { displayValue: '$120,000.00', value: 120000 },
            CloseDate: { displayValue: '12/18/2026', value: '2026-12-18' },
            Margin__c: { displayValue: '12.50%', value: 12.5 },
            Name: { displayValue: null, value: 'Widgets' },
            Probability: { displayValue: '10%', value: 10 },
            StageName: { displayValue: 'Prospecting', value: 'Prospecting' }
        });
    });

    it('takes a 15-character id', async () => {
        const { body } = await org.ask('ae', 'GET', `/ui-api/records/${widgets.slice(0, 15)}?fields=Opportunity.Name`);
        expect(body.id).toBe(widgets);
    });

    it('refuses a field that the user may not read and leaves it out where it is optional', async () => {
        const refused = await org.ask('ae', 'GET', `/ui-api/records/${widgets}?fields=Opportunity.Margin__c`);
        expect(refused).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_FIELD', message: expect.stringContaining("No such column 'Margin__c' on entity 'Opportunity'") }]
        });
        const optional = await org.ask(
            'ae',
            'GET',
            `/ui-api/records/${widgets}?fields=Opportunity.Name&optionalFields=Opportunity.Margin__c,Opportunity.Nope__c`
        );
        expect(Object.keys(optional.body.fields)).toEqual(['Name']);
    });

    it('says 404 for a record that does not exist', async () => {
        const { status, body } = await org.ask('ae', 'GET', '/ui-api/records/006000000000zzzAAA?fields=Opportunity.Name');
        expect({ status, body }).toEqual({
            status: 404,
            body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]
        });
    });

    it('shows the fields of the layout that the user may read', async () => {
        const asAdmin = await org.ask('admin', 'GET', `/ui-api/records/${widgets}?layoutTypes=Full`);
        expect(Object.keys(asAdmin.body.fields)).toEqual(['CloseDate', 'Margin__c', 'Name', 'StageName']);
        const asSeller = await org.ask('ae', 'GET', `/ui-api/records/${widgets}?layoutTypes=Full`);
        expect(Object.keys(asSeller.body.fields)).toEqual(['CloseDate', 'Name', 'StageName']);
    });

    it('answers a batch record by record', async () => {
        const { body } = await org.ask('ae', 'GET', `/ui-api/records/batch/${widgets},006000000000zzzAAA?fields=Opportunity.Name`);
        expect(body.hasErrors).toBe(true);
        expect(body.results.map((each: { statusCode: number }) => each.statusCode)).toEqual([200, 404]);
    });
});

describe('saving a record', () => {
    it('creates, updates and deletes', async () => {
        const created = await org.ask('ae', 'POST', '/ui-api/records', {
            apiName: 'Opportunity',
            fields: { Name: 'New', StageName: 'Prospecting', CloseDate: '2026-12-01', Amount: 10 }
        });
        expect(created).toMatchObject({
            status: 201,
            body: { apiName: 'Opportunity', fields: { Amount: { value: 10, displayValue: '$10.00' } } }
        });
        const { id } = created.body;
        const updated = await org.ask('ae', 'PATCH', `/ui-api/records/${id}`, { fields: { Amount: 20 } });
        expect(updated).toMatchObject({ status: 200, body: { id, fields: { Amount: { value: 20 }, Name: { value: 'New' } } } });
        expect((await org.ask('ae', 'DELETE', `/ui-api/records/${id}`)).status).toBe(204);
        expect((await org.ask('ae', 'GET', `/ui-api/records/${id}?fields=Opportunity.Name`)).status).toBe(404);
    });

    it('puts the refusal of a rule at its field', async () => {
        const { status, body } = await org.ask('ae', 'PATCH', `/ui-api/records/${widgets}`, { fields: { Amount: -1 } });
        expect(status).toBe(400);
        expect(body).toEqual({
            enhancedErrorType: 'RecordError',
            errorCode: 'INVALID_INPUT',
            message: 'An error occurred while trying to update the record. Please try again.',
            statusCode: 400,
            output: {
                errors: [],
                fieldErrors: {
                    Amount: [
                        {
                            constituentField: null,
                            duplicateRecordError: null,
                            errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
                            field: 'Amount',
                            fieldLabel: 'Amount',
                            message: 'An amount is never below zero.'
                        }
                    ]
                }
            }
        });
    });

    it('puts the refusal of a rule without a field at the record', async () => {
        const { body } = await org.ask('ae', 'PATCH', `/ui-api/records/${widgets}`, { fields: { Name: 'nobody' } });
        expect(body.output).toMatchObject({ errors: [{ field: null, message: 'Find a better name.' }], fieldErrors: {} });
    });

    it('refuses fields that the user cannot see, and writes nothing', async () => {
        const { status } = await org.ask('ae', 'PATCH', `/ui-api/records/${widgets}`, { fields: { Margin__c: 99, Name: 'Changed' } });
        expect(status).toBe(400);
        expect(org.idOf('Opportunity', 'Widgets')).toBe(widgets);
    });

    it('refuses to overwrite what somebody else has saved meanwhile', async () => {
        const stale = await org.ask(
            'ae',
            'PATCH',
            `/ui-api/records/${widgets}`,
            { fields: { NextStep: 'Call' } },
            { 'If-Unmodified-Since': '2020-01-01T00:00:00.000Z' }
        );
        expect(stale).toMatchObject({ status: 412, body: [{ errorCode: 'PRECONDITION_FAILED' }] });
        const fresh = await org.ask(
            'ae',
            'PATCH',
            `/ui-api/records/${widgets}`,
            { fields: { NextStep: 'Call' } },
            { 'If-Unmodified-Since': '2030-01-01T00:00:00.000Z' }
        );
        expect(fresh.status).toBe(200);
    });

    it('refuses a body without fields', async () => {
        expect(await org.ask('ae', 'POST', '/ui-api/records', { apiName: 'Opportunity' })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_INPUT' }]
        });
        expect(await org.ask('ae', 'POST', '/ui-api/records', { apiName: 'Nope', fields: {} })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'INVALID_TYPE' }]
        });
    });
});

describe('object info', () => {
    it('describes fields as far as the user may read them', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/object-info/Visit__c');
        expect(body).toMatchObject({
            apiName: 'Visit__c',
            label: 'Visit',
            labelPlural: 'Visits',
            createable: true,
            nameFields: ['Name'],
            defaultRecordTypeId: '012000000000000AAA'
        });
        expect(body.fields.Held_On__c).toMatchObject({
            dataType: 'Date',
            label: 'Held on',
            inlineHelpText: 'The day of the visit.',
            updateable: true
        });
        expect(body.fields.Deal__c).toMatchObject({
            dataType: 'Reference',
            relationshipName: 'Deal__r',
            referenceToInfos: [{ apiName: 'Opportunity', nameFields: ['Name'] }]
        });
        expect(body.fields.Host__c).toBeUndefined();
    });

    it('lists child relationships', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/object-info/Opportunity');
        expect(body.childRelationships).toContainEqual(
            expect.objectContaining({ childObjectApiName: 'Visit__c', fieldName: 'Deal__c', relationshipName: 'Visits__r' })
        );
    });

    it('answers a batch and refuses unknown objects', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/object-info/batch/Account,Nope__c');
        expect(body.results.map((each: { statusCode: number }) => each.statusCode)).toEqual([200, 404]);
    });

    it('gives picklist values with what a stage means', async () => {
        const one = await org.ask('ae', 'GET', '/ui-api/object-info/Opportunity/picklist-values/012000000000000AAA/StageName');
        expect(one.body.values.find((each: { value: string }) => each.value === 'Closed Won')).toMatchObject({
            label: 'Closed Won',
            attributes: { closed: true, won: true, defaultProbability: 100 }
        });
        const all = await org.ask('ae', 'GET', '/ui-api/object-info/Opportunity/picklist-values/012000000000000AAA');
        expect(Object.keys(all.body.picklistFieldValues)).toContain('StageName');
        expect((await org.ask('ae', 'GET', '/ui-api/object-info/Opportunity/picklist-values/012000000000001AAA')).status).toBe(404);
    });

    it('prepares a new record', async () => {
        const { body } = await org.ask('ae', 'GET', '/ui-api/record-defaults/create/Opportunity');
        expect(body.record).toMatchObject({ apiName: 'Opportunity', id: null });
        expect(body.record.fields.OwnerId.value).toMatch(/^005/);
    });
});
