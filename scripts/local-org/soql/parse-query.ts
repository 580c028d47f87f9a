import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { malformed, notSupported, queryError } from './query-error';
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { ApiError } from '../model/org';

/** A query as the parser's tree. Throws MALFORMED_QUERY with the place where the text stops making sense. */
export const parseSoql = (soql: string): Query => {
    let query: Query;
    try {
        query = parseQuery(soql);
    } catch (error) {
        throw parseError(soql, error as Error);
    }
    if (query.withDataCategory) throw notSupported('WITH DATA CATEGORY');
    return query;
};

const parseError = (soql: string, error: Error): ApiError => {
    const bind = /(?:[=<>]|\bin|\blike)\s*:\s*(\w+)/i.exec(withoutTexts(soql));
    if (bind) return malformed(soql, 'Bind variables only allowed in Apex code');
    const lexed = /character: ->(.)<- at offset: (\d+)/s.exec(error.message);
    if (lexed)
        return queryError(
            'MALFORMED_QUERY',
            lexed[1] === "'" ? "line 1:0 no viable alternative at character '''" : `unexpected char: '${lexed[1]}'`,
            soql,
            Number(lexed[2])
        );
    const token = /found(?: -->|:) '?(.*?)'?(?: <--)?$/s.exec(error.message)?.[1] ?? '';
    if (token === '') return queryError('MALFORMED_QUERY', 'unexpected token: <EOF>', soql, soql.length);
    return queryError('MALFORMED_QUERY', `unexpected token: '${token}'`, soql, placeOf(soql, token));
};

/** The query with quoted texts blanked out, so that offsets stay. */
const withoutTexts = (soql: string): string => soql.replace(/'(?:[^'\\]|\\.)*'/g, (quoted) => ' '.repeat(quoted.length));

/** The parser does not say where the token is: take the first one that leaves a broken beginning behind it. */
const placeOf = (soql: string, token: string): number => {
    const text = withoutTexts(soql);
    const places: number[] = [];
    for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) places.push(at);
    if (places.length < 2) return places[0] ?? soql.indexOf(token);
    return places.find((at) => failsAt(soql.slice(0, at + token.length), token)) ?? places[0];
};

const failsAt = (beginning: string, token: string): boolean => {
    try {
        parseQuery(beginning);
        return false;
    } catch (error) {
        return new RegExp(`found(?: -->|:) '?${token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'?`).test((error as Error).message);
    }
};
