import type { ObjectAccess, ObjectDef } from './schema';

/** What a profile grants that comes with the org and has no metadata. */
export interface BuiltInProfile {
    readonly name: string;
    readonly allUserPermissions: boolean;
    readonly userPermissions: readonly string[];
    /** Reads, or with objects edits, the standard fields that have field-level security. */
    readonly standardFields: 'none' | 'read' | 'edit';
    object(object: ObjectDef): ObjectAccess;
}

/** create, read, edit, delete, view all, modify all as one letter each: 'cred', 'r', 'credVM'. */
export const objectAccess = (letters: string): ObjectAccess => ({
    create: letters.includes('c'),
    read: letters.includes('r'),
    edit: letters.includes('e'),
    delete: letters.includes('d'),
    viewAll: letters.includes('V'),
    modifyAll: letters.includes('M')
});

export const NO_ACCESS = objectAccess('');
export const FULL_ACCESS = objectAccess('credVM');

/** Rights of the Standard User profile on the objects that sellers use; no custom objects. */
const STANDARD_USER: Record<string, string> = {
    Account: 'cred',
    Contact: 'cred',
    Opportunity: 'cred',
    Lead: 'cred',
    Case: 'cre',
    Campaign: 'r',
    Task: 'cred',
    Event: 'cred'
};

const BASIC = ['ApiEnabled', 'ViewHelpLink', 'ActivitiesAccess'];
const ACTIVITIES: Record<string, string> = { Task: 'cred', Event: 'cred' };

const letters = (table: Record<string, string>) => (object: ObjectDef) => objectAccess(table[object.name] ?? '');

export const BUILT_IN_PROFILES: readonly BuiltInProfile[] = [
    { name: 'System Administrator', allUserPermissions: true, userPermissions: [], standardFields: 'edit', object: () => FULL_ACCESS },
    {
        name: 'Standard User',
        allUserPermissions: false,
        userPermissions: [...BASIC, 'ViewSetup', 'RunReports', 'ExportReport', 'EditTask', 'EditEvent'],
        standardFields: 'edit',
        object: letters(STANDARD_USER)
    },
    {
        name: 'Read Only',
        allUserPermissions: false,
        userPermissions: [...BASIC, 'ViewSetup', 'RunReports', 'ExportReport'],
        standardFields: 'read',
        object: (object) => (object.name in STANDARD_USER ? objectAccess('r') : NO_ACCESS)
    },
    {
        name: 'Minimum Access - Salesforce',
        allUserPermissions: false,
        userPermissions: BASIC,
        standardFields: 'none',
        object: letters(ACTIVITIES)
    }
];

export const builtInProfile = (name: string): BuiltInProfile | undefined =>
    BUILT_IN_PROFILES.find((profile) => profile.name.toLowerCase() === name.toLowerCase());
