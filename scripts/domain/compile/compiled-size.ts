/**
 * How big a formula is when the platform has compiled it. The platform turns a formula into SQL and counts that, with every formula
 * field that it reads written out in full at each place (Salesforce Help, "Tips for reducing formula size"). Comments, white space and
 * the length of field names count for nothing. What exactly it counts is known to the platform only: this adds up the SQL that
 * Salesforce's own open-source formula engine (salesforce/formula-engine) writes for each function, rounded up.
 */

/** What the estimate has to know of a field that a formula reads. */
export interface KnownField {
    /** As metadata names it: Checkbox, Number, Text, Lookup … */
    readonly type: string;
    /** Absent for fields that hold a value of their own. */
    readonly formula?: string;
    /** The object that a lookup or master-detail leads to. */
    readonly parent?: string;
}

/** Fields by API name, of the one object that the formula stands on. */
export type KnownFields = ReadonlyMap<string, KnownField>;

/** Fields by object and API name. */
export type FieldsOfObjects = ReadonlyMap<string, KnownFields>;

/** A column with the alias of its table: "cf.val000". */
const COLUMN = 12;

/** Characters of SQL around the arguments, and per argument: IF is "CASE WHEN a THEN b ELSE c END", AND "(a) AND (b)". */
const FUNCTIONS: Readonly<Record<string, readonly [around: number, perArgument: number]>> = {
    AND: [2, 7],
    OR: [2, 6],
    NOT: [6, 0],
    IF: [26, 9],
    ISBLANK: [11, 0],
    ISNULL: [11, 0],
    BLANKVALUE: [6, 2],
    NULLVALUE: [6, 2],
    MIN: [8, 2],
    MAX: [11, 2],
    FLOOR: [8, 0],
    MOD: [30, 2],
    ROUND: [24, 2],
    LEN: [20, 0],
    DATE: [48, 0],
    TODAY: [60, 0],
    WEEKDAY: [70, 0],
    ISCHANGED: [40, 0],
    PRIORVALUE: [20, 0],
    ISNEW: [10, 0],
    REGEX: [30, 2],
    TEXT: [120, 0]
};
/** A function that this table does not know. */
const UNKNOWN_FUNCTION: readonly [number, number] = [120, 10];
/** "(c IS NOT NULL AND c = 'v')" beside the value: what ISPICKVAL and each value of a CASE over a picklist become. */
const PICKLIST_TEST = 2 * COLUMN + 24;
const CASE_BRANCH = 13;
const CASE_ENDS = 16;
const OPERATOR = 8;

const TOKEN = /\/\*[^]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\d+(?:\.\d+)?|\$?[A-Za-z_][\w.]*|<>|<=|>=|&&|\|\||[-+*/^=<>&!(),]/g;

interface Call {
    readonly name: string;
    args: number;
    asksForEmpty?: boolean;
}

/**
 * Estimated size in bytes; no more than a nesting of formula fields ten deep is followed, which is what the platform allows too.
 * `objects` are those that lookups lead to: a formula read through one is written out like any other.
 */
export function compiledSize(formula: string, fields: KnownFields, objects: FieldsOfObjects = new Map(), depth = 0): number {
    const tokens = (formula.match(TOKEN) ?? []).filter((token) => !token.startsWith('/*'));
    const calls: Call[] = [];
    let size = 0;
    tokens.forEach((token, index) => {
        const called = tokens[index + 1] === '(';
        if (token === '(') calls.push({ name: nameBefore(tokens, index), args: tokens[index + 1] === ')' ? 0 : 1 });
        else if (token === ')') size += sizeOfCall(calls.pop());
        else if (token === ',') calls.at(-1)!.args += 1;
        else if (token === '""' && calls.at(-1)) calls.at(-1)!.asksForEmpty = true;
        else if (/^["']/.test(token)) size += bytesOf(token);
        else if (/^\d/.test(token)) size += token.length;
        else if (!/^[$A-Za-z_]/.test(token)) size += OPERATOR;
        else if (!called) size += sizeOfField(token, fields, objects, depth);
    });
    return size;
}

const nameBefore = (tokens: readonly string[], index: number): string => {
    const before = tokens[index - 1] ?? '';
    return /^[A-Za-z]/.test(before) ? before.toUpperCase() : '';
};

function sizeOfCall(call: Call | undefined): number {
    if (!call || call.name === '') return 2;
    // "(c IS NULL)" for the empty value.
    if (call.name === 'ISPICKVAL') return call.asksForEmpty ? 10 : PICKLIST_TEST - COLUMN;
    if (call.name === 'CASE') return CASE_ENDS + Math.floor((call.args - 2) / 2) * (CASE_BRANCH + PICKLIST_TEST);
    const [around, perArgument] = FUNCTIONS[call.name] ?? UNKNOWN_FUNCTION;
    return around + perArgument * call.args;
}

const DEEPEST = 10;

function sizeOfField(name: string, fields: KnownFields, objects: FieldsOfObjects, depth: number): number {
    const [relation, ...rest] = name.split('.');
    const parent = rest.length > 0 ? objects.get(fields.get(relation!.replace(/__r$/, '__c'))?.parent ?? '') : undefined;
    if (parent) return sizeOfField(rest.join('.'), parent, objects, depth);
    const field = fields.get(name);
    if (!field) return COLUMN + 8;
    const own = field.formula === undefined || depth >= DEEPEST ? COLUMN : compiledSize(field.formula, fields, objects, depth + 1);
    switch (field.type) {
        case 'Checkbox':
            return own + (field.formula === undefined ? 18 : 52);
        case 'Lookup':
        case 'MasterDetail':
            return 2 * own + 51;
        case 'Percent':
            return own + 18;
        case 'Number':
        case 'Currency':
        case 'Summary':
            return own + 8;
        default:
            return own;
    }
}

const bytesOf = (text: string): number => [...text].reduce((sum, character) => sum + (character > '\u007f' ? 3 : 1), 0);
