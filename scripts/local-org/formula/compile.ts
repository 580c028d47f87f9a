import type { Scalar } from '../model/org';
import { functionNamed } from './functions/function-named';
import { applyBinary, applyUnary } from './operators';
import { parseFormula } from './parser';
import type { Shown } from './scalars';
import { readScalar, toScalar, valueTypeOf } from './scalars';
import type { Expression } from './syntax';
import type { Findings, Typed, ValueType } from './typed';
import { errorAt, fits, picklistMisuse } from './typed';
import type { CompiledFormula, CompileOptions, FieldResolution, FormulaEnv, FormulaScope, FormulaType } from './types';
import { FormulaError, FormulaEvaluationError } from './types';
import { Numeric, textOrNull } from './values';

const LONGEST_SOURCE = 3900;
/** The platform names 5,000 and lets it grow to this. */
const LARGEST_COMPILED = 15_000;

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Walks a parsed formula, giving every part its type. */
class Checker {
    readonly references = new Map<string, readonly string[]>();
    readonly findings: Findings = { deterministic: true, usesChangeFunctions: false };
    size = 0;
    readonly #scope: FormulaScope;

    constructor(scope: FormulaScope) {
        this.#scope = scope;
    }

    /** The type of an expression, which may be an argument of the named function. */
    check(expression: Expression, callee?: string): Typed {
        const { at } = expression;
        switch (expression.kind) {
            case 'number': {
                const value = new Numeric(expression.digits);
                this.size += expression.digits.length;
                return { type: 'Number', at, run: () => value };
            }
            case 'text': {
                const value = textOrNull(expression.value);
                this.size += expression.value.length + 2;
                return { type: 'Text', at, run: () => value, literal: expression.value };
            }
            case 'boolean':
                this.size += 5;
                return { type: 'Boolean', at, run: () => expression.value };
            case 'null':
                this.size += 4;
                return { type: 'Null', at, run: () => null };
            case 'field':
                return this.#field(expression.name, at, callee);
            case 'unary':
                this.size += 3;
                return applyUnary(expression.operator, this.check(expression.operand), at);
            case 'binary':
                this.size += expression.operator.length + 2;
                return applyBinary(expression.operator, this.check(expression.left), this.check(expression.right), at);
            case 'call':
                return this.#call(expression.name, expression.args, at);
        }
    }

    #call(name: string, args: readonly Expression[], at: Expression['at']): Typed {
        const found = functionNamed(name, at, this.#scope.use);
        this.size += name.length + 2 + args.length;
        return found({ name, args: args.map((arg) => this.check(arg, name)), at, scope: this.#scope, findings: this.findings });
    }

    /** A broken formula field is told where it is read. */
    #resolve(path: readonly string[], at: Expression['at']): FieldResolution | undefined {
        try {
            return this.#scope.resolve(path);
        } catch (error) {
            throw error instanceof FormulaError ? errorAt(error.message, at) : error;
        }
    }

    #field(name: string, at: Expression['at'], callee: string | undefined): Typed {
        const written = name.split('.');
        const elsewhere = written[0].toLowerCase() === '$objecttype' && callee !== 'VLOOKUP';
        const resolution = elsewhere || written.includes('') ? undefined : this.#resolve(written, at);
        if (!resolution) throw errorAt(`Field ${name} does not exist. Check spelling.`, at);
        if (resolution.longText && this.#scope.use === 'formulaField') {
            throw errorAt(`You referenced an unsupported field type called "Long Text Area" using the following field: ${name}`, at);
        }
        const path = resolution.path ?? written;
        this.references.set(path.join('.'), path);
        this.size += resolution.compiledSize ?? name.length;
        if (!resolution.deterministic) this.findings.deterministic = false;
        const zero = this.#scope.blanks === 'zero';
        const run: Typed['run'] = (env) => readScalar(env.read(path), resolution.type, zero);
        return { type: valueTypeOf[resolution.type], at, run, field: { path, resolution, name } };
    }
}

/** What the platform calls the types in its sentence about results. */
const RESULT_NAMES: Partial<Record<ValueType, string>> = { Boolean: 'true or false', DateTime: 'Date/Time' };

const resultName = (type: ValueType): string => RESULT_NAMES[type] ?? type;

/** How a result is shown when nobody declares it. */
const NATURAL: Partial<Record<ValueType, FormulaType>> = {
    Number: 'Number',
    Boolean: 'Checkbox',
    Date: 'Date',
    DateTime: 'DateTime',
    Time: 'Time',
    Id: 'Id'
};

/**
 * Text fits a picklist and an id, which only default values ask for. A DateTime fits a Date, which then is its day in UTC:
 * the platform's own tests call that a flaw that has to stay.
 */
const acceptsResult = (received: ValueType, wanted: FormulaType): boolean => {
    const type = valueTypeOf[wanted];
    if (fits(received, type) || (received === 'DateTime' && type === 'Date')) return true;
    return received === 'Text' && (type === 'Picklist' || type === 'MultiPicklist' || type === 'Id');
};

const checkResult = (result: Typed, wanted: FormulaType | undefined): void => {
    const misuse = picklistMisuse(result);
    if (misuse) throw misuse;
    if (result.type === 'Geolocation' || (wanted && !acceptsResult(result.type, wanted))) {
        const expected = wanted ? resultName(valueTypeOf[wanted]) : 'Number';
        throw errorAt(
            `Formula result is data type (${resultName(result.type)}), incompatible with expected data type (${expected}).`,
            result.at
        );
    }
};

const checkSize = (size: number): void => {
    if (size <= LARGEST_COMPILED) return;
    throw new FormulaError(`Compiled formula is too big to execute (${grouped(size)} characters). Maximum size is 5,000 characters`, 1, 1);
};

const parse = (source: string): Expression => {
    if (source.length > LONGEST_SOURCE) {
        const message = `Formula is too long (${grouped(source.length)} characters).  Maximum length is ${grouped(LONGEST_SOURCE)} characters`;
        throw new FormulaError(message, 1, 1);
    }
    return parseFormula(source);
};

/**
 * Parses and type-checks a formula; a validation rule must give a Checkbox. Throws FormulaError in the platform's words,
 * with line and column. Without a result type the formula may give anything, and an undecided checkbox stays null.
 */
export const compileFormula = (
    source: string,
    scope: FormulaScope,
    resultType?: FormulaType,
    options: CompileOptions = {}
): CompiledFormula => {
    const checker = new Checker(scope);
    const typed = checker.check(parse(source));
    const wanted = scope.use === 'validationRule' ? 'Checkbox' : resultType;
    checkResult(typed, wanted);
    checkSize(checker.size);
    const shown = wanted ?? NATURAL[typed.type] ?? 'Text';
    const type = wanted === 'Text' && typed.type === 'Id' ? 'Text' : typed.type;
    return {
        resultType: shown,
        references: [...checker.references.values()],
        deterministic: checker.findings.deterministic,
        usesChangeFunctions: checker.findings.usesChangeFunctions,
        compiledSize: checker.size,
        evaluate: (env) => evaluate(typed, env, type, { ...options, as: wanted }),
        evaluateForFormula: (env) => evaluate(typed, env, type, { as: wanted, exact: true, uncut: true })
    };
};

const evaluate = (typed: Typed, env: FormulaEnv, type: ValueType, shown: Shown): Scalar => {
    try {
        const value = typed.run(env);
        const cut = type !== typed.type && typeof value === 'string' ? value.slice(0, 15) : value;
        return toScalar(cut, typed.type, shown);
    } catch (error) {
        if (error instanceof FormulaEvaluationError) throw error;
        // Decimal refuses what is out of its range; to the formula that is an error like any other.
        if (error instanceof Error && error.message.startsWith('[DecimalError]')) throw new FormulaEvaluationError('Number out of range');
        throw error;
    }
};
