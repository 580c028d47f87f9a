import { isObject, jsonObject } from '../../http/replies';
import type { Route } from '../../http/route';
import { ApiError } from '../../model/org';
import { runGraphql } from './run-query';

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
            return { status: 200, body: runGraphql(org, request.session, { query, variables: variables ?? {}, ...name }) };
        }
    }
];
