import { accessOf } from '../model/access';
import { checkbox, customObject, field, longText, lookup, number, text } from '../model/field-builders';
import { newId } from '../model/ids';
import { standardSchema } from '../model/standard-schema';
import { Store } from '../store/store';
import { createSoql } from './soql';
import type { OrgState, QueryRecord, Row, Session } from '../model/org';
import type { FieldDef, Grants, ObjectDef } from '../model/schema';

export const ADMIN = newId('005', 1);
export const SELLER = newId('005', 2);
const ACME = newId('001', 1);
const GLOBEX = newId('001', 2);

const custom = (name: string, of: FieldDef): FieldDef => ({ ...of, name, custom: true });

/** Standard schema, a custom object below Opportunity, some custom fields on Account. */
const schemaWithCustom = () => {
    const schema = standardSchema();
    const objects = new Map(schema.objects);
    const account = objects.get('account')!;
    const added = [
        custom('Key__c', text('Key__c', 80, { unique: true, externalId: true })),
        custom('Regions__c', field('Regions__c', 'multipicklist', { length: 255, picklist: { restricted: false, values: [] } })),
        custom('Secret__c', text('Secret__c', 20)),
        custom(
            'Twice__c',
            number('Twice__c', 18, 2, {
                createable: false,
                updateable: false,
                formula: { source: 'NumberOfEmployees * 2', blanks: 'zero' }
            })
        ),
        custom('Notes__c', longText('Notes__c', 5000))
    ];
    objects.set('account', {
        ...account,
        fields: new Map([...account.fields, ...added.map((each): [string, FieldDef] => [each.name.toLowerCase(), each])])
    });
    const link = lookup('Deal__c', 'Opportunity', {
        relationshipName: 'Deal__r',
        children: 'Visits__r',
        required: true,
        nillable: false,
        custom: true,
        onDelete: 'Cascade'
    });
    const detail = {
        ...link,
        reference: { ...link.reference!, masterDetail: { order: 0 as const, reparentable: false, writeRequiresMasterRead: true } }
    };
    const visit: ObjectDef = customObject(schema, {
        name: 'Visit__c',
        label: 'Visit',
        labelPlural: 'Visits',
        sharingModel: 'ControlledByParent',
        detail: true,
        fields: [detail, custom('Done__c', checkbox('Done__c')), custom('Score__c', number('Score__c', 5, 1))]
    });
    objects.set('visit__c', visit);
    return {
        ...schema,
        objects,
        permissionSets: new Map([['visitors', visitors]]),
        customPermissions: new Map([['may_visit', { name: 'May_Visit', label: 'May visit' }]])
    };
};

const visitors: Grants = {
    name: 'Visitors',
    label: 'Visitors',
    objects: new Map([['visit__c', { create: true, read: true, edit: false, delete: false, viewAll: false, modifyAll: false }]]),
    fields: new Map([
        ['visit__c.score__c', { readable: true, editable: false }],
        ['account.key__c', { readable: true, editable: true }],
        ['account.regions__c', { readable: true, editable: false }],
        ['account.twice__c', { readable: true, editable: false }],
        ['account.notes__c', { readable: true, editable: false }]
    ]),
    customPermissions: new Set(['May_Visit']),
    userPermissions: new Set(),
    tabs: new Map()
};

const ROWS: Record<string, Row[]> = {
    Organization: [{ Id: newId('00D', 1), Name: 'Small', FiscalYearStartMonth: 2, UsesStartDateAsFiscalYearName: false }],
    Profile: [
        { Id: newId('00e', 1), Name: 'System Administrator' },
        { Id: newId('00e', 2), Name: 'Standard User' },
        { Id: newId('00e', 3), Name: 'Minimum Access - Salesforce' }
    ],
    PermissionSet: [{ Id: newId('0PS', 1), Name: 'Visitors', Label: 'Visitors' }],
    PermissionSetAssignment: [{ Id: newId('0Pa', 1), AssigneeId: ADMIN, PermissionSetId: newId('0PS', 1) }],
    User: [
        {
            Id: ADMIN,
            Name: 'Ada Admin',
            LastName: 'Admin',
            Username: 'admin@small.test',
            ProfileId: newId('00e', 1),
            TimeZoneSidKey: 'America/Los_Angeles',
            LocaleSidKey: 'en_US'
        },
        {
            Id: SELLER,
            Name: 'Sam Seller',
            LastName: 'Seller',
            Username: 'sam@small.test',
            ProfileId: newId('00e', 2),
            TimeZoneSidKey: 'UTC'
        }
    ],
    Account: [
        {
            Id: ACME,
            Name: 'Acme',
            Industry: 'Technology',
            NumberOfEmployees: 10,
            Key__c: 'A-1',
            Regions__c: 'North;South',
            OwnerId: ADMIN,
            Description: 'long',
            CreatedDate: '2026-01-01T05:30:00.000Z'
        },
        {
            Id: GLOBEX,
            Name: 'globex 100%',
            Industry: null,
            NumberOfEmployees: 200,
            Key__c: 'B-2',
            Regions__c: 'South',
            OwnerId: SELLER,
            ParentId: ACME,
            CreatedDate: '2026-03-15T12:00:00.000Z'
        },
        {
            Id: newId('001', 3),
            Name: 'Initech',
            Industry: 'Banking',
            NumberOfEmployees: null,
            Key__c: null,
            Regions__c: null,
            OwnerId: SELLER,
            CreatedDate: '2026-03-15T13:00:00.000Z'
        }
    ],
    Contact: [
        { Id: newId('003', 1), LastName: 'Ash', Name: 'Ash', AccountId: ACME },
        { Id: newId('003', 2), LastName: 'Birch', Name: 'Birch', AccountId: ACME },
        { Id: newId('003', 3), LastName: 'Cedar', Name: 'Cedar', AccountId: null }
    ],
    Opportunity: [
        {
            Id: newId('006', 1),
            Name: 'One',
            AccountId: ACME,
            StageName: 'Qualification',
            Amount: 0.1,
            CloseDate: '2026-03-31',
            IsClosed: false,
            OwnerId: ADMIN
        },
        {
            Id: newId('006', 2),
            Name: 'Two',
            AccountId: ACME,
            StageName: 'Prospecting',
            Amount: 0.2,
            CloseDate: '2026-04-01',
            IsClosed: false,
            OwnerId: SELLER
        },
        {
            Id: newId('006', 3),
            Name: 'Three',
            AccountId: GLOBEX,
            StageName: 'Closed Won',
            Amount: null,
            CloseDate: '2025-12-31',
            IsClosed: true,
            OwnerId: SELLER
        },
        {
            Id: newId('006', 4),
            Name: 'Four',
            AccountId: null,
            StageName: 'Qualification',
            Amount: 50,
            CloseDate: '2026-02-01',
            IsClosed: false,
            OwnerId: SELLER
        }
    ],
    Visit__c: [
        { Id: newId('a00', 1), Name: 'V1', Deal__c: newId('006', 1), Done__c: true, Score__c: 4.5 },
        { Id: newId('a00', 2), Name: 'V2', Deal__c: newId('006', 1), Done__c: null, Score__c: null }
    ],
    Task: [
        { Id: newId('00T', 1), Subject: 'Call', WhatId: newId('006', 1), OwnerId: ADMIN },
        { Id: newId('00T', 2), Subject: 'Write', WhatId: ACME, OwnerId: SELLER },
        { Id: newId('00T', 3), Subject: 'Rest', WhatId: null, OwnerId: ADMIN }
    ]
};

/** A small org on 15 March 2026, 02:00 UTC; in Los Angeles it is still the 14th. Its one formula doubles the employees. */
export const smallOrg = () => {
    const store = new Store();
    for (const [object, rows] of Object.entries(ROWS)) for (const row of rows) store.put(object, row);
    const state: OrgState = {
        schema: schemaWithCustom(),
        store,
        reader: { read: (_, row, each) => (each.formula ? Number(row.NumberOfEmployees ?? 0) * 2 : (row[each.name] ?? null)) },
        organizationId: newId('00D', 1),
        now: () => new Date('2026-03-15T02:00:00.000Z')
    };
    const session = (userId: string): Session => {
        const user = store.get('User', userId)!;
        return { user, access: accessOf(state, user) };
    };
    const soql = createSoql(state);
    const query = (text: string, userId = ADMIN) => soql.query(session(userId), text);
    /** The values of one column. */
    const values = (text: string, userId = ADMIN): unknown[] =>
        query(text, userId).records.map((record: QueryRecord) => Object.entries(record).find(([name]) => name !== 'attributes')?.[1]);
    return { state, store, session, soql, query, values };
};
