import {
    checkbox,
    dateTime,
    integer,
    longText,
    lookup,
    picklist,
    readOnly,
    standardObject,
    systemFields,
    text,
    viewedFields
} from '../field-builders';
import type { ObjectDef } from '../schema';

const kept = { ...readOnly, permissionable: false } as const;
/** Rows follow from what is deployed; everybody may ask for them and gets those in folders that are open to the user. */
const fromMetadata = { setup: true, readOnly: true } as const;

const developerName = () => text('DeveloperName', 80, { ...kept, label: 'Report Unique Name' });

export const folder = (): ObjectDef =>
    standardObject(
        'Folder',
        '00l',
        [
            ...systemFields({ isDeleted: false }),
            lookup('ParentId', 'Folder', { ...kept, children: 'SubFolders' }),
            text('Name', 80, { ...kept, nameField: true }),
            developerName(),
            picklist('AccessType', ['Shared', 'Public', 'Hidden', 'PublicInternal'], kept),
            checkbox('IsReadonly', kept),
            picklist('Type', ['Report', 'Dashboard'], kept),
            text('NamespacePrefix', 15, kept)
        ],
        fromMetadata
    );

export const report = (): ObjectDef =>
    standardObject(
        'Report',
        '00O',
        [
            ...systemFields(),
            lookup('OwnerId', ['Folder', 'User'], { ...kept, label: 'Folder or Owner ID' }),
            text('FolderName', 256, kept),
            text('Name', 80, { ...kept, nameField: true }),
            longText('Description', 255, kept),
            developerName(),
            text('NamespacePrefix', 15, kept),
            picklist('Format', ['Tabular', 'Summary', 'Matrix', 'MultiBlock'], kept),
            text('ReportTypeApiName', 80, kept),
            dateTime('LastRunDate', kept),
            ...viewedFields()
        ],
        fromMetadata
    );

export const dashboard = (): ObjectDef =>
    standardObject(
        'Dashboard',
        '01Z',
        [
            ...systemFields(),
            lookup('FolderId', 'Folder', kept),
            text('FolderName', 256, kept),
            text('Title', 80, { ...kept, nameField: true }),
            text('DeveloperName', 80, { ...kept, label: 'Dashboard Unique Name' }),
            text('NamespacePrefix', 15, kept),
            longText('Description', 255, kept),
            picklist('Type', ['SpecifiedUser', 'LoggedInUser', 'MyTeamUser'], kept),
            lookup('RunningUserId', 'User', kept),
            integer('TitleSize', kept),
            ...viewedFields()
        ],
        fromMetadata
    );

export const reportFamily = (): ObjectDef[] => [folder(), report(), dashboard()];
