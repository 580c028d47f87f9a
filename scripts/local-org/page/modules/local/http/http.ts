/** What a refused request rejects with: Lightning Data Service's FetchResponse. */
export interface FetchFailure {
    readonly ok: false;
    readonly status: number;
    readonly statusText: string;
    /** A read answers with a list of {errorCode, message}, a write with {message, output, …}. */
    readonly body: unknown;
}

const base = '/services/data/v66.0';

const bodyOf = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    if (text === '') return undefined;
    try {
        return JSON.parse(text);
    } catch {
        return { message: text };
    }
};

/** Freezes what components share, as the platform does: writing to wired data throws. */
export const deepFreeze = <T>(value: T): T => {
    if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
    return value;
};

/** A request to an absolute path of the org. Rejects with FetchFailure, also when the org cannot be reached (status 0). */
export const send = async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> => {
    let response: Response;
    try {
        response = await fetch(path, {
            method,
            headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
            body: body === undefined ? undefined : JSON.stringify(body)
        });
    } catch {
        const message = 'The local org does not answer. Is it still running?';
        throw deepFreeze({ ok: false, status: 0, statusText: 'No answer', body: { message } });
    }
    const content = await bodyOf(response);
    if (!response.ok) throw deepFreeze({ ok: false, status: response.status, statusText: response.statusText, body: content });
    return deepFreeze(content) as T;
};

/** A request below /services/data/vXX.X. */
export const request = <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> =>
    send<T>(method, base + path, body, headers);

/** 'Opportunity.Name' from a string or an imported field or object. */
export const nameOf = (reference: unknown): string => {
    if (typeof reference === 'string') return reference;
    const { objectApiName = '', fieldApiName } = (reference ?? {}) as { objectApiName?: string; fieldApiName?: string };
    return fieldApiName === undefined ? objectApiName : `${objectApiName}.${fieldApiName}`;
};

/** The names of one reference, of many, or none. */
export const namesOf = (references: unknown): string[] =>
    references === undefined || references === null ? [] : (Array.isArray(references) ? references : [references]).map(nameOf);
