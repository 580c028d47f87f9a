import type { Route } from './route';

export interface RouteMatch {
    readonly route: Route;
    readonly params: Readonly<Record<string, string>>;
}

/** The route of a request, or the methods that the path does have, or nothing where the path is unknown. */
export interface Router {
    match(method: string, path: string): RouteMatch | { readonly allowed: readonly string[] } | undefined;
}

interface Compiled {
    readonly route: Route;
    readonly expression: RegExp;
    readonly names: readonly string[];
    readonly rank: string;
}

const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const compileSegment = (segment: string, names: string[]): string => {
    const colon = segment.indexOf(':');
    if (colon < 0) return escapeText(segment);
    const name = segment.slice(colon + 1);
    const prefix = escapeText(segment.slice(0, colon));
    if (name.endsWith('*')) {
        names.push(name.slice(0, -1));
        return `${prefix}(.+)`;
    }
    names.push(name);
    return name === 'version' ? `${prefix}(\\d{1,3}\\.\\d)` : `${prefix}([^/]+)`;
};

/** Literal segments sort before parameters, those before a rest: '/sobjects/:object/describe' wins over '/sobjects/:object/:id'. */
const rankOf = (pattern: string): string =>
    pattern
        .split('/')
        .map((segment) => (segment.endsWith('*') ? '3' : segment.startsWith(':') ? '2' : segment.includes(':') ? '1' : '0'))
        .join('');

const compileRoute = (route: Route): Compiled => {
    const names: string[] = [];
    const source = route.pattern
        .split('/')
        .map((segment) => compileSegment(segment, names))
        .join('/');
    return { route, names, expression: new RegExp(`^${source}$`, 'i'), rank: rankOf(route.pattern) };
};

/** Decodes one path segment; a broken escape stays as it is, and is then not found. */
export const decodeSegment = (text: string): string => {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
};

/** Paths are matched undecoded, so that an external id may hold an escaped slash; parameters come out decoded. */
export const createRouter = (routes: readonly Route[]): Router => {
    const compiled = routes.map(compileRoute).sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    return {
        match(method, path) {
            const allowed = new Set<string>();
            for (const { route, expression, names } of compiled) {
                const found = expression.exec(path);
                if (!found) continue;
                if (route.method !== method) {
                    allowed.add(route.method);
                    continue;
                }
                return { route, params: Object.fromEntries(names.map((name, index) => [name, decodeSegment(found[index + 1]!)])) };
            }
            return allowed.size > 0 ? { allowed: [...allowed].sort() } : undefined;
        }
    };
};
