import { readFileSync } from 'node:fs';

/** An element of a metadata type. */
export interface ElementDefinition {
    readonly type: string;
    readonly required: boolean;
    readonly repeats: boolean;
}

export type TypeDefinition =
    | { readonly kind: 'complex'; readonly elements: ReadonlyMap<string, ElementDefinition> }
    | { readonly kind: 'enum'; readonly values: readonly string[] };

type Definitions = ReadonlyMap<string, string>;

/** Elements that orgs know and the published types lack. */
const ALSO_KNOWN: Record<string, Record<string, ElementDefinition>> = {
    CustomField: { displayLocationInDecimal: { type: 'boolean', required: false, repeats: false } }
};

const DECLARATION = /^export type (\w+) = ([\s\S]*?);$(?=\n(?:export|\s*$|\/\/))/gm;
const ELEMENT = /^\s+'?([\w-]+)'?(\?)?: (.+?);?$/;
const BASE = /^(\w+) & \{/;

let declarations: Definitions | undefined;
const known = new Map<string, TypeDefinition | undefined>();

/** The published Metadata API types are declarations only; their text is the one list of elements there is. */
const loadDeclarations = (): Definitions => {
    const path = require.resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');
    return new Map([...readFileSync(path, 'utf8').matchAll(DECLARATION)].map(([, name, body]) => [name!, body!]));
};

const elementOf = (line: string): [string, ElementDefinition] | undefined => {
    const match = ELEMENT.exec(line);
    if (!match) return undefined;
    const written = match[3]!.replace(/\s*\|\s*null/g, '');
    const repeats = written.endsWith('[]');
    const type = written.replace(/^\(|\)?\[\]$/g, '');
    return [match[1]!, { type, repeats, required: !match[2] && !repeats }];
};

const readDefinition = (name: string): TypeDefinition | undefined => {
    const body = declarations?.get(name);
    if (body === undefined) return undefined;
    if (body.startsWith("'")) return { kind: 'enum', values: [...body.matchAll(/'([^']*)'/g)].map((match) => match[1]!) };
    if (!body.includes('{')) return typeDefinition(body.trim());
    const base = BASE.exec(body)?.[1];
    const inherited = base ? typeDefinition(base) : undefined;
    const own = body
        .split('\n')
        .map(elementOf)
        .filter((element) => element !== undefined);
    return {
        kind: 'complex',
        elements: new Map([...(inherited?.kind === 'complex' ? inherited.elements : []), ...own, ...Object.entries(ALSO_KNOWN[name] ?? {})])
    };
};

/** Elements or enum values of a Metadata API type; undefined for plain text, numbers and types nobody describes. */
export const typeDefinition = (name: string): TypeDefinition | undefined => {
    declarations ??= loadDeclarations();
    if (!known.has(name)) known.set(name, readDefinition(name));
    return known.get(name);
};
