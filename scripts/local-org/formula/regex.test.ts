import fc from 'fast-check';
import { javaPattern, PatternError } from './regex';

// What java.util.regex.Pattern.matches answers, by its documentation.
describe('javaPattern', () => {
    const rows: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
        ['a', 'a', true],
        ['a', 'ab', false],
        ['a|ab', 'ab', true],
        ['', '', true],
        ['.*', 'a\nb', false],
        ['(?s).*', 'a\nb', true],
        ['(?i)tbd|tba', 'TBA', true],
        ['[0-9]{3}-[0-9]{4}', '555-1234', true],
        ['\\d{5}(-\\d{4})?', '94105-1234', true],
        ['[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}', 'a.b@c.org', true],
        ['(\\w)\\1', 'aa', true],
        ['(\\w)\\1', 'ab', false],
        ['\\p{Upper}+', 'ABC', true],
        ['\\p{Upper}+', 'ABc', false],
        ['\\p{L}+', 'Größe', true],
        ['[\\p{Alpha}\\s]+', 'a b', true],
        ['\\P{Digit}+', 'ab1', false],
        ['\\Qa.b\\E', 'a.b', true],
        ['\\Qa.b\\E', 'axb', false],
        ['\\x41\\u0042', 'AB', true],
        ['\\_\\-\\@', '_-@', true],
        ['[\\-\\.]+', '-.', true],
        ['[]a]+', ']a', true],
        ['}', '}', true],
        ['^abc$', 'abc', true],
        ['(?<year>\\d{4})-\\k<year>', '2024-2024', true],
        ['\\Aabc\\z', 'abc', true],
        ['\\s', '\u00a0', false]
    ];
    it.each(rows)('%s on %j: %p', (pattern, text, matches) => expect(javaPattern(pattern).test(text)).toBe(matches));

    it.each(['a++', '(?>a)', '[a-z&&[^b]]', '[a[b]]', 'a(?i)b', '(?x)a', '(', '[a', '*', '{', '\\y', '\\p{Foo}', 'a\\'])(
        'refuses %s',
        (pattern) => {
            expect(() => javaPattern(pattern)).toThrow(PatternError);
        }
    );

    it('translates any pattern or refuses it', () => {
        const pieces = fc.constantFrom(
            'a',
            '.',
            '*',
            '+',
            '?',
            '(',
            ')',
            '[',
            ']',
            '^',
            '$',
            '|',
            '\\',
            'd',
            'Q',
            'E',
            '{',
            '}',
            '2',
            ',',
            '-',
            '&&',
            'p{L}',
            '(?i)',
            '(?:'
        );
        fc.assert(
            fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
                try {
                    javaPattern(parts.join(''));
                } catch (error) {
                    expect(error).toBeInstanceOf(PatternError);
                }
            }),
            { numRuns: 1000 }
        );
    });
});
