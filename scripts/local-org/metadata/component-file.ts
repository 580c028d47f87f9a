import { CHILD_TYPES, findComponentType } from './component-types';
import type { SourceComponent } from './source-component';
import { childText, innerSourceOf, parseXml, positionOf, sourceOf, XmlError, type XmlNode } from './xml-node';

export interface ComponentFile {
    readonly type: string;
    readonly fullName: string;
    /** Path in a package. */
    readonly fileName: string;
    /** Path that messages name. */
    readonly shownAs: string;
    readonly bytes: Uint8Array;
    /** Further files of the component, by package path. */
    readonly extra?: ReadonlyMap<string, Uint8Array>;
}

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const SCHEMA_INSTANCE = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A document of its own for an element that came inside another one. */
export const asDocument = (type: string, inner: string): Uint8Array =>
    encoder.encode(
        `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${NAMESPACE}"${inner.includes('xsi:') ? SCHEMA_INSTANCE : ''}>${inner}</${type}>\n`
    );

const childTypesOf = (parent: string) => new Map(CHILD_TYPES.filter((type) => type.parent === parent).map((type) => [type.element, type]));

/** Elements of a parent's file that are not components of their own. */
export const ownElements = (node: XmlNode, parentType: string): XmlNode[] => {
    const children = childTypesOf(parentType);
    return node.children.filter((child) => !children.has(child.name));
};

const readRoot = (file: ComponentFile): XmlNode | SourceComponent => {
    const unreadable = (message: string, error?: XmlError): SourceComponent => ({
        ...placeOf(file),
        files: new Map(),
        unreadable: { message: `Error parsing file: ${message}`, position: error?.position ?? { line: 1, column: 1 } }
    });
    try {
        const root = parseXml(decodeText(file.bytes));
        if (!isRootOf(file.type, root.name)) return unreadable(`Element ${root.name} invalid at this location, expected ${file.type}`);
        const scattered = scatteredElement(root);
        if (!scattered) return root;
        return unreadable(
            `Element ${scattered.name} is duplicated at this location in type ${file.type}`,
            new XmlError('', positionOf(scattered))
        );
    } catch (error) {
        if (error instanceof XmlError) return unreadable(error.message, error);
        throw error;
    }
};

/** Settings have a root of their own for each area: OpportunitySettings. All others are called by their type. */
const isRootOf = (type: string, name: string): boolean => (type === 'Settings' ? name.endsWith('Settings') : name === type);

/** The first child that repeats an earlier one with something else between them. */
const scatteredElement = ({ children }: XmlNode): XmlNode | undefined => {
    const seen = new Set<string>();
    return children.find(({ name }, index) => {
        if (children[index - 1]?.name === name) return false;
        return seen.has(name) || !seen.add(name);
    });
};

const placeOf = ({ type, fullName, fileName, shownAs }: ComponentFile) => ({ type, fullName, fileName, shownAs });

/** A child found in its parent's file. A CustomLabel stands alone; all others carry the parent's name. */
const childComponent = (file: ComponentFile, parentFullName: string, typeName: string, node: XmlNode): SourceComponent => {
    const name = childText(node, 'fullName');
    const fullName = typeName === 'CustomLabel' ? (name ?? '') : `${parentFullName}.${name ?? ''}`;
    const fileName = file.fileName;
    return {
        type: typeName,
        fullName,
        fileName,
        shownAs: file.shownAs,
        node,
        files: new Map([[fileName, asDocument(typeName, innerSourceOf(node))]]),
        ...(name ? {} : { unreadable: { message: 'Required field is missing: fullName', position: positionOf(node) } })
    };
};

const withChildren = (file: ComponentFile, root: XmlNode): SourceComponent[] => {
    const children = childTypesOf(file.type);
    const own = ownElements(root, file.type);
    const parent: SourceComponent = {
        ...placeOf(file),
        node: { ...root, children: own },
        files: new Map([[file.fileName, asDocument(file.type, own.map((node) => `\n    ${sourceOf(node)}`).join('') + '\n')]])
    };
    const found = root.children.flatMap((node) => {
        const type = children.get(node.name);
        return type ? [childComponent(file, file.fullName, type.name, node)] : [];
    });
    return [parent, ...found];
};

/**
 * The components of one file: itself and, for objects and labels, those it holds. A file that does not parse is one
 * unreadable component. The order of a file's elements is kept.
 */
export const componentsOfFile = (file: ComponentFile): SourceComponent[] => {
    const type = findComponentType(file.type);
    if (type?.hasContentFile && !file.fileName.endsWith('-meta.xml')) throw new Error(`Not a description: ${file.fileName}`);
    const root = readRoot(file);
    if ('type' in root) return [root];
    if (file.type === 'CustomObject' || file.type === 'CustomLabels') return withChildren(file, root);
    return [{ ...placeOf(file), node: root, files: new Map([[file.fileName, file.bytes], ...(file.extra ?? [])]) }];
};
