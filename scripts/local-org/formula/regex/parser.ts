import { caseless, LETTER_CLASSES, lineEnd, opposite, propertyClass } from './code-classes';
import { lineFinish, lineStart, PLACES } from './line-places';
import type { CodeTest, Part } from './matcher';
import * as build from './matcher';
import { bounds, greedOf } from './quantifier';

/** A pattern Java refuses, or that the local org does not know. */
export class PatternError extends Error {}

interface Flags {
    readonly i: boolean;
    readonly d: boolean;
    readonly m: boolean;
    readonly s: boolean;
    readonly u: boolean;
    readonly x: boolean;
}

const NO_FLAGS: Flags = { i: false, d: false, m: false, s: false, u: false, x: false };
const CONTROL_ESCAPES: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
const OPENINGS: Readonly<Record<string, (part: Part) => Part>> = {
    '(?:': (part) => part,
    '(?>': build.atomic,
    '(?=': (part) => build.lookAhead(part, true),
    '(?!': (part) => build.lookAhead(part, false),
    '(?<=': (part) => build.lookBehind(part, true),
    '(?<!': (part) => build.lookBehind(part, false)
};

/** \Q...\E written with backslashes. */
const unquoted = (source: string): string =>
    source.replace(/\\(?:Q([\s\S]*?)(?:\\E|$)|[\s\S])/g, (escape: string, quoted: string | undefined) =>
        quoted === undefined ? escape : quoted.replace(/[^A-Za-z0-9\u0080-\uFFFF]/g, '\\$&')
    );

class Parser {
    #at = 0;
    #flags = NO_FLAGS;
    #groups = 0;
    readonly #names = new Map<string, number>();
    readonly #source: string;

    constructor(source: string) {
        this.#source = unquoted(source);
    }

    pattern(): Part {
        const part = this.#alternatives();
        if (this.#at < this.#source.length) throw new PatternError("Unmatched closing ')'");
        return part;
    }

    #take(pattern: RegExp): RegExpExecArray | undefined {
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.#source);
        if (match) this.#at += match[0].length;
        return match ?? undefined;
    }

    #sees(text: string): boolean {
        return this.#source.startsWith(text, this.#at);
    }

    #character(): string {
        const character = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
        this.#at += character.length;
        return character;
    }

    #alternatives(): Part {
        const parts = [this.#sequence()];
        while (this.#take(/\|/y)) parts.push(this.#sequence());
        return build.alternation(parts);
    }

    #sequence(): Part {
        const parts: Part[] = [];
        for (;;) {
            if (this.#flags.x) this.#take(/(?:\s|#[^\n]*)+/y);
            if (this.#at >= this.#source.length || this.#sees('|') || this.#sees(')')) break;
            const part = this.#element();
            if (part) parts.push(this.#quantified(part));
        }
        return parts.length === 0 ? build.EMPTY : build.sequence(parts);
    }

    #quantified(part: Part): Part {
        const match = this.#take(/(?:[*+?]|\{(\d{1,9})(?:(,)(\d{1,9})?)?\})([?+])?/y);
        if (!match && this.#sees('{')) throw new PatternError('Illegal repetition');
        if (!match) return part;
        const [text, least, comma, most, greed] = match;
        const [from, to] = bounds(text[0], least, comma, most);
        if (to < from) throw new PatternError('Illegal repetition range');
        // Java takes a further count for a repetition of nothing.
        while (this.#take(/\{\d+(?:,\d*)?\}/y));
        return build.repeat(part, from, to, greedOf(greed));
    }

    /** Undefined for what only sets flags. */
    #element(): Part | undefined {
        const character = this.#character();
        switch (character) {
            case '(':
                this.#at -= 1;
                return this.#group();
            case '[':
                return build.codePoint(this.#characterClass());
            case '\\':
                return this.#escape();
            case '.':
                return build.codePoint(this.#flags.s ? () => true : opposite(lineEnd(this.#flags.d)));
            case '^':
                return build.anchor(lineStart(this.#flags));
            case '$':
                return build.anchor(lineFinish(this.#flags));
            case '*':
            case '+':
            case '?':
                throw new PatternError(`Dangling meta character '${character}'`);
            case '{':
                throw new PatternError('Illegal repetition');
            default:
                return build.codePoint(this.#literal(character.codePointAt(0)!));
        }
    }

    #literal(code: number): CodeTest {
        const test: CodeTest = (other) => other === code;
        return this.#flags.i ? caseless(test, this.#flags.u) : test;
    }

    #group(): Part | undefined {
        const flags = this.#take(/\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y);
        if (flags && (flags[1] !== '' || flags[2] !== undefined)) return this.#flagged(flags[1], flags[2] ?? '', flags[3] === ')');
        if (flags) this.#at -= flags[0].length;
        const opening = this.#take(/\(\?(?:[:>=!]|<[=!])/y)?.[0];
        if (opening) {
            const part = this.#inside();
            if (opening.startsWith('(?<') && part.longest === Number.POSITIVE_INFINITY) {
                throw new PatternError('Look-behind group does not have an obvious maximum length');
            }
            return OPENINGS[opening](part);
        }
        const name = this.#take(/\((?:\?<([A-Za-z][A-Za-z0-9]*)>)?/y)![1];
        if (this.#sees('?')) throw new PatternError('Unknown inline modifier or group');
        this.#groups += 1;
        const index = this.#groups;
        if (name !== undefined) {
            if (this.#names.has(name)) throw new PatternError(`Named capturing group <${name}> is already defined`);
            this.#names.set(name, index);
        }
        return build.capture(index, this.#inside());
    }

    /** The rest of a group up to its end; flags set inside end with it. */
    #inside(): Part {
        const flags = this.#flags;
        const part = this.#alternatives();
        if (!this.#take(/\)/y)) throw new PatternError('Unclosed group');
        this.#flags = flags;
        return part;
    }

    #flagged(on: string, off: string, alone: boolean): Part | undefined {
        const before = this.#flags;
        const set = (letters: string, value: boolean): void => {
            for (const letter of letters) {
                if (!Object.hasOwn(NO_FLAGS, letter)) throw new PatternError(`Unknown inline modifier ${letter}`);
                this.#flags = { ...this.#flags, [letter]: value };
            }
        };
        set(on, true);
        set(off, false);
        if (alone) return undefined;
        const part = this.#inside();
        this.#flags = before;
        return part;
    }

    #escape(): Part {
        const reference = this.#take(/([1-9])|k<([A-Za-z][A-Za-z0-9]*)>/y);
        if (reference) return build.backReference(this.#referred(reference[1], reference[2]), this.#fold());
        const place = this.#take(/[bBAzZ]/y)?.[0];
        if (place) return build.anchor(PLACES[place]);
        if (this.#take(/R/y)) {
            const single = build.codePoint(LETTER_CLASSES.v);
            const pair = build.sequence([13, 10].map((code) => build.codePoint((other) => other === code)));
            return build.alternation([pair, single]);
        }
        const named = this.#classEscape();
        return build.codePoint(named ?? this.#literal(this.#codeEscape()));
    }

    /** A number grows as long as there are so many groups. */
    #referred(digit: string | undefined, name: string | undefined): number {
        if (name !== undefined) {
            const known = this.#names.get(name);
            if (known === undefined) throw new PatternError(`Named capturing group <${name}> does not exist`);
            return known;
        }
        let index = Number(digit);
        for (let next = this.#take(/\d/y); next; next = this.#take(/\d/y)) {
            const longer = index * 10 + Number(next[0]);
            if (longer > this.#groups) {
                this.#at -= 1;
                break;
            }
            index = longer;
        }
        return index;
    }

    #fold(): (text: string) => string {
        if (!this.#flags.i) return (text) => text;
        if (this.#flags.u) return (text) => text.toUpperCase().toLowerCase();
        return (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    }

    /** \d, \p{L} and the like, behind the backslash. */
    #classEscape(): CodeTest | undefined {
        const letter = this.#take(/[dDwWsShHvV]/y)?.[0];
        if (letter) return LETTER_CLASSES[letter];
        const property = this.#take(/([pP])(?:\{(\^?)([A-Za-z_=]+)\}|([A-Z]))/y);
        if (!property) return undefined;
        const [, kind, caret, long, short] = property;
        const test = propertyClass(long ?? short);
        if (!test) throw new PatternError(`Unknown character property name {${long ?? short}}`);
        return (kind === 'P') !== (caret === '^') ? opposite(test) : test;
    }

    /** A character written as an escape, behind the backslash. */
    #codeEscape(): number {
        const code = this.#take(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\}/y);
        if (code) return Number.parseInt(code[1] ?? code[2] ?? code[3], 16);
        const octal = this.#take(/0([0-3][0-7]{2}|[0-7]{1,2})/y);
        if (octal) return Number.parseInt(octal[1], 8);
        const control = this.#take(/c([\s\S])/y);
        if (control) return control[1].charCodeAt(0) ^ 64;
        if (this.#at >= this.#source.length) throw new PatternError('Unexpected internal error');
        const letter = this.#character();
        if (Object.hasOwn(CONTROL_ESCAPES, letter)) return CONTROL_ESCAPES[letter];
        if (/[A-Za-z0-9]/.test(letter)) throw new PatternError(`Illegal or unsupported escape sequence \\${letter}`);
        return letter.codePointAt(0)!;
    }

    /** Behind its opening bracket. A bracket that closes right away stands for itself. */
    #characterClass(): CodeTest {
        const negated = this.#take(/\^/y) !== undefined;
        let result: CodeTest | undefined;
        let tests: CodeTest[] = [];
        let first = true;
        for (;;) {
            if (this.#at >= this.#source.length) throw new PatternError('Unclosed character class');
            if (!first && this.#take(/\]/y)) break;
            if (this.#take(/&&/y)) {
                result = both(result, tests);
                tests = [];
            } else {
                tests.push(this.#classItem());
            }
            first = false;
        }
        const whole = both(result, tests)!;
        return negated ? opposite(whole) : whole;
    }

    #classItem(): CodeTest {
        if (this.#take(/\[/y)) return this.#characterClass();
        if (this.#take(/\\/y)) {
            const named = this.#classEscape();
            return named ?? this.#range(this.#codeEscape());
        }
        return this.#range(this.#character().codePointAt(0)!);
    }

    #range(from: number): CodeTest {
        if (!this.#take(/-(?![\][])/y)) return this.#literal(from);
        if (this.#at >= this.#source.length) throw new PatternError('Unclosed character class');
        const to = this.#take(/\\/y) ? this.#codeEscape() : this.#character().codePointAt(0)!;
        if (to < from) throw new PatternError('Illegal character range');
        const test: CodeTest = (code) => code >= from && code <= to;
        return this.#flags.i ? caseless(test, this.#flags.u) : test;
    }
}

/** What is in the class so far and in one of the tests; an empty list adds no condition. */
const both = (result: CodeTest | undefined, tests: readonly CodeTest[]): CodeTest | undefined => {
    if (tests.length === 0) return result;
    const any: CodeTest = (code) => tests.some((test) => test(code));
    return result ? (code) => result(code) && any(code) : any;
};

/** Reads a pattern of java.util.regex. Throws PatternError. */
export const parsePattern = (source: string): Part => {
    try {
        return new Parser(source).pattern();
    } catch (error) {
        if (error instanceof RangeError) throw new PatternError('the pattern is nested too deeply');
        throw error;
    }
};
