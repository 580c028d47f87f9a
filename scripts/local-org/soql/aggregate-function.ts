import { Decimal } from 'decimal.js';
import { isAggregatable, isNumeric } from '../model/field-traits';
import { currencyConversion } from './currency-value';
import { fieldExpression } from './field-function';
import { malformed } from './query-error';
import { pathReader } from './query-scope';
import { valueOrder } from './row-order';
import type { Expression, FunctionCall } from './field-function';
import type { QueryScope } from './query-scope';
import type { Row, Scalar } from '../model/org';
import type { FieldType, ObjectDef } from '../model/schema';

export const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export const isAggregate = (call: FunctionCall): boolean => AGGREGATES.has((call.functionName ?? '').toUpperCase());

export interface Aggregate {
    readonly text: string;
    readonly type: FieldType;
    readonly expression: Expression;
    readonly of: (rows: readonly Row[]) => Scalar;
}

/** COUNT(f), COUNT_DISTINCT(f), SUM(f), AVG(f), MIN(f), MAX(f) over rows; empty values do not count. Sums are decimal. */
export const aggregateFunction = (scope: QueryScope, object: ObjectDef, call: FunctionCall, alias?: string): Aggregate => {
    const name = call.functionName!.toUpperCase();
    const argument = call.parameters?.[0];
    if (typeof argument !== 'string') throw malformed(scope.soql, `Invalid use of function ${name}`, call.functionName);
    const expression = fieldExpression(scope, object, argument, alias);
    const { field } = expression.path;
    const sums = name === 'SUM' || name === 'AVG';
    if (!isAggregatable(field) || (sums && !isNumeric(field)))
        throw malformed(scope.soql, `field ${field.name} does not support aggregate operator ${name}`, argument);
    // Money of an aggregate is in the corporate currency, whatever the records are in.
    const convert = currencyConversion(scope, expression.path.object, field, 'corporate');
    const read = convert && !name.startsWith('COUNT') ? pathReader(scope, object, expression.path, convert) : expression.read;
    const valuesOf = (rows: readonly Row[]) => rows.map(read).filter((value) => value !== null);
    const totals: Record<string, (values: (string | number | boolean)[]) => Scalar> = {
        COUNT: (values) => values.length,
        COUNT_DISTINCT: (values) =>
            new Set(
                values.map((value) =>
                    typeof value === 'string' && field.type !== 'id' && field.type !== 'reference' ? value.toLowerCase() : value
                )
            ).size,
        SUM: (values) => (values.length === 0 ? null : sum(values).toNumber()),
        AVG: (values) => (values.length === 0 ? null : sum(values).div(values.length).toNumber()),
        MIN: (values) => best(values, -1, valueOrder(field)),
        MAX: (values) => best(values, 1, valueOrder(field))
    };
    const type = name.startsWith('COUNT') ? 'int' : sums ? 'double' : field.type;
    return { text: call.rawValue ?? `${name}(${argument})`, type, expression, of: (rows) => totals[name](valuesOf(rows)) };
};

const sum = (values: readonly (string | number | boolean)[]): Decimal =>
    values.reduce<Decimal>((total, value) => total.plus(Number(value)), new Decimal(0));

const best = (values: readonly (string | number | boolean)[], sign: 1 | -1, compare: ReturnType<typeof valueOrder>): Scalar =>
    values.reduce<string | number | boolean | null>(
        (found, value) => (found === null || Math.sign(compare(value, found)) === sign ? value : found),
        null
    );
