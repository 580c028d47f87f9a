import type { Component } from '../model/schema';
import { asDocument, decodeText } from './component-file';
import type { Removal } from './source-component';
import { childText, parseXml, sourceOf, type XmlNode } from './xml-node';

/** What permission sets and profiles say of a component: the element, and its child that names the component. */
const MENTIONS: Readonly<Record<string, readonly (readonly [element: string, name: string])[]>> = {
    CustomField: [['fieldPermissions', 'field']],
    CustomObject: [
        ['objectPermissions', 'object'],
        ['tabSettings', 'tab'],
        ['tabVisibilities', 'tab'],
        ['customSettingAccesses', 'name'],
        ['customMetadataTypeAccesses', 'name']
    ],
    CustomTab: [
        ['tabSettings', 'tab'],
        ['tabVisibilities', 'tab']
    ],
    CustomApplication: [['applicationVisibilities', 'application']],
    CustomPermission: [['customPermissions', 'name']],
    RecordType: [
        ['recordTypeVisibilities', 'recordType'],
        ['layoutAssignments', 'recordType']
    ],
    Layout: [['layoutAssignments', 'layout']]
};

const HOLDERS = ['PermissionSet', 'Profile'];

const speaksOf = (node: XmlNode, { type, fullName }: Removal): boolean => {
    const gone = fullName.toLowerCase();
    const named = (name: string): string => (childText(node, name) ?? '').toLowerCase();
    if ((MENTIONS[type] ?? []).some(([element, name]) => node.name === element && named(name) === gone)) return true;
    if (type !== 'CustomObject') return false;
    // With an object go its fields and record types.
    return (
        (node.name === 'fieldPermissions' && named('field').startsWith(`${gone}.`)) ||
        (node.name === 'recordTypeVisibilities' && named('recordType').startsWith(`${gone}.`))
    );
};

/** The component without what it grants on something that is gone; itself where it grants nothing on it. */
export const withoutMentions = (component: Component, removal: Removal): Component => {
    const bytes = component.files.get(component.fileName);
    if (!HOLDERS.includes(component.type) || !bytes) return component;
    const text = decodeText(bytes);
    const simpleName = removal.fullName.slice(removal.fullName.indexOf('.') + 1);
    if (!text.toLowerCase().includes(simpleName.toLowerCase())) return component;
    const root = parseXml(text);
    const left = root.children.filter((node) => !speaksOf(node, removal));
    if (left.length === root.children.length) return component;
    const inner = left.map((node) => `\n    ${sourceOf(node)}`).join('') + '\n';
    return { ...component, files: new Map([...component.files, [component.fileName, asDocument(component.type, inner)]]) };
};
