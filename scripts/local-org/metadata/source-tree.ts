import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { asDocument, componentsOfFile, decodeText, type ComponentFile } from './component-file';
import { CHILD_TYPES, COMPONENT_TYPES, unknownTypeMessage } from './component-types';
import type { SourceComponent } from './source-component';
import { childText, innerSourceOf, parseXml, positionOf } from './xml-node';

const META_FILE = /^(.+)\.([A-Za-z]+)-meta\.xml$/;
const NOT_DEPLOYED =
    /(^|\/)(__tests__|__mocks__|node_modules)(\/|$)|\.ts$|(^|\/)(README[^/]*|[^/]*\.md|\.[^/]+|jsconfig\.json|tsconfig\.json)$/;

const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            if (entry.isDirectory()) return NOT_DEPLOYED.test(entry.name) ? [] : filesBelow(path);
            return [path];
        });

const slashed = (path: string): string => path.split(sep).join('/');

/** Everything after the last folder of this name: Folder/Name of .../reports/Folder/Name.report-meta.xml. */
const pathBelow = (path: string, folder: string): string | undefined => {
    const at = path.lastIndexOf(`/${folder}/`);
    return at < 0 ? undefined : path.slice(at + folder.length + 2);
};

/** Bundle folder of a path under lwc/, or undefined where the file belongs to no bundle. */
const bundleOf = (path: string): string | undefined => {
    const rest = pathBelow(path, 'lwc');
    return rest?.includes('/') ? path.slice(0, path.length - rest.length + rest.indexOf('/')) : undefined;
};

const readBundle = (folder: string, paths: readonly string[]): SourceComponent => {
    const name = basename(folder);
    const files = new Map(paths.map((path) => [`lwc/${name}/${path.slice(folder.length + 1)}`, new Uint8Array(readFileSync(path))]));
    return bundleComponent(name, folder, files);
};

/** A bundle from its files; its description is parsed here, the rest is judged later. */
export const bundleComponent = (name: string, shownAs: string, files: ReadonlyMap<string, Uint8Array>): SourceComponent => {
    const fileName = `lwc/${name}`;
    const type = 'LightningComponentBundle';
    const description = files.get(`${fileName}/${name}.js-meta.xml`);
    if (!description) return { type, fullName: name, fileName, shownAs, files };
    const [component] = componentsOfFile({
        type,
        fullName: name,
        fileName: `${fileName}/${name}.js-meta.xml`,
        shownAs: `${shownAs}/${name}.js-meta.xml`,
        bytes: description
    });
    return { ...component!, files };
};

const readChild = (path: string, name: string, suffix: string): SourceComponent | undefined => {
    const parts = path.split('/');
    const type = CHILD_TYPES.find((candidate) => candidate.suffix === suffix && candidate.folder === parts.at(-2));
    if (!type) return undefined;
    const parent = parts.at(-3)!;
    const fileName = `objects/${parent}.object`;
    const file: ComponentFile = {
        type: type.name,
        fullName: `${parent}.${decodeName(name)}`,
        fileName,
        shownAs: path,
        bytes: readFileSync(path)
    };
    const [component] = componentsOfFile(file);
    const node = component!.node;
    if (!node) return component;
    const written = childText(node, 'fullName');
    const mismatch = written !== undefined && written !== decodeName(name);
    return {
        ...component!,
        files: new Map([[fileName, asDocument(type.name, innerSourceOf(node))]]),
        ...(mismatch
            ? { unreadable: { message: `The fullName '${written}' does not match the file name`, position: positionOf(node) } }
            : {})
    };
};

const decodeName = (name: string): string => {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
};

const unknownFile = (path: string): SourceComponent => {
    let root = '';
    try {
        root = parseXml(decodeText(readFileSync(path))).name;
    } catch {
        root = basename(path);
    }
    return {
        type: root,
        fullName: basename(path),
        fileName: basename(path),
        shownAs: path,
        files: new Map(),
        unreadable: { message: unknownTypeMessage(root) }
    };
};

const readMetaFile = (path: string): SourceComponent[] => {
    const [, name, suffix] = META_FILE.exec(basename(path))!;
    const inObject = readChild(path, name!, suffix!);
    if (inObject) return [inObject];
    const folderType = COMPONENT_TYPES.find((type) => type.folderType && `${type.suffix}Folder` === suffix);
    if (folderType) {
        const folder = decodeName(name!);
        return componentsOfFile({
            type: folderType.folderType!,
            fullName: folder,
            fileName: `${folderType.folder}/${folder}-meta.xml`,
            shownAs: path,
            bytes: readFileSync(path)
        });
    }
    const type = COMPONENT_TYPES.find((candidate) => candidate.suffix && candidate.suffix === suffix);
    if (!type) return [unknownFile(path)];
    const below = type.folderType ? pathBelow(path, type.folder) : undefined;
    const fullName = decodeName(below ? below.replace(/\.[A-Za-z]+-meta\.xml$/, '') : name!);
    const packaged = `${type.folder}/${fullName}.${type.suffix}`;
    if (!type.hasContentFile)
        return componentsOfFile({ type: type.name, fullName, fileName: packaged, shownAs: path, bytes: readFileSync(path) });
    const content = contentBeside(path, name!);
    const extra = new Map(content ? [[packaged, new Uint8Array(readFileSync(content))]] : []);
    return componentsOfFile({
        type: type.name,
        fullName,
        fileName: `${packaged}-meta.xml`,
        shownAs: path,
        bytes: readFileSync(path),
        extra
    });
};

/** Content of a static resource: the file of the same name with any other ending. */
const contentBeside = (path: string, name: string): string | undefined => {
    const folder = path.slice(0, path.length - basename(path).length);
    const found = readdirSync(folder).find((entry) => entry.startsWith(`${name}.`) && !entry.endsWith('-meta.xml'));
    return found ? folder + found : undefined;
};

/**
 * All components below a folder in source format, objects decomposed or not. Tests, TypeScript and notes beside the
 * bundles are left out, as .forceignore does. Throws where the folder cannot be read.
 */
export const readSourceTree = (folder: string): SourceComponent[] => {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
    const root = slashed(folder);
    const paths = filesBelow(folder)
        .map(slashed)
        .filter((path) => !NOT_DEPLOYED.test(relative(root, path)));
    const bundles = new Map<string, string[]>();
    const components: SourceComponent[] = [];
    for (const path of paths) {
        const bundle = bundleOf(path);
        if (bundle) bundles.set(bundle, [...(bundles.get(bundle) ?? []), path]);
        else if (META_FILE.test(basename(path))) components.push(...readMetaFile(path));
    }
    for (const [bundle, files] of bundles) components.push(readBundle(bundle, files));
    return components;
};
