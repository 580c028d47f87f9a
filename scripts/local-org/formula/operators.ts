import type { BinaryOperator, Position, UnaryOperator } from './syntax';
import type { Typed, ValueType } from './typed';
import { asText, commonType, errorAt, isText, operatorSubject, wrongType } from './typed';
import type { FormulaEnv } from './types';
import { FormulaEvaluationError } from './types';
import type { Value } from './values';
import { DAY_MS, Numeric, timeOfDay, wholePart } from './values';

const ARITHMETIC_TYPES: readonly ValueType[] = ['Number', 'Date', 'DateTime'];

/** Result type of + and - by the types of the two sides; text joins by + only. */
const SUMS: Readonly<Record<string, ValueType>> = {
    'Number + Number': 'Number',
    'Number - Number': 'Number',
    'Number + Date': 'Date',
    'Number + DateTime': 'DateTime',
    'Date + Number': 'Date',
    'Date - Number': 'Date',
    'Date - Date': 'Number',
    'DateTime + Number': 'DateTime',
    'DateTime - Number': 'DateTime',
    'DateTime - DateTime': 'Number',
    'Time + Number': 'Time',
    'Time - Number': 'Time',
    'Time - Time': 'Number'
};

/** Null when a side is; written out so that a long chain stays shallow on the stack. */
const binary = (type: ValueType, at: Position, left: Typed, right: Typed, work: (left: never, right: never) => Value): Typed => ({
    type,
    at,
    run: (env) => {
        const first = left.run(env);
        const second = right.run(env);
        return first === null || second === null ? null : work(first as never, second as never);
    }
});

const sum = (sign: 1 | -1, left: Typed, right: Typed, at: Position): Typed => {
    const operator = sign === 1 ? '+' : '-';
    if (left.type === 'Null' || right.type === 'Null') return { type: 'Null', at, run: () => null };
    if (isText(left.type) && sign === 1) {
        if (!isText(right.type)) throw wrongType(operatorSubject(operator), ['Text'], right);
        return joined(left, right, at);
    }
    const type = SUMS[`${left.type} ${operator} ${right.type}`];
    if (!type) throw wrongSum(operator, left, right);
    return binary(type, at, left, right, sumWork(sign, left.type, right.type));
};

const wrongSum = (operator: string, left: Typed, right: Typed): Error => {
    if (!ARITHMETIC_TYPES.includes(left.type) && left.type !== 'Time') return wrongType(operatorSubject(operator), ARITHMETIC_TYPES, left);
    const expected: readonly ValueType[] = ARITHMETIC_TYPES.includes(right.type) ? ['Number'] : ARITHMETIC_TYPES;
    return wrongType(operatorSubject(operator), expected, right);
};

const sumWork = (sign: 1 | -1, left: ValueType, right: ValueType): ((left: never, right: never) => Value) => {
    if (left === 'Number' && right === 'Number') {
        return (a: Numeric, b: Numeric) => (sign === 1 ? a.plus(b) : a.minus(b));
    }
    if (left === 'Number') return (amount: Numeric, moment: number) => moved(right, moment, amount);
    if (right === 'Number') return (moment: number, amount: Numeric) => moved(left, moment, sign === 1 ? amount : amount.negated());
    if (left === 'Date') return (a: number, b: number) => new Numeric(a - b);
    if (left === 'DateTime') return (a: number, b: number) => new Numeric(a - b).div(DAY_MS);
    return (a: number, b: number) => new Numeric(timeOfDay(a - b));
};

/** A Date moves by whole days, a DateTime by days to the nearest second, a Time by milliseconds within its day. */
const moved = (type: ValueType, moment: number, amount: Numeric): number => {
    if (type === 'Date') return moment + wholePart(amount);
    if (type === 'Time') return timeOfDay(moment + wholePart(amount));
    return moment + amount.times(86_400).toDecimalPlaces(0, Numeric.ROUND_HALF_UP).times(1000).toNumber();
};

const joined = (left: Typed, right: Typed, at: Position): Typed => {
    const first = asText(left);
    const second = asText(right);
    return {
        type: 'Text',
        at,
        run: (env) => `${(first.run(env) as string | null) ?? ''}${(second.run(env) as string | null) ?? ''}` || null
    };
};

const concatenated = (left: Typed, right: Typed, at: Position): Typed => {
    for (const side of [left, right]) {
        if (!isText(side.type) && side.type !== 'Null') throw wrongType(operatorSubject('&'), ['Text'], side);
    }
    return joined(left, right, at);
};

const product = (operator: '*' | '/' | '^', left: Typed, right: Typed, at: Position): Typed => {
    for (const side of [left, right]) {
        if (side.type !== 'Number' && side.type !== 'Null') throw wrongType(operatorSubject(operator), ['Number'], side);
    }
    return binary('Number', at, left, right, PRODUCTS[operator]);
};

const divided = (dividend: Numeric, divisor: Numeric): Numeric => {
    if (divisor.isZero()) throw new FormulaEvaluationError('Division by zero');
    return dividend.div(divisor);
};

const Power = Numeric.clone({ precision: 60 });
const SMALLEST_POWER = new Numeric('1e-39');

/** Whole exponents only, 18 digits, as the platform's ^ does it. */
const power = (base: Numeric, exponent: Numeric): Numeric => {
    const size = base.isZero() ? 0 : base.abs().log(10).times(exponent).toNumber();
    if (
        !exponent.isInteger() ||
        exponent.abs().gt(999_999_999) ||
        size > 64 ||
        (base.isZero() && exponent.isNegative() && !exponent.isZero())
    ) {
        throw new FormulaEvaluationError('Out of range argument to POWER() function');
    }
    if (size < -60) return new Numeric(0);
    const result = new Numeric(new Power(base).pow(exponent).toSignificantDigits(18, Numeric.ROUND_HALF_UP));
    return result.abs().lt(SMALLEST_POWER) ? new Numeric(0) : result;
};

const PRODUCTS: Readonly<Record<'*' | '/' | '^', (left: Numeric, right: Numeric) => Numeric>> = {
    '*': (a, b) => a.times(b),
    '/': divided,
    '^': power
};

const ORDERED: readonly ValueType[] = ['Number', 'Date', 'DateTime', 'Time', 'Text'];

const ordering = (operator: '<' | '>' | '<=' | '>=', left: Typed, right: Typed, at: Position): Typed => {
    if (left.type !== right.type && left.type !== 'Null' && right.type !== 'Null')
        throw wrongType(operatorSubject(operator), [left.type], right);
    for (const side of [left, right]) {
        if (side.type !== 'Null' && !ORDERED.includes(side.type)) throw wrongType(operatorSubject(operator), ARITHMETIC_TYPES, side);
    }
    const holds = ORDERINGS[operator];
    return binary('Boolean', at, left, right, (a: Ordered, b: Ordered) => holds(order(a, b)));
};

type Ordered = Numeric | number | string;

/** Text by its UTF-16 units, as Java compares it: capitals come before small letters. */
const order = (a: Ordered, b: Ordered): number => {
    if (a instanceof Numeric) return a.cmp(b);
    return a < b ? -1 : Number(a > b);
};

const ORDERINGS: Readonly<Record<'<' | '>' | '<=' | '>=', (order: number) => boolean>> = {
    '<': (order) => order < 0,
    '>': (order) => order > 0,
    '<=': (order) => order <= 0,
    '>=': (order) => order >= 0
};

const equality = (operator: '=' | '<>', left: Typed, right: Typed, at: Position): Typed => {
    for (const side of [left, right]) {
        if (side.type === 'Picklist' || side.type === 'MultiPicklist') throw wrongType(operatorSubject(operator), ['Text'], side);
        if (side.type === 'Geolocation') throw errorAt(`Incorrect argument type for operator '${operator}'.`, side.at);
    }
    if (!commonType(left.type, right.type)) throw wrongType(operatorSubject(operator), [left.type], right);
    const equal = equalityTest(left, right);
    const wanted = operator === '=';
    return {
        type: 'Boolean',
        at,
        run: (env) => {
            const result = equal(left.run(env), right.run(env));
            return result === null ? null : result === wanted;
        }
    };
};

/** How two expressions are compared by = and by CASE: text never gives null, everything else does when a side is null. */
export const equalityTest = (left: Typed, right: Typed): ((a: Value, b: Value) => boolean | null) => {
    if (left.type === 'Id' || right.type === 'Id') return (a, b) => sameId(String(a ?? ''), String(b ?? ''));
    if (left.type === 'Text' || right.type === 'Text') return (a, b) => (a ?? '') === (b ?? '');
    return (a, b) => {
        if (a === null || b === null) return null;
        return a instanceof Numeric ? a.eq(b as Numeric) : a === b;
    };
};

const RECORD_ID = /^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/;

/** Ids are the same with and without their three check characters. */
const sameId = (a: string, b: string): boolean => (RECORD_ID.test(a) && RECORD_ID.test(b) ? a.slice(0, 15) === b.slice(0, 15) : a === b);

/** AND and OR, infix or called: null counts as false, the rest is not looked at once the answer is known. */
export const connective = (operator: 'AND' | 'OR', parts: readonly Typed[], at: Position): Typed => {
    const decisive = operator === 'OR';
    const run = (env: FormulaEnv): Value => {
        for (const part of parts) if ((part.run(env) === true) === decisive) return decisive;
        return !decisive;
    };
    return { type: 'Boolean', at, run };
};

const logical = (operator: '&&' | '||', left: Typed, right: Typed, at: Position): Typed => {
    const name = operator === '&&' ? 'AND' : 'OR';
    for (const side of [left, right]) {
        if (side.type !== 'Boolean' && side.type !== 'Null') throw wrongType(operatorSubject(operator), ['Boolean'], side);
    }
    return connective(name, [left, right], at);
};

/** Checks a binary operator and says how it is worked out. Throws FormulaError. */
export const applyBinary = (operator: BinaryOperator, left: Typed, right: Typed, at: Position): Typed => {
    switch (operator) {
        case '+':
            return sum(1, left, right, at);
        case '-':
            return sum(-1, left, right, at);
        case '&':
            return concatenated(left, right, at);
        case '*':
        case '/':
        case '^':
            return product(operator, left, right, at);
        case '=':
        case '<>':
            return equality(operator, left, right, at);
        case '&&':
        case '||':
            return logical(operator, left, right, at);
        default:
            return ordering(operator, left, right, at);
    }
};

/** NOT of null is null. */
export const negation = (operand: Typed, at: Position): Typed => ({
    type: 'Boolean',
    at,
    run: (env) => {
        const value = operand.run(env);
        return value === null ? null : value !== true;
    }
});

/** Checks a unary operator. Throws FormulaError. */
export const applyUnary = (operator: UnaryOperator, operand: Typed, at: Position): Typed => {
    if (operator === 'NOT') {
        if (operand.type !== 'Boolean' && operand.type !== 'Null') throw wrongType("function 'NOT()'", ['Boolean'], operand);
        return negation(operand, at);
    }
    if (operand.type !== 'Number') throw wrongType(operatorSubject(operator), ['Number'], operand);
    if (operator === '+') return { ...operand, field: undefined, at };
    return {
        type: 'Number',
        at,
        run: (env) => {
            const value = operand.run(env) as Numeric | null;
            return value === null ? null : value.negated();
        }
    };
};
