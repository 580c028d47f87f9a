import { createRequire } from 'node:module';
import type * as Jsforce from 'jsforce';
import type { OrgAccess } from '../../boundary/org-access';
import { exportByBulk, type JobControl } from './bulk-query';
import { toOrgProblem, unreachable } from './org-problems';
import { appendRows } from './row-pages';

/** The API version that is spoken; every org of the last years understands it. */
const API_VERSION = '62.0';
/** The platform's limit for one collections call. */
const ROWS_PER_CALL = 200;
/** The platform's limit for one readMetadata call. */
const COMPONENTS_PER_CALL = 10;
const PATIENCE_MILLISECONDS = 10_000;

/** Loaded only when an org is called: it costs a quarter of a second that `--help` should not pay. */
const loadJsforce = () => createRequire(__filename)('jsforce') as typeof Jsforce;

/** A row that the org refused, with the platform's own words. */
export interface RefusedRow {
    /** The external id of an upsert, the id of a removal. */
    readonly key: string;
    readonly reason: string;
    /** The messages alone, one per rule that refused. */
    readonly messages: readonly string[];
}

export interface WriteResult {
    readonly written: number;
    readonly refused: readonly RefusedRow[];
}

export interface ExportPlan {
    readonly folder: string;
    /** What the query selects, in order. */
    readonly fields: readonly string[];
    /** From how many rows on Bulk is used. */
    readonly bulkFrom: number;
    readonly onRows?: (rows: number, total: number) => void;
}

/** An org, real or local. Every method throws a ProblemError that says what could not be done. */
export interface SalesforceOrg {
    readonly instanceUrl: string;
    /** Id of the user who is logged in. */
    userId(): Promise<string>;
    /** ISO code of the org's own currency; undefined when the org does not say. In SOQL an org with one currency does not name it. */
    currency(): Promise<string | undefined>;
    /** All rows of a SOQL query, page by page. `onPage` hears how many of how many have come. */
    query(soql: string, onPage?: (fetched: number, total: number) => void): Promise<readonly unknown[]>;
    /**
     * Writes all rows of a query without ORDER BY and LIMIT into an existing folder as CSV pages, and returns how many. Many rows come by
     * Bulk API 2.0, four pages at a time; few by REST, which is quicker than a job. Memory does not grow with their number.
     */
    exportRows(soql: string, plan: ExportPlan): Promise<number>;
    /** Inserts or updates by external id in calls of 200. A refused row does not hold back the others. */
    upsert(object: string, externalId: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<WriteResult>;
    /** Inserts in calls of 200; a refused row is told by the value of its `key` field and does not hold back the others. */
    insert(object: string, key: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<WriteResult>;
    /** Updates by `Id` in calls of 200. A refused row does not hold back the others. */
    update(object: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<WriteResult>;
    /** Updates up to 200 rows in one call, all or none: what each would be refused for. Nothing changes unless every row passes. */
    updateTogether(object: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<WriteResult>;
    /** Deletes by record id in calls of 200. */
    remove(ids: readonly string[]): Promise<WriteResult>;
    /** API names of an object's fields that the login sees. */
    fieldNames(object: string): Promise<ReadonlySet<string>>;
    /** Active values of a picklist field; undefined when the login does not see the field. */
    picklistValues(object: string, field: string): Promise<ReadonlySet<string> | undefined>;
    /** Full names of all components of a metadata type ('Opportunity.My_Rule'). */
    listMetadata(type: string): Promise<readonly string[]>;
    /** Components of a metadata type as the org holds them; those that it does not have are left out. */
    readMetadata(type: string, fullNames: readonly string[]): Promise<readonly unknown[]>;
}

/** Opens an org once it has answered. Throws ORG_UNREACHABLE within ten seconds when it does not. */
export async function openOrg({ instanceUrl, accessToken }: OrgAccess): Promise<SalesforceOrg> {
    const base = instanceUrl.replace(/\/+$/, '');
    await expectAnswer(base);
    const { Connection } = loadJsforce();
    const connection = new Connection({ instanceUrl: base, loginUrl: base, accessToken, version: API_VERSION });
    const attempt = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
        try {
            return await work();
        } catch (error) {
            throw toOrgProblem(error, base, doing);
        }
    };
    return {
        instanceUrl: base,
        userId: () => attempt('tell who is logged in', async () => (await connection.identity()).user_id),
        currency: () =>
            attempt('tell its currency', async () => {
                const told: unknown = (await connection.soap.getUserInfo()).orgDefaultCurrencyIsoCode;
                return typeof told === 'string' && /^[A-Z]{3}$/.test(told) ? told : undefined;
            }),
        query: (soql, onPage) => attempt(`read ${objectOf(soql)}`, () => fetchPages(connection, soql, onPage)),
        exportRows: (soql, plan) => attempt(`read ${objectOf(soql)}`, () => exportRows(connection, base, soql, plan)),
        upsert: (object, externalId, rows) =>
            attempt(`write ${object}`, () =>
                inCalls(
                    rows,
                    (row) => String(row[externalId]),
                    (records) => {
                        const body = { allOrNone: false, records: records.map((row) => ({ attributes: { type: object }, ...row })) };
                        return connection.request({
                            method: 'PATCH',
                            url: `/services/data/v${API_VERSION}/composite/sobjects/${object}/${externalId}`,
                            body: JSON.stringify(body),
                            headers: { 'content-type': 'application/json' }
                        });
                    }
                )
            ),
        insert: (object, key, rows) =>
            attempt(`write ${object}`, () =>
                inCalls(
                    rows,
                    (row) => String(row[key]),
                    (records) =>
                        send(
                            connection,
                            'POST',
                            false,
                            records.map((row) => ({ attributes: { type: object }, ...row }))
                        )
                )
            ),
        update: (object, rows) =>
            attempt(`update ${object}`, () =>
                inCalls(
                    rows,
                    (row) => String(row.Id),
                    (records) =>
                        send(
                            connection,
                            'PATCH',
                            false,
                            records.map((row) => asUpdate(object, row))
                        )
                )
            ),
        updateTogether: (object, rows) =>
            attempt(`update ${object}`, () =>
                inCalls(
                    rows.slice(0, ROWS_PER_CALL),
                    (row) => String(row.Id),
                    (records) =>
                        send(
                            connection,
                            'PATCH',
                            true,
                            records.map((row) => asUpdate(object, row))
                        )
                )
            ),
        fieldNames: (object) =>
            attempt(`describe ${object}`, async () => new Set((await connection.describe(object)).fields.map(({ name }) => name))),
        picklistValues: (object, field) =>
            attempt(`describe ${object}`, async () => {
                const { fields } = await connection.describe(object);
                const described = fields.find(({ name }) => name === field);
                return described && new Set((described.picklistValues ?? []).flatMap(({ active, value }) => (active ? [value] : [])));
            }),
        listMetadata: (type) =>
            attempt(`list ${type} metadata`, async () => {
                const listed = (await connection.metadata.list({ type })) as readonly { readonly fullName: string }[] | null | undefined;
                return (listed ?? []).map(({ fullName }) => fullName);
            }),
        readMetadata: (type, fullNames) =>
            attempt(`read ${type} metadata`, async () => {
                const found: unknown[] = [];
                for (let start = 0; start < fullNames.length; start += COMPONENTS_PER_CALL) {
                    const some = fullNames.slice(start, start + COMPONENTS_PER_CALL);
                    const read: unknown = await connection.metadata.read(type as 'CustomField', some);
                    for (const component of Array.isArray(read) ? read : [read]) if (isThere(component)) found.push(component);
                }
                return found;
            }),
        remove: (ids) =>
            attempt('delete records', () =>
                inCalls(ids, String, (some) =>
                    connection.request({
                        method: 'DELETE',
                        url: `/services/data/v${API_VERSION}/composite/sobjects?ids=${some.join(',')}&allOrNone=false`
                    })
                )
            )
    };
}

/** jsforce repeats a refused connection for a quarter of a minute; a user who forgot to start the org should not wait for that. */
async function expectAnswer(base: string, isSecondTry = false): Promise<void> {
    try {
        const answer = await fetch(`${base}/services/data`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
        await answer.body?.cancel();
    } catch (error) {
        const { name, cause } = error as Error & { cause?: { code?: string } };
        // A connection of an earlier call that the org has closed meanwhile, while this process was learning.
        if (cause?.code === 'ECONNRESET' && !isSecondTry) return expectAnswer(base, true);
        throw unreachable(base, name === 'TimeoutError' ? 'no answer in ten seconds' : (cause?.code ?? name), error);
    }
}

const asUpdate = (object: string, { Id, ...row }: Readonly<Record<string, unknown>>) => ({ attributes: { type: object }, id: Id, ...row });

/** One call of the collections resource. */
const send = (
    connection: Jsforce.Connection,
    method: 'POST' | 'PATCH',
    allOrNone: boolean,
    records: readonly Readonly<Record<string, unknown>>[]
): Promise<unknown> =>
    connection.request({
        method,
        url: `/services/data/v${API_VERSION}/composite/sobjects`,
        body: JSON.stringify({ allOrNone, records }),
        headers: { 'content-type': 'application/json' }
    });

async function fetchPages(
    connection: Jsforce.Connection,
    soql: string,
    onPage?: (fetched: number, total: number) => void
): Promise<readonly unknown[]> {
    const rows: unknown[] = [];
    let page = await connection.query(soql);
    for (;;) {
        for (const record of page.records) rows.push(record);
        onPage?.(rows.length, page.totalSize);
        if (page.done || !page.nextRecordsUrl) return rows;
        page = await connection.queryMore(page.nextRecordsUrl);
    }
}

async function exportRows(connection: Jsforce.Connection, base: string, soql: string, plan: ExportPlan): Promise<number> {
    const { totalSize } = await connection.query(soql.replace(/^SELECT .+? FROM /, 'SELECT COUNT() FROM '));
    if (totalSize >= plan.bulkFrom) return exportByBulk(jobControlOf(connection, base), { ...plan, soql });
    let page = await connection.query(soql);
    let rows = page.records.length;
    await appendRows(plan.folder, plan.fields, page.records, true);
    plan.onRows?.(rows, page.totalSize);
    while (!page.done && page.nextRecordsUrl) {
        page = await connection.queryMore(page.nextRecordsUrl);
        rows += page.records.length;
        await appendRows(plan.folder, plan.fields, page.records, false);
        plan.onRows?.(rows, page.totalSize);
    }
    return rows;
}

const jobControlOf = (connection: Jsforce.Connection, instanceUrl: string): JobControl => ({
    instanceUrl,
    accessToken: connection.accessToken ?? '',
    version: API_VERSION,
    request: (method, path, body) =>
        connection.request({
            method,
            url: path,
            ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
        })
});

interface SaveResult {
    readonly success: boolean;
    readonly errors?: readonly { readonly statusCode?: string; readonly message?: string }[];
}

async function inCalls<T>(
    all: readonly T[],
    keyOf: (one: T) => string,
    send: (some: readonly T[]) => Promise<unknown>
): Promise<WriteResult> {
    const refused: RefusedRow[] = [];
    for (let start = 0; start < all.length; start += ROWS_PER_CALL) {
        const some = all.slice(start, start + ROWS_PER_CALL);
        const results = (await send(some)) as readonly SaveResult[];
        some.forEach((one, index) => {
            const result = results[index];
            if (result?.success) return;
            const errors = result?.errors ?? [];
            const reason = errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; ');
            refused.push({
                key: keyOf(one),
                reason: reason || 'the org gave no answer for this row',
                messages: errors.map(({ message }) => message ?? '')
            });
        });
    }
    return { written: all.length - refused.length, refused };
}

/** A component that the org does not have comes back as an empty answer. */
const isThere = (component: unknown): boolean =>
    typeof component === 'object' && component !== null && 'fullName' in component && typeof component.fullName === 'string';

const objectOf = (soql: string): string => /\bFROM\s+(\w+)/i.exec(soql)?.[1] ?? 'the org';
