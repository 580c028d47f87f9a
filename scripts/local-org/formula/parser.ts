import type { Token } from './lexer';
import { tokenize } from './lexer';
import type { BinaryOperator, Expression, Position, UnaryOperator } from './syntax';
import { FormulaError } from './types';

/** Deeper nesting is refused before it can exhaust the stack. */
const DEEPEST = 200;

/**
 * Binary operators from loose to tight. The platform's grammar puts ^ between + and *, so 2 * 3 ^ 2 is 36;
 * unary operators bind tightest, so -2 ^ 2 is 4. All are left-associative.
 */
const LEVELS: readonly Readonly<Record<string, BinaryOperator>>[] = [
    { '||': '||' },
    { '&&': '&&' },
    { '=': '=', '==': '=', '<>': '<>', '!=': '<>' },
    { '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
    { '+': '+', '-': '-', '&': '&' },
    { '^': '^' },
    { '*': '*', '/': '/' }
];

class Parser {
    #index = 0;
    #depth = 0;
    readonly #tokens: readonly Token[];

    constructor(tokens: readonly Token[]) {
        this.#tokens = tokens;
    }

    formula(): Expression {
        const expression = this.#binary(0);
        const rest = this.#peek();
        if (rest.kind !== 'end') throw problem(`Syntax error. Extra ${rest.text}`, rest.at);
        return expression;
    }

    #peek(): Token {
        return this.#tokens[this.#index];
    }

    #next(): Token {
        const token = this.#peek();
        if (token.kind !== 'end') this.#index += 1;
        return token;
    }

    #takeSign(text: string): boolean {
        const token = this.#peek();
        if (token.kind !== 'sign' || token.text !== text) return false;
        this.#index += 1;
        return true;
    }

    #binary(level: number): Expression {
        if (level === LEVELS.length) return this.#unary();
        let left = this.#binary(level + 1);
        for (;;) {
            const token = this.#peek();
            const operator = token.kind === 'sign' ? LEVELS[level][token.text] : undefined;
            if (!operator) return left;
            this.#next();
            left = { kind: 'binary', operator, left, right: this.#binary(level + 1), at: token.at };
        }
    }

    #unary(): Expression {
        const token = this.#peek();
        const operator = unaryOperator(token);
        if (!operator) return this.#primary();
        this.#next();
        return this.#nested(token.at, () => ({ kind: 'unary', operator, operand: this.#unary(), at: token.at }));
    }

    #primary(): Expression {
        const token = this.#next();
        const { at } = token;
        if (token.kind === 'number') return { kind: 'number', digits: token.text, at };
        if (token.kind === 'text') return { kind: 'text', value: token.text, at };
        if (token.kind === 'name') return this.#named(token);
        if (token.text === '(' && token.kind === 'sign') return this.#nested(at, () => this.#closed(this.#binary(0)));
        throw problem(`Syntax error.  Found '${token.text}'`, at);
    }

    #named({ text, at }: Token): Expression {
        const keyword = text.toLowerCase();
        if (keyword === 'true' || keyword === 'false') return { kind: 'boolean', value: keyword === 'true', at };
        if (keyword === 'null') return { kind: 'null', at };
        if (!this.#takeSign('(')) return { kind: 'field', name: text, at };
        return this.#nested(at, () => ({ kind: 'call', name: text.toUpperCase(), args: this.#args(), at }));
    }

    #args(): Expression[] {
        if (this.#takeSign(')')) return [];
        const args = [this.#binary(0)];
        while (this.#takeSign(',')) args.push(this.#binary(0));
        this.#close();
        return args;
    }

    #closed(expression: Expression): Expression {
        this.#close();
        return expression;
    }

    #close(): void {
        if (!this.#takeSign(')')) throw problem("Syntax error.  Missing ')'", this.#peek().at);
    }

    #nested(at: Position, parse: () => Expression): Expression {
        this.#depth += 1;
        if (this.#depth > DEEPEST) throw problem(`Formula is nested too deeply. The local org reads ${DEEPEST} levels`, at);
        const expression = parse();
        this.#depth -= 1;
        return expression;
    }
}

const unaryOperator = (token: Token): UnaryOperator | undefined => {
    if (token.kind === 'name') return token.text.toLowerCase() === 'not' ? 'NOT' : undefined;
    if (token.kind !== 'sign') return undefined;
    if (token.text === '!') return 'NOT';
    return token.text === '+' || token.text === '-' ? token.text : undefined;
};

const problem = (message: string, at: Position): FormulaError => new FormulaError(message, at.line, at.column);

/** Reads a formula. Throws FormulaError with line and column. */
export const parseFormula = (source: string): Expression => new Parser(tokenize(source)).formula();
