import { GraphQLError, parseValue, valueFromASTUntyped } from 'graphql';
import { ApiError } from '../model/org';
import type { OrgState, Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findRelationship, targetOf } from './field-path';
import { childRelationshipsOf } from './object-info';

/** A filter that names what the schema does not have, or compares what cannot be compared. */
export class FilterError extends Error {}

interface Scope {
    readonly state: OrgState;
    readonly session: Session;
    readonly object: ObjectDef;
    /** Path from the queried object: '' or 'Account.' */
    readonly prefix: string;
}

type Filter = Record<string, unknown>;

const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

const comparisons: Record<string, string> = {
    eq: '=',
    ne: '!=',
    lt: '<',
    lte: '<=',
    gt: '>',
    gte: '>=',
    like: 'LIKE',
    in: 'IN',
    nin: 'NOT IN'
};
const sets: Record<string, string> = { includes: 'INCLUDES', excludes: 'EXCLUDES' };
const semiJoins: Record<string, string> = { inq: 'IN', ninq: 'NOT IN' };

const quote = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;

const wrong = (field: FieldDef, value: unknown): FilterError =>
    new FilterError(`${JSON.stringify(value)} is not a valid value for ${field.name} (${field.type})`);

const dateLiteral = (field: FieldDef, value: unknown): string => {
    if (!isFilter(value))
        throw new FilterError(`${field.name} is compared with {value: …}, {literal: …} or {range: …}, not with ${JSON.stringify(value)}`);
    if ('value' in value) {
        const text = value['value'];
        if (text === null) return 'null';
        const pattern = field.type === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;
        if (typeof text !== 'string' || !pattern.test(text)) throw wrong(field, text);
        return text;
    }
    if (typeof value['literal'] === 'string' && /^[A-Z_]+$/.test(value['literal'])) return value['literal'];
    const [name, count] = isFilter(value['range']) ? (Object.entries(value['range'])[0] ?? []) : [];
    if (name && Number.isInteger(count)) return `${name.toUpperCase()}:${String(count)}`;
    throw wrong(field, value);
};

const literal = (field: FieldDef, value: unknown): string => {
    if (value === null) return 'null';
    switch (field.type) {
        case 'date':
        case 'datetime':
            return dateLiteral(field, value);
        case 'boolean':
            if (typeof value !== 'boolean') throw wrong(field, value);
            return String(value);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            if (typeof value !== 'number') throw wrong(field, value);
            return String(value);
        default:
            if (typeof value !== 'string') throw wrong(field, value);
            return quote(value);
    }
};

const literalList = (field: FieldDef, value: unknown): string => {
    if (!Array.isArray(value)) throw new FilterError(`${field.name} is compared with a list here, not with ${JSON.stringify(value)}`);
    return value.map((each) => literal(field, each)).join(', ');
};

/** {inq: {Contact: {where}, ApiName: "AccountId"}}: values of a field of other records. */
const semiJoin = (scope: Scope, operator: string, value: unknown): string => {
    const { ApiName: fieldName, ...rest } = isFilter(value) ? value : {};
    const [name, where] = Object.entries(rest)[0] ?? [];
    const object = name === undefined ? undefined : scope.state.schema.objects.get(name.toLowerCase());
    const field = object && typeof fieldName === 'string' ? findField(object, fieldName) : undefined;
    if (!object || !field || !scope.session.access.readable(object, field))
        throw new FilterError(`A semi-join names an object with its filter, and ApiName: ${JSON.stringify(value)} does not`);
    const condition = conditionOf({ ...scope, object, prefix: '' }, isFilter(where) ? where : {});
    return `${operator} (SELECT ${field.name} FROM ${object.name}${condition === '' ? '' : ` WHERE ${condition}`})`;
};

const comparison = (scope: Scope, field: FieldDef, operator: string, value: unknown): string => {
    const path = scope.prefix + field.name;
    const list = operator === 'in' || operator === 'nin' || operator in sets;
    if (list) {
        const values = literalList(field, value);
        // Nothing is in an empty list, which SOQL cannot write.
        if (values === '') return operator === 'nin' || operator === 'excludes' ? `${scope.prefix}Id != null` : `${scope.prefix}Id = null`;
        return `${path} ${comparisons[operator] ?? sets[operator]} (${values})`;
    }
    if (operator in semiJoins) return `${path} ${semiJoin(scope, semiJoins[operator]!, value)}`;
    if (!(operator in comparisons)) throw new FilterError(`${operator} is not an operator of ${field.name}`);
    return `${path} ${comparisons[operator]} ${literal(field, value)}`;
};

const fieldCondition = (scope: Scope, name: string, value: unknown): string => {
    if (!isFilter(value)) throw new FilterError(`${name} needs an operator: {eq: …}`);
    const field = findField(scope.object, name);
    if (field && scope.session.access.readable(scope.object, field)) {
        return joined(
            Object.entries(value).map(([operator, operand]) => comparison(scope, field, operator, operand)),
            'AND'
        );
    }
    const reference = findRelationship(scope.object, name);
    const target = reference && targetOf(scope.state, reference);
    if (!target || !scope.session.access.readable(scope.object, reference)) {
        const child = childRelationshipsOf(scope.state, scope.object).some((each) => each.name.toLowerCase() === name.toLowerCase());
        throw new FilterError(
            child ? `${name} is a list of children; use inq on Id` : `Field '${name}' is not defined on ${scope.object.name}`
        );
    }
    return conditionOf({ ...scope, object: target, prefix: `${scope.prefix}${reference.reference!.relationshipName}.` }, value);
};

const joined = (conditions: readonly string[], word: 'AND' | 'OR'): string => {
    const present = conditions.filter((each) => each !== '');
    return present.length > 1 ? `(${present.join(` ${word} `)})` : (present[0] ?? '');
};

const group = (scope: Scope, word: 'AND' | 'OR', value: unknown): string => {
    const parts = Array.isArray(value) ? value : [value];
    if (!parts.every(isFilter)) throw new FilterError(`${word.toLowerCase()} holds a list of filters`);
    return joined(
        parts.map((part) => conditionOf(scope, part)),
        word
    );
};

/** A filter as a SOQL condition; '' for an empty one. Parts side by side must all hold. */
const conditionOf = (scope: Scope, filter: Filter): string =>
    joined(
        Object.entries(filter).map(([name, value]) => {
            if (name === 'and') return group(scope, 'AND', value);
            if (name === 'or') return group(scope, 'OR', value);
            if (name !== 'not') return fieldCondition(scope, name, value);
            const inner = isFilter(value) ? conditionOf(scope, value) : '';
            return inner === '' ? '' : `(NOT ${inner})`;
        }),
        'AND'
    );

/** The SOQL condition of a filter object; '' when it is empty. Throws FilterError. */
export const soqlCondition = (state: OrgState, session: Session, object: ObjectDef, filter: unknown): string => {
    if (filter === null || filter === undefined) return '';
    if (!isFilter(filter)) throw new FilterError('where holds a filter: {Field: {operator: value}}');
    return conditionOf({ state, session, object, prefix: '' }, filter);
};

/** The same for a filter written as text, as list endpoints take it: '{ Status: { eq: "Open" } }'. Throws ApiError. */
export const filterCondition = (state: OrgState, session: Session, object: ObjectDef, text: string): string => {
    try {
        return soqlCondition(state, session, object, valueFromASTUntyped(parseValue(text))) || 'Id != null';
    } catch (error) {
        if (error instanceof FilterError || error instanceof GraphQLError) throw new ApiError('INVALID_FILTER', `where: ${error.message}`);
        throw error;
    }
};
