import { isId, to18 } from '../model/ids';
import { isNumeric } from '../model/field-traits';
import type { ApiError } from '../model/org';
import { periodOf, startOfDay } from './calendar';
import { malformed, notSupported, offsetOf, queryError } from './query-error';
import type { Period } from './calendar';
import type { QueryScope } from './query-scope';
import type { Scalar } from '../model/org';
import type { FieldDef, FieldType } from '../model/schema';

/** What a value is compared with: one value in comparable form, or a stretch of time. */
export type Comparand = { readonly value: string | number | boolean | null } | { readonly period: Period };

/** The side of a comparison that is read: a field or a function of one. */
export interface Compared {
    readonly text: string;
    readonly type: FieldType;
    readonly field?: FieldDef;
}

const TYPE_NAMES: Partial<Record<FieldType, string>> = { datetime: 'dateTime', id: 'ID', reference: 'reference' };

/** 'it\'s' with its quotes -> it's */
export const unquote = (quoted: string): string =>
    quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, escaped: string) => {
        if (escaped.length === 5) return String.fromCharCode(parseInt(escaped.slice(1), 16));
        return ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' } as Record<string, string>)[escaped] ?? escaped;
    });

/** A stored value in the form in which equality and order are those of SOQL: text and picklists without case, full ids. */
export const comparable = (type: FieldType, value: Scalar): string | number | boolean | null => {
    if (value === null || value === '') return null;
    if (type === 'id' || type === 'reference') return to18(String(value));
    return typeof value === 'string' && type !== 'date' && type !== 'datetime' && type !== 'time' ? value.toLowerCase() : value;
};

/** One literal of a condition, checked against the type it is compared with. Throws INVALID_FIELD in the platform's words. */
export const comparandOf = (scope: QueryScope, compared: Compared, text: string, literalType: string | undefined): Comparand => {
    const { type } = compared;
    switch (literalType) {
        case 'NULL':
            return { value: null };
        case 'STRING':
            return { value: textComparand(scope, compared, unquote(text)) };
        case 'INTEGER':
        case 'DECIMAL':
            if (!isNumericType(type)) throw mismatch(scope, compared);
            return { value: Number(text) };
        case 'BOOLEAN':
            if (type !== 'boolean') throw mismatch(scope, compared);
            return { value: text.toUpperCase() === 'TRUE' };
        case 'DATE':
            if (type !== 'date') throw mismatch(scope, compared);
            return { value: validDay(scope, text) };
        case 'DATETIME':
            if (type !== 'datetime') throw mismatch(scope, compared);
            return { value: validInstant(scope, text) };
        case 'DATE_LITERAL':
        case 'DATE_N_LITERAL':
            return { period: literalPeriod(scope, compared, text) };
        default:
            throw notSupported(`The literal ${text}`);
    }
};

const isNumericType = (type: FieldType): boolean => isNumeric({ type } as FieldDef);

const mismatch = (scope: QueryScope, { text, type }: Compared): ApiError => {
    const quoted = !(isNumericType(type) || ['boolean', 'date', 'datetime', 'time'].includes(type));
    const message = `value of filter criterion for field '${text}' must be of type ${quoted ? 'string' : (TYPE_NAMES[type] ?? type)} and should ${quoted ? '' : 'not '}be enclosed in quotes`;
    return queryError('INVALID_FIELD', message, scope.soql, offsetOf(scope.soql, text, Math.max(0, scope.soql.search(/\bwhere\b/i))));
};

const textComparand = (scope: QueryScope, compared: Compared, value: string): string | null => {
    const { type } = compared;
    if (isNumericType(type) || ['boolean', 'date', 'datetime', 'time'].includes(type)) throw mismatch(scope, compared);
    if (value === '') return null;
    if (type !== 'id' && type !== 'reference') return value.toLowerCase();
    if (!isId(value))
        throw queryError(
            'INVALID_QUERY_FILTER_OPERATOR',
            `invalid ID field: ${value}`,
            scope.soql,
            offsetOf(scope.soql, compared.text, Math.max(0, scope.soql.search(/\bwhere\b/i)))
        );
    return to18(value);
};

const validDay = (scope: QueryScope, text: string): string => {
    const at = Date.parse(`${text}T00:00:00Z`);
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) throw malformed(scope.soql, `Invalid date: ${text}`, text);
    return text;
};

const validInstant = (scope: QueryScope, text: string): string => {
    const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    if (Number.isNaN(at)) throw malformed(scope.soql, `Invalid dateTime: ${text}`, text);
    return new Date(at).toISOString();
};

const literalPeriod = (scope: QueryScope, compared: Compared, text: string): Period => {
    if (compared.type !== 'date' && compared.type !== 'datetime') throw mismatch(scope, compared);
    const period = periodOf(text, scope.calendar);
    if (!period) throw malformed(scope.soql, `unexpected token: '${text}'`, text);
    if (compared.type === 'date') return period;
    return { from: startOfDay(period.from, scope.calendar.zone), to: startOfDay(period.to, scope.calendar.zone) };
};
