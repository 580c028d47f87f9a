import fc from 'fast-check';
import { javaPattern, PatternError, PatternTooComplicated } from './java-pattern';

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
        ['\\s', '\u00a0', false],
        ['a++b', 'aab', true],
        ['a++ab', 'aab', false],
        ['(?>a|ab)c', 'abc', false],
        ['(?:a|ab)c', 'abc', true],
        ['[a-z&&[^aeiou]]+', 'xyz', true],
        ['[a-z&&[^aeiou]]+', 'xaz', false],
        ['[a[0-9]]+', 'a1', true],
        ['[\\w&&[^_]]+', 'a_', false],
        ['a(?i)b', 'aB', true],
        ['a(?i)b', 'AB', false],
        ['(?i:a)b', 'Ab', true],
        ['(?x)a b # c', 'ab', true],
        ['(?i)ä', 'Ä', false],
        ['(?iu)ä', 'Ä', true],
        ['.', '\u{1F600}', true],
        ['(?=.*\\d)(?=.*[a-z]).{4,8}', 'abc1', true],
        ['(?=.*\\d)(?=.*[a-z]).{4,8}', 'abcd', false],
        ['\\w+(?<!x)', 'abx', false],
        ['(?<=a)b|ab', 'ab', true],
        ['[a-]+', 'a-', true],
        ['[\\w-.]+', 'a.-', true],
        ['a{2}{3}', 'aa', true],
        ['(a)|b\\1', 'b', false],
        ['(a*)*', 'aaa', true],
        ['(?:a|b)*?c', 'abac', true],
        ['a\\Rb', 'a\r\nb', true],
        ['(?m)^a$\\n^b$', 'a\nb', true],
        ['abc$', 'abc\n', false],
        ['\\bcat\\b', 'cat', true],
        ['\\061', '1', true],
        ['(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10', 'abcdefghijj', true],
        ['(a)\\10', 'aa0', true]
    ];
    it.each(rows)('%s on %j: %p', (pattern, text, matches) => expect(javaPattern(pattern).test(text)).toBe(matches));

    it.each([
        '(',
        '[a',
        '*',
        'a**',
        '{',
        'a{2,1}',
        'a{,2}',
        '\\y',
        '\\p{Foo}',
        'a\\',
        ')',
        '[z-a]',
        '(?<=a*)b',
        '(?<n>a)(?<n>b)',
        '\\k<n>',
        '(?q)a'
    ])('refuses %s', (pattern) => {
        expect(() => javaPattern(pattern)).toThrow(PatternError);
    });

    it.each(['(a+)+', '(a|a)*', '(a|aa)+', '(.*)(.*)(.*)(.*)(.*)x'])('gives up on %s before it blocks', (pattern) => {
        expect(() => javaPattern(`${pattern}b`).test('a'.repeat(1000))).toThrow(PatternTooComplicated);
    });

    it('reads long texts', () => {
        expect(javaPattern('(?s).*END').test(`${'x\n'.repeat(50_000)}END`)).toBe(true);
        expect(javaPattern('[^x]*+').test('y'.repeat(100_000))).toBe(true);
    });

    it('compiles any pattern or refuses it', () => {
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

    it('agrees with JavaScript where the two languages are one', () => {
        const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(?:ab)', '(a)?b', '\\d', '1', '(?=a)', '(?!b)');
        const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}', '{2,}?');
        const part = fc.tuple(atom, quantifier).map(([one, how]) => (one.startsWith('(?=') || one.startsWith('(?!') ? one : one + how));
        const pattern = fc.array(
            fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
            { minLength: 1, maxLength: 2 }
        );
        const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 8 });
        fc.assert(
            fc.property(pattern, text, (parts, subject) => {
                const source = parts.join('|');
                expect(javaPattern(source).test(subject)).toBe(new RegExp(`^(?:${source})$`).test(subject));
            }),
            { numRuns: 3000 }
        );
    });
});
