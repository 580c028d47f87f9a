import { ApiError } from '../../model/org';
import { findObject } from '../../model/schema';
import { ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';

/** What this org can never hold, since it runs no code: asking for it finds nothing, as in an org without any. */
const alwaysEmpty = [
    'ApexClass',
    'ApexCodeCoverage',
    'ApexCodeCoverageAggregate',
    'ApexComponent',
    'ApexLog',
    'ApexOrgWideCoverage',
    'ApexPage',
    'ApexTestQueueItem',
    'ApexTestResult',
    'ApexTestRunResult',
    'ApexTrigger',
    'DebugLevel',
    'TraceFlag'
];

/** The entity after the outermost FROM. */
const entityOf = (soql: string): { select: string; entity: string } => {
    let outer = soql;
    for (let before = ''; before !== outer;) {
        before = outer;
        outer = outer.replace(/\([^()]*\)/g, (part) => (/^\(\s*SELECT\b/i.test(part) ? ' ' : part.replace(/[()]/g, ' ')));
    }
    const found = /^\s*SELECT\s+(.+?)\s+FROM\s+(\w+)/is.exec(outer);
    if (!found) throw new ApiError('MALFORMED_QUERY', `unexpected query: ${soql.slice(0, 80)}`);
    return { select: found[1]!, entity: found[2]! };
};

const query = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const soql = request.query.get('q') ?? '';
    const { select, entity } = entityOf(soql);
    const empty = alwaysEmpty.find((name) => name.toLowerCase() === entity.toLowerCase());
    const columns = request.query.get('columns') === 'true';
    if (empty !== undefined) {
        const names = select
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean);
        if (columns) {
            return ok({
                entityName: empty,
                columnMetadata: names.map((name) => ({ columnName: name, displayName: name, aggregate: false, joinColumns: [] }))
            });
        }
        return ok({ size: 0, totalSize: 0, done: true, queryLocator: null, entityTypeName: empty, records: [] });
    }
    if (!findObject(org.state.schema, entity)) {
        throw new ApiError('INVALID_TYPE', `sObject type '${entity}' is not supported.`);
    }
    if (columns) {
        const answer = org.soql.columns(request.session, soql);
        return ok({ entityName: answer.entity, columnMetadata: answer.columns });
    }
    const { records, totalSize, entity: entityTypeName } = org.soql.query(request.session, soql, { apiVersion: request.version });
    return ok({ size: records.length, totalSize, done: true, queryLocator: null, entityTypeName, records });
};

/** The part of the tooling API that clients look at before they do something else. Source tracking is off, which they learn from a 404. */
export const toolingRoutes: Route[] = [{ method: 'GET', pattern: '/services/data/v:version/tooling/query', handle: query }];
