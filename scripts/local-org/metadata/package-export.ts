import { zipSync } from 'fflate';
import { findObject, type Component, type Schema } from '../model/schema';
import { asDocument, decodeText } from './component-file';
import { CHILD_TYPES, findChildType, manifestType } from './component-types';
import type { RetrieveJob } from './deploy-jobs';
import { componentKey, parentName } from './source-component';
import { standardComponents } from './standard-components';
import { innerSourceOf, parseXml } from './xml-node';

export interface PackageMembers {
    readonly type: string;
    readonly names: readonly string[];
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What stands between the root tags of a component's file. */
export const contentOf = (component: Component): string => {
    const bytes = component.files.get(component.fileName);
    return bytes ? innerSourceOf(parseXml(decodeText(bytes))).trim() : '';
};

const elementOfChild = (component: Component): string =>
    `<${findChildType(component.type)!.element}>${contentOf(component)}</${findChildType(component.type)!.element}>`;

const childrenOf = (schema: Schema, parentType: string, parent: string): Component[] =>
    [...schema.components.values()].filter(
        (component) =>
            findChildType(component.type)?.parent === parentType &&
            (parentType === 'CustomLabels' || parentName(component.fullName) === parent)
    );

/** Content of an object or of the labels, children in the order of their types and names. */
const parentContent = (own: Component | undefined, children: readonly Component[]): string => {
    const order = CHILD_TYPES.map((type) => type.name);
    const sorted = [...children].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || (a.fullName < b.fullName ? -1 : 1));
    return [own ? contentOf(own) : '', ...sorted.map(elementOfChild)].filter(Boolean).join('\n');
};

/** What readMetadata and retrieve say of an object: its own part, or of a standard object its labels, and all it holds. */
export const objectContent = (schema: Schema, name: string): string | undefined => {
    const object = findObject(schema, name);
    if (!object) return undefined;
    const own = schema.components.get(componentKey('CustomObject', object.name));
    const content = parentContent(own, childrenOf(schema, 'CustomObject', object.name));
    return own
        ? content
        : `${content}<label>${escapeText(object.label)}</label><pluralLabel>${escapeText(object.labelPlural)}</pluralLabel><sharingModel>${object.sharingModel}</sharingModel>`;
};

/** Standard value sets are retrieved by name only. */
const takesWildcard = (type: string): boolean => type !== 'StandardValueSet';

const matches = (component: Component, members: readonly PackageMembers[]): boolean =>
    members.some(
        ({ type, names }) =>
            type === manifestType(component.type) && ((names.includes('*') && takesWildcard(type)) || names.includes(component.fullName))
    );

/** A component asked for by name of its parent: the fields of an object, the labels of the file. */
const matchesParent = (component: Component, members: readonly PackageMembers[]): boolean => {
    const child = findChildType(component.type);
    if (!child) return false;
    const parent = child.parent === 'CustomLabels' ? 'CustomLabels' : parentName(component.fullName);
    return members.some(
        ({ type, names }) => type === child.parent && (names.includes(parent) || (names.includes('*') && parent.endsWith('__c')))
    );
};

const filesOf = (schema: Schema, chosen: readonly Component[]): Map<string, Uint8Array> => {
    const files = new Map<string, Uint8Array>();
    const merged = new Map<string, Component[]>();
    for (const component of chosen) {
        const holder =
            findChildType(component.type)?.parent ??
            (component.type === 'CustomObject' || component.type === 'CustomLabels' ? component.type : undefined);
        if (!holder) for (const [name, bytes] of component.files) files.set(name, bytes);
        else merged.set(component.fileName, [...(merged.get(component.fileName) ?? []), component]);
    }
    for (const [fileName, parts] of merged) {
        const own = parts.find((part) => !findChildType(part.type));
        const type = findChildType(parts[0]!.type)?.parent ?? parts[0]!.type;
        files.set(
            fileName,
            asDocument(
                type,
                parentContent(
                    own,
                    parts.filter((part) => part !== own)
                )
            )
        );
    }
    return files;
};

const manifestOf = (chosen: readonly Component[], apiVersion: string): Uint8Array => {
    const byType = new Map<string, string[]>();
    for (const component of chosen)
        byType.set(manifestType(component.type), [...(byType.get(manifestType(component.type)) ?? []), component.fullName]);
    const types = [...byType].sort().map(
        ([type, names]) =>
            `<types>${names
                .sort()
                .map((name) => `<members>${escapeText(name)}</members>`)
                .join('')}<name>${type}</name></types>`
    );
    return encode(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">${types.join('')}<version>${apiVersion}</version></Package>\n`
    );
};

const missing = (schema: Schema, members: readonly PackageMembers[]): RetrieveJob['messages'] =>
    members.flatMap(({ type, names }) =>
        names
            .filter(
                (name) =>
                    name !== '*' &&
                    !schema.components.has(componentKey(type, name)) &&
                    !(type === 'CustomObject' && findObject(schema, name)) &&
                    !standardComponents(schema).some((each) => each.type === type && each.fullName === name) &&
                    !schema.components.has(componentKey(`${type}Folder`, name))
            )
            .map((name) => ({ fileName: 'unpackaged/package.xml', problem: `Entity of type '${type}' named '${name}' cannot be found` }))
    );

/** The command line names a folder of reports with a slash at its end. */
const withFolderNames = (members: readonly PackageMembers[]): PackageMembers[] =>
    members.map(({ type, names }) => ({ type, names: names.map((name) => name.replace(/(?<=.)\/$/, '')) }));

/** A zip of everything asked for that was deployed to this org. Names may be '*'. What is not there is told in messages. */
export const exportPackage = (
    schema: Schema,
    asked: readonly PackageMembers[],
    apiVersion: string,
    singlePackage: boolean
): RetrieveJob => {
    const members = withFolderNames(asked);
    const chosen = [...schema.components.values(), ...standardComponents(schema)].filter(
        (component) => matches(component, members) || matchesParent(component, members)
    );
    const root = singlePackage ? '' : 'unpackaged/';
    const files = filesOf(schema, chosen);
    files.set('package.xml', manifestOf(chosen, apiVersion));
    return {
        zip: zipSync(Object.fromEntries([...files].map(([name, bytes]) => [root + name, bytes]))),
        messages: missing(schema, members),
        files: [
            ...chosen.map(({ type, fullName, fileName }) => ({ type, fullName, fileName: root + fileName })),
            { type: 'Package', fullName: `${root}package.xml`, fileName: `${root}package.xml` }
        ]
    };
};
