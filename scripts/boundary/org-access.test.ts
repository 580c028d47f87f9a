import { isToken, readLocalOrgFile } from './org-access';

describe('readLocalOrgFile', () => {
    const file = { instanceUrl: 'http://127.0.0.1:8321', users: { leader: { username: 'leader@x', accessToken: '00D!t' } } };

    it('takes the access of the user asked for', () => {
        expect(readLocalOrgFile(file, 'org.json', 'leader')).toEqual({ instanceUrl: 'http://127.0.0.1:8321', accessToken: '00D!t' });
    });

    it.each([
        ['an unknown user', file, 'revops', "names no user 'revops'"],
        ['half a file', { instanceUrl: 'http://127.0.0.1:8321' }, 'leader', 'is not what a local org writes']
    ])('refuses %s', (_, json, user, words) => {
        expect(() => readLocalOrgFile(json, 'org.json', user)).toThrow(words);
    });
});

it('tells a session id from what newer CLIs print instead', () => {
    expect(isToken('00D000000000001AAA!AQ.x_y')).toBe(true);
    expect(isToken('[REDACTED] Use the command')).toBe(false);
});
