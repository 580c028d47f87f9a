import { Connection } from 'jsforce';
import { createLocalOrg } from '../local-org';
import type { LocalOrgOptions, RunningOrg } from '../local-org';

export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: unknown;
}

export interface CallOptions {
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    /** Whose token is sent: admin by default, nobody's with null. */
    readonly key?: string | null;
}

/** A served org and two ways to talk to it: plain requests, and jsforce as any user. */
export interface OrgUnderTest {
    readonly org: RunningOrg;
    readonly url: string;
    call(method: string, target: string, options?: CallOptions): Promise<Answer>;
    connect(key: string): Connection;
    /** Saves an account as the admin and answers its id. */
    newAccount(name: string): Promise<string>;
}

const bodyOf = (body: unknown): { body?: string | Uint8Array<ArrayBuffer> } => {
    if (body === undefined) return {};
    if (body instanceof Uint8Array) return { body: new Uint8Array(body) };
    return { body: typeof body === 'string' ? body : JSON.stringify(body) };
};

/** Starts an empty org for a test file. Stop it with org.stop(). */
export const serveOrg = async (options: LocalOrgOptions = {}): Promise<OrgUnderTest> => {
    const org = createLocalOrg({ warn: (text) => void process.stderr.write(`${text}\n`), ...options });
    const { url } = await org.start();
    const connect = (key: string): Connection =>
        new Connection({ instanceUrl: url, loginUrl: url, accessToken: org.tokens[key]!, version: '65.0' });
    return {
        org,
        url,
        connect,
        async call(method, target, { body, headers, key = 'admin' } = {}) {
            const authorization: Record<string, string> = key === null ? {} : { Authorization: `Bearer ${org.tokens[key]}` };
            const response = await fetch(url + target, {
                method,
                redirect: 'manual',
                headers: { ...authorization, ...headers },
                ...bodyOf(body)
            });
            const text = await response.text();
            const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
            return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
        },
        async newAccount(name) {
            const { id } = await connect('admin').sobject('Account').create({ Name: name });
            return id!;
        }
    };
};
