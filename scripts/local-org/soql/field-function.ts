import { DATE_FUNCTIONS, wallClock } from './calendar';
import { malformed } from './query-error';
import { pathReader, resolvePath } from './query-scope';
import type { FieldPath, QueryScope } from './query-scope';
import type { Row, Scalar } from '../model/org';
import type { FieldType, ObjectDef } from '../model/schema';

/** A function call as the parser gives it, in SELECT, WHERE, GROUP BY or ORDER BY. */
export interface FunctionCall {
    readonly functionName?: string;
    readonly parameters?: readonly (string | FunctionCall)[];
    readonly rawValue?: string;
    readonly alias?: string;
}

export interface Expression {
    /** The same for the same expression however it is written: 'calendar_year(closedate)'. */
    readonly key: string;
    readonly text: string;
    readonly type: FieldType;
    readonly path: FieldPath;
    /** A date function of the field, not the field itself. */
    readonly isFunction: boolean;
    readonly read: (row: Row) => Scalar;
}

export const isDateFunction = (call: FunctionCall): boolean => (call.functionName ?? '').toUpperCase() in DATE_FUNCTIONS;

export const fieldExpression = (scope: QueryScope, object: ObjectDef, path: string, alias?: string): Expression => {
    const resolved = resolvePath(scope, object, path, alias);
    return {
        key: keyOf(resolved),
        text: path,
        type: resolved.field.type,
        path: resolved,
        isFunction: false,
        read: pathReader(scope, object, resolved)
    };
};

const keyOf = (path: FieldPath): string =>
    [...path.hops.map((hop) => hop.reference!.relationshipName), path.field.name].join('.').toLowerCase();

/** CALENDAR_YEAR(CloseDate), HOUR_IN_DAY(convertTimezone(CreatedDate)): moments count in UTC unless converted. */
export const dateExpression = (scope: QueryScope, object: ObjectDef, call: FunctionCall, alias?: string): Expression => {
    const name = call.functionName!.toUpperCase();
    const inner = call.parameters?.[0];
    const converted = typeof inner === 'object';
    const argument = converted ? inner.parameters?.[0] : inner;
    if (typeof argument !== 'string' || (converted && inner.functionName?.toLowerCase() !== 'converttimezone'))
        throw malformed(scope.soql, `Invalid use of function ${name}`, call.functionName);
    const field = fieldExpression(scope, object, argument, alias);
    const isDay = field.type === 'date';
    if (!isDay && field.type !== 'datetime')
        throw malformed(scope.soql, `Invalid use of function ${name}: field ${argument} is neither date nor dateTime`, call.functionName);
    if (isDay && (name === 'HOUR_IN_DAY' || converted))
        throw malformed(
            scope.soql,
            `Invalid use of function ${converted ? 'convertTimezone' : name}: field ${argument} is not a dateTime`,
            call.functionName
        );
    const zone = converted ? scope.calendar.zone : 'UTC';
    return {
        key: `${name}(${converted ? 'tz:' : ''}${field.key})`.toLowerCase(),
        text: call.rawValue ?? name,
        type: name === 'DAY_ONLY' ? 'date' : 'int',
        path: field.path,
        isFunction: true,
        read: (row) => {
            const value = field.read(row);
            return value === null ? null : DATE_FUNCTIONS[name](isDay ? String(value) : wallClock(String(value), zone), scope.calendar);
        }
    };
};
