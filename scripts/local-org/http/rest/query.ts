import { ApiError } from '../../model/org';
import { batchSizeOf, QueryCursors } from '../../soql/cursors';
import type { QueryPage } from '../../soql/cursors';
import { ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { entityQuery } from './tooling';
import { QUERYABLE_EVERYWHERE } from './tooling-entities';

const columnsOf = (request: OrgRequest, org: LocalOrg, soql: string): OrgResponse => {
    const { columns, entity } = org.soql.columns(request.session, soql);
    return ok({
        columnMetadata: columns,
        entityName: entity,
        groupBy: /\bGROUP\s+BY\b/i.test(soql),
        idSelected: columns.some(({ columnName }) => columnName === 'Id')
    });
};

/** SOQL queries in pages of up to 2,000 records. */
export const queryRoutes = (): Route[] => {
    const cursors = new QueryCursors();

    const page = (request: OrgRequest, { totalSize, done, locator, records }: QueryPage): OrgResponse =>
        ok({
            totalSize,
            done,
            ...(locator === undefined ? {} : { nextRecordsUrl: `/services/data/v${request.version}/query/${locator}` }),
            records
        });

    const run = (includeDeleted: boolean) => (request: OrgRequest, org: LocalOrg) => {
        const soql = request.query.get('q');
        if (soql === null) throw new ApiError('MALFORMED_QUERY', 'A query has to be given as parameter q');
        const about = entityQuery(request, org, soql, QUERYABLE_EVERYWHERE);
        if (about) return about;
        if (request.query.get('columns') === 'true') return columnsOf(request, org, soql);
        const result = org.soql.query(request.session, soql, { apiVersion: request.version, includeDeleted });
        return page(request, cursors.first(request.session.user.Id, result, batchSizeOf(request.headers['sforce-query-options'])));
    };

    const more = (request: OrgRequest): OrgResponse => page(request, cursors.next(request.session.user.Id, request.params['locator']!));

    const base = '/services/data/v:version';
    return [
        { method: 'GET', pattern: `${base}/query`, handle: run(false) },
        { method: 'GET', pattern: `${base}/queryAll`, handle: run(true) },
        { method: 'GET', pattern: `${base}/query/:locator`, handle: more },
        { method: 'GET', pattern: `${base}/queryAll/:locator`, handle: more }
    ];
};
