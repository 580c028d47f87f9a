import { BUILT_IN_PROFILES } from '../model/built-in-profiles';
import type { OrgState, Row } from '../model/org';
import type { Schema } from '../model/schema';
import { CHILD_TYPES, COMPONENT_TYPES, manifestType } from './component-types';
import { fileHistory } from './component-history';
import { profileFullName } from './profile-names';
import { componentKey } from './source-component';

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
    if (type === 'Profile')
        return BUILT_IN_PROFILES.map(({ name }) => ({
            type,
            fullName: profileFullName(name),
            fileName: `profiles/${profileFullName(name)}.profile`
        }));
    return [];
};

/** listMetadata for one type: FileProperties. What came with the org shows the epoch and whoever asks, as in a real one. */
export const listMetadata = (state: OrgState, type: string, folder: string | undefined, user: Row): Record<string, unknown>[] => {
    const { schema } = state;
    const all = new Map(
        [...builtIn(schema, type), ...deployed(schema, type, folder)].map((each) => [componentKey(each.type, each.fullName), each])
    );
    return [...all.values()]
        .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
        .map(({ fullName, fileName }) => ({
            fileName,
            fullName,
            ...fileHistory(state, type, fullName, user),
            manageableState: 'unmanaged',
            type: manifestType(type)
        }));
};
