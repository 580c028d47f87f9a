import { ProblemError } from '../../domain/problem';

/** What jsforce throws: `errorCode` from the org, `code` from the network, `name` from either. */
interface Thrown {
    readonly errorCode?: unknown;
    readonly name?: unknown;
    readonly code?: unknown;
    readonly cause?: { readonly code?: unknown };
    readonly message?: unknown;
}

const LOGIN_CODES = ['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'INVALID_LOGIN', 'INVALID_GRANT', 'ERROR_HTTP_401'];
const SCHEMA_CODES = ['INVALID_FIELD', 'INVALID_TYPE', 'NOT_FOUND', 'INVALID_FIELD_FOR_INSERT_UPDATE'];

/** Tells a failed call to an org in words. `doing` completes "could not …". */
export function toOrgProblem(error: unknown, instanceUrl: string, doing: string): ProblemError {
    if (error instanceof ProblemError) return error;
    const thrown = (typeof error === 'object' && error !== null ? error : {}) as Thrown;
    const code = String(thrown.errorCode ?? thrown.name ?? thrown.code ?? '');
    const message = String(thrown.message ?? error).trim();
    if (LOGIN_CODES.includes(code)) return loginRefused(instanceUrl, error);
    if (SCHEMA_CODES.includes(code)) {
        return new ProblemError(
            {
                code: 'QUERY_REFUSED',
                subject: instanceUrl,
                detail: `could not ${doing}: ${code}: ${message}`,
                remedy: 'Deploy force-app to this org, and give the user a Partner Stages permission set that reads these fields.'
            },
            { cause: error }
        );
    }
    const network = thrown.code ?? thrown.cause?.code;
    if (typeof network === 'string' && /^(E[A-Z]+|UND_ERR\w+|CERT_\w+|DEPTH_\w+|SELF_\w+)$/.test(network))
        return unreachable(instanceUrl, network, error);
    const detail = `could not ${doing}: ${code && !message.startsWith(code) ? `${code}: ` : ''}${message}`;
    return new ProblemError(
        { code: 'QUERY_REFUSED', subject: instanceUrl, detail, remedy: 'Check the rights of the user that this login belongs to.' },
        { cause: error }
    );
}

export const loginRefused = (instanceUrl: string, cause?: unknown): ProblemError =>
    new ProblemError(
        {
            code: 'LOGIN_REFUSED',
            subject: instanceUrl,
            detail: 'does not accept this login: the session has expired or the token is wrong.',
            remedy: 'Log in again (sf org login web, or npm start for the local org) and repeat the command.'
        },
        { cause }
    );

export const unreachable = (instanceUrl: string, reason: string, cause?: unknown): ProblemError =>
    new ProblemError(
        {
            code: 'ORG_UNREACHABLE',
            subject: instanceUrl,
            detail: `does not answer (${reason}).`,
            remedy: 'Check the address and your network; the local org is started with npm start.'
        },
        { cause }
    );
