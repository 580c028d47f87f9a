import type { OrgState, Row } from '../model/org';
import { componentsOfFile, asDocument } from './component-file';
import { findChildType, findComponentType, unknownTypeMessage } from './component-types';
import { isAlreadyGone } from './destructive-changes';
import { deployPackage } from './deploy';
import type { DeployResult } from './deploy-result';
import { contentOf, objectContent } from './package-export';
import { componentKey, parentName, type SourceComponent } from './source-component';
import { RawXml } from './soap-envelope';
import { standardComponents } from './standard-components';
import { childText, innerSourceOf, type XmlNode } from './xml-node';

export type CrudMode = 'create' | 'update' | 'upsert';

/** SaveResult and UpsertResult of the Metadata API. */
export interface CrudResult {
    readonly created?: boolean;
    readonly errors?: readonly { readonly message: string; readonly statusCode: string }[];
    readonly fullName: string;
    readonly success: boolean;
}

const refused = (fullName: string, statusCode: string, message: string): CrudResult => ({
    errors: [{ message, statusCode }],
    fullName,
    success: false
});

const outcome = (fullName: string, result: Omit<DeployResult, 'id'>): CrudResult => {
    if (result.success) return { fullName, success: true };
    return {
        errors: result.componentFailures.map(({ problem }) => ({ message: problem ?? '', statusCode: 'FIELD_INTEGRITY_EXCEPTION' })),
        fullName,
        success: false
    };
};

const withoutFullName = (node: XmlNode): string => innerSourceOf(node).replace(/<fullName>[^<]*<\/fullName>/, '');

/** The components that a metadata element of a CRUD call stands for. The first one is the one it names. */
const componentsOf = (type: string, fullName: string, node: XmlNode): SourceComponent[] => {
    const child = findChildType(type);
    const parent = child?.parent === 'CustomLabels' ? 'CustomLabels' : parentName(fullName);
    const folder = findComponentType(child?.parent ?? type)!;
    const fileName = `${folder.folder}/${child ? parent : fullName}.${folder.suffix}`;
    return componentsOfFile({ type, fullName, fileName, shownAs: fileName, bytes: asDocument(type, withoutFullName(node)) });
};

/** createMetadata, updateMetadata, upsertMetadata for one element. Each is a deploy of its own. */
export const saveMetadata = (state: OrgState, node: XmlNode, mode: CrudMode, by: Row): CrudResult => {
    const type = (Object.entries(node.attributes).find(([name]) => name.endsWith('type'))?.[1] ?? '').split(':').pop()!;
    const fullName = childText(node, 'fullName') ?? '';
    if (!findChildType(type) && !findComponentType(type)?.suffix) return refused(fullName, 'INVALID_TYPE', unknownTypeMessage(type));
    if (!fullName) return refused(fullName, 'REQUIRED_FIELD_MISSING', 'Required field is missing: fullName');
    if (/[\\\0]|^\/|(?:^|\/)\.\.(?:\/|$)/.test(fullName)) return refused(fullName, 'INVALID_FULL_NAME', `Invalid fullName: ${fullName}`);
    const exists = !isAlreadyGone(state.schema, { type, fullName, fileName: '' });
    if (exists && mode === 'create') return refused(fullName, 'DUPLICATE_DEVELOPER_NAME', `There is already a ${type} named ${fullName}`);
    if (!exists && mode === 'update') return refused(fullName, 'INVALID_CROSS_REFERENCE_KEY', `No ${type} named ${fullName} found`);
    const result = outcome(
        fullName,
        deployPackage(state, { components: componentsOf(type, fullName, node), removalsBefore: [], removalsAfter: [] }, { by })
    );
    return mode === 'upsert' ? { created: result.success && !exists, ...result } : result;
};

/** deleteMetadata for one name. */
export const deleteMetadata = (state: OrgState, type: string, fullName: string, by: Row): CrudResult => {
    const removal = { type, fullName, fileName: '' };
    if (isAlreadyGone(state.schema, removal)) return refused(fullName, 'INVALID_CROSS_REFERENCE_KEY', `No ${type} named ${fullName} found`);
    return outcome(fullName, deployPackage(state, { components: [], removalsBefore: [], removalsAfter: [removal] }, { by }));
};

/** One record of readMetadata; nil where the org has no such component. */
export const readMetadata = (state: OrgState, type: string, fullName: string): RawXml => {
    const component =
        state.schema.components.get(componentKey(type, fullName)) ??
        standardComponents(state.schema).find((each) => each.type === type && each.fullName === fullName);
    const content = type === 'CustomObject' ? objectContent(state.schema, fullName) : component && contentOf(component);
    if (content === undefined) return new RawXml('<records xsi:nil="true"/>');
    const named = `<fullName>${fullName.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</fullName>${content.replace(/<fullName>[^<]*<\/fullName>/, (found, at: number) => (at === 0 ? '' : found))}`;
    return new RawXml(`<records xsi:type="${type}">${named}</records>`);
};
