/** A Java pattern that has no faithful counterpart here. */
export class PatternError extends Error {}

const FLAGS = /^\(\?([a-zA-Z]+)\)/;
const KNOWN_FLAGS: Readonly<Record<string, string>> = { i: 'i', s: 's', m: 'm', u: '' };
const JAVA_SPACE = ' \\t\\n\\x0B\\f\\r';

/** POSIX and other named classes of Java, as the inside of a JavaScript class. */
const NAMED_CLASSES: Readonly<Record<string, string>> = {
    Lower: 'a-z',
    Upper: 'A-Z',
    ASCII: '\\x00-\\x7F',
    Alpha: 'a-zA-Z',
    Digit: '0-9',
    Alnum: 'a-zA-Z0-9',
    Punct: '!-\\/:-@\\[-`\\{-~',
    Graph: '!-~',
    Print: ' -~',
    Blank: ' \\t',
    Cntrl: '\\x00-\\x1F\\x7F',
    XDigit: '0-9a-fA-F',
    Space: JAVA_SPACE,
    IsAlphabetic: '\\p{Alphabetic}',
    IsDigit: '\\p{Nd}',
    IsLetter: '\\p{L}',
    IsUppercase: '\\p{Uppercase}',
    IsLowercase: '\\p{Lowercase}',
    IsPunctuation: '\\p{P}',
    IsLatin: '\\p{Script=Latin}'
};
const CATEGORY = /^(?:Is)?([LMNPSZC][a-z]?)$/;

/** Escapes that mean the same in both languages, outside and inside a class. */
const SHARED_ESCAPES = 'dDwWtnrf';
const SYNTAX = '^$\\.*+?()[]{}|/';

class Translation {
    #offset = 0;
    #output = '';
    readonly #source: string;

    constructor(source: string) {
        this.#source = source;
    }

    run(): string {
        while (this.#offset < this.#source.length) this.#output += this.#element();
        return this.#output;
    }

    #rest(): string {
        return this.#source.slice(this.#offset);
    }

    #take(length: number): string {
        const taken = this.#source.slice(this.#offset, this.#offset + length);
        this.#offset += length;
        return taken;
    }

    #element(): string {
        const character = this.#source[this.#offset];
        if (character === '\\') return this.#escape(false);
        if (character === '[') return this.#characterClass();
        if (character === '(') return this.#group();
        const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.#rest())?.[0];
        if (quantifier) return this.#quantifier(quantifier);
        if (character === '{') throw new PatternError('Illegal repetition');
        this.#offset += 1;
        return character === '}' || character === ']' ? `\\${character}` : character;
    }

    #quantifier(quantifier: string): string {
        this.#offset += quantifier.length;
        if (this.#source[this.#offset] === '+') throw new PatternError('possessive quantifiers are not supported by the local org');
        return quantifier;
    }

    #group(): string {
        const start = /^\((?:\?(?::|=|!|<=|<!|<[A-Za-z][A-Za-z0-9]*>))?/.exec(this.#rest())![0];
        this.#offset += start.length;
        if (start === '(' && this.#source[this.#offset] === '?') throw new PatternError('this group is not supported by the local org');
        return start;
    }

    #escape(inClass: boolean): string {
        const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(this.#rest());
        if (quoted) {
            this.#offset += quoted[0].length;
            return [...quoted[1]].map((character) => literal(character, inClass)).join('');
        }
        const named = /^\\([pP])(?:\{\^?([A-Za-z_=]+)\}|([A-Z]))/.exec(this.#rest());
        if (named) {
            this.#offset += named[0].length;
            return namedClass(named[1] === 'P', named[2] ?? named[3], inClass);
        }
        const reference = inClass ? undefined : /^\\(?:[1-9]|k<[A-Za-z][A-Za-z0-9]*>)/.exec(this.#rest())?.[0];
        if (reference) return this.#take(reference.length);
        const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]+)\})/.exec(this.#rest());
        if (code) {
            this.#offset += code[0].length;
            return `\\u{${code[1] ?? code[2] ?? code[3]}}`;
        }
        const letter = this.#take(2)[1];
        if (letter === undefined) throw new PatternError('Unexpected internal error');
        return letterEscape(letter, inClass);
    }

    #characterClass(): string {
        let output = this.#take(this.#source[this.#offset + 1] === '^' ? 2 : 1);
        let first = true;
        for (;;) {
            const character = this.#source[this.#offset];
            if (character === undefined) throw new PatternError('Unclosed character class');
            if (character === ']' && !first) return output + this.#take(1);
            if (character === '[') throw new PatternError('nested character classes are not supported by the local org');
            if (this.#rest().startsWith('&&')) throw new PatternError('intersections of classes are not supported by the local org');
            output += character === '\\' ? this.#escape(true) : classCharacter(this.#take(1));
            first = false;
        }
    }
}

const classCharacter = (character: string): string => (character === ']' ? '\\]' : character);

const literal = (character: string, inClass: boolean): string =>
    SYNTAX.includes(character) || (inClass && character === '-') ? `\\${character}` : character;

const letterEscape = (letter: string, inClass: boolean): string => {
    if (SHARED_ESCAPES.includes(letter)) return `\\${letter}`;
    if (letter === 's') return inClass ? JAVA_SPACE : `[${JAVA_SPACE}]`;
    if (letter === 'S' && !inClass) return `[^${JAVA_SPACE}]`;
    if (letter === 'h') return inClass ? ' \\t\\xA0' : '[ \\t\\xA0]';
    if (letter === 'a') return '\\x07';
    if (letter === 'e') return '\\x1B';
    if (!inClass && (letter === 'b' || letter === 'B')) return `\\${letter}`;
    if (!inClass && letter === 'A') return '(?<![\\s\\S])';
    if (!inClass && (letter === 'z' || letter === 'Z')) return '(?![\\s\\S])';
    if (/[A-Za-z0-9]/.test(letter)) throw new PatternError(`Illegal or unsupported escape sequence \\${letter}`);
    return literal(letter, inClass);
};

const namedClass = (negated: boolean, name: string, inClass: boolean): string => {
    const category = CATEGORY.exec(name)?.[1];
    const inside = NAMED_CLASSES[name] ?? (category ? `\\p{${category}}` : undefined);
    if (!inside) throw new PatternError(`Unknown character property name {${name}}`);
    if (inClass && negated) throw new PatternError('negated properties inside a class are not supported by the local org');
    if (inClass) return inside;
    return negated ? `[^${inside}]` : `[${inside}]`;
};

/**
 * A JavaScript expression that matches a whole text exactly where Java's Pattern.matches does.
 * Throws PatternError for a pattern that Java refuses or that has no counterpart.
 */
export const javaPattern = (pattern: string): RegExp => {
    let body = pattern;
    let flags = 'u';
    for (let match = FLAGS.exec(body); match; match = FLAGS.exec(body)) {
        body = body.slice(match[0].length);
        for (const flag of match[1]) {
            const known = KNOWN_FLAGS[flag];
            if (known === undefined) throw new PatternError(`inline flag ${flag} is not supported by the local org`);
            if (!flags.includes(known)) flags += known;
        }
    }
    try {
        return new RegExp(`(?<![\\s\\S])(?:${new Translation(body).run()})(?![\\s\\S])`, flags);
    } catch (error) {
        throw error instanceof PatternError ? error : new PatternError((error as Error).message);
    }
};
