import { BUILT_IN_PROFILES } from './built-in-profiles';
import { findObject } from './schema';
import type { OrgState, Row, Scalar } from './org';
import type { FieldDef, Grants, ObjectDef } from './schema';

const OPEN_AS: Readonly<Record<string, string>> = { Private: 'None', Read: 'Read', ReadWrite: 'Edit', FullAccess: 'Edit' };

/**
 * Fields that say what the schema grants, and that nobody stores: the organization-wide default of opportunities, and the
 * rights of profiles and permission sets over all data. Undefined for any other field.
 */
export const toldRight = (state: OrgState, object: ObjectDef, row: Row, field: FieldDef): Scalar | undefined => {
    if (!object.setup) return undefined;
    if (object.name === 'Organization' && field.name === 'DefaultOpportunityAccess') {
        const model = findObject(state.schema, 'Opportunity')?.sharingModel ?? 'Private';
        return OPEN_AS[model] ?? model;
    }
    const right = /^Permissions((?:View|Modify)AllData)$/.exec(field.name)?.[1];
    if (right === undefined) return undefined;
    if (object.name === 'PermissionSet') return holds(grantsOf(state.schema.permissionSets, row.Name), right);
    if (object.name !== 'Profile') return undefined;
    const builtIn = BUILT_IN_PROFILES.find(({ name }) => name === row.Name);
    const isBuiltIn = builtIn?.allUserPermissions === true || builtIn?.userPermissions.includes(right) === true;
    return isBuiltIn || holds(grantsOf(state.schema.profiles, row.Name), right);
};

const grantsOf = (all: ReadonlyMap<string, Grants>, name: Scalar | undefined): Grants | undefined =>
    [...all.values()].find((grants) => grants.name.toLowerCase() === String(name).toLowerCase());

const holds = (grants: Grants | undefined, right: string): boolean =>
    [...(grants?.userPermissions ?? [])].some((name) => name.toLowerCase() === right.toLowerCase());
