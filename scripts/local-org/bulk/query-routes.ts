import { ApiError } from '../model/org';
import type { QueryColumn, QueryRecord, Session } from '../model/org';
import { newId } from '../model/ids';
import { csvReply, jsonObject, noContent, notFound, ok } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { csvCell, delimiters, writeCsv } from './csv';

interface QueryJob {
    readonly id: string;
    readonly version: string;
    readonly ownerId: string;
    readonly object: string;
    readonly operation: 'query' | 'queryAll';
    readonly createdOn: Date;
    readonly delimiter: string;
    readonly lineEnding: 'LF' | 'CRLF';
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    aborted: boolean;
}

const keptJobs = 50;
/** Rows of an answer that is not cut by maxRecords. An org chooses by the size of the rows; jsforce loses its way between two pages. */
const defaultPage = 200_000;
/** Rows of a page that may be fetched beside others. */
const parallelPage = 50_000;
/** Pages that one answer names. */
const pagesNamed = 5;

const stamp = (moment: Date): string => moment.toISOString().replace('Z', '+0000');

/** Column paths in SELECT order: Name, Owner.Username. */
export const columnPaths = (columns: readonly QueryColumn[]): string[] =>
    columns.flatMap((column) => {
        if (column.joinColumns.length === 0) return [column.columnName];
        if (column.aggregate) throw new ApiError('FEATURENOTENABLED', 'Bulk queries cannot have child subqueries');
        return columnPaths(column.joinColumns).map((path) =>
            path.startsWith(`${column.columnName}.`) ? path : `${column.columnName}.${path}`
        );
    });

const cellAt = (record: QueryRecord, path: string): string => {
    let value: unknown = record;
    for (const step of path.split('.'))
        value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return csvCell(value);
};

/** The answer of a query as a table of text. Throws ApiError. */
export const queryTable = (
    org: LocalOrg,
    session: Session,
    soql: string,
    options: { apiVersion: string; includeDeleted: boolean }
): { entity: string; header: string[]; rows: string[][] } => {
    const header = columnPaths(org.soql.columns(session, soql).columns);
    const { records, entity } = org.soql.query(session, soql, options);
    return { entity, header, rows: records.map((record) => header.map((path) => cellAt(record, path))) };
};

const infoOf = (job: QueryJob, state = job.aborted ? 'Aborted' : 'JobComplete'): Record<string, unknown> => ({
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.ownerId,
    createdDate: stamp(job.createdOn),
    systemModstamp: stamp(job.createdOn),
    state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version),
    jobType: 'V2Query',
    lineEnding: job.lineEnding,
    columnDelimiter: job.delimiter,
    numberRecordsProcessed: job.rows.length,
    retries: 0,
    totalProcessingTime: 0,
    isPkChunkingSupported: false
});

const positive = (text: string | null, otherwise: number): number => {
    if (text === null || text === '') return otherwise;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value <= 0)
        throw new ApiError('INVALIDREQUEST', `maxRecords has to be a positive number, not ${text}`);
    return value;
};

const locatorOf = (offset: number): string => Buffer.from(`from ${offset}`).toString('base64url');

const offsetOf = (locator: string | null): number => {
    if (locator === null) return 0;
    const found = /^from (\d+)$/.exec(Buffer.from(locator, 'base64url').toString('utf8'));
    if (!found) throw new ApiError('INVALIDQUERYLOCATOR', 'Invalid query locator');
    return Number(found[1]);
};

/** Bulk API 2.0 queries. The query runs when the job is made; pages are cut from what it found then. */
export const bulkQueryRoutes = (): Route[] => {
    const jobs = new Map<string, QueryJob>();
    const base = '/services/data/v:version/jobs/query';

    const jobOf = (request: OrgRequest): QueryJob => {
        const job = jobs.get(request.params['id']!);
        const { user, access } = request.session;
        if (!job || (job.ownerId !== user.Id && !access.userPermission('ViewAllData'))) throw notFound();
        return job;
    };

    const open = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const body = jsonObject(request);
        const operation = body['operation'] === 'queryAll' ? 'queryAll' : 'query';
        const delimiter = String(body['columnDelimiter'] ?? 'COMMA');
        if (!(delimiter in delimiters)) throw new ApiError('INVALIDJOB', `InvalidJob : Unknown columnDelimiter ${delimiter}`);
        const { entity, header, rows } = queryTable(org, request.session, String(body['query'] ?? ''), {
            apiVersion: request.version,
            includeDeleted: operation === 'queryAll'
        });
        const job: QueryJob = {
            id: newId('750', org.state.store.next('bulk job')),
            version: request.version,
            ownerId: request.session.user.Id,
            object: entity,
            operation,
            createdOn: org.state.now(),
            delimiter,
            lineEnding: body['lineEnding'] === 'CRLF' ? 'CRLF' : 'LF',
            header,
            rows,
            aborted: false
        };
        jobs.set(job.id, job);
        for (const id of [...jobs.keys()].slice(0, Math.max(0, jobs.size - keptJobs))) jobs.delete(id);
        return ok(infoOf(job, 'UploadComplete'));
    };

    const results = (request: OrgRequest): OrgResponse => {
        const job = jobOf(request);
        if (job.aborted) throw new ApiError('INVALIDJOBSTATE', 'The job was aborted');
        const from = offsetOf(request.query.get('locator'));
        const page = job.rows.slice(from, from + positive(request.query.get('maxRecords'), defaultPage));
        const next = from + page.length;
        return csvReply(writeCsv(job.header, page, delimiters[job.delimiter], job.lineEnding === 'CRLF' ? '\r\n' : '\n'), {
            'Sforce-Locator': next < job.rows.length ? locatorOf(next) : 'null',
            'Sforce-NumberOfRecords': String(page.length)
        });
    };

    const resultPages = (request: OrgRequest): OrgResponse => {
        const job = jobOf(request);
        if (job.version !== request.version)
            throw new ApiError('API_VERSION_MISMATCH', `The job was created with API version ${job.version}`, 409);
        const own = `/services/data/v${request.version}/jobs/query/${job.id}`;
        const from = offsetOf(request.query.get('locator'));
        const next = from + pagesNamed * parallelPage;
        const pages: { resultUrl: string }[] = [];
        for (let at = from; at === from || (at < job.rows.length && at < next); at += parallelPage)
            pages.push({ resultUrl: `${own}/results?locator=${locatorOf(at)}&maxRecords=${parallelPage}` });
        const done = next >= job.rows.length;
        return ok({ resultPages: pages, nextRecordsUrl: done ? null : `${own}/resultPages?locator=${locatorOf(next)}`, done });
    };

    const abort = (request: OrgRequest): OrgResponse => {
        const job = jobOf(request);
        if (jsonObject(request)['state'] !== 'Aborted') throw new ApiError('INVALIDJOBSTATE', 'A query job can only be set to Aborted');
        job.aborted = true;
        return ok(infoOf(job));
    };

    const remove = (request: OrgRequest): OrgResponse => {
        jobs.delete(jobOf(request).id);
        return noContent;
    };

    const list = (request: OrgRequest): OrgResponse => {
        const mine = [...jobs.values()].filter((job) => job.ownerId === request.session.user.Id);
        return ok({ done: true, nextRecordsUrl: null, records: mine.map((job) => infoOf(job)) });
    };

    return [
        { method: 'POST', pattern: base, handle: open },
        { method: 'GET', pattern: base, handle: list },
        { method: 'GET', pattern: `${base}/:id`, handle: (request) => ok(infoOf(jobOf(request))) },
        { method: 'PATCH', pattern: `${base}/:id`, handle: abort },
        { method: 'DELETE', pattern: `${base}/:id`, handle: remove },
        { method: 'GET', pattern: `${base}/:id/results`, handle: results },
        { method: 'GET', pattern: `${base}/:id/resultPages`, handle: resultPages }
    ];
};
