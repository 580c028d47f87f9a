import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

it('writes the example of RFC 8785, section 3.2', () => {
    const value = JSON.parse(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    );
    expect(canonicalJson(value)).toBe(
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    );
});

it('sorts keys by UTF-16 code units, as section 3.2.3 asks', () => {
    const value = {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis'
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).map(String)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map(([, text]) => text)).toEqual([
        'Carriage Return',
        'One',
        'Control',
        'Latin Small Letter O With Diaeresis',
        'Euro Sign',
        'Emoji: Grinning Face',
        'Hebrew Letter Dalet With Dagesh'
    ]);
});

it('means the same value, and does not depend on the order of keys', () => {
    fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
            const text = canonicalJson(value);
            expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
            expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
        })
    );
});

it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('NaN has no JSON form');
});
