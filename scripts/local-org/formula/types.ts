import type { Scalar } from '../model/org';

/** What a field or a result is, as people see it. */
export type FormulaType =
    'Number' | 'Currency' | 'Percent' | 'Text' | 'Checkbox' | 'Date' | 'DateTime' | 'Time' | 'Picklist' | 'MultiPicklist' | 'Id';

export type FormulaUse = 'formulaField' | 'validationRule' | 'defaultValue';

/** What a scope knows about one path, such as ['Account', 'Name'] or ['$User', 'Id']. */
export interface FieldResolution {
    readonly type: FormulaType;
    readonly scale?: number;
    /** False for anything that can change without this record being saved. */
    readonly deterministic: boolean;
    /** A field of this very record: what ISCHANGED and PRIORVALUE accept. */
    readonly plainField: boolean;
    /** The path in canonical spelling; env.read and references use it. Default: as written. */
    readonly path?: readonly string[];
    /** Compiled size of a formula field, which counts towards the formula that reads it. */
    readonly compiledSize?: number;
    /** A long text area, which formulas may only test for emptiness. */
    readonly longText?: boolean;
}

/** Where a formula stands: which fields it sees, which functions it may use, how empty numbers behave. */
export interface FormulaScope {
    readonly use: FormulaUse;
    readonly blanks: 'zero' | 'blank';
    /** Undefined: "Field X does not exist. Check spelling." */
    resolve(path: readonly string[]): FieldResolution | undefined;
}

/** The record and the moment a formula is worked out for. Paths come as the scope spelled them. */
export interface FormulaEnv {
    /** Percents as the API shows them (60 for 60 %), dates 'YYYY-MM-DD', date-times ISO in UTC, times 'HH:mm:ss.SSSZ'. */
    read(path: readonly string[]): Scalar;
    /** The field's value before this save; on an insert the value itself. */
    prior(field: string): Scalar;
    readonly isNew: boolean;
    readonly isClone?: boolean;
    isChanged(field: string): boolean;
    readonly now: Date;
    /** IANA name of the running user's time zone. */
    readonly timeZone: string;
    /** The returned field of the row whose key field has this value; null when there is none. */
    vlookup?(object: string, returnField: string, keyField: string, value: Scalar): Scalar;
}

export interface CompileOptions {
    /** Number of decimals of a numeric result, rounded half away from zero. */
    readonly scale?: number;
    /** Give numeric results as decimal text with all their digits, not as doubles. */
    readonly exact?: boolean;
}

export interface CompiledFormula {
    readonly resultType: FormulaType;
    /** Each field path the formula reads, once. */
    readonly references: readonly (readonly string[])[];
    readonly deterministic: boolean;
    /** Uses ISCHANGED, PRIORVALUE, ISNEW or ISCLONE. */
    readonly usesChangeFunctions: boolean;
    /** Estimate of the compiled size, nested formula fields included. */
    readonly compiledSize: number;
    /** Throws FormulaEvaluationError where the platform shows #Error!. */
    evaluate(env: FormulaEnv): Scalar;
    /**
     * The value as another formula reads it: numbers as decimal text with all their digits, not rounded to the field's
     * scale; text not cut. Throws as evaluate does.
     */
    evaluateForFormula(env: FormulaEnv): Scalar;
}

/** A formula that does not compile. Line and column count from 1. */
export class FormulaError extends Error {
    constructor(
        message: string,
        readonly line: number,
        readonly column: number
    ) {
        super(message);
        this.name = 'FormulaError';
    }
}

/** A formula that compiles and has no value for this record: 1/0, VALUE("abc"). */
export class FormulaEvaluationError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'FormulaEvaluationError';
    }
}
