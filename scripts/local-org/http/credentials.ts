import type { IncomingHttpHeaders } from 'node:http';

/** Where a request's token came from: a header is sent by a program on purpose, a cookie by any page the browser shows. */
export interface Credentials {
    readonly token: string;
    readonly from: 'header' | 'cookie';
}

export const sessionCookie = 'sid';

type Headers = Readonly<Record<string, string | undefined>>;

export const credentialsOf = (headers: Headers): Credentials | undefined => {
    const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(headers['authorization'] ?? '');
    if (bearer) return { token: bearer[1]!, from: 'header' };
    const bulk = headers['x-sfdc-session'];
    if (bulk) return { token: bulk, from: 'header' };
    for (const part of (headers['cookie'] ?? '').split(';')) {
        const [name, value] = part.trim().split('=');
        if (name === sessionCookie && value) return { token: value, from: 'cookie' };
    }
    return undefined;
};

/** HttpOnly and Strict: no script reads it and no other site's page sends it. */
export const sessionCookieHeader = (token: string): string => `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict`;

/**
 * Whether the org's own page (or a person typing the address) sent this. Another port of this machine counts as the same site for
 * SameSite, so cookies alone do not tell; browsers add Origin or Sec-Fetch-Site to every request that could do harm.
 */
export const isSameOrigin = (headers: Headers): boolean => {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    const origin = headers['origin'];
    return origin === undefined || origin === `http://${headers['host'] ?? ''}`;
};

/** Only names of this machine are answered, so that a foreign name pointed at 127.0.0.1 cannot read the org (DNS rebinding). */
export const isLoopbackHost = (host: string | undefined): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host ?? '');

/** Header values as one string each. */
export const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string | undefined> =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
