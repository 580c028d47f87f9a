import type { LocalOrg, OrgRequest, OrgResponse } from '../http/route';
import { ApiError } from '../model/org';
import { deployResult, deployValidated, startDeploy } from './deploy-jobs';
import type { DeployOptions } from './deploy-result';
import { deployResultBody } from './deploy-result-format';
import { multipartParts } from './multipart';

const parseJson = (bytes: Buffer): Record<string, unknown> => {
    try {
        const value: unknown = JSON.parse(bytes.toString('utf8'));
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
        // told below, in the words of the API
    }
    throw new ApiError('JSON_PARSER_ERROR', 'The request needs a JSON object');
};

const optionsIn = (value: unknown): DeployOptions => {
    const given = (value ?? {}) as Record<string, unknown>;
    return {
        checkOnly: given['checkOnly'] === true,
        rollbackOnError: given['rollbackOnError'] !== false,
        ignoreWarnings: given['ignoreWarnings'] === true
    };
};

/** POST metadata/deployRequest: a zip with its options, or the id of a validation to deploy. */
export const postDeployRequest = (request: OrgRequest, { state }: LocalOrg): OrgResponse => {
    const contentType = request.headers['content-type'] ?? '';
    if (!contentType.startsWith('multipart/')) {
        const validation = parseJson(request.body)['validatedDeployRequestId'];
        if (typeof validation !== 'string')
            throw new ApiError('REQUIRED_FIELD_MISSING', 'Required field is missing: validatedDeployRequestId');
        const id = deployValidated(state, request.session, validation);
        return {
            status: 201,
            body: { id, validatedDeployRequestId: validation, deployResult: deployResultBody(deployResult(state, id), false) }
        };
    }
    const parts = multipartParts(request.body, contentType);
    const zip = parts.get('file');
    const options = parts.get('entity_content') ?? parts.get('json');
    if (!zip) throw new ApiError('REQUIRED_FIELD_MISSING', 'Required field is missing: file');
    const deployOptions = options ? parseJson(options)['deployOptions'] : {};
    const id = startDeploy(state, request.session, zip, optionsIn(deployOptions));
    return {
        status: 201,
        body: {
            id,
            deployOptions,
            deployResult: { ...deployResultBody(deployResult(state, id), false), done: false, status: 'Pending', success: false }
        }
    };
};

export const getDeployRequest = (request: OrgRequest, { state }: LocalOrg): OrgResponse => {
    const result = deployResult(state, request.params['id']!);
    return { status: 200, body: { id: result.id, deployResult: deployResultBody(result, request.query.get('includeDetails') === 'true') } };
};

/** Cancelling comes too late: every deploy is done when its request is answered. */
export const patchDeployRequest = (request: OrgRequest, { state }: LocalOrg): OrgResponse => {
    const result = deployResult(state, request.params['id']!);
    return { status: 202, body: { id: result.id, deployResult: deployResultBody(result, false) } };
};
