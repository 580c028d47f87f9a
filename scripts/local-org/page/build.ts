import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import type { OutputChunk, Plugin, RollupLog } from 'rollup';
import { isOurs, lwcPlugins } from './bundle-plugins';
import { findPageSources } from './page-sources';
import type { PageSources } from './page-sources';

export interface BuildOptions {
    /** Folder with sfdx-project.json and node_modules. */
    readonly project: string;
    /** Told what is being done, one line each. */
    progress?(line: string): void;
}

export interface BuildResult {
    readonly folder: string;
    /** False when the cached base components served. */
    readonly vendorBuilt: boolean;
    /** Compiler warnings about the project's own sources. */
    readonly warnings: readonly string[];
}

/** Where the built page lies; git ignores it. */
export const pageFolder = (project: string): string => path.join(project, '.local', 'page');

const here = __dirname;
const baseComponents = 'lightning-base-components';
const theme = '@salesforce-ux/design-system-2/dist/css/bundled/slds2.cosmos.css';
/** Raise it when the vendor build below changes in a way that its inputs do not show. */
const vendorRecipe = 4;

const digest = (...parts: (string | Uint8Array)[]): string => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part).update('\0');
    return hash.digest('hex').slice(0, 12);
};

const writeAsset = (folder: string, name: string, content: string | Uint8Array): void => {
    const bytes = Buffer.from(content);
    writeFileSync(path.join(folder, name), bytes);
    if (bytes.length > 1024) writeFileSync(path.join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
};

const ownModules = path.join(here, 'modules');
const ownApp = path.join(here, 'app');
const isOwn = (name: string): boolean => !name.startsWith('force/') && existsSync(path.join(ownModules, ...name.split('/')));

/** What is bundled once: the engine and the base components that some source uses. */
const vendorModules = (sources: PageSources): string[] => [
    '@lwc/synthetic-shadow',
    'lwc',
    ...sources.modules.filter((name) => !isOwn(name))
];

const variableOf = (name: string): string => `m_${name.replace(/\W/g, '_')}`;

const virtual = (id: string, code: string): Plugin => ({
    name: `virtual-${id}`,
    resolveId: (name) => (name === id ? `\0${id}` : null),
    load: (name) => (name === `\0${id}` ? code : null)
});

const vendorEntry = (modules: readonly string[]): Plugin => ({
    ...virtual(
        'vendor-entry',
        modules
            .map((name) => (name === '@lwc/synthetic-shadow' ? `import '${name}';` : `export * as ${variableOf(name)} from '${name}';`))
            .join('\n')
    )
});

/** Each module of the vendor file as a module of its own again, so that sources import it by its usual name. */
const vendorFacade = (modules: readonly string[], file: string): Plugin => {
    const known = new Set(modules);
    return {
        name: 'vendor-facade',
        resolveId(id) {
            if (id === file) return { id, external: true };
            return known.has(id) ? { id: `\0vendor:${id}`, syntheticNamedExports: '__module' } : null;
        },
        load(id) {
            if (!id.startsWith('\0vendor:')) return null;
            const name = id.slice('\0vendor:'.length);
            if (name === '@lwc/synthetic-shadow') return `import '${file}'; export const __module = {};`;
            return `import { ${variableOf(name)} as __module } from '${file}'; export { __module }; export default __module.default;`;
        }
    };
};

const registry = (sources: PageSources): string =>
    `export default {${sources.bundles
        .filter((bundle) => bundle.exposed)
        .map((bundle) => `'${bundle.name}': () => import('c/${bundle.name}')`)
        .join(',')}};`;

const bundle = async (input: string, plugins: Plugin[], warnings: string[], inlineDynamicImports = false): Promise<OutputChunk[]> => {
    const build = await rollup({
        input: { [input]: input },
        plugins,
        onwarn: (log: RollupLog) => {
            if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
            if (isOurs(log)) warnings.push(log.message);
        }
    });
    try {
        const { output } = await build.generate({
            format: 'es',
            entryFileNames: '[name]-[hash].js',
            chunkFileNames: '[name]-[hash].js',
            inlineDynamicImports,
            plugins: [terser()]
        });
        return output.filter((part): part is OutputChunk => part.type === 'chunk');
    } finally {
        await build.close();
    }
};

const buildVendor = async (options: BuildOptions, sources: PageSources, folder: string): Promise<{ file: string; built: boolean }> => {
    const modules = vendorModules(sources);
    const lock = readFileSync(path.join(options.project, 'package-lock.json'));
    const navigation = path.join(ownModules, 'force', 'navigation', 'navigation.ts');
    const key = digest(String(vendorRecipe), lock, modules.join(), [...sources.icons].sort().join(), readFileSync(navigation));
    const file = `vendor-${key}.js`;
    if (existsSync(path.join(folder, file)) && existsSync(path.join(folder, `${file}.gz`))) return { file, built: false };
    options.progress?.('Bundling the base components (kept until the packages or the components in use change)');
    const plugins = [
        vendorEntry(modules),
        ...lwcPlugins({
            rootDir: ownModules,
            modules: [{ dir: ownModules }, { npm: baseComponents }],
            labels: sources.labels,
            icons: iconsOf(options.project, sources)
        })
    ];
    const [chunk, ...rest] = await bundle('vendor-entry', plugins, [], true);
    if (!chunk || rest.length > 0) throw new Error('The base components did not bundle into one file');
    mkdirSync(folder, { recursive: true });
    const part = `${file}.${process.pid}.part`;
    writeAsset(folder, part, chunk.code);
    renameSync(path.join(folder, `${part}.gz`), path.join(folder, `${file}.gz`));
    renameSync(path.join(folder, part), path.join(folder, file));
    for (const old of readdirSync(folder)) if (!old.startsWith(file)) rmSync(path.join(folder, old), { force: true });
    return { file, built: true };
};

/** Base components name icons too: the arrow of a combobox, the cross of a toast. */
const iconsOf = (project: string, sources: PageSources): Set<string> => {
    const icons = new Set(sources.icons);
    const root = path.join(project, 'node_modules', baseComponents, 'src', 'lightning');
    for (const folder of readdirSync(root)) {
        if (folder.startsWith('iconSvgTemplates') || folder === 'iconUtils') continue;
        for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
            if (!/\.(js|html)$/.test(file) || file.includes('__')) continue;
            const source = readFileSync(path.join(root, folder, file), 'utf8');
            for (const match of source.matchAll(/\b(standard|utility|action|custom|doctype):([a-z0-9_]+)/g))
                icons.add(`${match[1]}_${match[2]}`);
        }
    }
    return icons;
};

const indexHtml = (files: { css: string; own: string; entry: string; preload: readonly string[] }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local org</title>
<link rel="icon" href="/page/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/assets/${files.css}">
<link rel="stylesheet" href="/page/assets/${files.own}">
${files.preload.map((name) => `<link rel="modulepreload" href="/page/assets/${name}">`).join('\n')}
</head>
<body class="slds-scope">
<div id="root"><p class="boot" role="status">Opening the local org…</p></div>
<noscript>This page needs JavaScript.</noscript>
<script type="module" src="/page/assets/${files.entry}"></script>
</body>
</html>
`;

const buildApp = async (sources: PageSources, vendorFile: string, warnings: string[]): Promise<OutputChunk[]> => {
    const bundles = sources.bundles.map(({ name, entry }) => ({ name: `c/${name}`, path: entry }));
    const plugins = [
        virtual('page-entry', `import { boot } from 'shell/boot'; boot(() => import('shell/mount'));`),
        virtual('page-components', registry(sources)),
        vendorFacade(vendorModules(sources), `/page/assets/${vendorFile}`),
        ...lwcPlugins({
            rootDir: ownApp,
            modules: [{ dir: ownModules }, { dir: ownApp }, ...bundles],
            labels: sources.labels,
            icons: sources.icons
        })
    ];
    return bundle('page-entry', plugins, warnings);
};

/** Writes a whole page beside the old one, then takes its place. */
const writePage = (project: string, folder: string, vendorFile: string, chunks: readonly OutputChunk[]): void => {
    const next = path.join(folder, `assets-${process.pid}.next`);
    rmSync(next, { recursive: true, force: true });
    mkdirSync(next, { recursive: true });
    for (const chunk of chunks) writeAsset(next, chunk.fileName, chunk.code);
    const css = readFileSync(path.join(project, 'node_modules', theme));
    const own = readFileSync(path.join(ownApp, 'page.css'));
    const names = { css: `slds-${digest(css)}.css`, own: `page-${digest(own)}.css` };
    writeAsset(next, names.css, css);
    writeAsset(next, names.own, own);
    writeAsset(next, 'icon.svg', readFileSync(path.join(ownApp, 'icon.svg')));
    const entry = chunks.find((chunk) => chunk.isEntry)!.fileName;
    const app = chunks.filter((chunk) => chunk.isDynamicEntry && chunk.name === 'mount').map((chunk) => chunk.fileName);
    writeFileSync(path.join(next, 'index.html'), indexHtml({ ...names, entry, preload: [vendorFile, ...app] }));
    const assets = path.join(folder, 'assets');
    rmSync(assets, { recursive: true, force: true });
    renameSync(next, assets);
};

/**
 * Bundles the local org's page with the project's compiled LWC bundles into .local/page. The base components are bundled
 * once per lock file and set of components in use. The old page stays until the new one is complete.
 * @throws Error naming the source file where a bundle does not compile or imports what the page lacks.
 */
export const buildPage = async (options: BuildOptions): Promise<BuildResult> => {
    const folder = pageFolder(options.project);
    const sources = findPageSources(options.project, [ownModules, ownApp]);
    const vendor = await buildVendor(options, sources, path.join(folder, 'vendor'));
    options.progress?.(`Bundling the page with ${sources.bundles.length} component bundles`);
    const warnings: string[] = [];
    const chunks = await buildApp(sources, vendor.file, warnings);
    writePage(options.project, folder, vendor.file, chunks);
    return { folder, vendorBuilt: vendor.built, warnings };
};

/** `tsx scripts/local-org/page/build.ts` builds the page of the project in the working folder. */
if (require.main === module) {
    buildPage({ project: process.cwd(), progress: (line) => void process.stdout.write(`${line}\n`) }).then(
        ({ warnings }) => warnings.forEach((warning) => process.stderr.write(`${warning}\n`)),
        (error: unknown) => {
            process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
            process.exitCode = 1;
        }
    );
}
