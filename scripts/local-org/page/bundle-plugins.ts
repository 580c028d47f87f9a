import { readFileSync } from 'node:fs';
import path from 'node:path';
import lwc from '@lwc/rollup-plugin';
import replace from '@rollup/plugin-replace';
import type { Plugin, RollupLog } from 'rollup';
import ts from 'typescript';

export type ModuleRecord = { readonly dir: string } | { readonly name: string; readonly path: string } | { readonly npm: string };

/** Removes types from the page's own sources before the LWC compiler sees them; decorators and fields stay as they are. */
const stripTypes = (): Plugin => ({
    name: 'strip-types',
    transform(code, id) {
        if (!id.split('?')[0]!.endsWith('.ts')) return null;
        const { outputText } = ts.transpileModule(code, {
            compilerOptions: {
                target: ts.ScriptTarget.ESNext,
                module: ts.ModuleKind.ESNext,
                verbatimModuleSyntax: true,
                useDefineForClassFields: true
            }
        });
        return { code: outputText, map: null };
    }
});

const ofTheUser: ReadonlySet<string> = new Set([
    '@salesforce/i18n/currency',
    '@salesforce/i18n/timeZone',
    '@salesforce/i18n/locale',
    '@salesforce/i18n/lang'
]);

const scopedSource = (kind: string, rest: string, labels: ReadonlyMap<string, string>): string | undefined => {
    switch (kind) {
        case 'schema': {
            const [objectApiName, ...field] = rest.split('.');
            return `export default Object.freeze(${JSON.stringify(field.length > 0 ? { objectApiName, fieldApiName: field.join('.') } : { objectApiName })})`;
        }
        case 'label':
            return labels.has(rest) ? `export default ${JSON.stringify(labels.get(rest))}` : undefined;
        case 'user':
            return `export default globalThis.localOrg.user[${JSON.stringify(rest)}]`;
        case 'customPermission':
            return `export default globalThis.localOrg.customPermissions.includes(${JSON.stringify(rest)}) || undefined`;
        case 'i18n':
            // The other ones come with the base components; these are the user's own.
            return `export default globalThis.localOrg[${JSON.stringify(rest)}]`;
        default:
            return undefined;
    }
};

/** The @salesforce/* modules that the platform makes up: schema, label, user and customPermission. Anything else is refused. */
const salesforceModules = (labels: ReadonlyMap<string, string>): Plugin => ({
    name: 'salesforce-modules',
    resolveId(id) {
        if (/^@salesforce\/label\/(?!c\.)/.test(id)) return null;
        if (ofTheUser.has(id)) return `\0sf:${id}`;
        return /^@salesforce\/(schema|label|user|customPermission|apex|resourceUrl|userPermission)\//.test(id) ? `\0sf:${id}` : null;
    },
    load(id) {
        const match = /^\0sf:@salesforce\/(\w+)\/(.+)$/.exec(id);
        if (!match) return null;
        const source = scopedSource(match[1]!, match[2]!, labels);
        if (source === undefined) this.error(`${id.slice(4)} is not known to the local org's page`);
        return source;
    }
});

/** The base components ship some 4,000 icon templates; only those named in a source are compiled in. */
const slimIcons = (used: ReadonlySet<string>): Plugin => ({
    name: 'slim-icons',
    load(id) {
        if (!/iconSvgTemplates\w*[\\/]buildTemplates[\\/]templates\.js$/.test(id)) return null;
        const names: string[] = [];
        const imports = readFileSync(id, 'utf8')
            .split('\n')
            .filter((line) => {
                const name = /^import \{ default as (\w+) \} from/.exec(line)?.[1];
                if (!name || !used.has(name)) return false;
                names.push(name);
                return true;
            });
        return `${imports.join('\n')}\nexport default { ${names.join(', ')} };\n`;
    }
});

/** Everything that turns LWC sources into modules, in the order it has to run. */
export const lwcPlugins = (options: {
    rootDir: string;
    modules: readonly ModuleRecord[];
    labels: ReadonlyMap<string, string>;
    icons: ReadonlySet<string>;
}): Plugin[] => [
    salesforceModules(options.labels),
    slimIcons(options.icons),
    stripTypes(),
    lwc({
        rootDir: options.rootDir,
        exclude: ['**/node_modules/lwc/**', '**/node_modules/@lwc/**', '\0*'],
        modules: [...options.modules] as never,
        apiVersion: 66,
        enableDynamicComponents: true,
        // Base components call attachInternals(), which the platform's compiler allows for its own modules only.
        enableSyntheticElementInternals: true
    }) as Plugin,
    replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' } }) as Plugin
];

/** The base components' templates raise dozens of compiler warnings that are not ours to mend. */
export const isOurs = (log: RollupLog): boolean =>
    !`${log.id ?? ''}${log.loc?.file ?? ''}${log.message}`.includes(`node_modules${path.sep}`) && log.code !== 'CIRCULAR_DEPENDENCY';
