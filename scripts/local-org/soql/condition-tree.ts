import { malformed, notSupported } from './query-error';
import type { Condition, HavingClause, ValueQueryCondition, WhereClause } from '@jetstreamapp/soql-parser-js';

export type FieldTest = Exclude<Condition | ValueQueryCondition, { openParen: number }> & { openParen?: number; closeParen?: number };

export type ConditionTree =
    | { readonly kind: 'and' | 'or'; readonly parts: readonly ConditionTree[] }
    | { readonly kind: 'not'; readonly part: ConditionTree }
    | { readonly kind: 'test'; readonly test: FieldTest };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | FieldTest;

/**
 * The parser hands conditions over as a chain with counts of parentheses; this rebuilds the tree. As in an org, AND and
 * OR on one level need parentheses, and NOT may only begin an expression or a parenthesis.
 */
export const conditionTree = (soql: string, clause: WhereClause | HavingClause): ConditionTree => {
    const tokens = tokensOf(clause);
    // The parser drops one of three NOTs in a row; its parentheses then no longer match.
    if (tokens.filter((token) => token === '(').length !== tokens.filter((token) => token === ')').length)
        throw notSupported('NOT inside NOT inside NOT');
    let next = 0;
    const unexpected = () => malformed(soql, `unexpected token: '${typeof tokens[next] === 'string' ? tokens[next] : '<EOF>'}'`);

    const operand = (mayNegate: boolean): ConditionTree => {
        const token = tokens[next];
        if (token === 'NOT' && mayNegate) {
            next += 1;
            return { kind: 'not', part: operand(false) };
        }
        if (token === '(') {
            next += 1;
            const inner = expression();
            if (tokens[next] !== ')') throw unexpected();
            next += 1;
            return inner;
        }
        if (token === undefined || typeof token === 'string') throw unexpected();
        next += 1;
        return { kind: 'test', test: token };
    };
    const expression = (): ConditionTree => {
        const parts = [operand(true)];
        const operator = tokens[next];
        if (operator !== 'AND' && operator !== 'OR') return parts[0];
        while (tokens[next] === operator) {
            next += 1;
            parts.push(operand(false));
        }
        return { kind: operator === 'AND' ? 'and' : 'or', parts };
    };

    const tree = expression();
    if (next < tokens.length) throw unexpected();
    return tree;
};

const tokensOf = (clause: WhereClause | HavingClause): Token[] => {
    const tokens: Token[] = [];
    for (let at: WhereClause | HavingClause | undefined = clause; at; at = 'right' in at ? at.right : undefined) {
        const left = at.left as (FieldTest & { openParen?: number; closeParen?: number }) | { openParen: number } | null;
        for (let i = 0; i < (left?.openParen ?? 0); i += 1) tokens.push('(');
        if (left && 'operator' in left) tokens.push(left);
        for (let i = 0; left && 'closeParen' in left && i < (left.closeParen ?? 0); i += 1) tokens.push(')');
        if ('operator' in at && at.operator) tokens.push(at.operator.toUpperCase() as Token);
    }
    return tokens;
};
