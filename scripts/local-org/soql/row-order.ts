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

interface Keyed<T> {
    readonly item: T;
    readonly values: readonly Scalar[];
}

const compareBy =
    (keys: readonly SortKey<never>[]) =>
    (a: Keyed<unknown>, b: Keyed<unknown>): number => {
        for (let i = 0; i < keys.length; i++) {
            const key = keys[i]!;
            const [left, right] = [a.values[i]!, b.values[i]!];
            if (left === null || right === null) {
                if (left !== right) return (left === null) === key.nullsLast ? 1 : -1;
                continue;
            }
            const order = key.compare(left, right);
            if (order !== 0) return key.descending ? -order : order;
        }
        return 0;
    };

/** Sorts by the keys; the order of equals stays. Empty values come first unless NULLS LAST, in either direction. */
export const sorted = <T>(items: readonly T[], keys: readonly SortKey<T>[]): T[] => {
    if (keys.length === 0) return [...items];
    const keyed = items.map((item) => ({ item, values: keys.map((key) => key.read(item)) }));
    return keyed.sort(compareBy(keys)).map(({ item }) => item);
};

/** Where keeping the first few apart costs more than sorting all. */
const FEW = 2500;

/** The first of the sorted items, as many as wanted: a page of many rows is found without sorting them all. */
export const firstSorted = <T>(items: readonly T[], keys: readonly SortKey<T>[], count: number): T[] => {
    if (keys.length === 0) return items.slice(0, count);
    if (count > FEW || count * 4 > items.length) return sorted(items, keys).slice(0, count);
    const compare = compareBy(keys);
    const first: Keyed<T>[] = [];
    for (const item of items) {
        const keyed = { item, values: keys.map((key) => key.read(item)) };
        if (first.length === count && (count === 0 || compare(keyed, first[count - 1]!) >= 0)) continue;
        first.splice(placeAfterEquals(first, keyed, compare), 0, keyed);
        if (first.length > count) first.pop();
    }
    return first.map(({ item }) => item);
};

const placeAfterEquals = <T>(list: readonly Keyed<T>[], keyed: Keyed<T>, compare: (a: Keyed<T>, b: Keyed<T>) => number): number => {
    let [low, high] = [0, list.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(keyed, list[middle]!) < 0) high = middle;
        else low = middle + 1;
    }
    return low;
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
