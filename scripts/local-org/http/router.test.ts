import { createRouter } from './router';
import type { Route } from './route';

const route = (method: Route['method'], pattern: string): Route => ({ method, pattern, handle: () => ({ status: 200, body: pattern }) });

const router = createRouter([
    route('GET', '/services/data/v:version/sobjects/:object/:id'),
    route('PATCH', '/services/data/v:version/sobjects/:object/:id'),
    route('GET', '/services/data/v:version/sobjects/:object/describe'),
    route('GET', '/local/:rest*')
]);

const matched = (method: string, path: string): unknown => {
    const found = router.match(method, path);
    return found && 'route' in found ? [found.route.pattern, found.params] : found;
};

describe('createRouter', () => {
    it('prefers a literal segment to a parameter', () => {
        expect(matched('GET', '/services/data/v66.0/sobjects/Account/describe')).toEqual([
            '/services/data/v:version/sobjects/:object/describe',
            { version: '66.0', object: 'Account' }
        ]);
    });

    it('takes any version and decodes parameters after splitting', () => {
        expect(matched('GET', '/services/data/v51.0/sobjects/Account/a%2Fb%20c')).toEqual([
            '/services/data/v:version/sobjects/:object/:id',
            { version: '51.0', object: 'Account', id: 'a/b c' }
        ]);
    });

    it('takes the rest of a path', () => {
        expect(matched('GET', '/local/page/app/main.js')).toEqual(['/local/:rest*', { rest: 'page/app/main.js' }]);
    });

    it('tells the methods of a known path, and nothing of an unknown one', () => {
        expect(matched('DELETE', '/services/data/v66.0/sobjects/Account/1')).toEqual({ allowed: ['GET', 'PATCH'] });
        expect(matched('GET', '/services/data/66.0/sobjects')).toBeUndefined();
    });
});
