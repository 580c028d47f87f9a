import { isSortable } from '../model/field-traits';
import { dateExpression, fieldExpression, isDateFunction } from './field-function';
import { malformed } from './query-error';
import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import type { QueryScope } from './query-scope';
import type { Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';

export interface SortKey<T> {
    readonly read: (item: T) => Scalar;
    readonly compare: (a: string | number | boolean, b: string | number | boolean) => number;
    readonly descending: boolean;
    readonly nullsLast: boolean;
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** Order of two values of a field: a picklist in the order of its values, text without case. */
export const valueOrder = (field: FieldDef | undefined): SortKey<unknown>['compare'] => {
    if (field?.type === 'picklist' && field.picklist && field.picklist.values.length > 0) {
        const places = new Map(field.picklist.values.map((each, i) => [each.value, i]));
        const placeOf = (value: unknown) => places.get(String(value)) ?? places.size;
        return (a, b) => placeOf(a) - placeOf(b) || collator.compare(String(a), String(b));
    }
    if (field && ['id', 'reference', 'date', 'datetime'].includes(field.type)) return plainOrder;
    return (a, b) => (typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : plainOrder(a, b));
};

const plainOrder = (a: string | number | boolean, b: string | number | boolean): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by the keys; the order of equals stays. Empty values come first unless NULLS LAST, in either direction. */
export const sorted = <T>(items: readonly T[], keys: readonly SortKey<T>[]): T[] => {
    if (keys.length === 0) return [...items];
    const keyed = items.map((item) => ({ item, values: keys.map((key) => key.read(item)) }));
    keyed.sort((a, b) => {
        for (const [i, key] of keys.entries()) {
            const [left, right] = [a.values[i], b.values[i]];
            if (left === null || right === null) {
                if (left !== right) return (left === null) === key.nullsLast ? 1 : -1;
                continue;
            }
            const order = key.compare(left, right);
            if (order !== 0) return key.descending ? -order : order;
        }
        return 0;
    });
    return keyed.map(({ item }) => item);
};

export const clausesOf = <T>(clause: T | T[] | undefined): T[] => (clause === undefined ? [] : Array.isArray(clause) ? clause : [clause]);

/** Keys of an ORDER BY over rows. */
export const rowOrder = (
    scope: QueryScope,
    object: ObjectDef,
    orderBy: OrderByClause | OrderByClause[] | undefined,
    alias?: string
): SortKey<Row>[] =>
    clausesOf(orderBy).map((clause) => {
        if ('fn' in clause && !isDateFunction(clause.fn))
            throw malformed(scope.soql, `Invalid use of function ${clause.fn.functionName} in ORDER BY`, clause.fn.functionName);
        const expression =
            'fn' in clause ? dateExpression(scope, object, clause.fn, alias) : fieldExpression(scope, object, clause.field, alias);
        const { field } = expression.path;
        if (!isSortable(field)) throw malformed(scope.soql, `field '${field.name}' can not be sorted in a query call`, expression.text);
        return { read: expression.read, compare: 'fn' in clause ? plainOrder : valueOrder(field), ...directionOf(clause) };
    });

export const directionOf = (clause: OrderByClause): { descending: boolean; nullsLast: boolean } => ({
    descending: clause.order?.toUpperCase() === 'DESC',
    nullsLast: clause.nulls?.toUpperCase() === 'LAST'
});
