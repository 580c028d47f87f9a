import type { Grants, ObjectAccess } from '../model/schema';
import { childFlag, childNodes, childText, type XmlNode } from './xml-node';

const objectAccess = (node: XmlNode): ObjectAccess => ({
    create: childFlag(node, 'allowCreate'),
    read: childFlag(node, 'allowRead'),
    edit: childFlag(node, 'allowEdit'),
    delete: childFlag(node, 'allowDelete'),
    viewAll: childFlag(node, 'viewAllRecords'),
    modifyAll: childFlag(node, 'modifyAllRecords')
});

const byName = <T>(nodes: readonly XmlNode[], name: string, value: (node: XmlNode) => T): Map<string, T> =>
    new Map(nodes.map((node) => [(childText(node, name) ?? '').toLowerCase(), value(node)]));

const enabledNames = (nodes: readonly XmlNode[], lower: boolean): Set<string> =>
    new Set(
        nodes
            .filter((node) => childFlag(node, 'enabled'))
            .map((node) => childText(node, 'name') ?? '')
            .map((name) => (lower ? name.toLowerCase() : name))
    );

/** What a PermissionSet or Profile element grants. An editable field is readable too. */
export const grantedPermissions = (name: string, node: XmlNode): Grants => {
    const description = childText(node, 'description');
    return {
        name,
        label: childText(node, 'label') ?? name,
        ...(description ? { description } : {}),
        objects: byName(childNodes(node, 'objectPermissions'), 'object', objectAccess),
        fields: byName(childNodes(node, 'fieldPermissions'), 'field', (each) => ({
            readable: childFlag(each, 'readable') || childFlag(each, 'editable'),
            editable: childFlag(each, 'editable')
        })),
        customPermissions: enabledNames(childNodes(node, 'customPermissions'), true),
        userPermissions: enabledNames(childNodes(node, 'userPermissions'), false),
        tabs: new Map(
            [...childNodes(node, 'tabSettings'), ...childNodes(node, 'tabVisibilities')].map((each) => [
                childText(each, 'tab') ?? '',
                childText(each, 'visibility') ?? 'None'
            ])
        )
    };
};

/** A profile's deploy adds to what the profile already grants. */
export const mergedGrants = (before: Grants | undefined, added: Grants): Grants => {
    if (!before) return added;
    return {
        ...before,
        objects: new Map([...before.objects, ...added.objects]),
        fields: new Map([...before.fields, ...added.fields]),
        customPermissions: new Set([...before.customPermissions, ...added.customPermissions]),
        userPermissions: new Set([...before.userPermissions, ...added.userPermissions]),
        tabs: new Map([...before.tabs, ...added.tabs])
    };
};
