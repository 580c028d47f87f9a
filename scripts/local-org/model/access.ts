import { builtInProfile, FULL_ACCESS, NO_ACCESS } from './built-in-profiles';
import { isCalculated, isPermissionable } from './field-traits';
import { findObject } from './schema';
import type { BuiltInProfile } from './built-in-profiles';
import type { Access, OrgState, Row } from './org';
import type { FieldDef, Grants, ObjectAccess, ObjectDef, Schema } from './schema';

interface Rights {
    readonly schema: Schema;
    readonly builtIn: BuiltInProfile | undefined;
    readonly grants: readonly Grants[];
    userPermission(name: string): boolean;
}

/**
 * What a user may do: the profile and every assigned permission set, added up. Worked out against the schema of this
 * moment, so it is made anew for each request. A user without a known profile has what the permission sets give.
 */
export const accessOf = (state: OrgState, user: Row): Access => {
    const rights = rightsOf(state, user);
    const objects = new Map<string, ObjectAccess>();
    const customPermissions = namesIn(rights.grants.map((grants) => grants.customPermissions));

    const object = (name: string): ObjectAccess => {
        const key = name.toLowerCase();
        let access = objects.get(key);
        if (!access) objects.set(key, (access = objectRights(rights, findObject(rights.schema, name))));
        return access;
    };
    const field = (of: ObjectDef, each: FieldDef, action: 'readable' | 'editable'): boolean => {
        const key = `${of.name}.${each.name}`.toLowerCase();
        const { builtIn } = rights;
        if (!each.custom && builtIn && (builtIn.standardFields === 'edit' || (builtIn.standardFields === 'read' && action === 'readable')))
            return true;
        return rights.grants.some(
            (grants) => grants.fields.get(key)?.[action] || (action === 'readable' && grants.fields.get(key)?.editable)
        );
    };
    return {
        object,
        readable: (of, each) => object(of.name).read && (!isPermissionable(of, each) || field(of, each, 'readable')),
        editable: (of, each) => {
            if (isCalculated(each) || each.autoNumber || (!each.createable && !each.updateable)) return false;
            const access = object(of.name);
            return (access.create || access.edit) && (!isPermissionable(of, each) || field(of, each, 'editable'));
        },
        permission: (name) => customPermissions.has(name.toLowerCase()),
        userPermission: rights.userPermission,
        tab: (name) => rights.builtIn?.allUserPermissions === true || rights.grants.some((grants) => isShown(grants.tabs.get(name)))
    };
};

/** A profile says DefaultOn, a permission set Visible; what is only available stands in the list of all tabs. */
const isShown = (visibility: string | undefined): boolean => visibility === 'Visible' || visibility === 'DefaultOn';

const rightsOf = (state: OrgState, user: Row): Rights => {
    const profileName = state.store.get('Profile', String(user.ProfileId))?.Name;
    const builtIn = typeof profileName === 'string' ? builtInProfile(profileName) : undefined;
    const grants = [
        typeof profileName === 'string' ? byName(state.schema.profiles, profileName) : undefined,
        ...assignedSets(state, user)
    ].filter((each) => each !== undefined);
    const named = namesIn([new Set(builtIn?.userPermissions ?? []), ...grants.map((each) => each.userPermissions)]);
    return {
        schema: state.schema,
        builtIn,
        grants,
        userPermission: (name) => builtIn?.allUserPermissions === true || named.has(name.toLowerCase())
    };
};

const assignedSets = (state: OrgState, user: Row): (Grants | undefined)[] => {
    const now = state.now().toISOString();
    return state.store
        .find('PermissionSetAssignment', 'AssigneeId', user.Id)
        .filter((assignment) => assignment.ExpirationDate == null || String(assignment.ExpirationDate) > now)
        .map((assignment) => {
            const name = state.store.get('PermissionSet', String(assignment.PermissionSetId))?.Name;
            return typeof name === 'string' ? byName(state.schema.permissionSets, name) : undefined;
        });
};

const byName = (all: ReadonlyMap<string, Grants>, name: string): Grants | undefined =>
    all.get(name) ?? all.get(name.toLowerCase()) ?? [...all.values()].find((grants) => grants.name.toLowerCase() === name.toLowerCase());

const namesIn = (sets: readonly ReadonlySet<string>[]): Set<string> =>
    new Set(sets.flatMap((set) => [...set].map((name) => name.toLowerCase())));

const objectRights = (rights: Rights, object: ObjectDef | undefined): ObjectAccess => {
    if (!object) return NO_ACCESS;
    if (object.accessFrom) {
        const from = objectRights(rights, findObject(rights.schema, object.accessFrom));
        return { ...from, create: from.edit, delete: from.edit };
    }
    if (object.setup) return setupRights(rights, object);
    if (rights.userPermission('ModifyAllData')) return FULL_ACCESS;
    const key = object.name.toLowerCase();
    const parts = [rights.builtIn?.object(object), ...rights.grants.map((grants) => grants.objects.get(key))].filter(
        (part) => part !== undefined
    );
    const any = (right: keyof ObjectAccess): boolean => parts.some((part) => part[right]);
    const seesAll = rights.userPermission('ViewAllData');
    const readsSetting = object.customSetting !== undefined && rights.userPermission('ViewSetup');
    return {
        create: any('create'),
        read: any('read') || any('viewAll') || any('modifyAll') || seesAll || readsSetting,
        edit: any('edit') || any('modifyAll'),
        delete: any('delete') || any('modifyAll'),
        viewAll: any('viewAll') || any('modifyAll') || seesAll,
        modifyAll: any('modifyAll')
    };
};

/** Everybody sees who works here; assigning permission sets and managing users are rights of their own. */
const setupRights = (rights: Rights, object: ObjectDef): ObjectAccess => {
    const key = object.name === 'PermissionSetAssignment' ? 'AssignPermissionSets' : 'ManageUsers';
    const writes = !object.readOnly && (rights.userPermission(key) || rights.userPermission('ModifyAllData'));
    return { create: writes, read: true, edit: writes, delete: writes, viewAll: true, modifyAll: writes };
};
