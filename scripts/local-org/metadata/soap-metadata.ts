import type { LocalOrg, OrgRequest, OrgResponse } from '../http/route';
import { ApiError, type Session } from '../model/org';
import { isKnownType, unknownTypeMessage } from './component-types';
import { deployResult, deployValidated, findRetrieve, keepRetrieve, requireMetadataAccess, startDeploy } from './deploy-jobs';
import type { DeployOptions } from './deploy-result';
import { deployResultBody } from './deploy-result-format';
import { describeMetadata, listMetadata } from './metadata-catalogue';
import { deleteMetadata, readMetadata, saveMetadata } from './metadata-crud';
import { fileHistory } from './component-history';
import { exportPackage, type PackageMembers } from './package-export';
import { readSoapCall, soapAnswer, soapFault, type SoapCall } from './soap-envelope';
import { childFlag, childNode, childNodes, childText, childTexts, type XmlNode } from './xml-node';

type Operation = (org: LocalOrg, session: Session, call: SoapCall) => unknown;

const MOST_AT_ONCE = 10;

const required = (node: XmlNode, name: string): string => {
    const text = childText(node, name);
    if (!text) throw new ApiError('REQUIRED_FIELD_MISSING', `Required field is missing: ${name}`);
    return text;
};

const knownType = (type: string): string => {
    if (!isKnownType(type)) throw new ApiError('INVALID_TYPE', unknownTypeMessage(type));
    return type;
};

const queued = (id: string) => ({ done: false, id, state: 'Queued' });

const optionsIn = (node: XmlNode | undefined): DeployOptions => ({
    checkOnly: !!node && childFlag(node, 'checkOnly'),
    rollbackOnError: !node || childText(node, 'rollbackOnError') !== 'false',
    ignoreWarnings: !!node && childFlag(node, 'ignoreWarnings')
});

const deploy: Operation = ({ state }, session, { argument, zipFile }) => {
    if (!zipFile) throw new ApiError('REQUIRED_FIELD_MISSING', 'Required field is missing: ZipFile');
    return queued(startDeploy(state, session, Buffer.from(zipFile, 'base64'), optionsIn(childNode(argument, 'DeployOptions'))));
};

const checkDeployStatus: Operation = ({ state }, _, { argument }) => {
    const result = deployResult(state, required(argument, 'asyncProcessId'));
    return deployResultBody(result, childText(argument, 'includeDetails') !== 'false');
};

/** Deploys are done before anybody could cancel them. */
const cancelDeploy: Operation = ({ state }, _, { argument }) => ({
    done: true,
    id: deployResult(state, childText(argument, 'String') ?? required(argument, 'id')).id
});

const list: Operation = ({ state }, session, { argument }) =>
    childNodes(argument, 'queries').flatMap((query) =>
        listMetadata(state, knownType(required(query, 'type')), childText(query, 'folder'), session.user)
    );

const limited = <T>(items: readonly T[]): readonly T[] => {
    if (items.length > MOST_AT_ONCE)
        throw new ApiError('LIMIT_EXCEEDED', `The number of components in one call exceeds the limit of ${MOST_AT_ONCE}`);
    return items;
};

const read: Operation = ({ state }, _, { argument }) => {
    const type = knownType(required(argument, 'type'));
    return { records: limited(childTexts(argument, 'fullNames')).map((name) => readMetadata(state, type, name)) };
};

const save =
    (mode: 'create' | 'update' | 'upsert'): Operation =>
    ({ state }, session, { argument }) => {
        requireMetadataAccess(session);
        return limited(childNodes(argument, 'metadata')).map((node) => saveMetadata(state, node, mode, session.user));
    };

const remove: Operation = ({ state }, session, { argument }) => {
    requireMetadataAccess(session);
    const type = knownType(required(argument, 'type'));
    return limited(childTexts(argument, 'fullNames')).map((name) => deleteMetadata(state, type, name, session.user));
};

const membersIn = (node: XmlNode | undefined): PackageMembers[] =>
    node
        ? childNodes(node, 'types').map((types) => ({ type: knownType(required(types, 'name')), names: childTexts(types, 'members') }))
        : [];

const retrieve: Operation = ({ state }, session, { argument }) => {
    requireMetadataAccess(session);
    const request = childNode(argument, 'retrieveRequest') ?? childNode(argument, 'request') ?? argument;
    const job = exportPackage(
        state.schema,
        membersIn(childNode(request, 'unpackaged')),
        childText(request, 'apiVersion') ?? '66.0',
        childFlag(request, 'singlePackage')
    );
    return queued(keepRetrieve(state, job));
};

const checkRetrieveStatus: Operation = ({ state }, session, { argument }) => {
    const id = required(argument, 'asyncProcessId');
    const { zip, messages, files } = findRetrieve(state, id);
    return {
        done: true,
        fileProperties: files.map(({ type, fullName, fileName }) => ({
            fileName,
            fullName,
            ...fileHistory(state, type, fullName, session.user),
            manageableState: 'unmanaged',
            type
        })),
        id,
        messages,
        status: 'Succeeded',
        success: true,
        zipFile: Buffer.from(zip).toString('base64')
    };
};

const OPERATIONS: Readonly<Record<string, Operation>> = {
    deploy,
    checkDeployStatus,
    cancelDeploy,
    deployRecentValidation: ({ state }, session, { argument }) => deployValidated(state, session, required(argument, 'validationId')),
    describeMetadata: () => describeMetadata(),
    listMetadata: list,
    readMetadata: read,
    createMetadata: save('create'),
    updateMetadata: save('update'),
    upsertMetadata: save('upsert'),
    deleteMetadata: remove,
    retrieve,
    checkRetrieveStatus
};

/** The Metadata API's SOAP endpoint. The session is in the envelope; what goes wrong comes back as a fault. */
export const answerSoap = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    try {
        const call = readSoapCall(request.body);
        const session = org.authenticate(call.sessionId);
        const operation = OPERATIONS[call.operation];
        if (!operation) throw new ApiError('INVALID_OPERATION', `This org does not offer the metadata call ${call.operation}`);
        return soapAnswer(call.operation, operation(org, session, call));
    } catch (error) {
        if (error instanceof ApiError) return soapFault(error);
        throw error;
    }
};
