import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { newId } from '../model/ids';
import { ApiError } from '../model/org';
import type { Session } from '../model/org';
import { findObject } from '../model/schema';
import { csvReply, isObject, xmlReply } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { escapeXml } from '../http/soap-login';
import { CsvError, parseCsv, writeCsv } from './csv';
import { bulkErrorText, loadOf, loadRows, LoadError } from './load-rows';
import type { Load } from './load-rows';
import { queryTable } from './query-routes';

const namespace = 'http://www.force.com/2009/06/asyncapi/dataload';
const keptJobs = 50;

interface Batch {
    readonly id: string;
    readonly resultId: string;
    readonly createdOn: Date;
    readonly state: 'Completed' | 'Failed';
    readonly message?: string;
    readonly processed: number;
    readonly failed: number;
    /** CSV of the outcomes, or of the rows found. */
    readonly result: string;
}

interface Job {
    readonly id: string;
    readonly ownerId: string;
    readonly createdOn: Date;
    readonly version: string;
    readonly object: string;
    readonly operation: string;
    /** Absent for a query. */
    readonly load?: Load;
    readonly batches: Batch[];
    state: 'Open' | 'Closed' | 'Aborted';
}

const element = (values: Record<string, unknown>): string =>
    Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
        .join('');

const page = (root: string, body: string, status = 200): OrgResponse => ({
    ...xmlReply(`<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="${namespace}">${body}</${root}>`, status),
    headers: { 'Content-Type': 'application/xml; charset=utf-8' }
});

const jobXml = (job: Job): string =>
    element({
        id: job.id,
        operation: job.operation,
        object: job.object,
        createdById: job.ownerId,
        createdDate: job.createdOn.toISOString(),
        systemModstamp: job.createdOn.toISOString(),
        state: job.state,
        externalIdFieldName: job.load?.externalIdField,
        concurrencyMode: 'Parallel',
        contentType: 'CSV',
        numberBatchesQueued: 0,
        numberBatchesInProgress: 0,
        numberBatchesCompleted: job.batches.filter(({ state }) => state === 'Completed').length,
        numberBatchesFailed: job.batches.filter(({ state }) => state === 'Failed').length,
        numberBatchesTotal: job.batches.length,
        numberRecordsProcessed: job.batches.reduce((sum, { processed }) => sum + processed, 0),
        numberRetries: 0,
        apiVersion: job.version,
        numberRecordsFailed: job.batches.reduce((sum, { failed }) => sum + failed, 0)
    });

const batchXml = (job: Job, batch: Batch): string =>
    element({
        id: batch.id,
        jobId: job.id,
        state: batch.state,
        stateMessage: batch.message,
        createdDate: batch.createdOn.toISOString(),
        systemModstamp: batch.createdOn.toISOString(),
        numberRecordsProcessed: batch.processed,
        numberRecordsFailed: batch.failed,
        totalProcessingTime: 0
    });

const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false });

const jobInfoOf = (request: OrgRequest): Record<string, unknown> => {
    const text = request.body.toString('utf8').trim();
    const root: unknown = XMLValidator.validate(text) === true ? parser.parse(text) : undefined;
    if (!isObject(root) || !isObject(root['jobInfo'])) throw new ApiError('InvalidJob', 'The body has to be a jobInfo document');
    return root['jobInfo'];
};

const failure = (message: string): Omit<Batch, 'id' | 'resultId' | 'createdOn'> => ({
    state: 'Failed',
    message,
    processed: 0,
    failed: 0,
    result: ''
});

const runLoad = async (
    org: LocalOrg,
    session: Session,
    load: Load,
    body: string
): Promise<Omit<Batch, 'id' | 'resultId' | 'createdOn'>> => {
    try {
        const results = await loadRows(org, session, load, parseCsv(body));
        const created = (flag: boolean | undefined): string => String(load.operation === 'insert' || flag === true);
        const lines = results.map((result) => [
            result.id ?? '',
            String(result.success),
            result.success ? created(result.created) : 'false',
            bulkErrorText(result.errors)
        ]);
        return {
            state: 'Completed',
            processed: results.length,
            failed: results.filter(({ success }) => !success).length,
            result: writeCsv(['Id', 'Success', 'Created', 'Error'], lines)
        };
    } catch (error) {
        if (error instanceof LoadError) return failure(error.message);
        if (error instanceof CsvError) return failure(`InvalidBatch : ${error.message}`);
        throw error;
    }
};

const runQuery = (org: LocalOrg, request: OrgRequest, session: Session, all: boolean): Omit<Batch, 'id' | 'resultId' | 'createdOn'> => {
    try {
        const { header, rows } = queryTable(org, session, request.body.toString('utf8').trim(), {
            apiVersion: request.version,
            includeDeleted: all
        });
        return { state: 'Completed', processed: rows.length, failed: 0, result: writeCsv(header, rows) };
    } catch (error) {
        if (error instanceof ApiError) return failure(`InvalidBatch : Failed to process query: ${error.errorCode}: ${error.message}`);
        throw error;
    }
};

type Handler = (request: OrgRequest, org: LocalOrg, session: Session) => OrgResponse | Promise<OrgResponse>;

/** Bulk 1.0 answers in XML, errors too, and takes its token from a header of its own. */
const guarded =
    (handler: Handler): Route['handle'] =>
    async (request, org) => {
        try {
            const token = request.headers['x-sfdc-session'] ?? /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
            return await handler(request, org, org.authenticate(token));
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            const invalid = error.errorCode === 'INVALID_SESSION_ID';
            return page(
                'error',
                element({
                    exceptionCode: invalid ? 'InvalidSessionId' : error.errorCode,
                    exceptionMessage: invalid ? 'Invalid session id' : error.message
                }),
                400
            );
        }
    };

/** The older bulk API, as far as clients still speak it: CSV jobs of all operations and queries. Batches are worked off at once. */
export const bulkOneRoutes = (): Route[] => {
    const jobs = new Map<string, Job>();

    const jobOf = (request: OrgRequest, session: Session): Job => {
        const job = jobs.get(request.params['job']!);
        if (!job || job.ownerId !== session.user.Id) throw new ApiError('InvalidJob', `Unable to find object: ${request.params['job']}`);
        return job;
    };

    const batchOf = (request: OrgRequest, job: Job): Batch => {
        const batch = job.batches.find(({ id }) => id === request.params['batch']);
        if (!batch) throw new ApiError('InvalidBatch', `Unable to find batch: ${request.params['batch']}`);
        return batch;
    };

    const open: Handler = (request, org, session) => {
        const info = jobInfoOf(request);
        const operation = String(info['operation'] ?? '');
        const object = findObject(org.state.schema, String(info['object'] ?? ''));
        if ((info['contentType'] ?? 'CSV') !== 'CSV') throw new ApiError('InvalidJob', 'Only contentType CSV is supported');
        const query = operation === 'query' || operation === 'queryAll';
        const key = info['externalIdFieldName'];
        const load = query ? undefined : loadOf(org, session, object, operation, key === undefined ? undefined : String(key));
        const job: Job = {
            id: newId('750', org.state.store.next('bulk job')),
            ownerId: session.user.Id,
            createdOn: org.state.now(),
            version: request.version,
            object: object?.name ?? String(info['object'] ?? ''),
            operation,
            ...(load ? { load } : {}),
            batches: [],
            state: 'Open'
        };
        jobs.set(job.id, job);
        for (const id of [...jobs.keys()].slice(0, Math.max(0, jobs.size - keptJobs))) jobs.delete(id);
        return page('jobInfo', jobXml(job), 201);
    };

    const change: Handler = (request, _org, session) => {
        const job = jobOf(request, session);
        const { state } = jobInfoOf(request);
        if (state !== 'Closed' && state !== 'Aborted') throw new ApiError('InvalidJobState', `A job cannot be set to ${String(state)}`);
        job.state = state;
        return page('jobInfo', jobXml(job));
    };

    const addBatch: Handler = async (request, org, session) => {
        const job = jobOf(request, session);
        if (job.state !== 'Open') throw new ApiError('InvalidJobState', `Job is ${job.state} and takes no more batches`);
        const outcome = job.load
            ? await runLoad(org, session, job.load, request.body.toString('utf8'))
            : runQuery(org, request, session, job.operation === 'queryAll');
        const { store } = org.state;
        const batch: Batch = {
            id: newId('751', store.next('bulk batch')),
            resultId: newId('752', store.next('bulk result')),
            createdOn: org.state.now(),
            ...outcome
        };
        job.batches.push(batch);
        return page('batchInfo', batchXml(job, batch), 201);
    };

    const result: Handler = (request, _org, session) => {
        const job = jobOf(request, session);
        const batch = batchOf(request, job);
        if (batch.state === 'Failed') throw new ApiError('InvalidBatch', batch.message ?? 'The batch failed');
        return job.load ? csvReply(batch.result) : page('result-list', element({ result: batch.resultId }));
    };

    const base = '/services/async/:version/job';
    const route = (method: Route['method'], pattern: string, handler: Handler): Route => ({
        method,
        pattern,
        open: true,
        handle: guarded(handler)
    });
    return [
        route('POST', base, open),
        route('GET', `${base}/:job`, (request, _org, session) => page('jobInfo', jobXml(jobOf(request, session)))),
        route('POST', `${base}/:job`, change),
        route('POST', `${base}/:job/batch`, addBatch),
        route('GET', `${base}/:job/batch`, (request, _org, session) => {
            const job = jobOf(request, session);
            return page('batchInfoList', job.batches.map((batch) => `<batchInfo>${batchXml(job, batch)}</batchInfo>`).join(''));
        }),
        route('GET', `${base}/:job/batch/:batch`, (request, _org, session) => {
            const job = jobOf(request, session);
            return page('batchInfo', batchXml(job, batchOf(request, job)));
        }),
        route('GET', `${base}/:job/batch/:batch/result`, result),
        route('GET', `${base}/:job/batch/:batch/result/:result`, (request, _org, session) =>
            csvReply(batchOf(request, jobOf(request, session)).result)
        )
    ];
};
