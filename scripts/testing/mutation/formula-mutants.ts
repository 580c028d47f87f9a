import { parseFormula } from '../../local-org/formula/parser';
import type { Expression } from '../../local-org/formula/syntax';

/** A formula with one thing wrong, and what that is. */
export interface FormulaMutant {
    readonly change: string;
    readonly formula: string;
}

type Call = Extract<Expression, { kind: 'call' }>;
type Binary = Extract<Expression, { kind: 'binary' }>;
interface Changed {
    readonly change: string;
    readonly to: Expression;
}

/** Comparisons and what they are taken for: off by the boundary, and `=` for its opposite. */
const WEAKENED: Readonly<Record<string, Binary['operator']>> = { '>': '>=', '>=': '>', '<': '<=', '<=': '<', '=': '<>', '<>': '=' };
/** Letters of an expression that are told in full. */
const LONGEST = 90;
/** Functions whose arguments stand side by side: each can be forgotten alone. */
const LISTS = ['AND', 'OR', 'MIN', 'MAX'];

/**
 * Every way in which one place of a formula can be wrong: a conjunct, an alternative, a branch or a case forgotten, a comparison off
 * by its boundary, a number off by one, a NOT lost. Throws FormulaError when the formula does not parse.
 */
export function formulaMutants(formula: string): readonly FormulaMutant[] {
    return changesOf(parseFormula(formula)).map(({ change, to }) => ({ change, formula: written(to) }));
}

function changesOf(expression: Expression): Changed[] {
    return [...ownChanges(expression), ...innerChanges(expression)];
}

function ownChanges(expression: Expression): Changed[] {
    switch (expression.kind) {
        case 'call':
            return callChanges(expression);
        case 'binary':
            return binaryChanges(expression);
        case 'number':
            return [{ change: `${expression.digits} plus one`, to: { ...expression, digits: plusOne(expression.digits) } }];
        case 'unary':
            return expression.operator === 'NOT' ? [{ change: `lost ${brief(expression)}`, to: expression.operand }] : [];
        default:
            return [];
    }
}

function callChanges(call: Call): Changed[] {
    const { name, args } = call;
    if (LISTS.includes(name) && args.length > 1)
        return args.map((arg, index) => ({
            change: `${labelOf(call)} without ${brief(arg)}`,
            to: { ...call, args: without(args, index, 1) }
        }));
    if (name === 'CASE' && args.length > 4)
        return args.slice(1, -1).flatMap((arg, index) =>
            // Pairs of value and result follow the expression.
            index % 2 === 0 ? [{ change: `CASE without ${brief(arg)}`, to: { ...call, args: without(args, index + 1, 2) } }] : []
        );
    if (name === 'IF') return [1, 2].map((branch) => ({ change: `always ${brief(args[branch]!)}`, to: args[branch]! }));
    return [];
}

function binaryChanges(expression: Binary): Changed[] {
    const { operator, left, right } = expression;
    if (operator === '&') return [left, right].map((to, index) => ({ change: `& without ${brief(index === 0 ? right : left)}`, to }));
    const weaker = WEAKENED[operator];
    return weaker ? [{ change: `${brief(expression)} with ${weaker}`, to: { ...expression, operator: weaker } }] : [];
}

function innerChanges(expression: Expression): Changed[] {
    switch (expression.kind) {
        case 'call':
            return expression.args.flatMap((arg, index) =>
                changesOf(arg).map(({ change, to }) => ({
                    change: `${placeIn(expression, index)}${change}`,
                    to: { ...expression, args: expression.args.map((each, at) => (at === index ? to : each)) }
                }))
            );
        case 'unary':
            return changesOf(expression.operand).map(({ change, to }) => ({ change, to: { ...expression, operand: to } }));
        case 'binary':
            return [
                ...changesOf(expression.left).map(({ change, to }) => ({
                    change: `${placeBeside(expression, expression.left)}${change}`,
                    to: { ...expression, left: to }
                })),
                ...changesOf(expression.right).map(({ change, to }) => ({
                    change: `${placeBeside(expression, expression.right)}${change}`,
                    to: { ...expression, right: to }
                }))
            ];
        default:
            return [];
    }
}

/** Where an argument stands, when it does not say so itself: the value that a result of CASE belongs to, and the function of a number. */
function placeIn({ name, args }: Call, index: number): string {
    if (name === 'CASE' && index > 0)
        return index === args.length - 1 ? 'CASE otherwise: ' : `CASE ${brief(args[index - (1 - (index % 2))]!)}: `;
    if (name === 'BLANKVALUE' && index === 1) return `${brief(args[0]!)} blank: `;
    return args[index]!.kind === 'number' ? `${name} ` : '';
}

/** Where an operand stands, when it is a number: the comparison or sum. */
const placeBeside = (expression: Binary, operand: Expression): string => (operand.kind === 'number' ? `${brief(expression)}: ` : '');

/** A short list in full, a long one by its name. */
function labelOf(call: Call): string {
    const text = written(call);
    return text.length > LONGEST ? call.name : text;
}

const without = <T>(all: readonly T[], index: number, count: number): T[] => [...all.slice(0, index), ...all.slice(index + count)];

/** One more, with as many decimals as before. */
function plusOne(digits: string): string {
    const decimals = digits.split('.')[1]?.length ?? 0;
    return (Number(digits) + 1).toFixed(decimals);
}

/** Enough of an expression to find it again. */
function brief(expression: Expression): string {
    const text = written(expression);
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** The source of an expression, fully bracketed. */
export function written(expression: Expression): string {
    switch (expression.kind) {
        case 'number':
            return expression.digits;
        case 'text':
            return `"${expression.value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        case 'boolean':
            return String(expression.value).toUpperCase();
        case 'null':
            return 'NULL';
        case 'field':
            return expression.name;
        case 'call':
            return `${expression.name}(${expression.args.map(written).join(', ')})`;
        case 'unary':
            return expression.operator === 'NOT'
                ? `NOT(${written(expression.operand)})`
                : `(${expression.operator}${written(expression.operand)})`;
        case 'binary':
            return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
    }
}
