import { jsonObject, notFound, ok } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { childNode, childNodes, childText, childTexts } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { accessOf } from '../model/access';
import { newId, to18 } from '../model/ids';
import { ApiError } from '../model/org';
import type { QueryRecord, Session } from '../model/org';
import { componentXml } from '../ui-api/deployed-xml';
import { reportOfDashboard } from './open-report';
import { personBody } from './report-body';
import { aggregateName } from './report-definition';
import { forbidden, notRun } from './report-error';
import { runBody } from './report-routes';
import { apiColumn } from './report-type';

interface Dashboard {
    readonly row: QueryRecord;
    readonly xml: XmlNode;
}

interface Placed {
    readonly id: string;
    readonly node: XmlNode;
    readonly place: Record<string, number>;
}

const LISTED = 200;
const base = '/services/data/v:version/analytics/dashboards';
const selected = 'SELECT Id, Title, DeveloperName, Description, FolderId, Type, RunningUserId FROM Dashboard';

const requireRunReports = ({ access }: Session): void => {
    if (!access.userPermission('RunReports')) throw forbidden('You do not have permission to run reports');
};

const openDashboard = ({ session, params }: OrgRequest, org: LocalOrg): Dashboard => {
    requireRunReports(session);
    const id = params['dashboard']!;
    const [row] = /^[a-zA-Z0-9]{15,18}$/.test(id) ? org.soql.query(session, `${selected} WHERE Id = '${to18(id)}'`).records : [];
    const component = [...org.state.schema.components.values()].find(
        (each) => each.type === 'Dashboard' && each.history?.id === row?.['Id']
    );
    const xml = component && componentXml(component);
    if (!row || !xml) throw notFound(`The dashboard ${id} does not exist, or you do not have access to its folder`);
    return { row, xml };
};

/** Components in reading order, wherever the layout puts them. Their ids follow from their place. */
const placedComponents = ({ row, xml }: Dashboard): Placed[] => {
    const number = (node: XmlNode, name: string): number => Number(childText(node, name) ?? 0);
    const grid = childNode(xml, 'dashboardGridLayout');
    const inGrid = (grid ? childNodes(grid, 'dashboardGridComponents') : []).map((each) => ({
        node: childNode(each, 'dashboardComponent')!,
        place: {
            column: number(each, 'columnIndex'),
            colspan: number(each, 'colSpan'),
            row: number(each, 'rowIndex'),
            rowspan: number(each, 'rowSpan')
        }
    }));
    const inSections = ['leftSection', 'middleSection', 'rightSection'].flatMap((name, column) =>
        childNodes(xml, name)
            .flatMap((section) => childNodes(section, 'components'))
            .map((node, index) => ({ node, place: { column, colspan: 1, row: index, rowspan: 1 } }))
    );
    const own = [...String(row['Id']).slice(3, 15)].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_000_007, 7);
    return [...inGrid, ...inSections].map((each, index) => ({ ...each, id: newId('01a', own * 100 + index + 1) }));
};

/** Who the numbers are for: the viewer, or the user that the dashboard names. */
const runningSession = ({ row }: Dashboard, { session }: OrgRequest, org: LocalOrg): Session => {
    if (row['Type'] === 'LoggedInUser') return session;
    const user = org.state.store.get('User', String(row['RunningUserId']));
    if (row['Type'] !== 'SpecifiedUser') throw notRun(`dashboards of the type ${String(row['Type'])}`);
    if (!user) throw new ApiError('BAD_REQUEST', 'The running user of the dashboard does not exist');
    return { user, access: accessOf(org.state, user) };
};

const dataOf = (org: LocalOrg, running: Session, { id, node }: Placed, version: string): Record<string, unknown> => {
    const report = reportOfDashboard(org, childText(node, 'report') ?? '');
    const status = {
        errorCode: null,
        errorMessage: null,
        errorSeverity: null,
        refreshDate: org.state.now().toISOString(),
        refreshStatus: 'IDLE'
    };
    try {
        if (!report) throw notRun('no report behind a component');
        const withDetails = ['Table', 'FlexTable'].includes(childText(node, 'componentType') ?? '');
        return {
            componentId: id,
            reportResult: runBody(org, running, report, version, withDetails),
            status: { ...status, dataStatus: 'DATA' }
        };
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const told = { dataStatus: 'ERROR', errorCode: error.errorCode, errorMessage: error.message, errorSeverity: 'Error' };
        return { componentId: id, reportResult: null, status: { ...status, ...told } };
    }
};

const componentBody = (org: LocalOrg, { id, node }: Placed, index: number): Record<string, unknown> => ({
    componentData: index,
    footer: childText(node, 'footer') ?? null,
    header: childText(node, 'header') ?? null,
    id,
    properties: {
        aggregates: childNodes(node, 'chartSummary').map((summary) => ({
            name: aggregateName(childText(summary, 'aggregate') ?? '', childText(summary, 'column') ?? '')
        })),
        groupings: childTexts(node, 'groupingColumn').map((name) => ({ name: apiColumn(name) })),
        maxRows: Number(childText(node, 'maxValuesDisplayed') ?? 0) || null,
        visualizationType: childText(node, 'componentType')
    },
    reportId: reportOfDashboard(org, childText(node, 'report') ?? '')?.id ?? null,
    title: childText(node, 'title') ?? null,
    type: 'Report'
});

const metadataOf = (request: OrgRequest, org: LocalOrg, dashboard: Dashboard): Record<string, unknown> => {
    const { row } = dashboard;
    const url = `/services/data/v${request.version}/analytics/dashboards/${String(row['Id'])}`;
    const placed = placedComponents(dashboard);
    return {
        attributes: { dashboardId: row['Id'], dashboardName: row['Title'], statusUrl: `${url}/status`, type: 'Dashboard' },
        canChangeRunningUser: false,
        components: placed.map((each, index) => componentBody(org, each, index)),
        description: row['Description'],
        developerName: row['DeveloperName'],
        filters: [],
        folderId: row['FolderId'],
        id: row['Id'],
        layout: { components: placed.map(({ place }) => place), gridLayout: true },
        name: row['Title'],
        runningUser: personBody(runningSession(dashboard, request, org))
    };
};

const list = ({ session, version }: OrgRequest, org: LocalOrg): OrgResponse => {
    requireRunReports(session);
    const { records } = org.soql.query(session, `${selected} ORDER BY Title LIMIT ${LISTED}`);
    return ok(
        records.map((row) => {
            const url = `/services/data/v${version}/analytics/dashboards/${String(row['Id'])}`;
            return { id: row['Id'], name: row['Title'], statusUrl: `${url}/status`, url };
        })
    );
};

/** The data of all components, or of those that are asked for by their ids. */
const show = (request: OrgRequest, org: LocalOrg, wanted?: ReadonlySet<string>): OrgResponse => {
    if (request.query.has('runningUser') || [...request.query.keys()].some((name) => /^filter\d$/.test(name)))
        throw notRun('another running user or dashboard filters');
    const dashboard = openDashboard(request, org);
    const running = runningSession(dashboard, request, org);
    const placed = placedComponents(dashboard).filter(({ id }) => !wanted || wanted.has(id));
    return ok({
        componentData: placed.map((each) => dataOf(org, running, each, request.version)),
        dashboardMetadata: metadataOf(request, org, dashboard)
    });
};

const showSome = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { componentIds } = request.body.length === 0 ? {} : jsonObject(request);
    const ids = Array.isArray(componentIds) ? componentIds.map(String) : [];
    return show(request, org, ids.length > 0 ? new Set(ids.map(to18)) : undefined);
};

const status = (request: OrgRequest, org: LocalOrg): OrgResponse =>
    ok({
        componentStatus: placedComponents(openDashboard(request, org)).map(({ id }) => ({
            componentId: id,
            refreshDate: org.state.now().toISOString(),
            refreshStatus: 'IDLE'
        }))
    });

/** Dashboards: list, results, description, status. Their data is worked out when it is asked for. */
export const dashboardRoutes: Route[] = [
    { method: 'GET', pattern: base, handle: list },
    { method: 'GET', pattern: `${base}/:dashboard`, handle: (request, org) => show(request, org) },
    { method: 'POST', pattern: `${base}/:dashboard`, handle: showSome },
    {
        method: 'PUT',
        pattern: `${base}/:dashboard`,
        handle: (request, org) => ok({ statusUrl: `${request.path}/status`, id: openDashboard(request, org).row['Id'] })
    },
    {
        method: 'GET',
        pattern: `${base}/:dashboard/describe`,
        handle: (request, org) => ok(metadataOf(request, org, openDashboard(request, org)))
    },
    { method: 'GET', pattern: `${base}/:dashboard/status`, handle: status }
];
