import type { LocalOrg } from '../http/route';
import { childNodes, childText, childTexts } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { ApiError } from '../model/org';
import type { OrgState, Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';
import { columnPath } from './column-names';
import { componentsOfType } from './deployed-xml';
import { findRelationship, newSelection, selectedPaths, selectPath, selectSystemFields, targetOf, unknownField } from './field-path';
import { filterCondition } from './filter';
import { layoutFieldPaths } from './layout';
import { pageOf, soqlOrder } from './paging';
import type { PageRequest } from './paging';
import { describeColumns } from './related-list';
import { representRecord } from './record-representation';

interface Criterion {
    readonly path: string;
    readonly operation: string;
    readonly value: string;
}

export interface ListView {
    readonly apiName: string;
    readonly label: string;
    readonly mine: boolean;
    readonly columns: readonly string[];
    readonly criteria: readonly Criterion[];
    /** '1 AND (2 OR 3)'; all of them when absent. */
    readonly logic?: string;
}

const deployedList = (object: ObjectDef, fullName: string, xml: XmlNode): ListView => {
    const logic = childText(xml, 'booleanFilter');
    return {
        apiName: fullName.slice(object.name.length + 1),
        label: childText(xml, 'label') ?? fullName,
        mine: childText(xml, 'filterScope') === 'Mine',
        columns: childTexts(xml, 'columns').map((column) => columnPath(object, column)),
        criteria: childNodes(xml, 'filters').map((filter) => ({
            path: columnPath(object, childText(filter, 'field') ?? ''),
            operation: childText(filter, 'operation') ?? 'equals',
            value: childText(filter, 'value') ?? ''
        })),
        ...(logic ? { logic } : {})
    };
};

/** Every object has these, as in an org where nobody made a list view yet. */
const builtInLists = (schema: Schema, object: ObjectDef): ListView[] => {
    const names = [...object.fields.values()].filter((field) => field.nameField).map((field) => field.name);
    const telling = layoutFieldPaths(schema, object, 'Compact').map((name) => columnPath(object, name));
    const columns = [...new Set([...names, ...telling])];
    const plural = object.labelPlural.replace(/\W/g, '');
    const all: ListView = { apiName: `All${plural}`, label: `All ${object.labelPlural}`, mine: false, columns, criteria: [] };
    const mine: ListView = { ...all, apiName: `My${plural}`, label: `My ${object.labelPlural}`, mine: true };
    const isOpen: Criterion = { path: 'IsClosed', operation: 'equals', value: '0' };
    const open: ListView = { ...all, apiName: `Open${plural}`, label: `Open ${object.labelPlural}`, criteria: [isOpen] };
    return [...(findField(object, 'IsClosed') ? [open] : []), all, ...(findField(object, 'OwnerId') ? [mine] : [])];
};

/** The list views of an object: a standard one has the built-in ones too, a custom one only until some are deployed. */
export const listViewsOf = (schema: Schema, object: ObjectDef): ListView[] => {
    const deployed = componentsOfType(schema, 'ListView')
        .filter(({ fullName }) => fullName.startsWith(`${object.name}.`))
        .map(({ fullName, xml }) => deployedList(object, fullName, xml));
    if (object.custom && deployed.length > 0) return deployed;
    const labels = new Set(deployed.map((view) => view.label.toLowerCase()));
    return [...builtInLists(schema, object).filter((view) => !labels.has(view.label.toLowerCase())), ...deployed];
};

/** A list view by name. Throws NOT_FOUND. */
export const findListView = (schema: Schema, object: ObjectDef, apiName: string): ListView => {
    const view = listViewsOf(schema, object).find((each) => each.apiName.toLowerCase() === apiName.toLowerCase());
    if (!view) throw new ApiError('NOT_FOUND', `The list view ${apiName} of ${object.name} does not exist`, 404);
    return view;
};

const quote = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

const fieldAt = (state: OrgState, object: ObjectDef, path: string): FieldDef | undefined => {
    const [name = '', ...rest] = path.split('.');
    if (rest.length === 0) return findField(object, name);
    const reference = findRelationship(object, name);
    const target = reference && targetOf(state, reference);
    return target && fieldAt(state, target, rest.join('.'));
};

const literalOf = (field: FieldDef, text: string): string => {
    if (text === '') return 'null';
    if (field.type === 'boolean') return String(text === '1' || text.toLowerCase() === 'true');
    if (['int', 'double', 'currency', 'percent'].includes(field.type)) return String(Number(text.replace(/[^\d.+-]/g, '')));
    if (field.type === 'date' || field.type === 'datetime') return dateLiteral(text, field.type === 'datetime');
    return quote(text);
};

const dateLiteral = (text: string, moment: boolean): string => {
    const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
    const day = american ? `${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}` : text;
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return moment ? `${day}T00:00:00Z` : day;
    return text
        .toUpperCase()
        .replace(/ DAYS$/, '')
        .replace(/\s+/g, '_')
        .replace(/_(\d+)$/, ':$1')
        .replace(/^(LAST|NEXT)_?:?(\d+)$/, '$1_N_DAYS:$2')
        .replace(/^(LAST|NEXT):(\d+)/, '$1_N_DAYS:$2');
};

const operators: Record<string, string> = { lessThan: '<', greaterThan: '>', lessOrEqual: '<=', greaterOrEqual: '>=' };
const patterns: Record<string, (text: string) => string> = {
    contains: (text) => `%${text}%`,
    notContain: (text) => `%${text}%`,
    startsWith: (text) => `${text}%`
};

const criterionSoql = (field: FieldDef, { path, operation, value }: Criterion): string => {
    const pattern = patterns[operation];
    if (pattern) return `${operation === 'notContain' ? 'NOT ' : ''}${path} LIKE ${quote(pattern(value))}`;
    if (operation in operators) return `${path} ${operators[operation]} ${literalOf(field, value)}`;
    const values = (value === '' ? [''] : value.split(',')).map((each) => literalOf(field, each.trim()));
    if (operation !== 'equals' && operation !== 'notEqual')
        throw new ApiError('INVALID_FILTER', `The local org's list views cannot filter by ${operation}`);
    const negative = operation === 'notEqual';
    return values.length > 1
        ? `${path} ${negative ? 'NOT IN' : 'IN'} (${values.join(', ')})`
        : `${path} ${negative ? '!=' : '='} ${values[0]}`;
};

const viewCondition = (state: OrgState, session: Session, object: ObjectDef, view: ListView): string[] => {
    const parts = view.criteria.map((criterion) => {
        const field = fieldAt(state, object, criterion.path);
        if (!field || !selectPath(state, session, newSelection(object), criterion.path.split('.')))
            throw unknownField(object, criterion.path);
        return `(${criterionSoql(field, criterion)})`;
    });
    const own = view.mine ? [`OwnerId = '${session.user.Id}'`] : [];
    if (!view.logic) return [...parts, ...own];
    return [`(${view.logic.replace(/\d+/g, (number) => parts[Number(number) - 1] ?? number)})`, ...own];
};

/** A search term is looked for in the names that the list shows. */
const searchCondition = (object: ObjectDef, columns: readonly string[], term: string): string[] => {
    if (term.trim() === '') return [];
    const names = [...object.fields.values()].filter((field) => field.nameField).map((field) => field.name);
    const paths = new Set([...names, ...columns.filter((path) => path.endsWith('.Name'))]);
    const like = quote(`%${term.trim().replace(/[%_]/g, '\\$&')}%`);
    return [`(${[...paths].map((path) => `${path} LIKE ${like}`).join(' OR ')})`];
};

export interface ListRequest extends PageRequest {
    readonly sortBy: readonly string[];
    readonly searchTerm: string;
    readonly where?: string;
}

/** What a list view shows this user: columns that may not be read are left out. */
export const describeList = (org: LocalOrg, session: Session, object: ObjectDef, view: ListView): Record<string, unknown> => ({
    apiName: view.apiName,
    displayColumns: describeColumns(org.state, session, object, view.columns),
    label: view.label,
    listReference: { id: null, listViewApiName: view.apiName, objectApiName: object.name, type: 'listView' },
    searchable: true
});

/** The query that finds a list view's records, with the columns that the user may read. */
export const listViewSoql = (org: LocalOrg, session: Session, object: ObjectDef, view: ListView): string => {
    const { state } = org;
    const selection = newSelection(object);
    const columns = view.columns.filter((path) => selectPath(state, session, selection, path.split('.')));
    const conditions = viewCondition(state, session, object, view);
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    return `SELECT ${[...new Set([...columns, 'Id'])].join(', ')} FROM ${object.name}${where}`;
};

/** One page of a list view, with the number of all records in it. */
export const readList = (
    org: LocalOrg,
    session: Session,
    object: ObjectDef,
    view: ListView,
    request: ListRequest
): Record<string, unknown> => {
    const { state } = org;
    const selection = newSelection(object);
    const columns = view.columns.filter((path) => selectPath(state, session, selection, path.split('.')));
    const asked = new Set([...selection.fields.keys(), 'Id']);
    selectSystemFields(state, session, selection);
    const filter = request.where ? [filterCondition(state, session, object, request.where)] : [];
    const conditions = [...viewCondition(state, session, object, view), ...searchCondition(object, columns, request.searchTerm), ...filter];
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    const order = soqlOrder(state, session, object, request.sortBy);
    const { records: all } = org.soql.query(session, `SELECT Id FROM ${object.name}${where}${order}`);
    const page = pageOf(all, request);
    const ids = page.records.map((record) => String(record['Id']));
    const found = new Map(
        ids.length === 0
            ? []
            : org.soql
                  .query(
                      session,
                      `SELECT ${selectedPaths(selection).join(', ')} FROM ${object.name} WHERE Id IN (${ids.map(quote).join(', ')})`
                  )
                  .records.map((record) => [String(record['Id']), representRecord(session, selection, record, asked)])
    );
    return {
        ...page,
        listReference: { listViewApiName: view.apiName, objectApiName: object.name, type: 'listView' },
        records: ids.flatMap((id) => found.get(id) ?? []),
        totalCount: all.length
    };
};
