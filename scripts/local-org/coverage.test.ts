import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DIFFERENCES, QUERIES, RESOURCES } from './coverage';
import { readmeText } from './coverage-readme';
import { localRoutes } from './http/local-routes';
import { loginRoutes } from './http/login-routes';
import { serveOrg } from './http/org-under-test';
import type { OrgUnderTest } from './http/org-under-test';
import { restRoutes } from './http/rest';
import { REFUSALS } from './http/rest/refusals';
import type { Route } from './http/route';
import { soapLoginRoutes } from './http/soap-login';
import { COMPONENT_TYPES } from './metadata/component-types';
import { JUDGED_TYPES } from './metadata/component-validators';
import { metadataRoutes } from './metadata/metadata-routes';
import { pageRoutes } from './page/routes';
import { uiApiRoutes } from './ui-api/routes';

const unused = undefined as never;
const routes: readonly Route[] = [
    ...loginRoutes(unused),
    ...soapLoginRoutes(unused),
    ...localRoutes(unused, unused, unused),
    ...pageRoutes('page'),
    ...metadataRoutes,
    ...uiApiRoutes,
    ...restRoutes(uiApiRoutes)
];

const refused = new Set(REFUSALS.flatMap(({ patterns }) => patterns));
const patterns = routes.map(({ pattern }) => pattern).filter((pattern) => !refused.has(pattern));
/** The beginning of a path: whole segments, unless it ends in a slash. */
const isBelow = (pattern: string, beginning: string): boolean =>
    pattern === beginning || (pattern.startsWith(beginning.endsWith('/') ? beginning : `${beginning}/`) && beginning !== '/');
/** '/services/data' and the version itself stand for themselves only. */
const covers = (pattern: string, beginning: string): boolean =>
    /^\/services\/data(?:\/v:version)?$/.test(beginning) ? pattern === beginning : isBelow(pattern, beginning);

let served: OrgUnderTest;
beforeAll(async () => {
    served = await serveOrg();
});
afterAll(() => served.org.stop());

describe('README.md', () => {
    it('is what the tables say; npx tsx scripts/local-org/coverage-readme.ts writes it', () => {
        expect(readFileSync(path.join(__dirname, 'README.md'), 'utf8')).toBe(readmeText());
    });

    it('names folders that are there, and all of them', () => {
        const named = [...readFileSync(path.join(__dirname, 'README.md'), 'utf8').matchAll(/^\| `([a-z-]+)` /gm)].map(([, name]) => name!);
        expect(named.filter((name) => !existsSync(path.join(__dirname, name)))).toEqual([]);
        expect(named).toEqual(['http', 'bulk', 'metadata', 'model', 'formula', 'soql', 'dml', 'store', 'analytics', 'ui-api', 'page']);
    });
});

describe('coverage', () => {
    it('tells of every route', () => {
        const beginnings = RESOURCES.flatMap(({ below }) => below);
        expect(patterns.filter((pattern) => !beginnings.some((beginning) => covers(pattern, beginning)))).toEqual([]);
    });

    it.each(RESOURCES)('$what: is there, and was seen', ({ below, seenIn }) => {
        expect(below.filter((beginning) => !patterns.some((pattern) => covers(pattern, beginning)))).toEqual([]);
        expect(existsSync(path.join(__dirname, '../..', seenIn))).toBe(true);
    });

    it('names only metadata types that exist', async () => {
        const { body } = await served.call('POST', '/services/Soap/m/66.0', {
            key: null,
            headers: { 'Content-Type': 'text/xml' },
            body: `<Envelope><Header><SessionHeader><sessionId>${served.org.tokens['admin']}</sessionId></SessionHeader></Header><Body><describeMetadata/></Body></Envelope>`
        });
        for (const { name } of COMPONENT_TYPES) expect(body).toContain(`<xmlName>${name}</xmlName>`);
        for (const name of JUDGED_TYPES) expect(body).toMatch(new RegExp(`<(?:xmlName|childXmlNames)>${name}<`));
    });

    it.each(QUERIES.map(({ what, example, refused: why }) => [what, example, why] as const))('SOQL: %s', async (_, example, why) => {
        const { status, body } = await served.call('GET', `/services/data/v66.0/query?q=${encodeURIComponent(example)}`);
        expect({ status, body }).toMatchObject({ status: why === undefined ? 200 : 400 });
    });

    it.each(REFUSALS.flatMap(({ what, methods, patterns: all }) => all.map((pattern) => [pattern, what, methods[0]!] as const)))(
        'refuses %s: %s',
        async (pattern, what, method) => {
            const target = pattern.replace('v:version', 'v66.0').replace(':rest*', 'any/thing');
            await expect(served.call(method, target)).resolves.toMatchObject({
                status: 404,
                body: [{ errorCode: 'NOT_FOUND', message: expect.stringContaining(what) }]
            });
        }
    );

    it('tells every difference once', () => {
        expect(new Set(DIFFERENCES.map(({ what }) => what)).size).toBe(DIFFERENCES.length);
    });
});
