import type { CompiledFile } from './compiled-file';

const RULE = /^objects\/(\w+)\/validationRules\/(\w+)\.validationRule-meta\.xml$/;
const RETIRED = 'destructive/destructiveChangesPost.xml';

/**
 * Destructive changes for rules that left the map; no file when none did. `before` is the generated folder as it stands: rules that
 * it holds, or already names as retired, and that are no longer compiled. Deploy them with `--post-destructive-changes`.
 */
export function compileRetiredRules(now: readonly CompiledFile[], before: readonly CompiledFile[]): readonly CompiledFile[] {
    const kept = new Set(now.flatMap(({ path }) => ruleOf(path) ?? []));
    const members = [...new Set([...before.flatMap(({ path }) => ruleOf(path) ?? []), ...before.flatMap(retiredIn)])]
        .filter((rule) => !kept.has(rule))
        .sort();
    if (members.length === 0) return [];
    return [
        {
            path: RETIRED,
            content: packageXml([
                '    <types>',
                ...members.map((member) => `        <members>${member}</members>`),
                '        <name>ValidationRule</name>',
                '    </types>'
            ])
        },
        { path: 'destructive/package.xml', content: packageXml(['    <version>66.0</version>']) }
    ];
}

const ruleOf = (path: string): string | undefined => (RULE.test(path) ? path.replace(RULE, '$1.$2') : undefined);

const retiredIn = ({ path, content }: CompiledFile): string[] =>
    path === RETIRED ? [...content.matchAll(/<members>(.*?)<\/members>/g)].map(([, member]) => member!) : [];

const packageXml = (body: readonly string[]): string =>
    ['<?xml version="1.0" encoding="UTF-8"?>', '<Package xmlns="http://soap.sforce.com/2006/04/metadata">', ...body, '</Package>', ''].join(
        '\n'
    );
