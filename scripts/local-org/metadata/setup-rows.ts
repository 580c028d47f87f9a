import { ensurePermissionSetRows } from '../dml/base-data';
import { newRowId } from '../dml/new-row-id';
import { systemSession } from '../dml/system-session';
import type { OrgState, Row, Scalar } from '../model/org';
import { findField, findObject, type ObjectDef, type Schema } from '../model/schema';
import { childName, parentName, type SourceComponent } from './source-component';
import { childNode, childNodes, childText, type XmlNode } from './xml-node';

const removeRows = (state: OrgState, object: string, field: string, value: string): void => {
    for (const row of state.store.find(object, field, value)) state.store.remove(object, row.Id);
};

const removePermissionSets = (state: OrgState, before: Schema): void => {
    for (const { name } of before.permissionSets.values()) {
        if (state.schema.permissionSets.has(name.toLowerCase())) continue;
        for (const row of state.store.find('PermissionSet', 'Name', name)) {
            removeRows(state, 'PermissionSetAssignment', 'PermissionSetId', row.Id);
            state.store.remove('PermissionSet', row.Id);
        }
    }
};

const scalarOf = (node: XmlNode, object: ObjectDef, fieldName: string): Scalar => {
    const text = node.text.trim();
    if (Object.entries(node.attributes).some(([name, value]) => name.endsWith('nil') && value === 'true')) return null;
    const type = findField(object, fieldName)?.type;
    if (type === 'boolean') return text === 'true';
    return type === 'double' || type === 'percent' ? Number(text) : text;
};

/** A record of a custom metadata type: Type.Name becomes a row of Type__mdt, known by its DeveloperName. */
const writeMetadataRecord = (state: OrgState, { fullName, node }: SourceComponent): void => {
    const object = findObject(state.schema, `${parentName(fullName)}__mdt`);
    if (!object || !node) return;
    const name = childName(fullName);
    const label = childText(node, 'label') ?? name;
    const values = childNodes(node, 'values').map((value) => {
        const field = childText(value, 'field')!;
        return [findField(object, field)!.name, scalarOf(childNode(value, 'value')!, object, field)] as const;
    });
    const known = state.store.find(object.name, 'DeveloperName', name)[0];
    const facts = {
        DeveloperName: name,
        MasterLabel: label,
        Label: label,
        QualifiedApiName: name,
        NamespacePrefix: null,
        Language: 'en_US',
        SystemModstamp: state.now().toISOString()
    };
    state.store.put(object.name, { ...facts, ...Object.fromEntries(values), Id: known?.Id ?? newRowId(state, object) } as Row);
};

const writeRecordType = (state: OrgState, { fullName, node }: SourceComponent): void => {
    const object = findObject(state.schema, 'RecordType');
    if (!object || !node) return;
    const [SobjectType, DeveloperName] = [parentName(fullName), childName(fullName)];
    const known = state.store.find('RecordType', 'DeveloperName', DeveloperName).find((row) => row.SobjectType === SobjectType);
    const user = systemSession(state).user.Id;
    const now = state.now().toISOString();
    const created = { CreatedDate: known?.CreatedDate ?? now, CreatedById: known?.CreatedById ?? user };
    const facts = {
        Name: childText(node, 'label') ?? DeveloperName,
        DeveloperName,
        SobjectType,
        Description: childText(node, 'description') ?? null,
        IsActive: childText(node, 'active') === 'true',
        NamespacePrefix: null
    };
    state.store.put('RecordType', {
        ...created,
        ...facts,
        LastModifiedDate: now,
        LastModifiedById: user,
        SystemModstamp: now,
        Id: known?.Id ?? newRowId(state, object)
    } as Row);
};

const removeDeployedRows = (state: OrgState, before: Schema): void => {
    for (const [key, { type, fullName }] of before.components) {
        if (state.schema.components.has(key)) continue;
        if (type === 'CustomMetadata') removeRows(state, `${parentName(fullName)}__mdt`, 'DeveloperName', childName(fullName));
        if (type === 'RecordType')
            for (const row of state.store.find('RecordType', 'DeveloperName', childName(fullName)))
                if (row.SobjectType === parentName(fullName)) state.store.remove('RecordType', row.Id);
    }
};

/**
 * Brings the stored rows that mirror metadata (permission sets, custom metadata records, record types) in line with the
 * schema just swapped in. Rows that can be worked out from the schema are not stored. Part of the deploy's savepoint.
 */
export const writeSetupRows = (state: OrgState, before: Schema, components: readonly SourceComponent[]): void => {
    removePermissionSets(state, before);
    removeDeployedRows(state, before);
    ensurePermissionSetRows(state);
    for (const component of components) {
        if (component.type === 'CustomMetadata') writeMetadataRecord(state, component);
        if (component.type === 'RecordType') writeRecordType(state, component);
    }
};
