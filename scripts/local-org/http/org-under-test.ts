import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeTestUsers } from '../dml/test-users';
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

/** A served org and plain requests to it. */
export interface OrgUnderTest {
    readonly org: RunningOrg;
    readonly url: string;
    call(method: string, target: string, options?: CallOptions): Promise<Answer>;
    /** Saves an account as the admin and answers its id. */
    newAccount(name: string): Promise<string>;
}

const bodyOf = (body: unknown): { body?: string | Uint8Array<ArrayBuffer> } => {
    if (body === undefined) return {};
    if (body instanceof Uint8Array) return { body: new Uint8Array(body) };
    return { body: typeof body === 'string' ? body : JSON.stringify(body) };
};

/** Starts an org for a test file: empty, or as the options say, and with the test users where they name no seed. Stop it with org.stop(). */
export const serveOrg = async (options: LocalOrgOptions = {}): Promise<OrgUnderTest> => {
    const folder = mkdtempSync(path.join(tmpdir(), 'org-users-'));
    const org = createLocalOrg({ warn: (text) => void process.stderr.write(`${text}\n`), seedFile: writeTestUsers(folder), ...options });
    const { url } = await org.start();
    rmSync(folder, { recursive: true });
    const call: OrgUnderTest['call'] = async (method, target, { body, headers, key = 'admin' } = {}) => {
        const authorization: Record<string, string> = key === null ? {} : { Authorization: `Bearer ${org.tokens[key]}` };
        const response = await fetch(url + target, {
            method,
            redirect: 'manual',
            headers: { ...authorization, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
            ...bodyOf(body)
        });
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
        return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    };
    return {
        org,
        url,
        call,
        async newAccount(Name) {
            const { status, body } = await call('POST', '/services/data/v66.0/sobjects/Account', { body: { Name } });
            expect(status).toBe(201);
            return (body as { id: string }).id;
        }
    };
};
