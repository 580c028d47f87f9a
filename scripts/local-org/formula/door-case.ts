import type { Scalar } from '../model/org';
import { compileFormula } from './compile';
import type { CompiledFormula, FieldResolution, FormulaEnv, FormulaScope, FormulaType, FormulaUse } from './types';
import { FormulaError } from './types';

/** Type names the door knows; those of field metadata that formulas see as another type stand beside the formula types. */
const TYPES: ReadonlyMap<string, FormulaType> = new Map<string, FormulaType>([
    ...(['Number', 'Currency', 'Percent', 'Text', 'Checkbox', 'Date', 'DateTime', 'Time', 'Picklist', 'MultiPicklist', 'Id'] as const).map(
        (name): [string, FormulaType] => [name, name]
    ),
    ...['Email', 'Phone', 'Url', 'TextArea', 'AutoNumber'].map((name): [string, FormulaType] => [name, 'Text']),
    ['MultiselectPicklist', 'MultiPicklist'],
    ['Lookup', 'Id'],
    ['MasterDetail', 'Id']
]);

const USES: readonly FormulaUse[] = ['formulaField', 'validationRule', 'defaultValue'];

/** A line the door cannot read. */
export class DoorError extends Error {}

/** One field of the record a case is worked out for; a formula field carries its formula in place of a value. */
interface CaseField {
    readonly type: FormulaType;
    readonly value: Scalar;
    readonly prior: Scalar;
    readonly formula?: string;
    readonly blanks?: 'zero' | 'blank';
}

/** One line of the door, checked. */
export interface DoorCase {
    readonly formula: string;
    readonly type?: FormulaType;
    readonly scale?: number;
    readonly blanks: 'zero' | 'blank';
    readonly use: FormulaUse;
    readonly isNew: boolean;
    readonly now: Date;
    readonly timeZone: string;
    /** By lower-case name, dots included. */
    readonly fields: ReadonlyMap<string, CaseField>;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (value: unknown, what: string): Json => {
    if (isObject(value)) return value;
    throw new DoorError(`${what} must be an object`);
};

const typeOf = (value: unknown, what: string): FormulaType => {
    const type = typeof value === 'string' ? TYPES.get(value) : undefined;
    if (!type) throw new DoorError(`${what} must be one of ${[...TYPES.keys()].join(', ')}`);
    return type;
};

const blanksOf = (value: unknown): 'zero' | 'blank' => {
    if (value === undefined || value === 'zero') return 'zero';
    if (value === 'blank') return 'blank';
    throw new DoorError('blanks must be "zero" or "blank"');
};

const useOf = (value: unknown): FormulaUse => {
    // A default value may use every function but VLOOKUP, and is of any type.
    const use = value === undefined ? 'defaultValue' : USES.find((known) => known === value);
    if (!use) throw new DoorError(`use must be one of ${USES.join(', ')}`);
    return use;
};

const scalarOf = (value: unknown, what: string): Scalar => {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    throw new DoorError(`${what} must be text, a number, true, false or null`);
};

/** "TRUE" is true, as a spreadsheet writes it. */
const valueOf = (type: FormulaType, value: unknown, what: string): Scalar => {
    const scalar = scalarOf(value, what);
    if (type !== 'Checkbox' || typeof scalar !== 'string') return scalar;
    if (!/^(?:true|false|)$/i.test(scalar)) throw new DoorError(`${what} must be true or false`);
    return scalar.toLowerCase() === 'true';
};

const fieldOf = (name: string, value: unknown): CaseField => {
    const field = objectOf(value, `Field ${name}`);
    const type = typeOf(field.type, `Type of ${name}`);
    const own = valueOf(type, field.value, `Value of ${name}`);
    if (field.formula !== undefined && typeof field.formula !== 'string') throw new DoorError(`Formula of ${name} must be text`);
    return {
        type,
        value: own,
        prior: field.prior === undefined ? own : valueOf(type, field.prior, `Prior value of ${name}`),
        formula: field.formula,
        blanks: field.blanks === undefined ? undefined : blanksOf(field.blanks)
    };
};

const momentOf = (value: unknown): Date => {
    const moment = value === undefined ? new Date() : new Date(typeof value === 'string' ? value : Number.NaN);
    if (Number.isNaN(moment.getTime())) throw new DoorError('now must be an ISO date and time');
    return moment;
};

/** The one global variable that is the same everywhere; others are given as fields by their full name. */
const ORIGIN: readonly [string, CaseField] = [
    '$system.origindatetime',
    { type: 'DateTime', value: '1900-01-01T00:00:00.000Z', prior: null }
];

/** Reads one line. Throws DoorError when it is no case. */
export const readCase = (line: string): DoorCase => {
    let parsed: unknown;
    try {
        parsed = JSON.parse(line);
    } catch (error) {
        throw new DoorError(`Not JSON: ${(error as Error).message}`);
    }
    const json = objectOf(parsed, 'A case');
    if (typeof json.formula !== 'string') throw new DoorError('formula must be text');
    const { scale } = json;
    if (scale !== undefined && !(Number.isInteger(scale) && (scale as number) >= 0 && (scale as number) <= 18)) {
        throw new DoorError('scale must be a whole number from 0 to 18');
    }
    const fields = Object.entries(json.fields === undefined ? {} : objectOf(json.fields, 'fields'));
    return {
        formula: json.formula,
        type: json.type === undefined || json.type === null ? undefined : typeOf(json.type, 'type'),
        scale: scale as number | undefined,
        blanks: blanksOf(json.blanks),
        use: useOf(json.use),
        isNew: json.isNew === true,
        now: momentOf(json.now),
        timeZone: typeof json.timeZone === 'string' ? json.timeZone : 'UTC',
        fields: new Map([ORIGIN, ...fields.map(([name, value]): [string, CaseField] => [name.toLowerCase(), fieldOf(name, value)])])
    };
};

/** What a case's formula sees, and the record it is worked out for. */
class CaseRecord {
    readonly #case: DoorCase;
    readonly #open = new Set<string>();
    readonly #formulas = new Map<string, CompiledFormula>();

    constructor(one: DoorCase) {
        this.#case = one;
    }

    scope(blanks: 'zero' | 'blank'): FormulaScope {
        return { use: this.#case.use, blanks, resolve: (path) => this.#resolve(path.join('.')) };
    }

    env(): FormulaEnv {
        return {
            read: (path) => this.#read(path.join('.').toLowerCase()),
            prior: (field) => this.#field(field.toLowerCase()).prior,
            isNew: this.#case.isNew,
            isChanged: (field) => this.#field(field.toLowerCase()).prior !== this.#field(field.toLowerCase()).value,
            now: this.#case.now,
            timeZone: this.#case.timeZone
        };
    }

    #field(key: string): CaseField {
        return this.#case.fields.get(key)!;
    }

    #resolve(name: string): FieldResolution | undefined {
        const key = name.toLowerCase();
        const field = this.#case.fields.get(key);
        if (!field) return undefined;
        const compiled = field.formula === undefined ? undefined : this.#compile(key, field, field.formula);
        return {
            type: field.type,
            deterministic: compiled?.deterministic ?? true,
            plainField: !name.includes('.') && !name.startsWith('$'),
            compiledSize: compiled?.compiledSize
        };
    }

    #compile(key: string, field: CaseField, formula: string): CompiledFormula {
        const known = this.#formulas.get(key);
        if (known) return known;
        if (this.#open.has(key)) throw new FormulaError(`Formula contains a circular reference: ${key}`, 1, 1);
        this.#open.add(key);
        const compiled = compileFormula(formula, this.scope(field.blanks ?? this.#case.blanks), field.type);
        this.#open.delete(key);
        this.#formulas.set(key, compiled);
        return compiled;
    }

    #read(key: string): Scalar {
        const compiled = this.#formulas.get(key);
        return compiled ? compiled.evaluateForFormula(this.env()) : this.#field(key).value;
    }
}

/** Decimals of a number whose scale is not given: what the platform's engine hands out, so EXP(-100) is 0. */
const MOST_DECIMALS = 32;

/** Works out a case: numbers as decimal text, the rest as stored. Throws FormulaError or FormulaEvaluationError. */
export const workOut = (one: DoorCase): { readonly value: Scalar; readonly type: FormulaType } => {
    const record = new CaseRecord(one);
    const compiled = compileFormula(one.formula, record.scope(one.blanks), one.type, { scale: one.scale ?? MOST_DECIMALS, exact: true });
    return { value: compiled.evaluate(record.env()), type: compiled.resultType };
};
