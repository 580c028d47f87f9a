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
const COMMENT = /\/\*[\s\S]*?\*\//y;
const NAME = /[A-Za-z$][A-Za-z0-9_$:.#]*/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
// A text literal stays on one line, and knows only these escapes: "\d" is an error, "\\d" is not.
const TEXT = /"(?:\\[nrt"'\\]|[^"\\\n\r])*"|'(?:\\[nrt"'\\]|[^'\\\n\r])*'/y;
const SIGN = /<>|!=|==|<=|>=|&&|\|\||[()+\-*/^&=<>!,]/y;

/** Of the escapes a literal may hold only these two are resolved: "\n" stays a backslash and an n. */
const unescape = (literal: string): string => literal.slice(1, -1).replace(/\\(["\\])/g, '$1');

/** Line and column of an offset. */
const positionAt = (source: string, offset: number): Position => {
    const before = source.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: before.length, column: before[before.length - 1].length + 1 };
};

/** Cuts a formula into tokens; white space and comments are dropped. The last token is the end. Throws FormulaError. */
export const tokenize = (source: string): Token[] => {
    const tokens: Token[] = [];
    let offset = 0;
    const take = (pattern: RegExp): string | undefined => {
        pattern.lastIndex = offset;
        const match = pattern.exec(source)?.[0];
        if (match !== undefined) offset += match.length;
        return match;
    };
    while (offset < source.length) {
        if (take(SPACE) !== undefined || take(COMMENT) !== undefined) continue;
        const start = offset;
        const token = readToken(take);
        if (!token) throw unreadable(source, start);
        tokens.push({ ...token, at: positionAt(source, start) });
    }
    tokens.push({ kind: 'end', text: 'end of formula', at: positionAt(source, source.length) });
    return tokens;
};

const readToken = (take: (pattern: RegExp) => string | undefined): Omit<Token, 'at'> | undefined => {
    const name = take(NAME);
    if (name !== undefined) return { kind: 'name', text: name };
    const number = take(NUMBER);
    if (number !== undefined) return { kind: 'number', text: number };
    const text = take(TEXT);
    if (text !== undefined) return { kind: 'text', text: unescape(text) };
    const sign = take(SIGN);
    return sign === undefined ? undefined : { kind: 'sign', text: sign };
};

const unreadable = (source: string, offset: number): FormulaError => {
    const { line, column } = positionAt(source, offset);
    const character = String.fromCodePoint(source.codePointAt(offset)!);
    if (character === '"' || character === "'") return new FormulaError(`Syntax error.  Missing '${character}'`, line, column);
    return new FormulaError(`Syntax error.  Found '${character}'`, line, column);
};
