import { createBaseRows, createDml, createReader, ensurePermissionSetRows } from './index';
import { accessOf } from '../model/access';
import { checkbox, currency, customObject, date, fieldMap, lookup, number, percent, picklist, text } from '../model/field-builders';
import { addTestUsers } from './test-users';
import type { Dml, OrgState, Row, Session } from '../model/org';
import type { FieldDef, Grants, ObjectDef, RollUp, Schema, ValidationRule } from '../model/schema';
import { standardSchema } from '../model/standard-schema';
import { Store } from '../store/store';

/** For tests: an org with Opportunity <- Bid__c <- Proof__c <- Step__c, roll-ups on each level and formulas that read them. */

export const rule = (name: string, formula: string, message: string, errorField?: string): ValidationRule => ({
    name,
    active: true,
    formula,
    message,
    ...(errorField ? { errorField } : {})
});

export const formula = (name: string, type: FieldDef['type'], source: string, more: Partial<FieldDef> = {}): FieldDef => ({
    ...text(name, 255),
    length: undefined,
    type,
    custom: true,
    createable: false,
    updateable: false,
    formula: { source, blanks: 'zero' },
    ...more
});

export const rollUp = (name: string, type: FieldDef['type'], summary: RollUp, more: Partial<FieldDef> = {}): FieldDef => ({
    ...text(name, 18),
    length: undefined,
    type,
    custom: true,
    createable: false,
    updateable: false,
    rollUp: summary,
    ...more
});

const own = { custom: true } as const;

export const masterDetail = (name: string, to: string, children: string, writeRequiresMasterRead = true): FieldDef => {
    const link = lookup(name, to, { ...own, required: true, nillable: false, updateable: false, children, onDelete: 'Cascade' });
    const relationshipName = name.replace(/__c$/, '__r');
    return {
        ...link,
        reference: { ...link.reference!, relationshipName, masterDetail: { order: 0, reparentable: false, writeRequiresMasterRead } }
    };
};

const customLookup = (name: string, to: string, onDelete: 'SetNull' | 'Restrict'): FieldDef =>
    lookup(name, to, { ...own, relationshipName: name.replace(/__c$/, '__r'), children: `${name.replace(/__c$/, 's')}__r`, onDelete });

const autoName = (displayFormat: string): FieldDef => ({
    ...text('Name', 80, { nameField: true, createable: false, updateable: false }),
    autoNumber: { displayFormat, startingNumber: 1 }
});

const opportunityFields: FieldDef[] = [
    rollUp('Open_Gate__c', 'double', {
        operation: 'min',
        childObject: 'Bid__c',
        childField: 'Opportunity__c',
        summarizedField: 'Gate__c',
        filters: [{ field: 'Status__c', operation: 'equals', value: 'Live' }]
    }),
    rollUp('Live_Bids__c', 'double', {
        operation: 'count',
        childObject: 'Bid__c',
        childField: 'Opportunity__c',
        filters: [{ field: 'Status__c', operation: 'equals', value: 'Live' }]
    }),
    rollUp('Credit__c', 'percent', {
        operation: 'sum',
        childObject: 'Bid__c',
        childField: 'Opportunity__c',
        summarizedField: 'Credit__c',
        filters: [{ field: 'Status__c', operation: 'equals', value: 'Live' }]
    }),
    rollUp('Last_Due__c', 'date', {
        operation: 'max',
        childObject: 'Bid__c',
        childField: 'Opportunity__c',
        summarizedField: 'Next_Due__c',
        filters: []
    }),
    formula('Stage_Rank__c', 'double', "CASE(StageName, 'Prospecting', 1, 'Qualification', 2, 'Closed Lost', -1, 99)", { scale: 0 })
];

const bidFields: FieldDef[] = [
    masterDetail('Opportunity__c', 'Opportunity', 'Bids__r'),
    customLookup('Partner__c', 'Account', 'Restrict'),
    customLookup('Manager__c', 'User', 'SetNull'),
    customLookup('Sponsor__c', 'Contact', 'SetNull'),
    picklist('Status__c', ['*Draft', 'Live', 'Gone'], { ...own, restricted: true, trackHistory: true }),
    percent('Credit__c', 5, 2, own),
    currency('Value__c', { ...own, precision: 10, scale: 2 }),
    text('Key__c', 40, { ...own, externalId: true, unique: true }),
    rollUp('Complete_Proofs__c', 'double', {
        operation: 'sum',
        childObject: 'Proof__c',
        childField: 'Bid__c',
        summarizedField: 'Complete_Value__c',
        filters: []
    }),
    rollUp('Next_Due__c', 'date', {
        operation: 'min',
        childObject: 'Proof__c',
        childField: 'Bid__c',
        summarizedField: 'Next_Due__c',
        filters: []
    }),
    formula('Gate__c', 'double', 'IF(Complete_Proofs__c >= 2, 999, IF(Complete_Proofs__c >= 1, 21.02, 11.01))', { scale: 2 }),
    formula('Mine__c', 'boolean', 'Manager__c = $User.Id'),
    formula('Stage__c', 'string', 'TEXT(Opportunity__r.StageName)')
];

const proofFields: FieldDef[] = [
    masterDetail('Bid__c', 'Bid__c', 'Proofs__r'),
    text('Evidence__c', 255, own),
    rollUp('Steps__c', 'double', { operation: 'count', childObject: 'Step__c', childField: 'Proof__c', filters: [] }),
    rollUp('Open_Steps__c', 'double', {
        operation: 'count',
        childObject: 'Step__c',
        childField: 'Proof__c',
        filters: [{ field: 'Done__c', operation: 'equals', value: 'False' }]
    }),
    rollUp('Next_Due__c', 'date', {
        operation: 'min',
        childObject: 'Step__c',
        childField: 'Proof__c',
        summarizedField: 'Due__c',
        filters: [{ field: 'Done__c', operation: 'equals', value: 'False' }]
    }),
    formula('Complete__c', 'boolean', 'AND(NOT(ISBLANK(Evidence__c)), Steps__c > 0, Open_Steps__c = 0)'),
    formula('Complete_Value__c', 'double', 'IF(Complete__c, 1, 0)', { scale: 0 })
];

const stepFields: FieldDef[] = [
    masterDetail('Proof__c', 'Proof__c', 'Steps__r'),
    checkbox('Done__c', own),
    date('Due__c', own),
    number('Effort__c', 6, 1, own),
    customLookup('After__c', 'Step__c', 'SetNull')
];

const bidRules = [
    rule('Credit_Range', 'AND(NOT(ISBLANK(Credit__c)), OR(Credit__c < 0, Credit__c > 1))', 'Credit is between 0 and 100 %.', 'Credit__c'),
    rule('No_Return', "AND(ISCHANGED(Status__c), ISPICKVAL(PRIORVALUE(Status__c), 'Gone'))", 'Gone is final.', 'Status__c'),
    rule('Starts_As_Draft', "AND(ISNEW(), ISPICKVAL(Status__c, 'Gone'))", 'A new bid is not gone.')
];

const opportunityRules = [
    rule(
        'Gate',
        'AND(ISCHANGED(StageName), Live_Bids__c > 0, Stage_Rank__c < 99, Stage_Rank__c * 10 > FLOOR(Open_Gate__c))',
        'Proof is missing.',
        'StageName'
    ),
    rule('Frozen', "AND(ISCHANGED(Credit__c), ISPICKVAL(StageName, 'Closed Lost'))", 'A lost deal takes no credit.', 'StageName')
];

const detail = (schema: Schema, name: string, nameField: FieldDef, fields: FieldDef[], rules: readonly ValidationRule[] = []): Schema => {
    const label = name.replace('__c', '');
    const object = customObject(schema, {
        name,
        label,
        labelPlural: `${label}s`,
        sharingModel: 'ControlledByParent',
        detail: true,
        nameField,
        fields
    });
    return withObject(schema, { ...object, validationRules: rules });
};

export const withObject = (schema: Schema, object: ObjectDef): Schema => ({
    ...schema,
    objects: new Map([...schema.objects, [object.name.toLowerCase(), object]])
});

export const withFields = (schema: Schema, name: string, fields: readonly FieldDef[], rules: readonly ValidationRule[] = []): Schema => {
    const object = schema.objects.get(name.toLowerCase())!;
    return withObject(schema, {
        ...object,
        fields: new Map([...object.fields, ...fieldMap(fields)]),
        validationRules: [...object.validationRules, ...rules]
    });
};

export const testSchema = (): Schema => {
    let schema = withFields(standardSchema(), 'Opportunity', opportunityFields, opportunityRules);
    schema = detail(schema, 'Bid__c', autoName('B-{0000}'), bidFields, bidRules);
    schema = detail(schema, 'Proof__c', autoName('P-{0000}'), proofFields);
    schema = detail(schema, 'Step__c', autoName('S-{0000}'), stepFields);
    const setting = customObject(schema, {
        name: 'Switch__c',
        label: 'Switch',
        labelPlural: 'Switches',
        sharingModel: 'FullAccess',
        customSetting: 'Hierarchy',
        fields: [checkbox('Off__c', own)]
    });
    schema = withObject(schema, setting);
    const everything = grantAll('Everything', schema);
    return { ...schema, permissionSets: new Map([['everything', everything]]) };
};

/** A permission set with all rights on the custom objects and fields. */
export const grantAll = (name: string, schema: Schema): Grants => {
    const all = { create: true, read: true, edit: true, delete: true, viewAll: true, modifyAll: true };
    const objects = [...schema.objects.values()];
    return {
        name,
        label: name,
        objects: new Map(objects.filter((object) => object.custom).map((object) => [object.name.toLowerCase(), all])),
        fields: new Map(
            objects.flatMap((object) =>
                [...object.fields.values()]
                    .filter((field) => field.custom)
                    .map((field) => [`${object.name}.${field.name}`.toLowerCase(), { readable: true, editable: true }] as const)
            )
        ),
        customPermissions: new Set(),
        userPermissions: new Set(),
        tabs: new Map()
    };
};

export interface TestOrg {
    readonly state: OrgState;
    readonly dml: Dml;
    readonly admin: Session;
    as(username: string): Session;
    /** Inserts one record and answers its id; throws with the errors when it is refused. */
    add(object: string, record: Record<string, unknown>): string;
    row(object: string, id: string): Row;
}

export const ORGANIZATION_ID = '00D000000000001EAA';

export const testOrg = (schema: Schema = testSchema(), now = '2026-05-20T10:00:00.000Z'): TestOrg => {
    const state: OrgState = {
        schema,
        store: new Store(),
        reader: createReader(() => state),
        organizationId: ORGANIZATION_ID,
        now: () => new Date(now)
    };
    createBaseRows(state);
    addTestUsers(state);
    const as = (username: string): Session => {
        const user = state.store.find('User', 'Username', username)[0]!;
        return { user, access: accessOf(state, user) };
    };
    const dml = createDml(state);
    const grantedTo = (username: string): void => {
        const [set] = [...state.store.rows('PermissionSet')];
        const [result] = dml.insert(as('admin@partner-stages.local'), 'PermissionSetAssignment', [
            { AssigneeId: as(username).user.Id, PermissionSetId: set!.Id }
        ]);
        if (!result!.success) throw new Error(JSON.stringify(result!.errors));
    };
    ensurePermissionSetRows(state);
    grantedTo('admin@partner-stages.local');
    const admin = as('admin@partner-stages.local');
    return {
        state,
        dml,
        admin,
        as,
        add(object, record) {
            const [result] = dml.insert(admin, object, [record]);
            if (!result!.success) throw new Error(JSON.stringify(result!.errors));
            return result!.id!;
        },
        row: (object, id) => state.store.get(object, id)!
    };
};
