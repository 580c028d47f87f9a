import { z } from 'zod';
import { readRows } from './row-reader';

/** The questions that tell whether a user sees every opportunity. */
export const dealAccessQueries = (userId: string) => ({
    organization: 'SELECT DefaultOpportunityAccess FROM Organization',
    profile: `SELECT Profile.PermissionsViewAllData, Profile.PermissionsModifyAllData FROM User WHERE Id = '${userId}'`,
    sets: `SELECT PermissionSet.PermissionsViewAllData, PermissionSet.PermissionsModifyAllData FROM PermissionSetAssignment WHERE AssigneeId = '${userId}'`,
    objects:
        'SELECT PermissionsViewAllRecords, PermissionsModifyAllRecords FROM ObjectPermissions ' +
        `WHERE SobjectType = 'Opportunity' AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${userId}')`
});

export type DealAccessRows = Readonly<Record<keyof ReturnType<typeof dealAccessQueries>, readonly unknown[]>>;

const allData = z.object({ PermissionsViewAllData: z.boolean(), PermissionsModifyAllData: z.boolean() });
const organizationRow = z.object({ DefaultOpportunityAccess: z.string() });
const profileRow = z.object({ Profile: allData });
const setRow = z.object({ PermissionSet: allData });
const objectRow = z.object({ PermissionsViewAllRecords: z.boolean(), PermissionsModifyAllRecords: z.boolean() });

const seesAllData = (right: z.output<typeof allData>): boolean => right.PermissionsViewAllData || right.PermissionsModifyAllData;

/** Opportunities are open to everybody (deals marked private aside), or the user holds View All on them or on all data. */
export function readSeesAllDeals(rows: DealAccessRows): boolean {
    const isOpen = readRows(organizationRow, 'Organization', rows.organization).some(({ DefaultOpportunityAccess: access }) =>
        ['Read', 'Edit', 'All'].includes(access)
    );
    return (
        isOpen ||
        readRows(profileRow, 'User', rows.profile).some(({ Profile }) => seesAllData(Profile)) ||
        readRows(setRow, 'PermissionSetAssignment', rows.sets).some(({ PermissionSet }) => seesAllData(PermissionSet)) ||
        readRows(objectRow, 'ObjectPermissions', rows.objects).some(
            (row) => row.PermissionsViewAllRecords || row.PermissionsModifyAllRecords
        )
    );
}
