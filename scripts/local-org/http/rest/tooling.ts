import { ApiError } from '../../model/org';
import type { Session, Soql } from '../../model/org';
import { findObject } from '../../model/schema';
import { ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { createSoql } from '../../soql/soql';
import { TOOLING_ENTITIES, toolingState } from './tooling-entities';

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

/** The entity after the outermost FROM; children in parentheses have a FROM of their own. */
const entityOf = (soql: string): { select: string; entity: string } => {
    let outer = soql;
    for (let before = ''; before !== outer;) {
        before = outer;
        outer = outer.replace(/\([^()]*\)/g, ' ');
    }
    const found = /^\s*SELECT\s+(.+?)\s+FROM\s+(\w+)/is.exec(outer);
    if (!found) throw new ApiError('MALFORMED_QUERY', `unexpected query: ${soql.slice(0, 80)}`);
    return { select: found[1]!, entity: found[2]! };
};

const isOneOf = (names: readonly string[], entity: string): string | undefined =>
    names.find((name) => name.toLowerCase() === entity.toLowerCase());

const emptyAnswer = (entity: string, select: string, columns: boolean): OrgResponse => {
    const names = select
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
    if (columns) {
        return ok({
            entityName: entity,
            columnMetadata: names.map((name) => ({ columnName: name, displayName: name, aggregate: false, joinColumns: [] }))
        });
    }
    return ok({ size: 0, totalSize: 0, done: true, queryLocator: null, entityTypeName: entity, records: [] });
};

/** Fields are asked for entity by entity. */
const requireFilter = (entity: string, soql: string): void => {
    if (entity.toLowerCase() !== 'fielddefinition' || /\bWHERE\b.*\b(?:EntityDefinition(?:Id)?|DurableId)\b/is.test(soql)) return;
    throw new ApiError('MALFORMED_QUERY', 'a filter on a reified column is required [EntityDefinitionId,DurableId]');
};

const answerOf = (request: OrgRequest, soql: string, engine: Soql, session: Session): OrgResponse => {
    if (request.query.get('columns') === 'true') {
        const { entity, columns } = engine.columns(session, soql);
        return ok({ entityName: entity, columnMetadata: columns });
    }
    const { records, totalSize, entity } = engine.query(session, soql, { apiVersion: request.version });
    return ok({ size: records.length, totalSize, done: true, queryLocator: null, entityTypeName: entity, records });
};

/** The answer to a query about entities and fields; undefined for any other query. Both APIs take these. */
export const entityQuery = (request: OrgRequest, org: LocalOrg, soql: string, among: readonly string[]): OrgResponse | undefined => {
    const from = /\bFROM\s+(\w+)/gi;
    if (![...soql.matchAll(from)].some(([, name]) => isOneOf(among, name!) !== undefined)) return undefined;
    const { entity } = entityOf(soql);
    if (isOneOf(among, entity) === undefined) return undefined;
    requireFilter(entity, soql);
    const { state, session } = toolingState(org.state, request.session);
    return answerOf(request, soql, createSoql(state), session);
};

const query = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const soql = request.query.get('q') ?? '';
    const { select, entity } = entityOf(soql);
    const empty = isOneOf(alwaysEmpty, entity);
    if (empty !== undefined) return emptyAnswer(empty, select, request.query.get('columns') === 'true');
    const about = entityQuery(request, org, soql, TOOLING_ENTITIES);
    if (about) return about;
    if (!findObject(org.state.schema, entity)) throw new ApiError('INVALID_TYPE', `sObject type '${entity}' is not supported.`);
    return answerOf(request, soql, org.soql, request.session);
};

/** The part of the tooling API that clients look at before they do something else. Source tracking is off, which they learn from a 404. */
export const toolingRoutes: Route[] = [{ method: 'GET', pattern: '/services/data/v:version/tooling/query', handle: query }];
