import { z } from 'zod';
import { ProblemError } from '../domain/problem';

/** What it takes to call an org. The token is a secret: it is never printed or logged. */
export interface OrgAccess {
    readonly instanceUrl: string;
    readonly accessToken: string;
}

const localOrgFile = z.object({
    instanceUrl: z.url(),
    users: z.record(z.string(), z.object({ username: z.string(), accessToken: z.string().min(1) }))
});

/** Reads the file that a running local org leaves behind, and takes the access of one of its users. */
export function readLocalOrgFile(json: unknown, source: string, user: string): OrgAccess {
    const read = localOrgFile.safeParse(json);
    const found = read.success ? read.data.users[user] : undefined;
    if (!read.success || !found) {
        const what = read.success ? `names no user '${user}'.` : `is not what a local org writes: ${z.prettifyError(read.error)}`;
        throw new ProblemError({
            code: 'ORG_FILE_DAMAGED',
            subject: source,
            detail: what,
            remedy: 'Delete it and start the local org again: npm start'
        });
    }
    return { instanceUrl: read.data.instanceUrl, accessToken: found.accessToken };
}

const displayed = z.object({ result: z.object({ instanceUrl: z.url(), accessToken: z.string() }) });
const shownToken = z.object({ result: z.object({ accessToken: z.string() }) });

/** Reads `sf org display --json`; undefined when it is something else. The token may be redacted: see isToken. */
export function readOrgDisplay(json: unknown): OrgAccess | undefined {
    const read = displayed.safeParse(json);
    return read.success ? read.data.result : undefined;
}

/** Reads `sf org auth show-access-token --json`. */
export function readShownToken(json: unknown): string | undefined {
    const read = shownToken.safeParse(json);
    return read.success ? read.data.result.accessToken : undefined;
}

/** Newer CLIs put a sentence where the token was; a session id starts with the org's id. */
export const isToken = (text: string): boolean => /^00D\w{12,15}!\S+$/.test(text);
