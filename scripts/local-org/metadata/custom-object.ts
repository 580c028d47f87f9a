import { customObject, field, lookup, ownerField, readOnly, systemFields, text } from '../model/field-builders';
import { findField, type FieldDef, type ObjectDef, type Schema } from '../model/schema';
import { ownElements } from './component-file';
import { childFlag, childNode, childNumber, childText, type XmlNode } from './xml-node';

export const isCustomName = (name: string): boolean => /__\w+$/.test(name);

export const isCustomMetadataType = (name: string): boolean => /__mdt$/i.test(name);

/** The Name field that a nameField element describes: text, or a number the org counts. */
export const nameFieldOf = (node: XmlNode): FieldDef => {
    const element = childNode(node, 'nameField');
    const label = (element && childText(element, 'label')) ?? 'Name';
    if (!element || childText(element, 'type') !== 'AutoNumber') return text('Name', 80, { nameField: true, label, custom: false });
    const autoNumber = {
        displayFormat: childText(element, 'displayFormat') ?? '{0}',
        startingNumber: childNumber(element, 'startingNumber') ?? 1
    };
    return text('Name', 80, { nameField: true, label, nillable: false, autoNumber, ...readOnly });
};

const settingType = (node: XmlNode): ObjectDef['customSetting'] => childText(node, 'customSettingsType') as ObjectDef['customSetting'];

const describe = (name: string, node: XmlNode) => {
    const label = childText(node, 'label') ?? name;
    const description = childText(node, 'description');
    const customSetting = settingType(node);
    return {
        label,
        labelPlural: childText(node, 'pluralLabel') ?? label,
        sharingModel: (childText(node, 'sharingModel') ?? 'ReadWrite') as ObjectDef['sharingModel'],
        ...(description ? { description } : {}),
        ...(customSetting ? { customSetting } : {})
    };
};

/** Records of a custom metadata type: known by DeveloperName, written by deploys only. */
const metadataTypeFields = (): FieldDef[] => [
    ...systemFields({ isDeleted: false }).filter((each) => ['Id', 'SystemModstamp'].includes(each.name)),
    text('DeveloperName', 40, { nillable: false, createable: false, updateable: false, permissionable: false }),
    text('MasterLabel', 40, { nameField: true, nillable: false, createable: false, updateable: false, permissionable: false }),
    text('QualifiedApiName', 80, { ...readOnly, nillable: false, permissionable: false }),
    text('NamespacePrefix', 15, { ...readOnly, permissionable: false }),
    text('Language', 40, { ...readOnly, permissionable: false }),
    text('Label', 40, { ...readOnly, permissionable: false })
];

/** A new object. Its fields, and whether it is a detail, come later. */
export const newCustomObject = (schema: Schema, name: string, node: XmlNode): ObjectDef => {
    const object = customObject(schema, { name, ...describe(name, node), nameField: nameFieldOf(node) });
    if (!isCustomMetadataType(name)) return object;
    return { ...object, readOnly: true, fields: new Map(metadataTypeFields().map((each) => [each.name.toLowerCase(), each])) };
};

/** An object again, with what its element says now. Standard objects keep all but their sharing model. */
export const changedObject = (object: ObjectDef, node: XmlNode): ObjectDef => {
    if (!object.custom)
        return { ...object, sharingModel: (childText(node, 'sharingModel') as ObjectDef['sharingModel']) ?? object.sharingModel };
    const fields = new Map(object.fields);
    if (childNode(node, 'nameField') && findField(object, 'Name')) fields.set('name', nameFieldOf(node));
    return { ...object, description: undefined, ...describe(object.name, node), fields };
};

/** A detail has no owner of its own; everything else has one. */
export const withOwnership = (object: ObjectDef): ObjectDef => {
    if (!object.custom || object.customSetting || isCustomMetadataType(object.name)) return object;
    const isDetail = [...object.fields.values()].some((each) => each.reference?.masterDetail);
    if (isDetail !== !!findField(object, 'OwnerId')) return object;
    if (isDetail) return { ...object, fields: new Map([...object.fields].filter(([key]) => key !== 'ownerid')) };
    return { ...object, fields: new Map([...object.fields, ['ownerid', ownerField(['Group', 'User'])]]) };
};

export const keepsHistory = (node: XmlNode): boolean => childFlag(node, 'enableHistory');

export const historyName = (objectName: string): string => objectName.replace(/__c$/i, '__History');

/** Where the org notes the changes of an object's tracked fields. */
export const historyObject = (schema: Schema, object: ObjectDef): ObjectDef => {
    const name = historyName(object.name);
    const own = [
        lookup('ParentId', object.name, { ...readOnly, nillable: false, children: 'Histories', onDelete: 'Cascade' }),
        field('Field', 'picklist', { ...readOnly, nillable: false, length: 255, picklist: { restricted: false, values: [] } }),
        field('DataType', 'picklist', { ...readOnly, length: 255, picklist: { restricted: false, values: [] } }),
        field('OldValue', 'anyType', readOnly),
        field('NewValue', 'anyType', readOnly)
    ];
    const label = `History: ${object.label}`;
    const base = customObject(schema, { name, label, labelPlural: label, sharingModel: 'ControlledByParent', detail: true, fields: own });
    const kept = ['lastmodifieddate', 'lastmodifiedbyid', 'systemmodstamp', 'name'];
    return {
        ...base,
        custom: false,
        readOnly: true,
        accessFrom: object.name,
        fields: new Map([...base.fields].filter(([key]) => !kept.includes(key)))
    };
};

/** Elements of an object's file that speak of the object itself. */
export const speaksOfObject = (node: XmlNode): boolean => ownElements(node, 'CustomObject').some((child) => child.name !== 'fullName');
