import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { malformed, notSupported, queryError } from './query-error';
import type { Query } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../model/org';

const LONGEST_QUERY = 100_000;

/** A query as the parser's tree. Throws MALFORMED_QUERY with the place where the text stops making sense. */
export const parseSoql = (soql: string): Query => {
    if (soql.length > LONGEST_QUERY)
        throw new ApiError('MALFORMED_QUERY', `SOQL statements cannot be longer than ${LONGEST_QUERY} characters`);
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
    // Once broken, a longer beginning is broken too: so the first one is found by halving.
    let [low, high] = [0, places.length - 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (failsAt(soql.slice(0, places[middle]! + token.length), token)) high = middle;
        else low = middle + 1;
    }
    return failsAt(soql.slice(0, places[low]! + token.length), token) ? places[low]! : places[0]!;
};

const failsAt = (beginning: string, token: string): boolean => {
    try {
        parseQuery(beginning);
        return false;
    } catch (error) {
        return new RegExp(`found(?: -->|:) '?${token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'?`).test((error as Error).message);
    }
};
