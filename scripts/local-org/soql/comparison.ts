import type { ApiError } from '../model/org';
import { comparable, comparandOf } from './literal';
import { offsetOf, queryError } from './query-error';
import type { Comparand, Compared } from './literal';
import type { QueryScope } from './query-scope';
import type { Scalar } from '../model/org';
import type { FieldType } from '../model/schema';

type Test = (value: Scalar) => boolean;

const TEXTUAL = new Set<FieldType>(['string', 'textarea', 'picklist', 'multipicklist', 'email', 'phone', 'url', 'combobox']);

/**
 * A comparison as a test of one value. As in an org: text and picklists without case, != and NOT IN hold for empty
 * values, < and > never do, a date literal stands for all its days.
 */
export const comparison = (
    scope: QueryScope,
    compared: Compared,
    operator: string,
    values: readonly string[],
    literalTypes: readonly (string | undefined)[]
): Test => {
    const name = operator.toUpperCase().replace(/\s+/g, ' ').replace('<>', '!=');
    if (name === 'LIKE') return like(scope, compared, values[0], literalTypes[0]);
    const comparands = values.map((value, i) => comparandOf(scope, compared, value, literalTypes[i]));
    if (name === 'INCLUDES' || name === 'EXCLUDES') return includes(scope, compared, name === 'INCLUDES', comparands);
    const { type } = compared;
    if (name === 'IN' || name === 'NOT IN') return inList(type, comparands, name === 'IN');
    if (!['=', '!='].includes(name) && (type === 'boolean' || type === 'multipicklist')) throw invalidOperator(scope, compared);
    return simple(type, name, comparands[0]);
};

/** Membership in the values of a sub-select; `wanted` false for NOT IN. */
export const membership =
    (type: FieldType, values: ReadonlySet<unknown>, wanted: boolean): Test =>
    (value) => {
        const key = comparable(type, value);
        return key === null ? !wanted : values.has(key) === wanted;
    };

export const invalidOperator = (scope: QueryScope, { text, type }: Compared): ApiError =>
    queryError(
        'INVALID_QUERY_FILTER_OPERATOR',
        `invalid operator on ${type === 'reference' ? 'id' : type} field`,
        scope.soql,
        offsetOf(scope.soql, text, Math.max(0, scope.soql.search(/\bwhere\b/i)))
    );

const inList = (type: FieldType, comparands: readonly Comparand[], wanted: boolean): Test => {
    const singles = new Set(comparands.flatMap((each) => ('value' in each ? [each.value] : [])));
    const periods = comparands.flatMap((each) => ('period' in each ? [each.period] : []));
    return (value) => {
        const key = comparable(type, value);
        const found = singles.has(key) || (key !== null && periods.some((period) => key >= period.from && key < period.to));
        return found === wanted;
    };
};

const simple = (type: FieldType, operator: string, comparand: Comparand): Test => {
    const { from, to } = 'period' in comparand ? comparand.period : { from: null, to: null };
    const inside = (key: string | number | boolean | null): boolean =>
        'value' in comparand ? key === comparand.value : key !== null && key >= from! && key < to!;
    if (operator === '=') return (value) => inside(comparable(type, value));
    if (operator === '!=') return (value) => !inside(comparable(type, value));
    if ('value' in comparand && comparand.value === null) return () => false;
    const limit = 'value' in comparand ? comparand.value! : operator === '<' || operator === '>=' ? from! : to!;
    const period = 'period' in comparand;
    return (value) => {
        const key = comparable(type, value);
        if (key === null) return false;
        if (operator === '<') return key < limit;
        if (operator === '>=') return key >= limit;
        // The end of a period is the first day after it.
        if (operator === '<=') return period ? key < limit : key <= limit;
        return period ? key >= limit : key > limit;
    };
};

const like = (scope: QueryScope, compared: Compared, text: string, literalType: string | undefined): Test => {
    if (!TEXTUAL.has(compared.type) || compared.type === 'multipicklist') throw invalidOperator(scope, compared);
    // Reports a literal that is no text.
    if (literalType !== 'STRING') comparandOf(scope, compared, text, literalType);
    const pattern = likePattern(text.slice(1, -1));
    return (value) => value !== null && pattern.test(String(value));
};

/** % any text, _ one character, backslash takes the next character as it is. */
const likePattern = (escaped: string): RegExp => {
    const source = escaped.replace(/\\(.)|([%_])|([.*+?^${}()|[\]\\/])/gs, (all, literal?: string, wild?: string) => {
        if (wild) return wild === '%' ? '.*' : '.';
        const plain = literal === undefined ? all : (({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[literal] ?? literal);
        return plain.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    });
    return new RegExp(`^${source}$`, 'isu');
};

/** Each value of INCLUDES is a set joined by ';' that must be there whole. */
const includes = (scope: QueryScope, compared: Compared, wanted: boolean, comparands: readonly Comparand[]): Test => {
    if (compared.type !== 'multipicklist') throw invalidOperator(scope, compared);
    const sets = comparands.map((each) => ('value' in each && typeof each.value === 'string' ? each.value.split(';') : []));
    return (value) => {
        const chosen = new Set(value === null ? [] : String(value).toLowerCase().split(';'));
        return sets.some((set) => set.length > 0 && set.every((each) => chosen.has(each))) === wanted;
    };
};
