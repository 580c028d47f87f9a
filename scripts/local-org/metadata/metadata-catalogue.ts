import { BUILT_IN_PROFILES } from '../model/built-in-profiles';
import type { Row } from '../model/org';
import type { Schema } from '../model/schema';
import { CHILD_TYPES, COMPONENT_TYPES, manifestType } from './component-types';
import { componentKey } from './source-component';

const EPOCH = '1970-01-01T00:00:00.000Z';

/** describeMetadata: which types this org takes and where packages keep them. */
export const describeMetadata = (): Record<string, unknown> => ({
    metadataObjects: COMPONENT_TYPES.map((type) => ({
        childXmlNames: CHILD_TYPES.filter((child) => child.parent === type.name).map((child) => child.name),
        directoryName: type.folder,
        inFolder: !!type.folderType,
        metaFile: !!type.hasContentFile,
        suffix: type.suffix || undefined,
        xmlName: type.name
    })),
    organizationNamespace: '',
    partialSaveAllowed: true,
    testRequired: false
});

interface Listed {
    readonly type: string;
    readonly fullName: string;
    readonly fileName: string;
}

const deployed = (schema: Schema, type: string, folder?: string): Listed[] =>
    [...schema.components.values()].filter(
        (component) => component.type === type && (!folder || component.fullName.startsWith(`${folder}/`))
    );

/** Standard objects, and profiles that come with the org, are there without having been deployed. */
const builtIn = (schema: Schema, type: string): Listed[] => {
    if (type === 'CustomObject')
        return [...schema.objects.values()].map(({ name }) => ({ type, fullName: name, fileName: `objects/${name}.object` }));
    if (type === 'Profile') return BUILT_IN_PROFILES.map(({ name }) => ({ type, fullName: name, fileName: `profiles/${name}.profile` }));
    return [];
};

/** listMetadata for one type: FileProperties. Creation times are not kept and shown as the epoch. */
export const listMetadata = (schema: Schema, type: string, folder: string | undefined, user: Row): Record<string, unknown>[] => {
    const all = new Map(
        [...builtIn(schema, type), ...deployed(schema, type, folder)].map((each) => [componentKey(each.type, each.fullName), each])
    );
    return [...all.values()]
        .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
        .map(({ fullName, fileName }) => ({
            createdById: user.Id,
            createdByName: user.Name ?? '',
            createdDate: EPOCH,
            fileName,
            fullName,
            id: '',
            lastModifiedById: user.Id,
            lastModifiedByName: user.Name ?? '',
            lastModifiedDate: EPOCH,
            manageableState: 'unmanaged',
            type: manifestType(type)
        }));
};
