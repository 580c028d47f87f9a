import { ApiError } from '../model/org';
import { aggregatePlan, countRows, isAggregateQuery, isBareCount } from './aggregate-query';
import { parseSoql } from './parse-query';
import { queryColumns } from './query-columns';
import { queryScope } from './query-scope';
import { plannedQuery, runRecords } from './record-query';
import type { OrgState, Soql } from '../model/org';

const MAX_GROUPS = 2000;

/**
 * Answers SOQL from the org's state, as the user of the session sees it. Reads only. Errors are ApiErrors in the
 * platform's words: MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR …
 */
export const createSoql = (state: OrgState): Soql => ({
    query: (session, soql, options) => {
        const query = parseSoql(soql);
        const scope = queryScope(state, session, soql, options);
        if (isBareCount(query)) {
            const { object, count } = countRows(scope, query);
            return { totalSize: count, records: [], entity: object.name };
        }
        if (isAggregateQuery(query)) {
            const plan = aggregatePlan(scope, query);
            const records = plan.run();
            if (records.length > MAX_GROUPS)
                throw new ApiError(
                    'EXCEEDED_ID_LIMIT',
                    'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
                );
            return { totalSize: records.length, records, entity: plan.object.name };
        }
        const plan = plannedQuery(scope, query);
        const records = runRecords(scope, plan);
        return { totalSize: records.length, records, entity: plan.object.name };
    },
    columns: (session, soql) => queryColumns(queryScope(state, session, soql), parseSoql(soql))
});
