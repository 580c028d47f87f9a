import type { OrgState, Session } from '../../model/org';
import { findField } from '../../model/schema';
import type { ObjectDef } from '../../model/schema';
import { findRelationship, targetOf } from '../field-path';
import { FilterError } from '../filter';

type Order = Record<string, unknown>;

const isOrder = (value: unknown): value is Order => typeof value === 'object' && value !== null && !Array.isArray(value);

const direction = (name: string, value: Order): string => {
    const { order = 'ASC', nulls = 'FIRST', ...rest } = value;
    const valid = (order === 'ASC' || order === 'DESC') && (nulls === 'FIRST' || nulls === 'LAST') && Object.keys(rest).length === 0;
    if (!valid) throw new FilterError(`${name} is ordered by {order: ASC | DESC, nulls: FIRST | LAST}, not by ${JSON.stringify(value)}`);
    return ` ${String(order)} NULLS ${String(nulls)}`;
};

const orderParts = (state: OrgState, session: Session, object: ObjectDef, value: unknown, prefix: string): string[] => {
    if (!isOrder(value)) throw new FilterError(`orderBy holds {Field: {order: ASC}}, not ${JSON.stringify(value)}`);
    return Object.entries(value).flatMap(([name, inner]): string[] => {
        if (!isOrder(inner)) throw new FilterError(`${name} is ordered by {order: ASC | DESC}`);
        const field = findField(object, name);
        if (field && session.access.readable(object, field)) return [prefix + field.name + direction(name, inner)];
        const reference = findRelationship(object, name);
        const target = reference && targetOf(state, reference);
        if (!target || !session.access.readable(object, reference))
            throw new FilterError(`Field '${name}' is not defined on ${object.name}`);
        return orderParts(state, session, target, inner, `${prefix}${reference.reference!.relationshipName}.`);
    });
};

/** ' ORDER BY …' of an orderBy argument, an object or a list of them; '' for none. Throws FilterError. */
export const orderClause = (state: OrgState, session: Session, object: ObjectDef, orderBy: unknown): string => {
    if (orderBy === undefined || orderBy === null) return '';
    const parts = (Array.isArray(orderBy) ? orderBy : [orderBy]).flatMap((each) => orderParts(state, session, object, each, ''));
    return parts.length === 0 ? '' : ` ORDER BY ${parts.join(', ')}`;
};
