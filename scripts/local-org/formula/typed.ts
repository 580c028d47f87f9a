import type { Position } from './syntax';
import type { FieldResolution, FormulaEnv, FormulaScope } from './types';
import { FormulaError } from './types';
import type { Value } from './values';

/** Types the checker reasons with. Null is the type of NULL, which fits everywhere. */
export type ValueType =
    'Number' | 'Text' | 'Boolean' | 'Date' | 'DateTime' | 'Time' | 'Picklist' | 'MultiPicklist' | 'Id' | 'Geolocation' | 'Null';

/** An expression whose type is known and which can be worked out. */
export interface Typed {
    readonly type: ValueType;
    readonly at: Position;
    readonly run: (env: FormulaEnv) => Value;
    /** Value of a text literal. */
    readonly literal?: string;
    /** The field this expression is, when it is nothing but a field (or PRIORVALUE of one). */
    readonly field?: {
        readonly path: readonly string[];
        readonly resolution: FieldResolution;
        readonly name: string;
        readonly prior?: boolean;
    };
}

/** What compiling finds out about a formula on the way. */
export interface Findings {
    deterministic: boolean;
    usesChangeFunctions: boolean;
}

/** One function call with its checked arguments. */
export interface Call {
    readonly name: string;
    readonly args: readonly Typed[];
    readonly at: Position;
    readonly scope: FormulaScope;
    readonly findings: Findings;
}

/** Checks the arguments of a call and says how it is worked out. Throws FormulaError. */
export type FunctionDef = (call: Call) => Typed;

export const errorAt = (message: string, at: Position): FormulaError => new FormulaError(message, at.line, at.column);

/** The platform's sentence about a picklist in a wrong place; undefined for what is no picklist. */
export const picklistMisuse = ({ type, field, at }: Typed): FormulaError | undefined => {
    if (type !== 'Picklist' && type !== 'MultiPicklist') return undefined;
    const [kind, plural] = type === 'Picklist' ? ['picklist', 'Picklist'] : ['multi-select picklist', 'Multi-select picklist'];
    return errorAt(`Field ${field?.name ?? ''} is a ${kind} field. ${plural} fields are only supported in certain functions.`, at);
};

/** "Incorrect parameter type", or the picklist sentence where a picklist stands in a wrong place. */
export const wrongType = (subject: string, expected: readonly ValueType[], received: Typed): FormulaError =>
    picklistMisuse(received) ??
    errorAt(`Incorrect parameter type for ${subject}. Expected ${expected.join(', ')}, received ${received.type}`, received.at);

export const functionSubject = (name: string): string => `function '${name}()'`;

export const operatorSubject = (operator: string): string => `operator '${operator}'`;

/** "Incorrect argument type for function 'CASE()'." */
export const wrongArgument = (call: Call, at: Position): FormulaError =>
    errorAt(`Incorrect argument type for function '${call.name}()'.`, at);

/** Refuses a call with fewer than least or more than most arguments. */
export const expectCount = (call: Call, least: number, most = least): void => {
    const received = call.args.length;
    if (received >= least && received <= most) return;
    const expected = received < least ? least : most;
    throw errorAt(`Incorrect number of parameters for function '${call.name}()'. Expected ${expected}, received ${received}`, call.at);
};

export const isText = (type: ValueType): boolean => type === 'Text' || type === 'Id';

/** Whether an expression of one type may stand where another is wanted. */
export const fits = (received: ValueType, wanted: ValueType): boolean =>
    received === wanted || received === 'Null' || (wanted === 'Text' && received === 'Id');

/** An Id used as text has 15 characters, as formulas show it. */
export const asText = (typed: Typed): Typed => {
    if (typed.type !== 'Id') return typed;
    return {
        type: 'Text',
        at: typed.at,
        run: (env) => {
            const id = typed.run(env);
            return typeof id === 'string' ? id.slice(0, 15) : null;
        }
    };
};

/** The argument at this index, checked against the types it may have; an Id wanted as Text becomes text. */
export const argument = (call: Call, index: number, ...wanted: readonly ValueType[]): Typed => {
    const received = call.args[index];
    if (!wanted.some((type) => fits(received.type, type))) throw wrongType(functionSubject(call.name), wanted, received);
    return wanted.includes('Id') ? received : asText(received);
};

/** The type both branches of an expression have, or undefined when they do not go together. */
export const commonType = (one: ValueType, other: ValueType): ValueType | undefined => {
    if (one === other || other === 'Null') return one;
    if (one === 'Null') return other;
    return isText(one) && isText(other) ? 'Text' : undefined;
};

/** A branch as its common type wants it. */
export const asType = (typed: Typed, type: ValueType): Typed => (type === 'Text' ? asText(typed) : typed);

/**
 * A function of fixed parameters that is null when any argument is. Work gets the values as the parameter types say.
 */
export const simple =
    (params: readonly ValueType[], type: ValueType, work: (...values: never[]) => Value): FunctionDef =>
    (call) => {
        expectCount(call, params.length);
        const args = params.map((param, index) => argument(call, index, param));
        return { type, at: call.at, run: (env) => nullSafe(args, env, work) };
    };

/** As simple, but work sees nulls too. */
export const withNulls =
    (params: readonly ValueType[], type: ValueType, work: (...values: never[]) => Value): FunctionDef =>
    (call) => {
        expectCount(call, params.length);
        const args = params.map((param, index) => argument(call, index, param));
        return { type, at: call.at, run: (env) => work(...(args.map((arg) => arg.run(env)) as never[])) };
    };

/** All arguments are worked out, as the platform does, before one that is null makes the result null. */
export const nullSafe = (args: readonly Typed[], env: FormulaEnv, work: (...values: never[]) => Value): Value => {
    const values = args.map((arg) => arg.run(env));
    return values.includes(null) ? null : work(...(values as never[]));
};
