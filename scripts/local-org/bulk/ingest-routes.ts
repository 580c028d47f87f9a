import { ApiError } from '../model/org';
import type { SaveResult, Session } from '../model/org';
import { findObject } from '../model/schema';
import { newId } from '../model/ids';
import { csvReply, jsonObject, noContent, notFound, ok, textBody } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { CsvError, delimiters, parseCsv, writeCsv } from './csv';
import { bulkErrorText, loadOf, loadRows, LoadError } from './load-rows';
import type { Load } from './load-rows';

type State = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

interface IngestJob {
    readonly id: string;
    readonly load: Load;
    readonly version: string;
    readonly ownerId: string;
    readonly createdOn: Date;
    readonly delimiter: string;
    readonly lineEnding: 'LF' | 'CRLF';
    state: State;
    data?: string;
    changedOn: Date;
    errorMessage?: string;
    milliseconds: number;
    header: readonly string[];
    rows: readonly (readonly string[])[];
    results: readonly SaveResult[];
}

const keptJobs = 200;

const stamp = (moment: Date): string => moment.toISOString().replace('Z', '+0000');

const infoOf = (job: IngestJob, state: State = job.state): Record<string, unknown> => ({
    id: job.id,
    operation: job.load.operation,
    object: job.load.object.name,
    createdById: job.ownerId,
    createdDate: stamp(job.createdOn),
    systemModstamp: stamp(job.changedOn),
    state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version),
    contentUrl: `services/data/v${job.version}/jobs/ingest/${job.id}/batches`,
    jobType: 'V2Ingest',
    lineEnding: job.lineEnding,
    columnDelimiter: job.delimiter,
    ...(job.load.externalIdField ? { externalIdFieldName: job.load.externalIdField } : {}),
    ...(job.errorMessage ? { errorMessage: job.errorMessage } : {}),
    retries: 0,
    totalProcessingTime: Math.round(job.milliseconds),
    apiActiveProcessingTime: Math.round(job.milliseconds),
    apexProcessingTime: 0,
    numberRecordsProcessed: job.results.length,
    numberRecordsFailed: job.results.filter(({ success }) => !success).length
});

const wrongLineEnding = (job: IngestJob): boolean => {
    const firstBreak = job.data?.indexOf('\n') ?? -1;
    return firstBreak > 0 && (job.data![firstBreak - 1] === '\r') !== (job.lineEnding === 'CRLF');
};

const workOff = async (org: LocalOrg, session: Session, job: IngestJob): Promise<void> => {
    job.state = 'InProgress';
    const start = performance.now();
    try {
        if (wrongLineEnding(job)) {
            throw new LoadError(`ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${job.lineEnding}`);
        }
        const table = parseCsv(job.data ?? '', delimiters[job.delimiter]);
        job.header = table[0] ?? [];
        job.rows = table.slice(1);
        job.results = await loadRows(org, session, job.load, table, () => job.state === 'Aborted');
        if (job.state === 'InProgress') job.state = 'JobComplete';
    } catch (error) {
        if (!(error instanceof LoadError || error instanceof CsvError)) throw error;
        job.state = 'Failed';
        job.errorMessage = error instanceof CsvError ? `InvalidBatch : ${error.message}` : error.message;
    } finally {
        if (job.state === 'InProgress') job.state = 'Failed';
        job.milliseconds = performance.now() - start;
        job.changedOn = org.state.now();
        delete job.data;
    }
};

type Chosen = 'successful' | 'failed' | 'unprocessed';

const resultCsv = (job: IngestJob, chosen: Chosen): string => {
    const end = job.lineEnding === 'CRLF' ? '\r\n' : '\n';
    const extra = { successful: ['sf__Id', 'sf__Created'], failed: ['sf__Id', 'sf__Error'], unprocessed: [] }[chosen];
    const lines = job.rows.flatMap((row, index) => {
        const result = job.results[index];
        if (!result) return chosen === 'unprocessed' ? [row] : [];
        if (result.success) return chosen === 'successful' ? [[result.id ?? '', String(createdBy(job.load, result)), ...row]] : [];
        return chosen === 'failed' ? [[result.id ?? '', bulkErrorText(result.errors), ...row]] : [];
    });
    return writeCsv([...extra, ...job.header], lines, delimiters[job.delimiter], end);
};

const createdBy = ({ operation }: Load, { created }: SaveResult): boolean => operation === 'insert' || created === true;

/** Bulk API 2.0 loads. A job is worked off while its closing request waits, so that the first look at it finds it complete. */
export const ingestRoutes = (): Route[] => {
    const jobs = new Map<string, IngestJob>();

    const jobOf = (request: OrgRequest): IngestJob => {
        const job = jobs.get(request.params['id']!);
        const { user, access } = request.session;
        if (!job || (job.ownerId !== user.Id && !access.userPermission('ViewAllData'))) throw notFound();
        return job;
    };

    const open = (request: OrgRequest, org: LocalOrg): OrgResponse => {
        const body = jsonObject(request);
        const load = loadOf(
            org,
            request.session,
            findObject(org.state.schema, String(body['object'] ?? '')),
            String(body['operation'] ?? ''),
            body['externalIdFieldName'] === undefined ? undefined : String(body['externalIdFieldName'])
        );
        const delimiter = String(body['columnDelimiter'] ?? 'COMMA');
        if (!(delimiter in delimiters)) throw new ApiError('INVALIDJOB', `InvalidJob : Unknown columnDelimiter ${delimiter}`);
        if ((body['contentType'] ?? 'CSV') !== 'CSV') throw new ApiError('INVALIDJOB', 'InvalidJob : Only contentType CSV is supported');
        const job: IngestJob = {
            id: newId('750', org.state.store.next('bulk job')),
            load,
            version: request.version,
            ownerId: request.session.user.Id,
            createdOn: org.state.now(),
            changedOn: org.state.now(),
            delimiter,
            lineEnding: body['lineEnding'] === 'CRLF' ? 'CRLF' : 'LF',
            state: 'Open',
            milliseconds: 0,
            header: [],
            rows: [],
            results: []
        };
        jobs.set(job.id, job);
        for (const id of [...jobs.keys()].slice(0, Math.max(0, jobs.size - keptJobs))) jobs.delete(id);
        return ok(infoOf(job));
    };

    const upload = (request: OrgRequest): OrgResponse => {
        const job = jobOf(request);
        if (job.state !== 'Open')
            throw new ApiError('INVALIDJOBSTATE', `Invalid job state: ${job.state}. The job has to be Open to take data`);
        if (job.data !== undefined) {
            throw new ApiError(
                'CLIENTINPUTERROR',
                `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`
            );
        }
        job.data = textBody(request, 'CLIENTINPUTERROR');
        return { status: 201 };
    };

    const close = async (request: OrgRequest, org: LocalOrg): Promise<OrgResponse> => {
        const job = jobOf(request);
        const wanted = jsonObject(request)['state'];
        if (wanted === 'Aborted' && ['Open', 'UploadComplete', 'InProgress'].includes(job.state)) {
            job.state = 'Aborted';
            return ok(infoOf(job));
        }
        if (wanted !== 'UploadComplete' || job.state !== 'Open') {
            throw new ApiError('INVALIDJOBSTATE', `Transition from ${job.state} to ${String(wanted)} is not allowed`);
        }
        await workOff(org, request.session, job);
        return ok(infoOf(job, 'UploadComplete'));
    };

    const list = (request: OrgRequest): OrgResponse => {
        const visible = [...jobs.values()].filter(
            (job) => job.ownerId === request.session.user.Id || request.session.access.userPermission('ViewAllData')
        );
        return ok({ done: true, nextRecordsUrl: null, records: visible.map((job) => infoOf(job)) });
    };

    const remove = (request: OrgRequest): OrgResponse => {
        const job = jobOf(request);
        if (job.state === 'InProgress') throw new ApiError('INVALIDJOBSTATE', 'A job in progress cannot be deleted');
        jobs.delete(job.id);
        return noContent;
    };

    const results = (chosen: Chosen) => (request: OrgRequest) => csvReply(resultCsv(jobOf(request), chosen));
    const base = '/services/data/v:version/jobs/ingest';
    return [
        { method: 'POST', pattern: base, handle: open },
        { method: 'GET', pattern: base, handle: list },
        { method: 'GET', pattern: `${base}/:id`, handle: (request) => ok(infoOf(jobOf(request))) },
        { method: 'PATCH', pattern: `${base}/:id`, handle: close },
        { method: 'DELETE', pattern: `${base}/:id`, handle: remove },
        { method: 'PUT', pattern: `${base}/:id/batches`, handle: upload },
        { method: 'GET', pattern: `${base}/:id/successfulResults`, handle: results('successful') },
        { method: 'GET', pattern: `${base}/:id/failedResults`, handle: results('failed') },
        { method: 'GET', pattern: `${base}/:id/unprocessedrecords`, handle: results('unprocessed') }
    ];
};
