import { objectOfId } from '../model/ids';
import { findObject } from '../model/schema';
import { currencyConversion } from './currency-value';
import { malformed, notSupported } from './query-error';
import { followParent, isNameEntity, isVisible, parentOf, readField, readNameField, resolvePath } from './query-scope';
import { jsonValue, labelOfValue, localText } from './value-format';
import type { FieldFunctionExpression, FieldType as SelectedField, FieldTypeOf, QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { QueryRecord, Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import type { FieldPath, QueryScope } from './query-scope';

type Cell =
    | {
          readonly kind: 'field';
          readonly field: FieldDef;
          readonly show: (value: Scalar) => Scalar;
          /** Of money in another currency than the field's own. */
          readonly convert?: ((row: Row, value: Scalar) => Scalar) | undefined;
      }
    | { readonly kind: 'parent'; readonly hop: FieldDef; readonly shape: RecordShape }
    | {
          readonly kind: 'typeof';
          readonly hop: FieldDef;
          readonly shapes: ReadonlyMap<string, RecordShape>;
          readonly otherwise?: RecordShape;
      }
    | { readonly kind: 'children'; readonly records: (row: Row) => object | null };

/** What a record of the answer holds, by name, in the order in which it was selected. */
export interface RecordShape {
    readonly object: ObjectDef;
    readonly cells: Map<string, Cell>;
}

type ChildList = (subquery: Subquery) => { name: string; records: (row: Row) => object | null };

/** Compiles a SELECT list. */
export const recordShape = (scope: QueryScope, object: ObjectDef, query: QueryBase, childList: ChildList): RecordShape => {
    const shape: RecordShape = { object, cells: new Map() };
    for (const selected of query.fields ?? []) addSelected(scope, shape, selected, query, childList);
    return shape;
};

const addSelected = (scope: QueryScope, shape: RecordShape, selected: SelectedField, query: QueryBase, childList: ChildList): void => {
    if (selected.type === 'FieldSubquery') {
        const { name, records } = childList(selected.subquery);
        addCell(scope, shape, name, { kind: 'children', records }, name);
    } else if (selected.type === 'FieldTypeof') {
        addTypeOf(scope, shape, selected);
    } else if (selected.type === 'FieldFunctionExpression') {
        addFunction(scope, shape, selected, query);
    } else {
        if (selected.type === 'Field' && selected.alias)
            throw malformed(scope.soql, 'only aggregate expressions use field aliasing', selected.alias);
        const path = selected.type === 'Field' ? selected.field : [...selected.relationships, selected.field].join('.');
        addPath(
            scope,
            shape,
            resolvePath(scope, shape.object, path, query.sObjectAlias),
            (field) => (value) => jsonValue(field.type, value)
        );
    }
};

const addCell = (scope: QueryScope, shape: RecordShape, name: string, cell: Cell, text: string): void => {
    if (shape.cells.has(name)) throw malformed(scope.soql, `duplicate field selected: ${text}`);
    shape.cells.set(name, cell);
};

/** Puts a field at the end of its lookups; parents selected before are extended. */
const addPath = (scope: QueryScope, shape: RecordShape, path: FieldPath, showOf: (field: FieldDef) => (value: Scalar) => Scalar): void => {
    let at = shape;
    for (const hop of path.hops) {
        const name = hop.reference!.relationshipName;
        const next = at.cells.get(name);
        if (next?.kind === 'parent') {
            at = next.shape;
            continue;
        }
        const { object } = followParent(scope, at.object, name, path.text);
        const parent: RecordShape = { object, cells: new Map() };
        addCell(scope, at, name, { kind: 'parent', hop, shape: parent }, path.text);
        at = parent;
    }
    addCell(scope, at, path.field.name, { kind: 'field', field: path.field, show: showOf(path.field) }, path.text);
};

const addFunction = (scope: QueryScope, shape: RecordShape, call: FieldFunctionExpression, query: QueryBase): void => {
    const name = call.functionName.toLowerCase();
    const [argument] = call.parameters;
    if (name === 'fields') return addFields(scope, shape, String(argument).toUpperCase(), query);
    const inner = typeof argument === 'object' && argument.functionName.toLowerCase() === 'convertcurrency' ? argument : undefined;
    if (name === 'convertcurrency' || (name === 'format' && inner)) return addConverted(scope, shape, call, inner, query);
    if ((name !== 'tolabel' && name !== 'format') || typeof argument !== 'string')
        throw notSupported(`${call.functionName}() in a SELECT list`);
    const path = resolvePath(scope, shape.object, argument, query.sObjectAlias);
    const showOf = (field: FieldDef) => (value: Scalar) =>
        name === 'tolabel' ? labelOfValue(field, value) : localText(field, value, scope.session);
    if (!call.alias) return addPath(scope, shape, path, showOf);
    if (path.hops.length > 0) throw notSupported(`An alias for ${call.functionName}() of a parent's field`);
    addCell(scope, shape, call.alias, { kind: 'field', field: path.field, show: showOf(path.field) }, call.alias);
};

/** convertCurrency(field), also inside FORMAT(): money in the currency of the user. */
const addConverted = (
    scope: QueryScope,
    shape: RecordShape,
    call: FieldFunctionExpression,
    inner: FieldFunctionExpression | undefined,
    query: QueryBase
): void => {
    const [argument] = (inner ?? call).parameters;
    if (!findObject(scope.state.schema, 'CurrencyType')) throw notSupported('convertCurrency() in an org with one currency');
    if (typeof argument !== 'string') throw notSupported(`${call.functionName}() of a function`);
    const { hops, field } = resolvePath(scope, shape.object, argument, query.sObjectAlias);
    if (hops.length > 0) throw notSupported(`convertCurrency() of a parent's field`);
    const convert = currencyConversion(scope, shape.object, field, 'user');
    const show = (value: Scalar): Scalar => (inner ? localText(field, value, scope.session) : value);
    addCell(scope, shape, call.alias ?? field.name, { kind: 'field', field, show, convert }, call.alias ?? argument);
};

/** FIELDS(ALL | STANDARD | CUSTOM): what the user may read. */
const addFields = (scope: QueryScope, shape: RecordShape, group: string, query: QueryBase): void => {
    if (group !== 'STANDARD' && (query.limit === undefined || query.limit > 200))
        throw malformed(scope.soql, 'The SOQL FIELDS function must have a LIMIT of at most 200');
    const chosen = [...shape.object.fields.values()].filter(
        (field) => isVisible(scope, shape.object, field) && (group === 'ALL' || field.custom === (group === 'CUSTOM'))
    );
    for (const field of chosen)
        addCell(scope, shape, field.name, { kind: 'field', field, show: (value) => jsonValue(field.type, value) }, field.name);
};

const addTypeOf = (scope: QueryScope, shape: RecordShape, selected: FieldTypeOf): void => {
    const { hop, object } = followParent(scope, shape.object, selected.field, selected.field);
    if (!isNameEntity(object))
        throw malformed(scope.soql, `Illegal TYPEOF: ${selected.field} is not a polymorphic relationship`, selected.field);
    const shapes = new Map<string, RecordShape>();
    let otherwise: RecordShape | undefined;
    for (const condition of selected.conditions) {
        const branchObject = condition.type === 'ELSE' ? object : findObject(scope.state.schema, condition.objectType ?? '');
        if (!branchObject || (condition.type === 'WHEN' && !hop.reference!.to.includes(branchObject.name))) {
            throw malformed(scope.soql, `Illegal TYPEOF: ${condition.objectType} is not a type of ${selected.field}`, condition.objectType);
        }
        const branch: RecordShape = { object: branchObject, cells: new Map() };
        for (const name of condition.fieldList)
            addPath(scope, branch, resolvePath(scope, branchObject, name), (field) => (value) => jsonValue(field.type, value));
        if (condition.type === 'ELSE') otherwise = branch;
        else shapes.set(branchObject.name, branch);
    }
    addCell(scope, shape, hop.reference!.relationshipName, { kind: 'typeof', hop, shapes, otherwise }, selected.field);
};

/** Makes the record of a row. `object` is the row's own object, which behind a lookup to several is not the shape's. */
export const project = (scope: QueryScope, shape: RecordShape, object: ObjectDef, row: Row): QueryRecord => {
    const type = isNameEntity(shape.object) ? 'Name' : object.name;
    const record: QueryRecord = { attributes: { type, url: `/services/data/v${scope.apiVersion}/sobjects/${object.name}/${row.Id}` } };
    for (const [name, cell] of shape.cells) record[name] = cellValue(scope, shape, object, row, cell);
    return record;
};

const cellValue = (scope: QueryScope, shape: RecordShape, object: ObjectDef, row: Row, cell: Cell): unknown => {
    switch (cell.kind) {
        case 'field': {
            const value = isNameEntity(shape.object)
                ? readNameField(scope, object, row, cell.field.name)
                : readField(scope, object, row, cell.field);
            return cell.show(cell.convert ? cell.convert(row, value) : value);
        }
        case 'children':
            return cell.records(row);
        case 'parent': {
            const parent = parentOf(scope, row, cell.hop);
            return parent ? project(scope, cell.shape, parent.object, parent.row) : null;
        }
        case 'typeof': {
            const parent = parentOf(scope, row, cell.hop);
            const actual = parent && objectOfId(scope.state.schema, parent.row.Id);
            const branch = actual && (cell.shapes.get(actual.name) ?? cell.otherwise);
            return parent && branch ? project(scope, branch, parent.object, parent.row) : null;
        }
    }
};
