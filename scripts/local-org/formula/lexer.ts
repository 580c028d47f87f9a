import type { Position } from './syntax';
import { FormulaError } from './types';

export type TokenKind = 'name' | 'number' | 'text' | 'sign' | 'end';

export interface Token {
    readonly kind: TokenKind;
    /** As written; for a text literal its unescaped value. */
    readonly text: string;
    readonly at: Position;
}

const SPACE = /[ \t\f\r\n]+/y;
/** Braces of a merge field, {!Name}, mean nothing in a formula. */
const BRACES = /\{!(?=[^}]+\})/y;
const COMMENT = /\/\*[\s\S]*?\*\//y;
const CLOSING_BRACE = /\}/y;
const NAME = /[A-Za-z$][A-Za-z0-9_$:.#]*/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
// A text literal stays on one line, and knows only these escapes: "\d" is an error, "\\d" is not.
const TEXT = /"(?:\\[nrt"'\\]|[^"\\\n\r])*"|'(?:\\[nrt"'\\]|[^'\\\n\r])*'/y;
const SIGN = /<>|!=|==|<=|>=|&&|\|\||[()+\-*/^&=<>!,]/y;

/** Of the escapes a literal may hold only these two are resolved: "\n" stays a backslash and an n. */
const unescape = (literal: string): string => literal.slice(1, -1).replace(/\\(["\\])/g, '$1');

/** Walks a source once, cutting pieces off its front and keeping count of lines. */
class Cursor {
    #offset = 0;
    #line = 1;
    #lineStart = 0;
    readonly #source: string;

    constructor(source: string) {
        this.#source = source;
    }

    get done(): boolean {
        return this.#offset >= this.#source.length;
    }

    get position(): Position {
        return { line: this.#line, column: this.#offset - this.#lineStart + 1 };
    }

    /** The character here, a surrogate pair as one. */
    get character(): string {
        return String.fromCodePoint(this.#source.codePointAt(this.#offset)!);
    }

    /** What the sticky pattern matches here. */
    take(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.#offset;
        const match = pattern.exec(this.#source)?.[0];
        if (match === undefined) return undefined;
        for (const end of match.matchAll(/\r\n|\r|\n/g)) {
            this.#line += 1;
            this.#lineStart = this.#offset + end.index + end[0].length;
        }
        this.#offset += match.length;
        return match;
    }
}

/** Cuts a formula into tokens; white space and comments are dropped. The last token is the end. Throws FormulaError. */
export const tokenize = (source: string): Token[] => {
    const tokens: Token[] = [];
    const cursor = new Cursor(source);
    let open = 0;
    while (!cursor.done) {
        if (cursor.take(SPACE) !== undefined || cursor.take(COMMENT) !== undefined) continue;
        if (cursor.take(BRACES) !== undefined) {
            open += 1;
            continue;
        }
        if (open > 0 && cursor.take(CLOSING_BRACE) !== undefined) {
            open -= 1;
            continue;
        }
        const at = cursor.position;
        const token = readToken(cursor);
        if (!token) throw unreadable(cursor.character, at);
        tokens.push({ ...token, at });
    }
    tokens.push({ kind: 'end', text: 'end of formula', at: cursor.position });
    return tokens;
};

const readToken = (cursor: Cursor): Omit<Token, 'at'> | undefined => {
    const name = cursor.take(NAME);
    if (name !== undefined) return { kind: 'name', text: name };
    const number = cursor.take(NUMBER);
    if (number !== undefined) return { kind: 'number', text: number };
    const text = cursor.take(TEXT);
    if (text !== undefined) return { kind: 'text', text: unescape(text) };
    const sign = cursor.take(SIGN);
    return sign === undefined ? undefined : { kind: 'sign', text: sign };
};

const unreadable = (character: string, { line, column }: Position): FormulaError => {
    const quote = character === '"' || character === "'";
    return new FormulaError(quote ? `Syntax error.  Missing '${character}'` : `Syntax error.  Found '${character}'`, line, column);
};
