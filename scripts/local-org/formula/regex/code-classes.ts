import type { CodeTest } from './matcher';

const within =
    (pattern: RegExp): CodeTest =>
    (code) =>
        pattern.test(String.fromCodePoint(code));

/** POSIX, java.lang.Character and binary-property names of \p{...}. */
const NAMED: Readonly<Record<string, RegExp>> = {
    Lower: /[a-z]/,
    Upper: /[A-Z]/,
    ASCII: /[\0-\x7F]/,
    Alpha: /[a-zA-Z]/,
    Digit: /[0-9]/,
    Alnum: /[a-zA-Z0-9]/,
    Punct: /[!-/:-@[-`{-~]/,
    Graph: /[!-~]/,
    Print: /[ -~]/,
    Blank: /[ \t]/,
    Cntrl: /[\0-\x1F\x7F]/,
    XDigit: /[0-9a-fA-F]/,
    Space: /[ \t\n\v\f\r]/,
    javaLowerCase: /\p{Lowercase}/u,
    javaUpperCase: /\p{Uppercase}/u,
    javaWhitespace: /[\t-\r\x1C-\x1F]|(?![\xA0\u2007\u202F])\p{Z}/u,
    javaLetter: /\p{L}/u,
    javaDigit: /\p{Nd}/u,
    javaLetterOrDigit: /[\p{L}\p{Nd}]/u,
    IsAlphabetic: /\p{Alphabetic}/u,
    IsIdeographic: /\p{Ideographic}/u,
    IsLetter: /\p{L}/u,
    IsLowercase: /\p{Lowercase}/u,
    IsUppercase: /\p{Uppercase}/u,
    IsTitlecase: /\p{Lt}/u,
    IsPunctuation: /\p{P}/u,
    IsControl: /\p{Cc}/u,
    IsWhite_Space: /\p{White_Space}/u,
    IsDigit: /\p{Nd}/u
};

const CATEGORY = /^(?:Is|gc=|general_category=)?([LMNPSZC][a-z]?)$/;
const SCRIPT = /^(?:Is|script=|sc=)([A-Z][A-Za-z_]*)$/;

/** The class a \p{name} means; undefined when there is none. */
export const propertyClass = (name: string): CodeTest | undefined => {
    if (Object.hasOwn(NAMED, name)) return within(NAMED[name]);
    const category = CATEGORY.exec(name)?.[1];
    const script = SCRIPT.exec(name)?.[1];
    try {
        if (category) return within(new RegExp(`\\p{${category}}`, 'u'));
        return script ? within(new RegExp(`\\p{Script=${script}}`, 'u')) : undefined;
    } catch {
        return undefined;
    }
};

const oneOf = (characters: string): CodeTest => {
    const codes = new Set([...characters].map((character) => character.codePointAt(0)!));
    return (code) => codes.has(code);
};

export const opposite =
    (test: CodeTest): CodeTest =>
    (code) =>
        !test(code);

const DIGIT: CodeTest = (code) => code >= 48 && code <= 57;
const WORD = within(/\w/);
const SPACE = oneOf(' \t\n\v\f\r');
const HORIZONTAL = within(/[ \t\xA0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]/);
const VERTICAL = oneOf('\n\v\f\r\x85\u2028\u2029');

/** Classes of one letter, as in \d; ASCII unless said otherwise. */
export const LETTER_CLASSES: Readonly<Record<string, CodeTest>> = {
    d: DIGIT,
    D: opposite(DIGIT),
    w: WORD,
    W: opposite(WORD),
    s: SPACE,
    S: opposite(SPACE),
    h: HORIZONTAL,
    H: opposite(HORIZONTAL),
    v: VERTICAL,
    V: opposite(VERTICAL)
};

/** What ends a line; with (?d) only a line feed does. */
export const lineEnd = (unixLines: boolean): CodeTest => oneOf(unixLines ? '\n' : '\n\r\x85\u2028\u2029');

/** What \b takes for part of a word. */
export const isWordCode = within(/[\p{L}\p{Nd}_]/u);

/** A test of single characters or ranges that does not see case; beyond ASCII only where the pattern asks for it. */
export const caseless = (test: CodeTest, unicode: boolean): CodeTest => {
    if (!unicode) {
        return (code) => test(code) || (((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) && test(code ^ 32));
    }
    return (code) => {
        const character = String.fromCodePoint(code);
        return [character, character.toLowerCase(), character.toUpperCase()].some((form) => test(form.codePointAt(0)!));
    };
};
