import { ApiError } from '../model/org';

/** Row and column of an offset, both from 1. */
const positionOf = (soql: string, offset: number): { row: number; column: number; line: string } => {
    const before = soql.slice(0, offset).split('\n');
    return { row: before.length, column: before[before.length - 1].length + 1, line: soql.split('\n')[before.length - 1] };
};

/** Offset of a name as a whole word, in any case; a path may stand after an alias. -1 when it is not there. */
export const offsetOf = (soql: string, name: string, from = 0): number => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found =
        new RegExp(`(?<![\\w.])${escaped}(?![\\w])`, 'i').exec(soql.slice(from)) ?? new RegExp(escaped, 'i').exec(soql.slice(from));
    return found ? from + found.index : -1;
};

/** An error the way the query endpoint words it: the line, a caret below the place, row and column, the message. */
export const queryError = (errorCode: string, message: string, soql: string, offset: number): ApiError => {
    if (offset < 0) return new ApiError(errorCode, message);
    const { row, column, line } = positionOf(soql, offset);
    return new ApiError(errorCode, `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${message}`);
};

const APPEND_FIELD = "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.";
const APPEND_RELATIONSHIP =
    "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.";
const APPEND_OBJECT = "If you are attempting to use a custom object, be sure to append the '__c' after the entity name.";
const REFERENCE = 'Please reference your WSDL or the describe call for the appropriate names.';

export const noSuchColumn = (soql: string, path: string, field: string, entity: string): ApiError =>
    queryError(
        'INVALID_FIELD',
        `No such column '${field}' on entity '${entity}'. ${APPEND_FIELD} ${REFERENCE}`,
        soql,
        offsetOf(soql, path)
    );

export const noSuchParent = (soql: string, path: string, relationship: string): ApiError =>
    queryError(
        'INVALID_FIELD',
        `Didn't understand relationship '${relationship}' in field path. ${APPEND_RELATIONSHIP} ${REFERENCE}`,
        soql,
        offsetOf(soql, path)
    );

export const noSuchChildren = (soql: string, relationship: string): ApiError =>
    queryError(
        'INVALID_TYPE',
        `Didn't understand relationship '${relationship}' in FROM part of query call. ${APPEND_RELATIONSHIP} ${REFERENCE}`,
        soql,
        offsetOf(soql, relationship)
    );

export const noSuchObject = (soql: string, object: string): ApiError =>
    queryError(
        'INVALID_TYPE',
        `sObject type '${object}' is not supported. ${APPEND_OBJECT} ${REFERENCE}`,
        soql,
        offsetOf(soql, object, Math.max(0, soql.search(/\bfrom\b/i)))
    );

export const malformed = (soql: string, message: string, at?: string): ApiError =>
    queryError('MALFORMED_QUERY', message, soql, at === undefined ? -1 : offsetOf(soql, at));

/** What is valid in an org but not known here is named, never guessed at. */
export const notSupported = (what: string): ApiError => new ApiError('MALFORMED_QUERY', `${what} is not supported by this local org.`);
