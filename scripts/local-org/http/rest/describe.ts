import { describeGlobal, describeObject } from '../../model/describe';
import { seenRows } from '../../model/record-access';
import { ApiError } from '../../model/org';
import type { Row } from '../../model/org';
import type { ObjectDef } from '../../model/schema';
import { newestVersion, ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { objectNamed } from './records';
import { recentRecords } from './search';

const oldestVersion = 31;
const recentItems = 200;

const seasons = ['Spring', 'Summer', 'Winter'];

/** v66.0 is Spring '26; three releases a year, and Winter carries the year to come. */
const labelOf = (version: number): string => {
    const year = 4 + Math.floor((version - (version % 3 === 2 ? -1 : version % 3)) / 3);
    return `${seasons[version % 3]} '${String(year).padStart(2, '0')}`;
};

const versions = (): OrgResponse => {
    const list = [];
    for (let version = oldestVersion; version <= Number(newestVersion); version += 1) {
        list.push({ label: labelOf(version), url: `/services/data/v${version}.0`, version: `${version}.0` });
    }
    return ok(list);
};

const resourceNames = [
    'composite',
    'jobs',
    'limits',
    'parameterizedSearch',
    'query',
    'queryAll',
    'recent',
    'search',
    'sobjects',
    'tooling',
    'ui-api'
];

const resources = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const base = `/services/data/v${request.version}`;
    return ok({
        ...Object.fromEntries(resourceNames.map((name) => [name, `${base}/${name}`])),
        identity: `${org.instanceUrl}/id/${org.state.organizationId}/${request.session.user.Id}`,
        metadata: `${base}/metadata`
    });
};

const describeOne = (request: OrgRequest, org: LocalOrg): Record<string, unknown> => {
    const object = objectNamed(org, request.session, request.params['object']!);
    return describeObject(org.state.schema, object, request.session.access, request.version);
};

const basics = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { fields: _fields, childRelationships: _children, recordTypeInfos: _types, ...objectDescribe } = describeOne(request, org);
    return ok({ objectDescribe, recentItems: recentRecords(request, org, [String(objectDescribe['name'])], recentItems) });
};

/** The span of an updated or deleted request. Salesforce refuses more than thirty days. */
const spanOf = (request: OrgRequest): { start: string; end: string } => {
    const instant = (name: string): Date => {
        const date = new Date((request.query.get(name) ?? '').replace(' ', '+'));
        if (Number.isNaN(date.getTime()))
            throw new ApiError('INVALID_REPLICATION_DATE', `${name} has to be a date and time such as 2026-01-31T00:00:00Z`);
        return date;
    };
    const [start, end] = [instant('start'), instant('end')];
    if (start >= end) throw new ApiError('INVALID_REPLICATION_DATE', 'startDate has to be before endDate');
    return { start: start.toISOString(), end: end.toISOString() };
};

const changedWithin = (rows: Iterable<Row>, { start, end }: { start: string; end: string }): Row[] =>
    [...rows].filter((row) => {
        const stamp = String(row['SystemModstamp'] ?? row['LastModifiedDate'] ?? '');
        return stamp >= start && stamp <= end;
    });

const seenChanges = (
    { session }: OrgRequest,
    { state }: LocalOrg,
    object: ObjectDef,
    rows: Iterable<Row>,
    span: { start: string; end: string }
): Row[] => seenRows(state, session, object, changedWithin(rows, span));

const updated = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const span = spanOf(request);
    return ok({
        ids: seenChanges(request, org, object, org.state.store.rows(object.name), span).map((row) => row.Id),
        latestDateCovered: span.end
    });
};

const deleted = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const span = spanOf(request);
    const rows = seenChanges(request, org, object, org.state.store.deletedRows(object.name), span);
    return ok({
        deletedRecords: rows.map((row) => ({ id: row.Id, deletedDate: row['SystemModstamp'] ?? row['LastModifiedDate'] ?? span.end })),
        earliestDateAvailable: span.start,
        latestDateCovered: span.end
    });
};

const allowance = (maximum: number): { Max: number; Remaining: number } => ({ Max: maximum, Remaining: maximum });

/** The local org counts nothing: what is allowed always remains. */
const limits = (): OrgResponse =>
    ok({
        ConcurrentAsyncGetReportInstances: allowance(200),
        DailyApiRequests: allowance(100_000),
        DailyBulkApiBatches: allowance(15_000),
        DailyBulkV2QueryFileStorageMB: allowance(976_562),
        DailyBulkV2QueryJobs: allowance(10_000),
        DataStorageMB: allowance(1024),
        FileStorageMB: allowance(1024),
        HourlyTimeBasedWorkflow: allowance(1000),
        PermissionSets: { ...allowance(1500), CreateCustom: allowance(1000) },
        SingleEmail: allowance(15)
    });

/** How many records there are of each object, of all or of those asked for. */
const recordCounts = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const named = (request.query.get('sObjects') ?? '')
        .toLowerCase()
        .split(',')
        .flatMap((name) => name.trim() || []);
    const wanted = named.length > 0 ? new Set(named) : undefined;
    const sObjects = [...org.state.schema.objects.values()]
        .filter(({ name }) => request.session.access.object(name).read && (wanted === undefined || wanted.has(name.toLowerCase())))
        .map(({ name }) => ({ count: org.state.store.count(name), name }))
        .filter(({ count }) => wanted !== undefined || count > 0)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    return ok({ sObjects });
};

const base = '/services/data/v:version';

/** What the org offers and what it knows about its objects. */
export const describeRoutes: Route[] = [
    { method: 'GET', pattern: '/services/data', open: true, handle: versions },
    { method: 'GET', pattern: base, handle: resources },
    { method: 'GET', pattern: `${base}/limits`, handle: limits },
    { method: 'GET', pattern: `${base}/limits/recordCount`, handle: recordCounts },
    {
        method: 'GET',
        pattern: `${base}/sobjects`,
        handle: (request, org) => ok(describeGlobal(org.state.schema, request.session.access, request.version))
    },
    { method: 'GET', pattern: `${base}/sobjects/:object`, handle: basics },
    { method: 'GET', pattern: `${base}/sobjects/:object/describe`, handle: (request, org) => ok(describeOne(request, org)) },
    { method: 'GET', pattern: `${base}/sobjects/:object/updated`, handle: updated },
    { method: 'GET', pattern: `${base}/sobjects/:object/deleted`, handle: deleted }
];
