import type { FieldNode } from 'graphql';
import type { OrgState, Session } from '../../model/org';
import { findField } from '../../model/schema';
import type { FieldDef, FieldType, ObjectDef } from '../../model/schema';
import { findRelationship, newSelection, selectPath, targetOf } from '../field-path';
import type { Selection } from '../field-path';
import { FilterError, soqlCondition } from '../filter';
import { childRelationshipsOf } from '../object-info';
import { argumentsOf, fieldsOf, invalid, isOptional, keyOf } from './document';
import type { GraphqlProblem, Operation } from './document';
import { orderClause } from './order-by';

/** What to put under one key of a node. */
export type NodeEntry =
    | { readonly kind: 'id' | 'typename' | 'apiName'; readonly key: string }
    | { readonly kind: 'value'; readonly key: string; readonly field: FieldDef; readonly parts: readonly { key: string; name: string }[] }
    | {
          readonly kind: 'parent';
          readonly key: string;
          readonly relationship: string;
          readonly entries: readonly NodeEntry[];
          readonly object: ObjectDef;
      }
    | { readonly kind: 'children'; readonly key: string; readonly childField: FieldDef; readonly plan: ConnectionPlan };

/** One list of records: what to ask for and how to show it. */
export interface ConnectionPlan {
    readonly object: ObjectDef;
    readonly selection: Selection;
    readonly where: string;
    readonly order: string;
    readonly first: number;
    readonly offset: number;
    readonly path: readonly string[];
    readonly node: FieldNode;
    readonly parts: readonly ConnectionPart[];
}

export type ConnectionPart =
    | { readonly kind: 'edges'; readonly key: string; readonly parts: readonly EdgePart[] }
    | { readonly kind: 'totalCount'; readonly key: string }
    | { readonly kind: 'typename'; readonly key: string }
    | { readonly kind: 'pageInfo'; readonly key: string; readonly parts: readonly { key: string; name: string }[] };

export type EdgePart =
    | { readonly kind: 'node'; readonly key: string; readonly entries: readonly NodeEntry[] }
    | { readonly kind: 'cursor'; readonly key: string }
    | { readonly kind: 'typename'; readonly key: string };

export interface Planner {
    readonly state: OrgState;
    readonly session: Session;
    readonly operation: Operation;
    readonly problems: GraphqlProblem[];
    /** Lists of children that may still be asked for inside each other here. */
    readonly childLevels: number;
}

const defaultFirst = 10;
const mostRecords = 2000;

const valueTypes: Partial<Record<FieldType, string>> = {
    id: 'ID',
    textarea: 'TextAreaValue',
    picklist: 'PicklistValue',
    multipicklist: 'MultiPicklistValue',
    boolean: 'BooleanValue',
    int: 'IntValue',
    double: 'DoubleValue',
    currency: 'CurrencyValue',
    percent: 'PercentValue',
    date: 'DateValue',
    datetime: 'DateTimeValue',
    time: 'TimeValue',
    reference: 'IDValue',
    email: 'EmailValue',
    phone: 'PhoneNumberValue',
    url: 'UrlValue'
};

const valueType = (field: FieldDef): string => valueTypes[field.type] ?? 'StringValue';

const undefinedField = (planner: Planner, node: FieldNode, type: string, path: readonly string[]): void => {
    planner.problems.push(invalid('FieldUndefined', `Field '${node.name.value}' in type '${type}' is undefined`, path, node));
};

const valueParts = (planner: Planner, node: FieldNode, field: FieldDef, path: readonly string[]): { key: string; name: string }[] => {
    const type = valueType(field);
    if (!node.selectionSet)
        planner.problems.push(
            invalid('SubselectionRequired', `Subselection required for type '${type}' of field '${node.name.value}'`, path, node)
        );
    const known = ['value', 'displayValue', '__typename', ...(field.type === 'picklist' ? ['label'] : [])];
    return fieldsOf(planner.operation, node.selectionSet, [type, 'FieldValue']).flatMap((part) => {
        if (known.includes(part.name.value)) return [{ key: keyOf(part), name: part.name.value }];
        undefinedField(planner, part, type, [...path, keyOf(part)]);
        return [];
    });
};

const planField = (planner: Planner, node: FieldNode, selection: Selection, path: readonly string[]): NodeEntry[] | undefined => {
    const field = findField(selection.object, node.name.value);
    if (!field || field.name !== node.name.value || !selectPath(planner.state, planner.session, selection, [field.name])) return undefined;
    const key = keyOf(node);
    if (field.type !== 'id') return [{ kind: 'value', key, field, parts: valueParts(planner, node, field, path) }];
    if (node.selectionSet)
        planner.problems.push(invalid('SubselectionNotAllowed', "Subselection not allowed on leaf type 'ID!' of field 'Id'", path, node));
    return [{ kind: 'id', key }];
};

const planParent = (planner: Planner, node: FieldNode, selection: Selection, path: readonly string[]): NodeEntry[] | undefined => {
    const { state, session } = planner;
    const reference = findRelationship(selection.object, node.name.value);
    const target = reference && targetOf(state, reference);
    if (!target || !session.access.readable(selection.object, reference) || !session.access.object(target.name).read) return undefined;
    const relationship = reference.reference!.relationshipName;
    selectPath(state, session, selection, [relationship, 'Id']);
    const parent = selection.parents.get(relationship)!.selection;
    return [{ kind: 'parent', key: keyOf(node), relationship, object: target, entries: planNode(planner, node, parent, path) }];
};

const planChildren = (planner: Planner, node: FieldNode, selection: Selection, path: readonly string[]): NodeEntry[] | undefined => {
    const found = childRelationshipsOf(planner.state, selection.object).find((each) => each.name === node.name.value);
    if (
        !found ||
        !planner.session.access.object(found.childObject.name).read ||
        !planner.session.access.readable(found.childObject, found.field)
    )
        return undefined;
    if (planner.childLevels === 0) {
        const problem = `The child relationship ${node.name.value} lies deeper than child relationships can be asked for here`;
        planner.problems.push(invalid('OperationNotSupported', problem, path, node));
        return [];
    }
    selectPath(planner.state, planner.session, selection, ['Id']);
    const plan = planConnection({ ...planner, childLevels: planner.childLevels - 1 }, node, found.childObject, path);
    selectPath(planner.state, planner.session, plan.selection, [found.field.name]);
    return [{ kind: 'children', key: keyOf(node), childField: found.field, plan }];
};

/** The entries of a node (or of a parent): fields, parents and lists of children. */
const planNode = (planner: Planner, node: FieldNode, selection: Selection, path: readonly string[]): NodeEntry[] =>
    fieldsOf(planner.operation, node.selectionSet, [selection.object.name, 'Record']).flatMap((part): NodeEntry[] => {
        const at = [...path, keyOf(part)];
        if (part.name.value === '__typename') return [{ kind: 'typename', key: keyOf(part) }];
        if (part.name.value === 'ApiName') return [{ kind: 'apiName', key: keyOf(part) }];
        const entries =
            planField(planner, part, selection, at) ??
            planParent(planner, part, selection, at) ??
            planChildren(planner, part, selection, at);
        if (!entries && !isOptional(part)) undefinedField(planner, part, selection.object.name, at);
        return entries ?? [];
    });

const planEdges = (planner: Planner, node: FieldNode, selection: Selection, path: readonly string[]): EdgePart[] =>
    fieldsOf(planner.operation, node.selectionSet, [`${selection.object.name}Edge`]).flatMap((part): EdgePart[] => {
        const at = [...path, keyOf(part)];
        if (part.name.value === 'node') return [{ kind: 'node', key: keyOf(part), entries: planNode(planner, part, selection, at) }];
        if (part.name.value === 'cursor') return [{ kind: 'cursor', key: keyOf(part) }];
        if (part.name.value === '__typename') return [{ kind: 'typename', key: keyOf(part) }];
        undefinedField(planner, part, `${selection.object.name}Edge`, at);
        return [];
    });

const pageInfoFields = ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor', '__typename'];

const planPart = (planner: Planner, part: FieldNode, selection: Selection, path: readonly string[]): ConnectionPart[] => {
    const key = keyOf(part);
    const type = `${selection.object.name}Connection`;
    switch (part.name.value) {
        case 'edges':
            return [{ kind: 'edges', key, parts: planEdges(planner, part, selection, path) }];
        case 'totalCount':
            return [{ kind: 'totalCount', key }];
        case '__typename':
            return [{ kind: 'typename', key }];
        case 'pageInfo': {
            const fields = fieldsOf(planner.operation, part.selectionSet, ['PageInfo']);
            for (const field of fields)
                if (!pageInfoFields.includes(field.name.value)) undefinedField(planner, field, 'PageInfo', [...path, keyOf(field)]);
            return [{ kind: 'pageInfo', key, parts: fields.map((field) => ({ key: keyOf(field), name: field.name.value })) }];
        }
        default:
            undefinedField(planner, part, type, path);
            return [];
    }
};

const knownArguments = ['first', 'after', 'where', 'orderBy', 'scope'];

/** Cursors are positions, wrapped so that nobody takes them for numbers. */
export const cursorOf = (position: number): string => Buffer.from(`v1:${position}`).toString('base64');

const positionOf = (cursor: unknown): number | undefined => {
    const match = /^v1:(\d{1,7})$/.exec(Buffer.from(String(cursor), 'base64').toString());
    return match ? Number(match[1]) : undefined;
};

const readPaging = (
    planner: Planner,
    given: Record<string, unknown>,
    node: FieldNode,
    path: readonly string[]
): { first: number; offset: number } => {
    const first = given['first'] ?? defaultFirst;
    const position = given['after'] === undefined || given['after'] === null ? 0 : positionOf(given['after']);
    if (!Number.isInteger(first) || Number(first) < 1 || Number(first) > mostRecords) {
        planner.problems.push(
            invalid('WrongType', `argument 'first' is a number from 1 to ${mostRecords}, not ${JSON.stringify(first)}`, path, node)
        );
    }
    if (position === undefined)
        planner.problems.push(
            invalid('WrongType', `argument 'after' with value ${JSON.stringify(given['after'])} is not a cursor`, path, node)
        );
    return { first: Number(first), offset: position ?? 0 };
};

const readFilter = (
    planner: Planner,
    object: ObjectDef,
    given: Record<string, unknown>,
    node: FieldNode,
    path: readonly string[]
): { where: string; order: string } => {
    try {
        const filter = soqlCondition(planner.state, planner.session, object, given['where']);
        if (given['scope'] !== undefined && given['scope'] !== 'MINE' && given['scope'] !== 'EVERYTHING')
            throw new FilterError(`The local org knows the scopes MINE and EVERYTHING, not ${String(given['scope'])}`);
        const mine = given['scope'] === 'MINE' ? `OwnerId = '${planner.session.user.Id}'` : '';
        return {
            where: [filter, mine].filter((each) => each !== '').join(' AND '),
            order: orderClause(planner.state, planner.session, object, given['orderBy'])
        };
    } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        planner.problems.push(invalid('WrongType', error.message, path, node));
        return { where: '', order: '' };
    }
};

/** Plans a list of records; what is wrong with it is added to the planner's problems. */
export const planConnection = (planner: Planner, node: FieldNode, object: ObjectDef, path: readonly string[]): ConnectionPlan => {
    const given = argumentsOf(planner.operation, node);
    for (const name of Object.keys(given)) {
        if (!knownArguments.includes(name)) planner.problems.push(invalid('UnknownArgument', `Unknown field argument ${name}`, path, node));
    }
    const selection = newSelection(object);
    selectPath(planner.state, planner.session, selection, ['Id']);
    const parts = fieldsOf(planner.operation, node.selectionSet, [`${object.name}Connection`]).flatMap((part) =>
        planPart(planner, part, selection, [...path, keyOf(part)])
    );
    if (!node.selectionSet)
        planner.problems.push(
            invalid(
                'SubselectionRequired',
                `Subselection required for type '${object.name}Connection' of field '${node.name.value}'`,
                path,
                node
            )
        );
    return {
        object,
        selection,
        ...readFilter(planner, object, given, node, path),
        ...readPaging(planner, given, node, path),
        path,
        node,
        parts
    };
};
