import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** The import table of the README, as a test. A part may import itself and what is listed; packages are by name, node: is one of them. */
const PARTS: readonly { readonly part: string; readonly mayImport: readonly string[]; readonly packages: readonly string[] }[] = [
    { part: 'scripts/domain', mayImport: [], packages: [] },
    { part: 'scripts/boundary', mayImport: ['scripts/domain'], packages: ['zod'] },
    { part: 'scripts/sample-data', mayImport: ['scripts/domain'], packages: [] },
    { part: 'scripts/adapters/salesforce', mayImport: ['scripts/domain', 'scripts/boundary'], packages: ['node:', 'jsforce'] },
    { part: 'scripts/adapters/duckdb', mayImport: ['scripts/domain', 'scripts/boundary'], packages: ['node:', '@duckdb/node-api'] },
    { part: 'scripts/adapters/files', mayImport: ['scripts/domain', 'scripts/boundary'], packages: ['node:'] },
    { part: 'scripts/adapters/signatures', mayImport: ['scripts/domain', 'scripts/boundary'], packages: ['node:', 'jose'] },
    { part: 'scripts/adapters/report', mayImport: ['scripts/domain', 'scripts/boundary'], packages: ['node:'] },
    {
        part: 'scripts/cli',
        mayImport: ['scripts/domain', 'scripts/boundary', 'scripts/adapters', 'scripts/sample-data'],
        packages: ['node:', 'commander', 'tsx']
    },
    {
        part: 'scripts/local-org',
        mayImport: [],
        packages: [
            'node:',
            '@jetstreamapp/soql-parser-js',
            'decimal.js',
            'fast-xml-parser',
            'fflate',
            'graphql',
            '@salesforce/types',
            'rollup',
            '@rollup/',
            '@lwc/',
            'lwc',
            'lightning-base-components',
            'typescript',
            // The page's own modules stand in for the platform's, under the platform's names.
            'lightning/',
            'force/',
            'local/',
            'shell/',
            'page-components'
        ]
    }
];

const ROOT = resolve(__dirname, '../..');

describe('import rules', () => {
    it.each(PARTS)('$part imports only what the table allows', ({ part, mayImport, packages }) => {
        const broken = sourcesOf(part).flatMap((file) =>
            importsOf(file)
                .filter(
                    (name) => !(name.startsWith('.') ? isAllowedFile(file, name, [part, ...mayImport]) : isAllowedPackage(name, packages))
                )
                .map((name) => `${file} imports ${name}`)
        );
        expect(broken).toEqual([]);
    });

    it('covers every part of scripts', () => {
        const parts = readdirSync(join(ROOT, 'scripts'), { withFileTypes: true })
            .filter((entry) => entry.isDirectory() && !['testing', 'decisions'].includes(entry.name))
            .map((entry) => `scripts/${entry.name}`);
        expect(parts.filter((part) => !PARTS.some((known) => known.part.startsWith(part)))).toEqual([]);
    });

    it('lets components import only the platform and each other', () => {
        const broken = sourcesOf('force-app').flatMap((file) =>
            importsOf(file)
                .filter((name) => !/^(lwc$|lightning\/|@salesforce\/|c\/|\.\/)/.test(name))
                .map((name) => `${file} imports ${name}`)
        );
        expect(broken).toEqual([]);
    });

    it('keeps the clock out of the domain', () => {
        const clocks = [...sourcesOf('scripts/domain'), ...sourcesOf('scripts/sample-data')].filter((file) =>
            /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(readFileSync(join(ROOT, file), 'utf8'))
        );
        expect(clocks).toEqual([]);
    });
});

describe('stage names', () => {
    it('are typed by hand in the stage map only', () => {
        const map = JSON.parse(readFileSync(join(ROOT, 'config/stage-map/stage-map.json'), 'utf8')) as {
            stages: { stageNames: string[] }[];
            lostStageNames: string[];
        };
        const names = [...map.stages.flatMap(({ stageNames }) => stageNames), ...map.lostStageNames];
        // Salesforce's own catalogue of standard picklist values is what the map overlays, not a copy of it.
        const files = [...sourcesOf('scripts'), ...sourcesOf('force-app')].filter(
            (file) =>
                !file.endsWith('.fixture.ts') &&
                !file.startsWith('scripts/local-org/model/') &&
                !file.startsWith('force-app/main/generated/') &&
                !file.startsWith('scripts/testing/')
        );
        const found = files.flatMap((file) => names.filter((name) => literalsOf(file).includes(name)).map((name) => `${file}: ${name}`));
        expect(found).toEqual([]);
    });
});

function sourcesOf(part: string): string[] {
    return readdirSync(join(ROOT, part), { recursive: true, withFileTypes: true, encoding: 'utf8' })
        .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|fixture)\.ts$|\.d\.ts$/.test(entry.name))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
        .filter((file) => !/node_modules|__tests__|force-app\/test\//.test(file));
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
    const known = parsed.get(file) ?? ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    parsed.set(file, known);
    return known;
}

function importsOf(file: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
        if (isImport && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
        const called =
            ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
        if (called && node.arguments[0] && ts.isStringLiteral(node.arguments[0])) found.push(node.arguments[0].text);
        ts.forEachChild(node, visit);
    };
    visit(parse(file));
    return found;
}

function literalsOf(file: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node)) found.push(node.text);
        ts.forEachChild(node, visit);
    };
    visit(parse(file));
    return found;
}

const isAllowedFile = (file: string, name: string, parts: readonly string[]): boolean => {
    const target = relative(ROOT, resolve(ROOT, dirname(file), name));
    return parts.some((part) => target === part || target.startsWith(`${part}/`));
};

const isAllowedPackage = (name: string, packages: readonly string[]): boolean =>
    packages.some((known) => name === known || name.startsWith(known.endsWith(':') || known.endsWith('/') ? known : `${known}/`));
