import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../http/route';
import { ApiError } from '../model/org';
import { layout } from './layout';
import { objectInfo, readableObject } from './object-info';
import { allPicklistValues, picklistValues } from './picklist-values';

const base = '/services/data/v:version/ui-api';

const objectOf = (request: OrgRequest, org: LocalOrg, name = request.params['object']!) => readableObject(org.state, request.session, name);

const infoBatch = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const results = request.params['objects']!.split(',').map((name) => {
        try {
            return { statusCode: 200, result: objectInfo(org.state, request.session, objectOf(request, org, name.trim())) };
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            return { statusCode: error.status, result: [{ errorCode: error.errorCode, message: error.message }] };
        }
    });
    return { status: 200, body: { results } };
};

export const objectInfoRoutes: Route[] = [
    {
        method: 'GET',
        pattern: `${base}/object-info/:object`,
        handle: (request, org) => ({ status: 200, body: objectInfo(org.state, request.session, objectOf(request, org)) })
    },
    { method: 'GET', pattern: `${base}/object-info/batch/:objects`, handle: infoBatch },
    {
        method: 'GET',
        pattern: `${base}/object-info/:object/picklist-values/:recordType`,
        handle: (request, org) => ({
            status: 200,
            body: allPicklistValues(request.session, objectOf(request, org), request.params['recordType']!)
        })
    },
    {
        method: 'GET',
        pattern: `${base}/object-info/:object/picklist-values/:recordType/:field`,
        handle: (request, org) => ({
            status: 200,
            body: picklistValues(request.session, objectOf(request, org), request.params['recordType']!, request.params['field']!)
        })
    },
    {
        method: 'GET',
        pattern: `${base}/layout/:object`,
        handle: (request, org) => {
            const type = request.query.get('layoutType') ?? 'Full';
            return {
                status: 200,
                body: layout(org.state, request.session, objectOf(request, org), type, request.query.get('mode') ?? 'View')
            };
        }
    }
];
