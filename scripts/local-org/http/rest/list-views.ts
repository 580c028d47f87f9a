import { newId } from '../../model/ids';
import type { ObjectDef } from '../../model/schema';
import { describeList, listViewsOf, listViewSoql, readList } from '../../ui-api/list-view';
import type { ListView } from '../../ui-api/list-view';
import { notFound, ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { objectNamed } from './records';

const defaultLimit = 25;
const largestLimit = 2000;

/** Deployed list views have ids; the others get one that follows from their name, so that it outlives a restart. */
const idOf = (org: LocalOrg, object: ObjectDef, view: ListView): string => {
    const kept = org.state.schema.components.get(`ListView:${object.name}.${view.apiName}`)?.history?.id;
    if (kept) return kept;
    let hash = 2166136261;
    for (const sign of `${object.name}.${view.apiName}`) hash = Math.imul(hash ^ sign.charCodeAt(0), 16777619) >>> 0;
    return newId('00B', 0x1_0000_0000 + hash);
};

const urlOf = (request: OrgRequest, object: ObjectDef, id: string): string =>
    `/services/data/v${request.version}/sobjects/${object.name}/listviews/${id}`;

const represent = (request: OrgRequest, org: LocalOrg, object: ObjectDef, view: ListView): Record<string, unknown> => {
    const id = idOf(org, object, view);
    const url = urlOf(request, object, id);
    return {
        describeUrl: `${url}/describe`,
        developerName: view.apiName,
        id,
        label: view.label,
        resultsUrl: `${url}/results`,
        soqlCompatible: true,
        url
    };
};

const viewNamed = (request: OrgRequest, org: LocalOrg): { object: ObjectDef; view: ListView } => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const wanted = request.params['view']!;
    const view = listViewsOf(org.state.schema, object).find(
        (each) => each.apiName === wanted || idOf(org, object, each).slice(0, 15) === wanted.slice(0, 15)
    );
    if (!view) throw notFound();
    return { object, view };
};

const list = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const listviews = listViewsOf(org.state.schema, object).map((view) => represent(request, org, object, view));
    return ok({ done: true, listviews, nextRecordsUrl: null, size: listviews.length, sobjectType: object.name });
};

interface Column {
    readonly fieldApiName: string;
    readonly label: string;
    readonly sortable: boolean;
    readonly dataType: string;
}

const columnsOf = (request: OrgRequest, org: LocalOrg, object: ObjectDef, view: ListView): Record<string, unknown>[] => {
    const { displayColumns } = describeList(org, request.session, object, view) as { displayColumns: readonly Column[] };
    const shown = displayColumns.map(({ fieldApiName, label, sortable, dataType }) => ({
        fieldNameOrPath: fieldApiName,
        hidden: false,
        label,
        sortable,
        type: dataType
    }));
    const hidden = { fieldNameOrPath: 'Id', hidden: true, label: 'Record ID', sortable: false, type: 'id' };
    return [...shown, hidden];
};

interface Found {
    readonly id: string;
    readonly fields: Readonly<Record<string, { readonly value: unknown }>>;
}

/** The value at 'Account.Name' of a record in the UI API's form. */
const valueAt = (record: Found, path: string): unknown => {
    if (path === 'Id') return record.id;
    const [first = '', ...rest] = path.split('.');
    const value = record.fields[first]?.value ?? null;
    return rest.length === 0 || value === null ? value : valueAt(value as Found, rest.join('.'));
};

const results = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { object, view } = viewNamed(request, org);
    const columns = columnsOf(request, org, object, view);
    const limit = Math.min(Math.max(Number(request.query.get('limit') ?? defaultLimit) || defaultLimit, 1), largestLimit);
    const offset = Math.max(Number(request.query.get('offset') ?? 0) || 0, 0);
    const page = readList(org, request.session, object, view, { pageSize: limit, pageToken: String(offset), sortBy: [], searchTerm: '' });
    const records = (page['records'] as readonly Found[]).map((record) => ({
        columns: columns.map(({ fieldNameOrPath }) => ({
            fieldNameOrPath,
            value: textOf(valueAt(record, String(fieldNameOrPath)))
        }))
    }));
    return ok({
        columns,
        developerName: view.apiName,
        done: page['nextPageToken'] === null,
        id: idOf(org, object, view),
        label: view.label,
        records,
        size: records.length
    });
};

/** Results carry text, whatever the field's type. */
const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** What the list view shows and the query behind it. */
const describe = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { object, view } = viewNamed(request, org);
    return ok({
        columns: columnsOf(request, org, object, view),
        id: idOf(org, object, view),
        orderBy: [],
        query: listViewSoql(org, request.session, object, view),
        scope: view.mine ? 'mine' : 'everything',
        sobjectType: object.name
    });
};

const base = '/services/data/v:version/sobjects/:object/listviews';

/** List views, what is in them and how they find it. */
export const listViewRoutes: Route[] = [
    { method: 'GET', pattern: base, handle: list },
    {
        method: 'GET',
        pattern: `${base}/:view`,
        handle(request, org) {
            const { object, view } = viewNamed(request, org);
            return ok(represent(request, org, object, view));
        }
    },
    { method: 'GET', pattern: `${base}/:view/describe`, handle: describe },
    { method: 'GET', pattern: `${base}/:view/results`, handle: results }
];
