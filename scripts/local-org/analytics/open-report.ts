import { notFound } from '../http/replies';
import type { LocalOrg } from '../http/route';
import { to18 } from '../model/ids';
import type { QueryRecord, Session } from '../model/org';
import type { Component, Schema } from '../model/schema';
import { componentXml } from '../ui-api/deployed-xml';
import type { OpenReport } from './report-body';
import { readReport } from './report-definition';
import { forbidden } from './report-error';
import { readReportType } from './report-type';
import type { ReportType } from './report-type';

const requireRunReports = ({ access }: Session): void => {
    if (!access.userPermission('RunReports')) throw forbidden('You do not have permission to run reports');
};

const typeOf = (schema: Schema, name: string): ReportType | undefined => {
    const developerName = name.replace(/__c$/, '');
    const component = name.endsWith('__c') ? schema.components.get(`ReportType:${developerName}`) : undefined;
    const xml = component && componentXml(component);
    return xml && readReportType(schema, developerName, xml);
};

const componentOf = (schema: Schema, type: string, id: string): Component | undefined =>
    [...schema.components.values()].find((component) => component.type === type && component.history?.id === id);

const opened = (org: LocalOrg, row: QueryRecord): OpenReport => {
    const { schema } = org.state;
    const id = String(row['Id']);
    const definition = readReport(componentXml(componentOf(schema, 'Report', id)!)!);
    return {
        id,
        folderId: String(row['OwnerId']),
        developerName: String(row['DeveloperName']),
        definition,
        type: typeOf(schema, definition.reportType)
    };
};

/** Reports in folders that are open to the user, by name. Throws ApiError FORBIDDEN without the right to run reports. */
export const listReports = (org: LocalOrg, session: Session, most: number): OpenReport[] => {
    requireRunReports(session);
    const { records } = org.soql.query(session, `SELECT Id, OwnerId, DeveloperName FROM Report ORDER BY Name LIMIT ${most}`);
    return records.map((row) => opened(org, row));
};

/** A report by id. One in a folder that is closed to the user is not found. Throws ApiError NOT_FOUND, FORBIDDEN. */
export const openReport = (org: LocalOrg, session: Session, id: string): OpenReport => {
    requireRunReports(session);
    const [row] = /^[a-zA-Z0-9]{15,18}$/.test(id)
        ? org.soql.query(session, `SELECT Id, OwnerId, DeveloperName FROM Report WHERE Id = '${to18(id)}'`).records
        : [];
    if (!row) throw notFound(`The report ${id} does not exist, or you do not have access to its folder`);
    return opened(org, row);
};

/** A deployed report by its name in packages, whatever folder it is in: a dashboard shows it to whoever may open the dashboard. */
export const reportOfDashboard = (org: LocalOrg, fullName: string): OpenReport | undefined => {
    const component = org.state.schema.components.get(`Report:${fullName}`);
    const xml = component && componentXml(component);
    if (!xml) return undefined;
    const definition = readReport(xml);
    return {
        id: component.history?.id ?? '',
        folderId: '',
        developerName: fullName.slice(fullName.lastIndexOf('/') + 1),
        definition,
        type: typeOf(org.state.schema, definition.reportType)
    };
};
