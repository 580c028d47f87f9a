import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { credentialsOf, isSameOrigin } from '../http/credentials';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { ApiError } from '../model/org';
import { describeApp, describePage } from './deployed-app';
import { describeActions } from './record-actions';

interface Asset {
    readonly content: Buffer;
    readonly zipped: Buffer | undefined;
    readonly type: string;
    readonly modified: number;
}

const types: Record<string, string> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml'
};

/** Base components put style attributes on their elements; everything else comes from this org's own files. */
const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'"
].join('; ');

const pageHeaders = {
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Frame-Options': 'DENY'
};

const missingPage =
    '<!doctype html><html lang="en"><title>Local org</title><body><h1>The page is not built yet</h1><p>Run <code>npm run build</code> and reload. The org itself is running.</p></body></html>';

/** Files of the built page, kept in memory until they change on disk. */
const assetReader = (folder: string): ((name: string) => Asset | undefined) => {
    const known = new Map<string, Asset>();
    return (name) => {
        const file = [path.join(folder, 'assets', name), path.join(folder, 'vendor', name)].find((each) => existsSync(each));
        const type = types[path.extname(name)];
        if (!file || !type) return undefined;
        const modified = statSync(file).mtimeMs;
        const seen = known.get(file);
        if (seen?.modified === modified) return seen;
        const asset = {
            content: readFileSync(file),
            zipped: existsSync(`${file}.gz`) ? readFileSync(`${file}.gz`) : undefined,
            type,
            modified
        };
        known.set(file, asset);
        return asset;
    };
};

const acceptsGzip = (request: OrgRequest): boolean => /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');

const sendAsset = (request: OrgRequest, asset: Asset | undefined): OrgResponse => {
    if (!asset)
        return {
            status: 404,
            headers: { 'Content-Type': 'text/plain; charset=utf-8' },
            body: 'There is no such file on the page. Reload it.'
        };
    const headers = {
        'Content-Type': asset.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': policy,
        Vary: 'Accept-Encoding'
    };
    if (asset.zipped && acceptsGzip(request))
        return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: asset.zipped };
    return { status: 200, headers, body: asset.content };
};

const namePattern = /^[\w.-]+$/;

/** Who the browser's cookie says is looking; null for a first visit, which is no error. */
const describeVisitor = (request: OrgRequest, org: LocalOrg): Record<string, unknown> => {
    const credentials = credentialsOf(request.headers);
    if (!credentials || !isSameOrigin(request.headers)) return { user: null };
    try {
        return describeApp(org.state, org.authenticate(credentials.token));
    } catch (error) {
        if (error instanceof ApiError) return { user: null };
        throw error;
    }
};

/** The org's page: its files, its addresses, and what it has to know about the deployed app. `folder` is where the page was built. */
export const pageRoutes = (folder: string): Route[] => {
    const read = assetReader(folder);
    const index = (): OrgResponse => {
        const page = read('index.html');
        const headers = { ...pageHeaders, 'Content-Type': types['.html']!, 'Cache-Control': 'no-cache' };
        return page ? { status: 200, headers, body: page.content } : { status: 503, headers, body: missingPage };
    };
    return [
        { method: 'GET', pattern: '/', open: true, handle: index },
        { method: 'GET', pattern: '/lightning/:rest*', open: true, handle: index },
        {
            method: 'GET',
            pattern: '/page/assets/:name',
            open: true,
            handle: (request) => sendAsset(request, namePattern.test(request.params['name']!) ? read(request.params['name']!) : undefined)
        },
        {
            method: 'GET',
            pattern: '/local/page/session',
            open: true,
            handle: (request, org) => ({ status: 200, body: describeVisitor(request, org) })
        },
        {
            method: 'GET',
            pattern: '/local/page/flexipage/:kind/:name',
            handle: (request, org) => ({ status: 200, body: describePage(org.state, request.params['kind']!, request.params['name']!) })
        },
        {
            method: 'GET',
            pattern: '/local/page/actions/:object',
            handle: (request, org) => ({ status: 200, body: { actions: describeActions(org.state, request.params['object']!) } })
        }
    ];
};
