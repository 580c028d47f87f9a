import type { Route } from '../http/route';
import { getDeployRequest, patchDeployRequest, postDeployRequest } from './rest-deploy';
import { answerSoap } from './soap-metadata';

const deployRequest = '/services/data/v:version/metadata/deployRequest';

/** The Metadata API, as SOAP and as REST. */
export const metadataRoutes: Route[] = [
    { method: 'POST', pattern: '/services/Soap/m/:version', open: true, handle: answerSoap },
    { method: 'POST', pattern: '/services/Soap/m/:version/:organization', open: true, handle: answerSoap },
    { method: 'POST', pattern: deployRequest, handle: postDeployRequest },
    { method: 'GET', pattern: `${deployRequest}/:id`, handle: getDeployRequest },
    { method: 'PATCH', pattern: `${deployRequest}/:id`, handle: patchDeployRequest }
];
