/** User permissions that this org knows. Others are refused, as an org refuses those of features it does not have. */
const USER_PERMISSIONS = new Set([
    'ActivateContract', 'ApiEnabled', 'AssignPermissionSets', 'BulkApiHardDelete', 'ConvertLeads', 'CreateCustomizeDashboards', 'CreateCustomizeFilters',
    'CreateCustomizeReports', 'CreateDashboardFolders', 'CreateReportFolders', 'CustomizeApplication', 'DataExport', 'EditEvent', 'EditPublicFilters',
    'EditTask', 'ExportReport', 'ImportLeads', 'LightningExperienceUser', 'ManageCustomPermissions', 'ManageDashbdsInPubFolders', 'ManageInternalUsers',
    'ManageReportsInPubFolders', 'ManageUsers', 'MassInlineEdit', 'ModifyAllData', 'ModifyMetadata', 'RunFlow', 'RunReports', 'SubscribeToLightningReports',
    'TransferAnyEntity', 'TransferAnyLead', 'ViewAllData', 'ViewAllUsers', 'ViewDataLeakageEvents', 'ViewEventLogFiles', 'ViewHelpLink', 'ViewPublicDashboards',
    'ViewPublicReports', 'ViewRoles', 'ViewSetup'
]);

export const isUserPermission = (name: string): boolean => USER_PERMISSIONS.has(name);
