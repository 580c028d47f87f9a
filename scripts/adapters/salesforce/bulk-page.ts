import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { pipeline } from 'node:stream/promises';

/** One page of results, as the org answered it. */
export interface Page {
    readonly rows: number;
    /** Where the next page is, for orgs that hand them out one after the other; undefined at the end. */
    readonly nextLocator: string | undefined;
}

/** An answer that is no page: its status and the org's words. */
export class PageRefused extends Error {
    constructor(
        readonly status: number,
        readonly errorCode: string,
        message: string
    ) {
        super(message);
    }
}

export interface PageSource {
    readonly instanceUrl: string;
    readonly accessToken: string;
}

const AGENTS = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
/** An org that says nothing for so long has dropped the line. */
const SILENCE_MILLISECONDS = 120_000;

/**
 * Streams a page into `<file>.csv`, or `<file>.csv.gz` as it comes off the wire: nothing is unpacked or parsed on the way, so memory
 * does not depend on its size. The file appears whole or not at all. Throws PageRefused, or what broke the line.
 */
export async function downloadPage({ instanceUrl, accessToken }: PageSource, path: string, file: string): Promise<Page> {
    const response = await ask(new URL(path, instanceUrl), accessToken);
    if (response.statusCode !== 200) throw await toRefusal(response);
    const ending = response.headers['content-encoding'] === 'gzip' ? '.csv.gz' : '.csv';
    const unfinished = `${file}${ending}.part`;
    try {
        await pipeline(response, createWriteStream(unfinished));
    } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
    }
    await rename(unfinished, `${file}${ending}`);
    return toPage(response);
}

/** What a page would say of itself, without its rows. */
export async function peekAtPage({ instanceUrl, accessToken }: PageSource, path: string): Promise<Page> {
    const response = await ask(new URL(path, instanceUrl), accessToken);
    if (response.statusCode !== 200) throw await toRefusal(response);
    response.destroy();
    return toPage(response);
}

function toPage({ headers }: IncomingMessage): Page {
    const locator = headers['sforce-locator'];
    return {
        rows: Number(headers['sforce-numberofrecords'] ?? 0),
        nextLocator: typeof locator === 'string' && locator !== 'null' && locator !== '' ? locator : undefined
    };
}

function ask(url: URL, accessToken: string): Promise<IncomingMessage> {
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'text/csv', 'accept-encoding': 'gzip' };
    return new Promise((resolve, reject) => {
        const request =
            url.protocol === 'https:'
                ? httpsGet(url, { headers, agent: AGENTS.https }, resolve)
                : httpGet(url, { headers, agent: AGENTS.http }, resolve);
        request.setTimeout(SILENCE_MILLISECONDS, () => request.destroy(new Error('the org sent nothing for two minutes')));
        request.once('error', reject);
    });
}

async function toRefusal(response: IncomingMessage): Promise<PageRefused> {
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const status = response.statusCode ?? 0;
    try {
        const [first] = JSON.parse(text) as [{ errorCode?: string; message?: string }];
        return new PageRefused(status, first.errorCode ?? `HTTP ${status}`, first.message ?? text.slice(0, 200));
    } catch {
        return new PageRefused(status, `HTTP ${status}`, text.slice(0, 200) || 'no explanation');
    }
}
