import { childNodes, childText } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { componentXml } from '../ui-api/deployed-xml';
import type { OrgState, Row, Scalar, Session } from './org';
import { peopleBelow } from './role-hierarchy';
import type { Component } from './schema';

/** A deployed component with its XML. */
interface Deployed {
    readonly component: Component;
    readonly xml: XmlNode;
}

const deployed = (state: OrgState, type: string): Deployed[] =>
    [...state.schema.components.values()]
        .filter((component) => component.type === type && component.history?.id)
        .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
        .flatMap((component) => {
            const xml = componentXml(component);
            return xml ? [{ component, xml }] : [];
        });

const idOf = ({ component }: Deployed): string => component.history!.id;

const lastName = (fullName: string): string => fullName.slice(fullName.lastIndexOf('/') + 1);
const parentPath = (fullName: string): string => fullName.slice(0, Math.max(fullName.lastIndexOf('/'), 0));

const audit = ({ component: { history } }: Deployed): Record<string, Scalar> => ({
    CreatedDate: history!.createdDate,
    CreatedById: history!.createdById,
    LastModifiedDate: history!.lastModifiedDate,
    LastModifiedById: history!.lastModifiedById,
    SystemModstamp: history!.lastModifiedDate
});

const folderTypes = { Report: 'ReportFolder', Dashboard: 'DashboardFolder' } as const;

const foldersByName = (state: OrgState, type: keyof typeof folderTypes): Map<string, Deployed> =>
    new Map(deployed(state, folderTypes[type]).map((each) => [each.component.fullName, each]));

/** Rows of Folder: those of reports and of dashboards. */
export const folderRows = (state: OrgState): Row[] =>
    (['Report', 'Dashboard'] as const).flatMap((type) => {
        const folders = foldersByName(state, type);
        return [...folders].map(([fullName, each]) => ({
            Id: idOf(each),
            ParentId: folders.has(parentPath(fullName)) ? idOf(folders.get(parentPath(fullName))!) : null,
            Name: childText(each.xml, 'name') ?? fullName,
            DeveloperName: lastName(fullName),
            AccessType: childText(each.xml, 'accessType') ?? (childNodes(each.xml, 'folderShares').length > 0 ? 'Shared' : 'Hidden'),
            IsReadonly: childText(each.xml, 'publicFolderAccess') !== 'ReadWrite',
            Type: type,
            NamespacePrefix: null,
            ...audit(each)
        }));
    });

/** Rows of Report. Its owner is its folder; one outside of every folder has its author for owner. */
export const reportRows = (state: OrgState): Row[] => {
    const folders = foldersByName(state, 'Report');
    return deployed(state, 'Report').map((each) => {
        const folder = folders.get(parentPath(each.component.fullName));
        return {
            Id: idOf(each),
            OwnerId: folder ? idOf(folder) : each.component.history!.createdById,
            FolderName: folder ? (childText(folder.xml, 'name') ?? null) : 'Public Reports',
            Name: childText(each.xml, 'name') ?? '',
            Description: childText(each.xml, 'description') ?? null,
            DeveloperName: lastName(each.component.fullName),
            NamespacePrefix: null,
            Format: childText(each.xml, 'format') ?? null,
            ReportTypeApiName: childText(each.xml, 'reportType') ?? null,
            LastRunDate: null,
            IsDeleted: false,
            ...audit(each)
        };
    });
};

/** Rows of Dashboard. */
export const dashboardRows = (state: OrgState): Row[] => {
    const folders = foldersByName(state, 'Dashboard');
    return deployed(state, 'Dashboard').map((each) => {
        const folder = folders.get(parentPath(each.component.fullName));
        const runningUser = childText(each.xml, 'runningUser');
        return {
            Id: idOf(each),
            FolderId: folder ? idOf(folder) : null,
            FolderName: folder ? (childText(folder.xml, 'name') ?? null) : null,
            Title: childText(each.xml, 'title') ?? '',
            DeveloperName: lastName(each.component.fullName),
            NamespacePrefix: null,
            Description: childText(each.xml, 'description') ?? null,
            Type: childText(each.xml, 'dashboardType') ?? 'SpecifiedUser',
            RunningUserId: runningUser ? (state.store.find('User', 'Username', runningUser)[0]?.Id ?? null) : null,
            TitleSize: Number(childText(each.xml, 'titleSize') ?? 12),
            IsDeleted: false,
            ...audit(each)
        };
    });
};

/** Roles from the user's own up to the top: a folder shared with one of them and its subordinates is open to the user. */
const rolesAbove = (state: OrgState, user: Row): Set<string> => {
    const names = new Set<string>();
    let role = state.store.get('UserRole', String(user.UserRoleId));
    while (role && !names.has(String(role.DeveloperName))) {
        names.add(String(role.DeveloperName));
        role = state.store.get('UserRole', String(role.ParentRoleId));
    }
    return names;
};

/** What a folder share is for, by the kinds that this org knows; any other kind opens the folder to nobody. */
const isSharedWith = (state: OrgState, user: Row, kind: string, name: string): boolean => {
    const role = state.store.get('UserRole', String(user.UserRoleId));
    if (kind === 'Organization') return true;
    if (kind === 'User') return user.Username === name;
    if (kind === 'Role') return role?.DeveloperName === name;
    if (kind === 'RoleAndSubordinates' || kind === 'RoleAndSubordinatesInternal') return rolesAbove(state, user).has(name);
    if (kind !== 'Group') return false;
    if (name === 'AllInternalUsers') return true;
    const people = peopleBelow(state, user);
    return state.store.find('Group', 'DeveloperName', name).some((group) => people.has(group.Id));
};

const isOpen = (state: OrgState, user: Row, folder: Deployed): boolean => {
    const access = childText(folder.xml, 'accessType');
    if (access === 'Public' || access === 'PublicInternal') return true;
    if (folder.component.history!.createdById === user.Id) return true;
    return childNodes(folder.xml, 'folderShares').some((share) =>
        isSharedWith(state, user, childText(share, 'sharedToType') ?? '', childText(share, 'sharedTo') ?? '')
    );
};

/**
 * Ids of the folders whose reports and dashboards a user may open: public ones, those shared with the user, the user's own, and
 * all of them for those who manage public folders or see all data.
 */
export const openFolders = (state: OrgState, { user, access }: Session): ReadonlySet<string> => {
    const seesAll = ['ManageReportsInPubFolders', 'ViewAllData', 'ModifyAllData'].some((name) => access.userPermission(name));
    const all = [...foldersByName(state, 'Report').values(), ...foldersByName(state, 'Dashboard').values()];
    return new Set(all.filter((folder) => seesAll || isOpen(state, user, folder)).map(idOf));
};

/** Objects whose rows stand in folders, with the field that names the folder. */
const FOLDER_FIELDS: Readonly<Record<string, string>> = { Folder: 'Id', Report: 'OwnerId', Dashboard: 'FolderId' };

/** The field that names the folder of a row; undefined for an object whose rows stand in none. */
export const folderField = (object: string): string | undefined => FOLDER_FIELDS[object];
