import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { parseXml } from '../../local-org/metadata/xml-node';
import type { XmlNode } from '../../local-org/metadata/xml-node';
import { ROOT } from './sf-cli';

/** Writes a project that holds these files ('objects/…' and so on are put below its package folder). */
export const writeProject = (folder: string, files: Readonly<Record<string, string>> = {}): string => {
    mkdirSync(join(folder, 'force-app'), { recursive: true });
    const project = { packageDirectories: [{ path: 'force-app', default: true }], namespace: '', sourceApiVersion: '66.0' };
    writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(project));
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    return folder;
};

const DEPLOYED = /-meta\.xml$|\.(?:js|html|css|svg)$/;
const NOT_DEPLOYED = /(^|\/)(?:__tests__|__mocks__)(\/|$)/;

/** A copy of our own project: force-app with what keeps its tests and TypeScript from being deployed. */
export const copyProduct = (folder: string): string => {
    if (!existsSync(join(ROOT, 'force-app/main/generated/lwc/stageMap/stageMap.js')))
        throw new Error('the components are not compiled; run: npm run build');
    for (const name of ['sfdx-project.json', '.forceignore', 'force-app'])
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    return folder;
};

const TYPE_FOLDERS = new Set([
    'applications',
    'compactLayouts',
    'customMetadata',
    'customPermissions',
    'dashboards',
    'flexipages',
    'globalValueSets',
    'labels',
    'layouts',
    'lwc',
    'objects',
    'pathAssistants',
    'permissionsets',
    'profiles',
    'quickActions',
    'reports',
    'reportTypes',
    'settings',
    'standardValueSets',
    'staticresources',
    'tabs'
]);

/** What is deployed of a project's package folder, text by its place: in which folder of the feature it stands makes no difference. */
export const sourcesIn = (project: string): Map<string, string> => {
    const base = join(project, 'force-app');
    const sources = new Map<string, string>();
    for (const entry of readdirSync(base, { recursive: true, encoding: 'utf8' })) {
        if (!DEPLOYED.test(entry) || NOT_DEPLOYED.test(entry)) continue;
        const steps = entry.split(sep);
        const from = steps.findIndex((step) => TYPE_FOLDERS.has(step));
        if (from >= 0) sources.set(steps.slice(from).join('/'), readFileSync(join(base, entry), 'utf8'));
    }
    return sources;
};

const shapeOf = ({ name, attributes, text, children }: XmlNode): unknown =>
    children.length > 0 ? [name, attributes, children.map(shapeOf)] : [name, attributes, text];

/** What a source says, whatever its entities and white space between elements: the CLI writes XML in a way of its own. */
export const meaningOf = (place: string, text: string): unknown => (place.endsWith('.xml') ? shapeOf(parseXml(text)) : text);
