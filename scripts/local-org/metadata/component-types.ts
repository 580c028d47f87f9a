/** A kind of metadata component as packages hold it. */
export interface ComponentType {
    readonly name: string;
    /** Folder in a package. */
    readonly folder: string;
    /** Ending of its file in a package, without the dot; '' where a folder holds it (bundles). */
    readonly suffix: string;
    /** The content is a file of its own, described by a -meta.xml beside it. */
    readonly hasContentFile?: boolean;
    /** Components sit in folders: reports/Folder/Name.report. */
    readonly folderType?: string;
}

/** A component that lives inside another one's file. */
export interface ChildType {
    readonly name: string;
    readonly parent: string;
    /** Element of the parent's file that holds it. */
    readonly element: string;
    /** Folder and file ending in source format; undefined where source format keeps it in the parent's file too. */
    readonly folder?: string;
    readonly suffix?: string;
}

const plain = (name: string, folder: string, suffix: string): ComponentType => ({ name, folder, suffix });

export const COMPONENT_TYPES: readonly ComponentType[] = [
    plain('CustomObject', 'objects', 'object'),
    plain('CustomObjectTranslation', 'objectTranslations', 'objectTranslation'),
    plain('CustomLabels', 'labels', 'labels'),
    plain('StandardValueSet', 'standardValueSets', 'standardValueSet'),
    plain('GlobalValueSet', 'globalValueSets', 'globalValueSet'),
    plain('CustomPermission', 'customPermissions', 'customPermission'),
    plain('CustomTab', 'tabs', 'tab'),
    plain('CustomApplication', 'applications', 'app'),
    plain('Layout', 'layouts', 'layout'),
    plain('FlexiPage', 'flexipages', 'flexipage'),
    plain('QuickAction', 'quickActions', 'quickAction'),
    plain('PermissionSet', 'permissionsets', 'permissionset'),
    plain('PermissionSetGroup', 'permissionsetgroups', 'permissionsetgroup'),
    plain('Profile', 'profiles', 'profile'),
    plain('CustomMetadata', 'customMetadata', 'md'),
    plain('ReportType', 'reportTypes', 'reportType'),
    plain('PathAssistant', 'pathAssistants', 'pathAssistant'),
    plain('CustomNotificationType', 'notificationtypes', 'notiftype'),
    plain('RemoteSiteSetting', 'remoteSiteSettings', 'remoteSite'),
    plain('Settings', 'settings', 'settings'),
    plain('LightningComponentBundle', 'lwc', ''),
    { name: 'StaticResource', folder: 'staticresources', suffix: 'resource', hasContentFile: true },
    { name: 'Report', folder: 'reports', suffix: 'report', folderType: 'ReportFolder' },
    { name: 'Dashboard', folder: 'dashboards', suffix: 'dashboard', folderType: 'DashboardFolder' }
];

const child = (name: string, element: string, folder: string, suffix: string): ChildType => ({
    name,
    parent: 'CustomObject',
    element,
    folder,
    suffix
});

export const CHILD_TYPES: readonly ChildType[] = [
    child('CustomField', 'fields', 'fields', 'field'),
    child('ValidationRule', 'validationRules', 'validationRules', 'validationRule'),
    child('ListView', 'listViews', 'listViews', 'listView'),
    child('CompactLayout', 'compactLayouts', 'compactLayouts', 'compactLayout'),
    child('RecordType', 'recordTypes', 'recordTypes', 'recordType'),
    child('WebLink', 'webLinks', 'webLinks', 'webLink'),
    child('FieldSet', 'fieldSets', 'fieldSets', 'fieldSet'),
    child('BusinessProcess', 'businessProcesses', 'businessProcesses', 'businessProcess'),
    child('SharingReason', 'sharingReasons', 'sharingReasons', 'sharingReason'),
    child('Index', 'indexes', 'indexes', 'index'),
    { name: 'CustomLabel', parent: 'CustomLabels', element: 'labels' }
];

/** Folders of reports and dashboards are components, but packages name them by their content's type. */
const FOLDER_TYPES = ['ReportFolder', 'DashboardFolder'];

export const findComponentType = (name: string): ComponentType | undefined => COMPONENT_TYPES.find((type) => type.name === name);

export const findChildType = (name: string): ChildType | undefined => CHILD_TYPES.find((type) => type.name === name);

export const isKnownType = (name: string): boolean => !!findComponentType(name) || !!findChildType(name) || FOLDER_TYPES.includes(name);

/** The type a package manifest uses: folders of reports count as reports. */
export const manifestType = (name: string): string => COMPONENT_TYPES.find((type) => type.folderType === name)?.name ?? name;

export const unknownTypeMessage = (name: string): string => `Unknown type name '${name}' specified in package.xml`;
