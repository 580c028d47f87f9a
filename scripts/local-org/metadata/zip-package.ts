import { componentsOfFile, decodeText } from './component-file';
import {
    COMPONENT_TYPES,
    findChildType,
    findComponentType,
    isKnownType,
    manifestType,
    unknownTypeMessage,
    type ComponentType
} from './component-types';
import { componentKey, parentName, type Removal, type SourceComponent } from './source-component';
import { bundleComponent } from './source-tree';
import { unzip, ZipError } from './unzip';
import { childNodes, childText, childTexts, parseXml, XmlError, type XmlNode } from './xml-node';

/** What a package asks for, or why it cannot be read. */
export interface PackageContent {
    readonly components: readonly SourceComponent[];
    /** Taken away before and after the rest is put in. */
    readonly removalsBefore: readonly Removal[];
    readonly removalsAfter: readonly Removal[];
    readonly apiVersion?: string;
}

/** A package that is refused as a whole: no manifest, an unknown type. */
export class PackageError extends Error {}

type Members = ReadonlyMap<string, readonly string[]>;

const parseManifest = (name: string, bytes: Uint8Array): XmlNode => {
    try {
        return parseXml(decodeText(bytes));
    } catch (error) {
        if (error instanceof XmlError)
            throw new PackageError(`Error parsing ${name}: ${error.message} (${error.position.line}:${error.position.column})`);
        throw error;
    }
};

const membersOf = (manifest: XmlNode): Members => {
    const members = new Map<string, string[]>();
    for (const types of childNodes(manifest, 'types')) {
        const type = childText(types, 'name') ?? '';
        if (!isKnownType(type)) throw new PackageError(unknownTypeMessage(type));
        // The command line names a folder of reports with a slash at its end.
        const names = childTexts(types, 'members').map((name) => name.replace(/(?<=.)\/$/, ''));
        members.set(type, [...(members.get(type) ?? []), ...names]);
    }
    return members;
};

/** Packages are zipped with or without one folder around everything. */
const withoutRootFolder = (entries: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> => {
    const manifest = [...entries.keys()].find((name) => name === 'package.xml' || /^[^/]+\/package\.xml$/.test(name));
    if (!manifest) throw new PackageError('No package.xml found');
    const root = manifest.slice(0, manifest.length - 'package.xml'.length);
    return new Map(
        [...entries]
            .filter(([name]) => name.startsWith(root) && !name.endsWith('/'))
            .map(([name, bytes]) => [name.slice(root.length), bytes])
    );
};

const plainComponent = (type: ComponentType, fileName: string, files: ReadonlyMap<string, Uint8Array>): SourceComponent[] => {
    const bytes = files.get(fileName)!;
    const inside = fileName.slice(type.folder.length + 1);
    const common = { fileName, shownAs: fileName, bytes };
    if (type.folderType && inside.endsWith('-meta.xml') && !inside.includes('/'))
        return componentsOfFile({ ...common, type: type.folderType, fullName: inside.slice(0, -'-meta.xml'.length) });
    if (type.hasContentFile) {
        if (!fileName.endsWith('-meta.xml')) return [];
        const content = fileName.slice(0, -'-meta.xml'.length);
        const extra = new Map(files.has(content) ? [[content, files.get(content)!]] : []);
        return componentsOfFile({ ...common, type: type.name, fullName: inside.slice(0, -`.${type.suffix}-meta.xml`.length), extra });
    }
    const ending = `.${type.suffix}`;
    if (!inside.endsWith(ending)) return [];
    return componentsOfFile({ ...common, type: type.name, fullName: inside.slice(0, -ending.length) });
};

const bundlesOf = (files: ReadonlyMap<string, Uint8Array>): SourceComponent[] => {
    const bundles = new Map<string, Map<string, Uint8Array>>();
    for (const [name, bytes] of files) {
        const [folder, bundle, file] = name.split('/');
        if (folder !== 'lwc' || !file) continue;
        if (!bundles.has(bundle!)) bundles.set(bundle!, new Map());
        bundles.get(bundle!)!.set(name, bytes);
    }
    return [...bundles].map(([name, own]) => bundleComponent(name, `lwc/${name}`, own));
};

const allComponents = (files: ReadonlyMap<string, Uint8Array>): SourceComponent[] => {
    const types = new Map(COMPONENT_TYPES.map((type) => [type.folder, type]));
    const plain = [...files.keys()].flatMap((name) => {
        const type = types.get(name.split('/')[0]!);
        return type?.suffix ? plainComponent(type, name, files) : [];
    });
    return [...plain, ...bundlesOf(files)];
};

/** A child comes along with its parent, or because it is named itself. */
const isAskedFor = (component: SourceComponent, members: Members): boolean => {
    const names = (type: string, fullName: string) => {
        const named = members.get(manifestType(type)) ?? [];
        return named.includes('*') || named.some((name) => name.toLowerCase() === fullName.toLowerCase());
    };
    if (names(component.type, component.fullName)) return true;
    const child = findChildType(component.type);
    if (!child) return false;
    return names(child.parent, child.parent === 'CustomLabels' ? 'CustomLabels' : parentName(component.fullName));
};

const missingMembers = (components: readonly SourceComponent[], members: Members): SourceComponent[] => {
    const present = new Set(components.map((component) => componentKey(manifestType(component.type), component.fullName).toLowerCase()));
    return [...members].flatMap(([type, names]) =>
        names
            .filter(
                (name) =>
                    name !== '*' &&
                    !present.has(componentKey(type, name).toLowerCase()) &&
                    !isFolder(components, type, name) &&
                    !isInUnreadableFile(components, name)
            )
            .map((name) => ({
                type,
                fullName: name,
                fileName: 'package.xml',
                shownAs: 'package.xml',
                files: new Map(),
                unreadable: {
                    message: `An object '${name}' of type ${type} was named in package.xml, but was not found in zipped directory`
                }
            }))
    );
};

const isInUnreadableFile = (components: readonly SourceComponent[], name: string): boolean =>
    components.some((component) => component.unreadable && component.fullName === parentName(name));

/** Reports are often packed with the folder's name and without its description. */
const isFolder = (components: readonly SourceComponent[], type: string, name: string): boolean =>
    !!findComponentType(type)?.folderType &&
    components.some((component) => component.type === type && component.fullName.startsWith(`${name}/`));

const removalsIn = (files: ReadonlyMap<string, Uint8Array>, fileName: string): Removal[] => {
    const bytes = files.get(fileName);
    if (!bytes) return [];
    return [...membersOf(parseManifest(fileName, bytes))].flatMap(([type, names]) =>
        names.map((fullName) => ({ type, fullName, fileName }))
    );
};

/** Reads a zip in metadata format. Throws PackageError where it cannot be read as a package at all. */
export const readZipPackage = (zip: Uint8Array): PackageContent => {
    let entries: Map<string, Uint8Array>;
    try {
        entries = unzip(zip);
    } catch (error) {
        if (error instanceof ZipError) throw new PackageError(error.message);
        throw error;
    }
    const files = withoutRootFolder(entries);
    const manifest = parseManifest('package.xml', files.get('package.xml')!);
    const members = membersOf(manifest);
    const all = allComponents(files);
    const asked = all.filter((component) => component.unreadable || isAskedFor(component, members));
    return {
        components: [...asked, ...missingMembers(asked, members)],
        removalsBefore: [...removalsIn(files, 'destructiveChanges.xml'), ...removalsIn(files, 'destructiveChangesPre.xml')],
        removalsAfter: removalsIn(files, 'destructiveChangesPost.xml'),
        apiVersion: childText(manifest, 'version')
    };
};
