export { gql, graphql } from 'lightning/graphql';

/** Asks again for a wired result: the older way, before results had a refresh function of their own. */
export const refreshGraphQL = async (result: { refresh?: () => Promise<void> }): Promise<void> => result.refresh?.();
