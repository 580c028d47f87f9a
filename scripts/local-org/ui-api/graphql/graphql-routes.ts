import { isObject, jsonObject } from '../../http/replies';
import type { Route } from '../../http/route';
import { ApiError } from '../../model/org';
import { runGraphql } from './run-query';

/** What the page's wire adapter adds to its requests. */
const WIRE_HEADER = 'x-sfdc-lds-endpoints';

/** POST {query, variables, operationName}: always 200, with data and errors. */
export const graphqlRoutes: Route[] = [
    {
        method: 'POST',
        pattern: '/services/data/v:version/graphql',
        handle(request, org) {
            const body = jsonObject(request);
            const { query, variables, operationName } = body;
            if (typeof query !== 'string') throw new ApiError('INVALID_INPUT', "The body needs 'query': a GraphQL document");
            if (variables !== undefined && variables !== null && !isObject(variables))
                throw new ApiError('INVALID_INPUT', "'variables' has to be an object");
            const name = typeof operationName === 'string' && operationName !== '' ? { operationName } : {};
            const isWired = request.headers[WIRE_HEADER] !== undefined;
            return { status: 200, body: runGraphql(org, request.session, { query, variables: variables ?? {}, isWired, ...name }) };
        }
    }
];
