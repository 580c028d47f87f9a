import type { Route } from '../http/route';
import { graphqlRoutes } from './graphql/graphql-routes';
import { listRoutes } from './list-routes';
import { objectInfoRoutes } from './object-info-routes';
import { recordRoutes } from './record-routes';

/** The User Interface API: what Lightning pages read and write through. */
export const uiApiRoutes: Route[] = [...recordRoutes, ...objectInfoRoutes, ...listRoutes, ...graphqlRoutes];
