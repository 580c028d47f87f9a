import { jsonObject, ok } from '../http/replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import type { Session } from '../model/org';
import { listReports, openReport } from './open-report';
import { reportAttributes, reportEntry, reportExtendedMetadata, reportMetadata, reportTypeMetadata, shownParts } from './report-body';
import type { OpenReport } from './report-body';
import { notRun } from './report-error';
import { overridden } from './report-override';
import { runReport, seesColumn } from './run-report';
import type { ReportColumn, ReportType } from './report-type';

/** As many as the list of recently viewed reports holds. */
const LISTED = 200;

const typeNeeded = ({ type, definition }: OpenReport): ReportType => {
    if (!type) throw notRun(`the standard report type ${definition.reportType}; it runs those on custom report types`);
    return type;
};

/** The answer to a run: what Execute Sync sends, and what a dashboard shows of a report. */
export const runBody = (
    org: LocalOrg,
    session: Session,
    report: OpenReport,
    version: string,
    withDetails: boolean
): Record<string, unknown> => {
    const type = typeNeeded(report);
    const { state, soql } = org;
    const run = runReport({ state, soql, session }, type, report.definition, withDetails);
    const metadata = reportMetadata(report);
    return {
        allData: run.allData,
        attributes: reportAttributes(version, report),
        factMap: run.factMap,
        groupingsAcross: { groupings: run.groupingsAcross },
        groupingsDown: { groupings: run.groupingsDown },
        hasDetailRows: run.hasDetailRows,
        reportExtendedMetadata: reportExtendedMetadata(type, report.definition, run),
        reportMetadata: {
            ...metadata,
            aggregates: run.aggregates.map(({ name }) => name),
            detailColumns: run.detailColumns.map(({ name }) => name),
            hasDetailRows: withDetails
        }
    };
};

const wantsDetails = ({ query }: OrgRequest): boolean => query.get('includeDetails')?.toLowerCase() === 'true';

const execute = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const report = openReport(org, request.session, request.params['report']!);
    return ok(runBody(org, request.session, report, request.version, wantsDetails(request)));
};

const executeChanged = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const report = openReport(org, request.session, request.params['report']!);
    const definition = request.body.length === 0 ? report.definition : overridden(report.definition, jsonObject(request));
    return ok(runBody(org, request.session, { ...report, definition }, request.version, wantsDetails(request)));
};

const describe = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const { session, version } = request;
    const report = openReport(org, session, request.params['report']!);
    const type = typeNeeded(report);
    const sees = (column: ReportColumn): boolean => seesColumn({ state: org.state, soql: org.soql, session }, column);
    return ok({
        attributes: reportAttributes(version, report),
        reportExtendedMetadata: reportExtendedMetadata(type, report.definition, shownParts(type, report.definition, sees)),
        reportMetadata: reportMetadata(report),
        reportTypeMetadata: reportTypeMetadata(type, sees)
    });
};

const base = '/services/data/v:version/analytics/reports';

/** Reports: list, run, run with changed filters, describe. Saving one is for deploys. */
export const reportRoutes: Route[] = [
    {
        method: 'GET',
        pattern: base,
        handle: ({ session, version }, org) => ok(listReports(org, session, LISTED).map((report) => reportEntry(version, report)))
    },
    { method: 'GET', pattern: `${base}/:report`, handle: execute },
    { method: 'POST', pattern: `${base}/:report`, handle: executeChanged },
    { method: 'GET', pattern: `${base}/:report/describe`, handle: describe }
];
