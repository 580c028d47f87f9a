import { newRowId } from '../dml/new-row-id';
import type { OrgState, Row, Scalar } from '../model/org';
import { findField, findObject, type Grants, type ObjectDef, type Schema } from '../model/schema';
import { systemSession } from '../dml/system-session';
import type { SourceComponent } from './source-component';

type Values = Record<string, Scalar>;

const AUDIT_CREATED = ['CreatedDate', 'CreatedById'] as const;
const AUDIT_CHANGED = ['LastModifiedDate', 'LastModifiedById', 'SystemModstamp'] as const;

const auditValues = (state: OrgState, object: ObjectDef, names: readonly string[]): Values => {
    const now = state.now().toISOString();
    const user = systemSession(state).user.Id;
    return Object.fromEntries(names.filter((name) => findField(object, name)).map((name) => [name, name.endsWith('Id') ? user : now]));
};

const emptyValues = (object: ObjectDef): Values =>
    Object.fromEntries([...object.fields.values()].filter((field) => !field.formula && field.name !== 'Id').map((field) => [field.name, field.type === 'boolean' ? field.defaultFormula === 'true' : null]));

/** Inserts a row, or changes the one whose key field has the same value. Returns its id. */
const putRow = (state: OrgState, objectName: string, key: string, values: Values): string => {
    const object = findObject(state.schema, objectName);
    if (!object) throw new Error(`The org has no object ${objectName}`);
    const existing = state.store.find(objectName, key, String(values[key]))[0];
    const changed = auditValues(state, object, AUDIT_CHANGED);
    if (existing) {
        state.store.put(objectName, { ...existing, ...values, ...changed } as Row);
        return existing.Id;
    }
    const Id = newRowId(state, object);
    state.store.put(objectName, { ...emptyValues(object), ...auditValues(state, object, AUDIT_CREATED), ...changed, ...values, Id } as Row);
    return Id;
};

const removeWhere = (state: OrgState, object: string, field: string, value: string): void => {
    for (const row of state.store.find(object, field, value)) state.store.remove(object, row.Id);
};

/** Rows a permission set has in objects that queries see: what it grants on objects, on fields, and which permissions it holds. */
const writeGrantRows = (state: OrgState, parentId: string, grants: Grants): void => {
    for (const object of ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess']) if (findObject(state.schema, object)) removeWhere(state, object, 'ParentId', parentId);
    const add = (objectName: string, values: Values): void => {
        const object = findObject(state.schema, objectName);
        if (object) state.store.put(objectName, { ...emptyValues(object), ...auditValues(state, object, AUDIT_CHANGED), ...values, ParentId: parentId, Id: newRowId(state, object) } as Row);
    };
    for (const [key, access] of grants.objects) {
        const rights = { Create: access.create, Read: access.read, Edit: access.edit, Delete: access.delete, ViewAllRecords: access.viewAll, ModifyAllRecords: access.modifyAll };
        add('ObjectPermissions', { SobjectType: findObject(state.schema, key)?.name ?? key, ...Object.fromEntries(Object.entries(rights).map(([name, value]) => [`Permissions${name}`, value])) });
    }
    for (const [key, access] of grants.fields) {
        const object = findObject(state.schema, key.split('.')[0]!);
        const field = object && findField(object, key.split('.')[1]!);
        if (field) add('FieldPermissions', { SobjectType: object.name, Field: `${object.name}.${field.name}`, PermissionsRead: access.readable, PermissionsEdit: access.editable });
    }
    for (const name of grants.customPermissions) {
        const row = state.store.find('CustomPermission', 'DeveloperName', name)[0];
        if (row) add('SetupEntityAccess', { SetupEntityId: row.Id, SetupEntityType: 'CustomPermission' });
    }
};

const writePermissionSet = (state: OrgState, grants: Grants): void => {
    const values = { Name: grants.name, Label: grants.label, Description: grants.description ?? null, IsOwnedByProfile: false, IsCustom: true, Type: 'Regular' };
    writeGrantRows(state, putRow(state, 'PermissionSet', 'Name', values), grants);
};

/** Stage rows mirror the picklist, in its order. */
const writeStages = (state: OrgState): void => {
    const values = findObject(state.schema, 'Opportunity')?.fields.get('stagename')?.picklist?.values ?? [];
    const labels = new Map(findObject(state.schema, 'Opportunity')?.fields.get('forecastcategory')?.picklist?.values.map((value) => [value.value, value.label]));
    values.forEach((value, index) => {
        const { closed = false, won = false, probability = 0, forecastCategory = 'Omitted' } = value.stage ?? {};
        putRow(state, 'OpportunityStage', 'ApiName', {
            ApiName: value.value,
            MasterLabel: value.label,
            IsActive: value.active,
            SortOrder: index + 1,
            IsClosed: closed,
            IsWon: won,
            DefaultProbability: probability,
            ForecastCategory: forecastCategory,
            ForecastCategoryName: labels.get(forecastCategory) ?? forecastCategory
        });
    });
};

const removeGone = (state: OrgState, before: Schema): void => {
    for (const set of before.permissionSets.values()) {
        if (state.schema.permissionSets.has(set.name.toLowerCase())) continue;
        for (const row of state.store.find('PermissionSet', 'Name', set.name)) {
            for (const object of ['PermissionSetAssignment', 'ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess'])
                if (findObject(state.schema, object)) removeWhere(state, object, object === 'PermissionSetAssignment' ? 'PermissionSetId' : 'ParentId', row.Id);
            state.store.remove('PermissionSet', row.Id);
        }
    }
    for (const { name } of before.customPermissions.values()) if (!state.schema.customPermissions.has(name.toLowerCase())) removeWhere(state, 'CustomPermission', 'DeveloperName', name);
};

/** Brings the rows that mirror metadata in line with the schema just swapped in. Part of the deploy's savepoint. */
export const writeSetupRows = (state: OrgState, before: Schema, components: readonly SourceComponent[]): void => {
    removeGone(state, before);
    for (const permission of state.schema.customPermissions.values())
        if (before.customPermissions.get(permission.name.toLowerCase()) !== permission) putRow(state, 'CustomPermission', 'DeveloperName', { DeveloperName: permission.name, MasterLabel: permission.label });
    for (const grants of state.schema.permissionSets.values()) if (before.permissionSets.get(grants.name.toLowerCase()) !== grants) writePermissionSet(state, grants);
    if (components.some(({ type, fullName }) => type === 'StandardValueSet' && fullName === 'OpportunityStage')) writeStages(state);
};
