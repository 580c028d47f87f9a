import { ApiError } from '../model/org';
import type { OrgState, QueryRecord, Session } from '../model/org';
import type { ObjectDef } from '../model/schema';
import { newSelection, selectPath, unknownField } from './field-path';

export interface PageRequest {
    readonly pageSize: number;
    /** Position of the first record, as a former answer gave it. */
    readonly pageToken?: string;
}

export const defaultPageSize = 50;

/** Reads pageSize and pageToken as they come. Throws INVALID_INPUT. */
export const pageRequest = (pageSize: unknown, pageToken: unknown): PageRequest => {
    const size = pageSize === undefined || pageSize === null ? defaultPageSize : Number(pageSize);
    if (!Number.isInteger(size) || size < 1 || size > 2000)
        throw new ApiError('INVALID_INPUT', `A page holds 1 to 2000 records, not ${String(pageSize)}`);
    if (pageToken === undefined || pageToken === null || pageToken === '') return { pageSize: size };
    if (!/^\d{1,6}$/.test(String(pageToken))) throw new ApiError('INVALID_INPUT', `${String(pageToken)} is not a page token`);
    return { pageSize: size, pageToken: String(pageToken) };
};

/** Cuts one page out of all records, with the tokens that lead to its neighbours. */
export const pageOf = (all: readonly QueryRecord[], { pageSize, pageToken }: PageRequest) => {
    const start = Number(pageToken ?? 0);
    const records = all.slice(start, start + pageSize);
    return {
        count: records.length,
        currentPageToken: String(start),
        nextPageToken: start + pageSize < all.length ? String(start + pageSize) : null,
        pageSize,
        previousPageToken: start > 0 ? String(Math.max(0, start - pageSize)) : null,
        records
    };
};

/** ' ORDER BY …' from ['-Amount', 'Account.Name']. Throws INVALID_FIELD for what the user may not read. */
export const soqlOrder = (state: OrgState, session: Session, object: ObjectDef, sortBy: readonly string[]): string => {
    const parts = sortBy
        .filter((each) => each.trim() !== '')
        .map((each) => {
            const descending = each.startsWith('-');
            const path = each.replace(/^[+-]/, '').replace(new RegExp(`^${object.name}\\.`, 'i'), '');
            if (!selectPath(state, session, newSelection(object), path.split('.'))) throw unknownField(object, path);
            return `${path} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
        });
    return parts.length === 0 ? '' : ` ORDER BY ${parts.join(', ')}`;
};
