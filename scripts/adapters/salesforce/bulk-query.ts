import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ProblemError } from '../../domain/problem';
import { downloadPage, PageRefused, peekAtPage, type Page, type PageSource } from './bulk-page';

/** How job control speaks to the org; a jsforce connection does it. Throws what the org answers. */
export interface JobControl extends PageSource {
    readonly version: string;
    request(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

export interface BulkExport {
    readonly soql: string;
    /** Existing folder for the pages, `00001.csv.gz` and so on. Each has its own header. */
    readonly folder: string;
    /** Hears how many of how many rows are there. */
    readonly onRows?: (rows: number, total: number) => void;
    /** Pause before the first repetition; it doubles. For tests. */
    readonly pauseMilliseconds?: number;
}

interface Job {
    readonly id: string;
    readonly state: string;
    readonly numberRecordsProcessed?: number;
    readonly errorMessage?: string;
}

interface PageList {
    readonly resultPages: readonly { readonly resultUrl: string }[];
    readonly nextRecordsUrl?: string | null;
    readonly nextRecordUrl?: string | null;
}

const PARALLEL_PAGES = 4;
const TRIES = 6;
const FIRST_PAUSE_MILLISECONDS = 500;
const SLOWEST_POLL_MILLISECONDS = 5_000;

/**
 * Runs a Bulk API 2.0 query job and writes its pages into a folder, four at a time. What breaks is fetched again, page by page: a
 * busy org (503), a dropped line, a locator that has expired. jsforce's own bulk2.query is not used: with several pages it delivers
 * header lines as rows, or stalls. Returns the number of rows; throws when the org has not sent all that it found.
 */
export async function exportByBulk(org: JobControl, plan: BulkExport): Promise<number> {
    const jobs = `/services/data/v${org.version}/jobs/query`;
    const body = { operation: 'query', query: plan.soql, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' };
    const { id } = (await org.request('POST', jobs, body)) as Job;
    const job = await finished(org, `${jobs}/${id}`, plan.soql);
    const total = job.numberRecordsProcessed ?? 0;
    const rows = await new Download(org, `${jobs}/${id}`, plan, total).run();
    if (rows !== total) throw incomplete(org.instanceUrl, rows, total);
    // The org forgets it after a week anyway.
    await org.request('DELETE', `${jobs}/${id}`).catch(() => undefined);
    return rows;
}

async function finished(org: JobControl, path: string, soql: string): Promise<Job> {
    for (let pause = 100; ; pause = Math.min(pause * 1.5, SLOWEST_POLL_MILLISECONDS)) {
        const job = (await org.request('GET', path)) as Job;
        if (job.state === 'JobComplete') return job;
        if (job.state === 'Failed' || job.state === 'Aborted') {
            const remedy = 'Check the rights of the user that this login belongs to; Setup, Bulk Data Load Jobs shows the job.';
            const detail = `could not run "${soql.slice(0, 80)} …": ${job.errorMessage ?? `the job is ${job.state}`}.`;
            throw new ProblemError({ code: 'QUERY_REFUSED', subject: org.instanceUrl, detail, remedy });
        }
        await wait(pause);
    }
}

/** The pages of one job on their way. */
class Download {
    #rows = 0;
    /** Paths of the pages by number, as far as the org has named them. */
    #paths: string[] = [];

    constructor(
        readonly org: JobControl,
        readonly job: string,
        readonly plan: BulkExport,
        readonly total: number
    ) {}

    async run(): Promise<number> {
        if (await this.#listPages()) await this.#fetchInParallel();
        else await this.#fetchOneAfterTheOther();
        return this.#rows;
    }

    /** Names all pages, five a call. False where the org does not know how to. */
    async #listPages(): Promise<boolean> {
        const paths: string[] = [];
        let next: string | null | undefined = `${this.job}/resultPages`;
        try {
            while (next) {
                const path: string = next;
                const answer = await this.#again(() => this.org.request('GET', path));
                // The guide calls it nextRecordUrl in its table and nextRecordsUrl in its example.
                const { resultPages, nextRecordsUrl, nextRecordUrl } = answer as PageList;
                paths.push(...resultPages.map(({ resultUrl }) => toPath(resultUrl)));
                const more = nextRecordsUrl ?? nextRecordUrl;
                next = more ? toPath(more) : undefined;
            }
        } catch (error) {
            if (paths.length === 0 && isUnknownResource(error)) return false;
            throw error;
        }
        this.#paths = paths;
        return true;
    }

    async #fetchInParallel(): Promise<void> {
        const count = this.#paths.length;
        let next = 0;
        let failed = false;
        const work = async () => {
            while (next < count && !failed) {
                const number = next;
                next += 1;
                await this.#fetchListed(number).catch((error: unknown) => {
                    failed = true;
                    throw error;
                });
            }
        };
        const ended = await Promise.allSettled(Array.from({ length: Math.min(PARALLEL_PAGES, count) }, work));
        const broken = ended.find((one) => one.status === 'rejected');
        if (broken) throw broken.reason;
    }

    /** An expired address is asked for anew, and the page goes on from there: those that are here already stay. */
    async #fetchListed(number: number): Promise<void> {
        const page = await this.#again(
            () => downloadPage(this.org, this.#paths[number]!, this.#file(number)),
            async () => {
                await this.#listPages();
            }
        );
        this.#count(page);
    }

    async #fetchOneAfterTheOther(): Promise<void> {
        let locator: string | undefined;
        for (let number = 0; ; number += 1) {
            const page: Page = await this.#again(
                () => downloadPage(this.org, this.#pathOf(locator), this.#file(number)),
                async () => {
                    locator = await this.#walkTo(number);
                }
            );
            this.#count(page);
            if (page.nextLocator === undefined) return;
            locator = page.nextLocator;
        }
    }

    /** A fresh locator of a page, by asking the pages before it for theirs. */
    async #walkTo(number: number): Promise<string | undefined> {
        let locator: string | undefined;
        for (let before = 0; before < number; before += 1) locator = (await peekAtPage(this.org, this.#pathOf(locator))).nextLocator;
        return locator;
    }

    #pathOf(locator: string | undefined): string {
        return `${this.job}/results${locator === undefined ? '' : `?locator=${encodeURIComponent(locator)}`}`;
    }

    #file(number: number): string {
        return join(this.plan.folder, String(number + 1).padStart(5, '0'));
    }

    #count({ rows }: Page): void {
        this.#rows += rows;
        this.plan.onRows?.(this.#rows, this.total);
    }

    /** Tries again what time may heal, with growing pauses; `renew` is called when an address has expired. */
    async #again<T>(work: () => Promise<T>, renew?: () => Promise<void>): Promise<T> {
        let pause = this.plan.pauseMilliseconds ?? FIRST_PAUSE_MILLISECONDS;
        for (let tries = 1; ; tries += 1) {
            try {
                return await work();
            } catch (error) {
                const hasExpired = renew !== undefined && isExpired(error);
                if (tries === TRIES || !(hasExpired || mayHeal(error))) throw error;
                await wait(pause);
                pause *= 2;
                if (hasExpired) await renew();
            }
        }
    }
}

/** The platform names addresses with or without its host. */
const toPath = (url: string): string => {
    const { pathname, search } = new URL(url, 'https://org.invalid');
    return pathname + search;
};

const codeOf = (error: unknown): string => {
    const { errorCode, code, name } = error as { errorCode?: unknown; code?: unknown; name?: unknown };
    return String(errorCode ?? code ?? name ?? '');
};

const isUnknownResource = (error: unknown): boolean => /NOT_FOUND|METHOD_NOT_ALLOWED|ERROR_HTTP_40[45]/.test(codeOf(error));

const isExpired = (error: unknown): boolean => /LOCATOR/i.test(codeOf(error)) || (error instanceof PageRefused && error.status === 410);

const HEALING_STATUSES = [408, 420, 429, 500, 502, 503, 504];
const HEALING_CODES =
    /SERVER_UNAVAILABLE|UNABLE_TO_LOCK_ROW|REQUEST_LIMIT_EXCEEDED|ERROR_HTTP_(408|420|429|50\d)|ECONNRESET|ECONNREFUSED|ETIMEDOUT|EPIPE|ENETUNREACH|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE/;

const mayHeal = (error: unknown): boolean =>
    error instanceof PageRefused ? HEALING_STATUSES.includes(error.status) : HEALING_CODES.test(codeOf(error));

const incomplete = (instanceUrl: string, rows: number, total: number) =>
    new ProblemError({
        code: 'QUERY_REFUSED',
        subject: instanceUrl,
        detail: `sent ${rows} of the ${total} rows that it found.`,
        remedy: 'Run the command again; a forecast on part of the rows would be a wrong number.'
    });
