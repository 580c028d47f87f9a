import { parse } from 'formulon';
import { parseSync } from 'sformula';
import type { Scalar } from '../model/org';
import { compileFormula } from './compile';
import type { FormulaEnv, FormulaScope, FormulaType } from './types';
import { FormulaError, FormulaEvaluationError } from './types';

/** What an engine answers: a value in the form of the API, or that it is an error or that it does not know a function. */
export type Outcome = Scalar | { readonly error: string } | 'missing';

type Blanks = 'zero' | 'blank';

/** The record all engines see. Names that end in B are empty. */
export const RECORD: Readonly<Record<string, readonly [FormulaType, Scalar]>> = {
    N1: ['Number', 2.5],
    N2: ['Number', -3.75],
    N3: ['Number', 12],
    NB: ['Number', null],
    T1: ['Text', 'Hello World'],
    T2: ['Text', 'o'],
    T3: ['Text', '12.5'],
    TB: ['Text', null],
    B1: ['Checkbox', true],
    B2: ['Checkbox', false],
    D1: ['Date', '2024-01-31'],
    D2: ['Date', '2023-03-30'],
    DB: ['Date', null],
    M1: ['DateTime', '2024-03-01T02:30:00.000Z'],
    M2: ['DateTime', '2023-12-31T23:59:59.000Z'],
    MB: ['DateTime', null],
    P1: ['Picklist', 'Proposal'],
    PB: ['Picklist', null],
    R1: ['MultiPicklist', 'North;South'],
    RB: ['MultiPicklist', null]
};

const env: FormulaEnv = {
    read: ([name]) => RECORD[name][1],
    prior: (name) => RECORD[name][1],
    isNew: false,
    isChanged: () => false,
    now: new Date('2024-03-01T04:00:00.000Z'),
    timeZone: 'UTC'
};

const scope = (blanks: Blanks): FormulaScope => ({
    use: 'defaultValue',
    blanks,
    resolve: ([name, ...more]) =>
        RECORD[name] && more.length === 0 ? { type: RECORD[name][0], deterministic: true, plainField: true } : undefined
});

export const ourAnswer = (source: string, blanks: Blanks): Outcome => {
    try {
        const compiled = compileFormula(source, scope(blanks));
        const value = compiled.evaluate(env);
        // As a checkbox field shows it: what is neither true nor false is false.
        return value === null && compiled.resultType === 'Checkbox' ? false : value;
    } catch (error) {
        if (error instanceof FormulaEvaluationError || error instanceof FormulaError) return { error: error.message };
        throw error;
    }
};

const PICKLIST_VALUES = ['Proposal', 'Qualification'];
const REGIONS = ['North', 'South', 'East'];

const SFORMULA_TYPES: Partial<Record<FormulaType, object>> = {
    Number: { type: 'number', precision: 18, scale: 2 },
    Text: { type: 'string' },
    Checkbox: { type: 'boolean' },
    Date: { type: 'date' },
    DateTime: { type: 'datetime' },
    Picklist: { type: 'picklist', picklistValues: PICKLIST_VALUES.map((value) => ({ label: value, value })) },
    MultiPicklist: { type: 'multipicklist', picklistValues: REGIONS.map((value) => ({ label: value, value })) }
};

const inputTypes = Object.fromEntries(Object.entries(RECORD).map(([name, [type]]) => [name, SFORMULA_TYPES[type]]));
const inputs = Object.fromEntries(Object.entries(RECORD).map(([name, [, value]]) => [name, value]));

const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** Empty text and not-a-number are nothing, and date-times are written in one way. */
const plain = (value: unknown): Outcome => {
    if (value === undefined || value === null || value === '') return null;
    if (typeof value === 'number' && !Number.isFinite(value)) return null;
    if (typeof value === 'string' && MOMENT.test(value)) return new Date(value).toISOString();
    return value as Scalar;
};

export const sformulaAnswer = (source: string, blanks: Blanks): Outcome => {
    try {
        return plain(parseSync(source, { inputTypes: inputTypes as never, blankAsZero: blanks === 'zero' }).evaluate(inputs));
    } catch (error) {
        const { name, message } = error as Error;
        return name === 'TypeNotFoundError' || message.startsWith('Type not found') ? 'missing' : { error: message };
    }
};

const FORMULON_TYPES: Partial<Record<FormulaType, string>> = {
    Number: 'number',
    Text: 'text',
    Checkbox: 'checkbox',
    Date: 'date',
    DateTime: 'datetime',
    Picklist: 'picklist',
    MultiPicklist: 'multipicklist'
};

const formulonOptions = (type: FormulaType, value: Scalar): object => {
    if (type === 'Number') return { length: 16, scale: 2 };
    if (type === 'Text') return { length: String(value).length };
    if (type === 'Picklist') return { values: PICKLIST_VALUES };
    return type === 'MultiPicklist' ? { values: REGIONS } : {};
};

const formulonValue = (type: FormulaType, value: Scalar): unknown => {
    if (type === 'Date' || type === 'DateTime') return new Date(value as string);
    return type === 'MultiPicklist' ? String(value).split(';') : value;
};

const substitutions = Object.fromEntries(
    Object.entries(RECORD).map(([name, [type, value]]) => [
        name,
        value === null
            ? { type: 'literal', dataType: 'null', value: null }
            : { type: 'literal', dataType: FORMULON_TYPES[type], value: formulonValue(type, value), options: formulonOptions(type, value) }
    ])
);

/** It gives most errors as answers and throws the rest. */
const formulonParse = (source: string): Readonly<Record<string, unknown>> => {
    try {
        return parse(source, substitutions);
    } catch (error) {
        return { type: 'error', message: (error as Error).message };
    }
};

/** It knows empty fields as blanks only. */
export const formulonAnswer = (source: string): Outcome => {
    const answer = formulonParse(source);
    if (answer.type === 'error') {
        return answer.errorType === 'NotImplementedError' || answer.errorType === 'NoFunctionError' || answer.errorType === 'ReferenceError'
            ? 'missing'
            : { error: String(answer.message) };
    }
    const { value, dataType } = answer;
    if (value instanceof Date) {
        const iso = value.toISOString();
        return dataType === 'date' ? iso.slice(0, 10) : dataType === 'time' ? iso.slice(11) : iso;
    }
    return plain(value);
};
