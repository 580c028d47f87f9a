import {
    auditFields,
    checkbox,
    createOnly,
    dateTime,
    email,
    idField,
    longText,
    lookup,
    phone,
    picklist,
    readOnly,
    required,
    standardObject,
    systemModstamp,
    text
} from '../field-builders';
import { addressFields } from './account';
import type { FieldDef, ObjectDef } from '../schema';

const setup = { setup: true } as const;
const kept = { ...readOnly, permissionable: false } as const;
const developerName = (options = {}): FieldDef => text('DeveloperName', 80, { label: 'Developer Name', ...options });

export const user = (): ObjectDef =>
    standardObject(
        'User',
        '005',
        [
            idField(),
            text('Username', 80, { ...required, unique: true }),
            text('LastName', 80, required),
            text('FirstName', 40),
            text('Name', 121, { ...kept, label: 'Full Name', nameField: true, nillable: false }),
            text('CompanyName', 80),
            text('Division', 80),
            text('Department', 80),
            text('Title', 80),
            ...addressFields(''),
            email('Email', { ...required, length: 128 }),
            phone('Phone'),
            phone('MobilePhone'),
            text('Alias', 8, required),
            text('CommunityNickname', 40, { nillable: false }),
            checkbox('IsActive', { label: 'Active', defaultFormula: 'true' }),
            picklist('TimeZoneSidKey', [], { label: 'Time Zone', nillable: false }),
            lookup('UserRoleId', 'UserRole', { label: 'Role ID', children: 'Users' }),
            picklist('LocaleSidKey', [], { label: 'Locale', nillable: false }),
            picklist('EmailEncodingKey', [], { label: 'Email Encoding', nillable: false }),
            lookup('ProfileId', 'Profile', { ...required, children: 'Users' }),
            picklist(
                'UserType',
                ['Standard', 'PowerPartner', 'CSPLitePortal', 'CustomerSuccess', 'PowerCustomerSuccess', 'CsnOnly', 'Guest'],
                kept
            ),
            picklist('LanguageLocaleKey', [], { label: 'Language', nillable: false }),
            text('EmployeeNumber', 20),
            lookup('ManagerId', 'User', { children: 'ManagedUsers' }),
            dateTime('LastLoginDate', kept),
            checkbox('ForecastEnabled', { label: 'Allow Forecasting' }),
            text('FederationIdentifier', 512, { label: 'SAML Federation ID' }),
            longText('AboutMe', 1000),
            ...auditFields()
        ],
        setup
    );

export const profile = (): ObjectDef =>
    standardObject(
        'Profile',
        '00e',
        [
            idField(),
            text('Name', 255, { nameField: true, nillable: false, ...readOnly }),
            text('Description', 255, readOnly),
            picklist('UserType', ['Standard', 'Guest'], readOnly),
            ...allDataRights(),
            ...auditFields()
        ],
        setup
    );

/** Rights over everybody's records, told by what is granted (see told-rights). */
function allDataRights(): FieldDef[] {
    return [
        checkbox('PermissionsViewAllData', { label: 'View All Data', ...readOnly, permissionable: false }),
        checkbox('PermissionsModifyAllData', { label: 'Modify All Data', ...readOnly, permissionable: false })
    ];
}

export const userRole = (): ObjectDef =>
    standardObject(
        'UserRole',
        '00E',
        [
            idField(),
            text('Name', 80, { ...required, nameField: true }),
            lookup('ParentRoleId', 'UserRole'),
            text('RollupDescription', 80),
            developerName(),
            lookup('LastModifiedById', 'User', { ...kept, nillable: false }),
            dateTime('LastModifiedDate', { ...kept, nillable: false }),
            systemModstamp()
        ],
        { ...setup, label: 'Role' }
    );

export const permissionSet = (): ObjectDef =>
    standardObject(
        'PermissionSet',
        '0PS',
        [
            idField(),
            text('Name', 80, { ...required, nameField: true }),
            text('Label', 80, required),
            lookup('ProfileId', 'Profile', readOnly),
            checkbox('IsOwnedByProfile', readOnly),
            checkbox('IsCustom', readOnly),
            text('Description', 255),
            picklist('Type', ['Regular', 'Standard', 'Profile', 'Group', 'Session'], readOnly),
            checkbox('HasActivationRequired', readOnly),
            text('NamespacePrefix', 15, readOnly),
            ...allDataRights(),
            ...auditFields()
        ],
        setup
    );

export const permissionSetAssignment = (): ObjectDef =>
    standardObject(
        'PermissionSetAssignment',
        '0Pa',
        [
            idField(),
            lookup('PermissionSetId', 'PermissionSet', { ...required, ...createOnly, children: 'Assignments', onDelete: 'Cascade' }),
            lookup('AssigneeId', 'User', { ...required, ...createOnly, children: 'PermissionSetAssignments', onDelete: 'Cascade' }),
            dateTime('ExpirationDate'),
            checkbox('IsActive', readOnly),
            systemModstamp()
        ],
        setup
    );

const parent = (children: string): FieldDef => lookup('ParentId', 'PermissionSet', { ...required, ...readOnly, children });

export const objectPermissions = (): ObjectDef =>
    standardObject(
        'ObjectPermissions',
        '110',
        [
            idField(),
            parent('ObjectPerms'),
            picklist('SobjectType', [], { ...readOnly, nillable: false }),
            ...[
                'PermissionsCreate',
                'PermissionsRead',
                'PermissionsEdit',
                'PermissionsDelete',
                'PermissionsViewAllRecords',
                'PermissionsModifyAllRecords'
            ].map((name) => checkbox(name, readOnly)),
            systemModstamp()
        ],
        { ...setup, readOnly: true, labelPlural: 'Object Permissions' }
    );

export const fieldPermissions = (): ObjectDef =>
    standardObject(
        'FieldPermissions',
        '01k',
        [
            idField(),
            parent('FieldPerms'),
            picklist('SobjectType', [], { ...readOnly, nillable: false }),
            picklist('Field', [], { ...readOnly, nillable: false }),
            checkbox('PermissionsEdit', readOnly),
            checkbox('PermissionsRead', readOnly),
            systemModstamp()
        ],
        { ...setup, readOnly: true, labelPlural: 'Field Permissions' }
    );

export const setupEntityAccess = (): ObjectDef =>
    standardObject(
        'SetupEntityAccess',
        '0J0',
        [
            idField(),
            parent('SetupEntityAccessItems'),
            lookup('SetupEntityId', ['CustomPermission'], { ...readOnly, nillable: false }),
            picklist('SetupEntityType', ['CustomPermission'], readOnly),
            systemModstamp()
        ],
        { ...setup, readOnly: true, labelPlural: 'Setup Entity Access' }
    );

export const customPermission = (): ObjectDef =>
    standardObject(
        'CustomPermission',
        '0CP',
        [
            idField(),
            developerName({ ...readOnly, nillable: false, nameField: true }),
            text('MasterLabel', 80, readOnly),
            text('NamespacePrefix', 15, readOnly),
            systemModstamp()
        ],
        { ...setup, readOnly: true }
    );

export const group = (): ObjectDef =>
    standardObject(
        'Group',
        '00G',
        [
            idField(),
            text('Name', 40, { ...required, nameField: true }),
            developerName(),
            picklist('Type', ['Regular', 'Role', 'RoleAndSubordinates', 'Organization', 'Queue'], { ...createOnly, nillable: false }),
            email('Email'),
            ...auditFields()
        ],
        setup
    );

export const groupMember = (): ObjectDef =>
    standardObject(
        'GroupMember',
        '011',
        [
            idField(),
            lookup('GroupId', 'Group', { ...required, ...createOnly, children: 'GroupMembers', onDelete: 'Cascade' }),
            lookup('UserOrGroupId', ['Group', 'User'], { ...required, ...createOnly, onDelete: 'Cascade' }),
            systemModstamp()
        ],
        setup
    );

export const userFamily = (): ObjectDef[] => [
    user(),
    profile(),
    userRole(),
    permissionSet(),
    permissionSetAssignment(),
    objectPermissions(),
    fieldPermissions(),
    setupEntityAccess(),
    customPermission(),
    group(),
    groupMember()
];
