import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** One LWC bundle of the project: its name in the c/ namespace and its compiled entry. */
export interface Bundle {
    readonly name: string;
    readonly entry: string;
    /** Meant for pages (isExposed in its js-meta.xml). */
    readonly exposed: boolean;
}

/** What the page is built from, found by looking at the project's sources. */
export interface PageSources {
    readonly bundles: readonly Bundle[];
    /** Every source file of the page and of the project's bundles. */
    readonly files: readonly string[];
    /** Modules that some source imports or names as a tag: lightning/button, lwc. */
    readonly modules: readonly string[];
    /** standard_opportunity, utility_check: icons that some source names. */
    readonly icons: ReadonlySet<string>;
    /** c.Label_Name to text, from every labels file. */
    readonly labels: ReadonlyMap<string, string>;
}

const walk = (folder: string, found: string[] = []): string[] => {
    if (!existsSync(folder)) return found;
    for (const name of readdirSync(folder).sort()) {
        if (name === '__tests__' || name === 'node_modules' || name.startsWith('.')) continue;
        const file = path.join(folder, name);
        if (statSync(file).isDirectory()) walk(file, found);
        else found.push(file);
    }
    return found;
};

const text = (file: string): string => readFileSync(file, 'utf8');

const packageFolders = (project: string): string[] => {
    const config = JSON.parse(text(path.join(project, 'sfdx-project.json'))) as { packageDirectories?: { path: string }[] };
    return (config.packageDirectories ?? []).map((entry) => path.join(project, entry.path));
};

const bundleOf = (file: string): Bundle | undefined => {
    const name = path.basename(file, '.js');
    const folder = path.dirname(file);
    if (path.basename(folder) !== name || path.basename(path.dirname(folder)) !== 'lwc') return undefined;
    const meta = `${file}-meta.xml`;
    return { name, entry: file, exposed: existsSync(meta) && /<isExposed>\s*true\s*</.test(text(meta)) };
};

/** A bundle written in TypeScript whose JavaScript is missing would build to an empty component. */
const refuseUncompiled = (files: readonly string[]): void => {
    const present = new Set(files);
    const missing = files.filter(
        (file) => /[\\/]lwc[\\/]/.test(file) && file.endsWith('.ts') && !present.has(file.replace(/\.ts$/, '.js'))
    );
    if (missing.length > 0) throw new Error(`Compile the LWC sources first; there is no JavaScript beside ${missing.join(', ')}`);
};

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescapeXml = (value: string): string => value.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!);

const readLabels = (files: readonly string[]): Map<string, string> => {
    const labels = new Map<string, string>();
    for (const file of files.filter((name) => name.endsWith('.labels-meta.xml'))) {
        for (const [block] of text(file).matchAll(/<labels>[\s\S]*?<\/labels>/g)) {
            const name = /<fullName>(.*?)<\/fullName>/.exec(block)?.[1];
            const value = /<value>([\s\S]*?)<\/value>/.exec(block)?.[1];
            if (name && value !== undefined) labels.set(`c.${name}`, unescapeXml(value));
        }
    }
    return labels;
};

const camel = (tag: string): string => tag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const modulesIn = (source: string, html: boolean): string[] => {
    if (html) return [...source.matchAll(/<lightning-([a-z0-9-]+)/g)].map((match) => `lightning/${camel(match[1]!)}`);
    return [...source.matchAll(/(?:from|import)\s*['"]((?:lightning|force|@salesforce\/i18n)\/[^'"]+)['"]/g)].map((match) => match[1]!);
};

const iconsIn = (source: string): string[] =>
    [...source.matchAll(/\b(standard|utility|action|custom|doctype):([a-z0-9_]+)/g)].map((match) => `${match[1]}_${match[2]}`);

/** Looks through the project (sfdx-project.json) and the page's own folders. Throws where a bundle was not compiled. */
export const findPageSources = (project: string, ownFolders: readonly string[]): PageSources => {
    const projectFiles = packageFolders(project).flatMap((folder) => walk(folder));
    const lwcFiles = projectFiles.filter((file) => /[\\/]lwc[\\/]/.test(file) && /\.(js|ts|html|css)$/.test(file));
    refuseUncompiled(lwcFiles.filter((file) => !file.endsWith('.d.ts')));
    const files = [...ownFolders.flatMap((folder) => walk(folder)), ...lwcFiles.filter((file) => !file.endsWith('.ts'))];
    const modules = new Set<string>();
    const icons = new Set<string>();
    for (const file of files.filter((name) => /\.(js|ts|html)$/.test(name))) {
        const source = text(file);
        for (const name of modulesIn(source, file.endsWith('.html'))) modules.add(name);
        for (const name of iconsIn(source)) icons.add(name);
    }
    return {
        bundles: lwcFiles.flatMap((file) => (file.endsWith('.js') ? (bundleOf(file) ?? []) : [])),
        files,
        modules: [...modules].sort(),
        icons,
        labels: readLabels(projectFiles)
    };
};
