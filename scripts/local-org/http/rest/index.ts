import { dashboardRoutes } from '../../analytics/dashboard-routes';
import { reportRoutes } from '../../analytics/report-routes';
import { bulkOneRoutes } from '../../bulk/bulk-one-routes';
import { ingestRoutes } from '../../bulk/ingest-routes';
import { bulkQueryRoutes } from '../../bulk/query-routes';
import { createDispatch } from '../dispatch';
import type { Route } from '../route';
import { collectionRoutes } from './collections';
import { compositeRoutes } from './composite';
import { describeRoutes } from './describe';
import { layoutRoutes } from './layouts';
import { listViewRoutes } from './list-views';
import { queryRoutes } from './query';
import { recordRoutes } from './records';
import { refusalRoutes } from './refusals';
import { searchRoutes } from './search';
import { toolingRoutes } from './tooling';
import { treeRoutes } from './tree';

/** Every data resource; others (UI API) may be named as parts of composite requests too. */
export const restRoutes = (others: readonly Route[]): Route[] => {
    const plain = [
        ...describeRoutes,
        ...layoutRoutes,
        ...listViewRoutes,
        ...recordRoutes,
        ...queryRoutes(),
        ...searchRoutes,
        ...toolingRoutes,
        ...collectionRoutes,
        ...treeRoutes,
        ...reportRoutes,
        ...dashboardRoutes
    ];
    const composite = compositeRoutes(createDispatch([...plain, ...others]));
    return [...plain, ...composite, ...ingestRoutes(), ...bulkQueryRoutes(), ...bulkOneRoutes(), ...refusalRoutes];
};
