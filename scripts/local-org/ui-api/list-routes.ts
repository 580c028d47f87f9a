import { jsonObject } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { ApiError } from '../model/org';
import { columnPath } from './column-names';
import { describeList, findListView, listViewsOf, readList } from './list-view';
import { readableObject } from './object-info';
import { pageRequest } from './paging';
import { describeColumns, findRelatedList, readRelatedRecords, relatedListsOf } from './related-list';
import type { RelatedList } from './related-list';

const base = '/services/data/v:version/ui-api';

const objectOf = (request: OrgRequest, org: LocalOrg) => readableObject(org.state, request.session, request.params['object']!);

const names = (value: unknown): string[] => {
    if (value === undefined || value === null) return [];
    const list = Array.isArray(value) ? value : String(value).split(',');
    if (!list.every((each) => typeof each === 'string'))
        throw new ApiError('INVALID_INPUT', 'fields, optionalFields and sortBy are lists of names');
    return list.map((each) => each.trim()).filter((each) => each !== '');
};

const readRelated = (request: OrgRequest, org: LocalOrg, options: Record<string, unknown>): OrgResponse => {
    const { parent, list } = request.params;
    const where = options['where'];
    return {
        status: 200,
        body: readRelatedRecords(org, request.session, parent!, list!, {
            ...pageRequest(options['pageSize'], options['pageToken']),
            fields: names(options['fields']),
            optionalFields: names(options['optionalFields']),
            sortBy: names(options['sortBy']),
            ...(typeof where === 'string' ? { where } : {})
        })
    };
};

const describeRelated = (list: RelatedList): Record<string, unknown> => ({
    entityLabel: list.child.label,
    entityLabelPlural: list.child.labelPlural,
    fieldApiName: list.field.name,
    keyPrefix: list.child.keyPrefix,
    label: list.child.labelPlural,
    objectApiName: list.child.name,
    relatedListId: list.id,
    themeInfo: { color: '706E6B', iconUrl: 'standard:related_list' }
});

const relatedLists = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectOf(request, org);
    return {
        status: 200,
        body: {
            parentObjectApiName: object.name,
            parentRecordTypeId: null,
            relatedLists: relatedListsOf(org.state, request.session, object).map(describeRelated)
        }
    };
};

const relatedList = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const list = findRelatedList(org.state, request.session, objectOf(request, org), request.params['list']!);
    const asked = names(request.query.get('fields') ?? undefined).map((field) => columnPath(list.child, field));
    return {
        status: 200,
        body: {
            ...describeRelated(list),
            displayColumns: describeColumns(org.state, request.session, list.child, asked.length > 0 ? asked : list.columns),
            objectApiNames: [list.child.name]
        }
    };
};

const lists = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectOf(request, org);
    const all = listViewsOf(org.state.schema, object).map((view) => ({
        apiName: view.apiName,
        id: null,
        label: view.label,
        listUiType: 'listView',
        objectApiName: object.name
    }));
    return { status: 200, body: { count: all.length, lists: all, objectApiName: object.name } };
};

const listInfo = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectOf(request, org);
    return {
        status: 200,
        body: describeList(org, request.session, object, findListView(org.state.schema, object, request.params['list']!))
    };
};

const listRecords = (request: OrgRequest, org: LocalOrg, options: Record<string, unknown>): OrgResponse => {
    const object = objectOf(request, org);
    const where = options['where'];
    return {
        status: 200,
        body: readList(org, request.session, object, findListView(org.state.schema, object, request.params['list']!), {
            ...pageRequest(options['pageSize'], options['pageToken']),
            sortBy: names(options['sortBy']),
            searchTerm: String(options['searchTerm'] ?? ''),
            ...(typeof where === 'string' ? { where } : {})
        })
    };
};

/** Description and records of a list view in one answer: the older form that clients still ask for. */
const listUi = (request: OrgRequest, org: LocalOrg): OrgResponse => ({
    status: 200,
    body: { info: listInfo(request, org).body, records: listRecords(request, org, query(request)).body }
});

const query = (request: OrgRequest): Record<string, unknown> => Object.fromEntries(request.query);
const body = (request: OrgRequest): Record<string, unknown> => (request.body.length === 0 ? {} : jsonObject(request));

export const listRoutes: Route[] = [
    {
        method: 'GET',
        pattern: `${base}/related-list-records/:parent/:list`,
        handle: (request, org) => readRelated(request, org, query(request))
    },
    {
        method: 'POST',
        pattern: `${base}/related-list-records/:parent/:list`,
        handle: (request, org) => readRelated(request, org, body(request))
    },
    { method: 'GET', pattern: `${base}/related-list-info/:object`, handle: relatedLists },
    { method: 'GET', pattern: `${base}/related-list-info/:object/:list`, handle: relatedList },
    { method: 'GET', pattern: `${base}/list-ui/:object`, handle: lists },
    { method: 'GET', pattern: `${base}/list-ui/:object/:list`, handle: listUi },
    { method: 'GET', pattern: `${base}/list-info/:object`, handle: lists },
    { method: 'GET', pattern: `${base}/list-info/:object/:list`, handle: listInfo },
    { method: 'GET', pattern: `${base}/list-records/:object/:list`, handle: (request, org) => listRecords(request, org, query(request)) },
    { method: 'POST', pattern: `${base}/list-records/:object/:list`, handle: (request, org) => listRecords(request, org, body(request)) }
];
