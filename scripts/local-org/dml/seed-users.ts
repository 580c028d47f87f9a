import type { OrgState, Row, Scalar } from '../model/org';
import { findObject } from '../model/schema';
import { ensurePermissionSetRows } from './base-data';
import { newRow } from './new-row-defaults';
import { saveContext } from './save-context';
import type { SeedUser } from './seeding';
import { keepStandardFieldsInStep } from './standard-behaviour';
import { systemSession } from './system-session';

/** Creates users, or updates those with the same username, and assigns their permission sets. Answers what is wrong. */
export const seedUsers = (state: OrgState, users: readonly SeedUser[], ids: Map<string, string>, setsOptional = false): string[] => {
    ensurePermissionSetRows(state);
    const problems = users.flatMap((user) => {
        const profile = state.store.find('Profile', 'Name', user.profile)[0];
        if (!profile) return [`User "${user.key}", profile: the org has no profile ${user.profile}`];
        if (ids.has(user.key)) return [`User "${user.key}": the key is used twice`];
        const row = putUser(state, user, profile.Id);
        ids.set(user.key, row.Id);
        return user.permissionSets.flatMap((name) => assign(state, user, row, name, setsOptional));
    });
    return [...problems, ...users.flatMap((user) => putUnderManager(state, user, ids))];
};

/** Once all users are there: who leads may come after who is led. */
const putUnderManager = (state: OrgState, { key, manager }: SeedUser, ids: ReadonlyMap<string, string>): string[] => {
    const row = state.store.get('User', ids.get(key) ?? '');
    if (manager === undefined || !row) return [];
    const managerId = ids.get(manager);
    if (managerId === undefined) return [`User "${key}", manager: there is no user with the key ${manager}`];
    state.store.put('User', { ...row, ManagerId: managerId });
    return [];
};

const putUser = (state: OrgState, user: SeedUser, ProfileId: string): Row => {
    const object = findObject(state.schema, 'User')!;
    const context = saveContext(state, systemSession(state));
    const before = state.store.find('User', 'Username', user.username)[0];
    const values: Record<string, Scalar> = {
        Username: user.username,
        FirstName: user.firstName,
        LastName: user.lastName,
        Title: user.title ?? null,
        Email: user.email ?? before?.Email ?? user.username,
        Alias: before?.Alias ?? `${user.firstName.slice(0, 1)}${user.lastName}`.toLowerCase().slice(0, 8),
        ProfileId,
        ...(user.language === undefined ? {} : { LanguageLocaleKey: user.language })
    };
    const given = [...object.fields.values()].filter((field) => field.name in values);
    const row = before ? { ...before, ...values } : newRow(context, object, new Map(given.map((field) => [field, values[field.name]!])));
    keepStandardFieldsInStep(context, { object, ...(before ? { before } : {}), after: row, given: new Set(Object.keys(values)) });
    state.store.put('User', row);
    return row;
};

const assign = (state: OrgState, user: SeedUser, row: Row, name: string, optional: boolean): string[] => {
    const set = state.store.find('PermissionSet', 'Name', name)[0];
    if (!set && optional) return [];
    if (!set) return [`User "${user.key}", permissionSets: the org has no permission set ${name}`];
    const held = state.store.find('PermissionSetAssignment', 'AssigneeId', row.Id);
    if (held.some((assignment) => assignment.PermissionSetId === set.Id)) return [];
    const object = findObject(state.schema, 'PermissionSetAssignment')!;
    const context = saveContext(state, systemSession(state));
    const values = { AssigneeId: row.Id, PermissionSetId: set.Id, IsActive: true };
    const given = [...object.fields.values()].filter((field) => field.name in values);
    state.store.put(
        object.name,
        newRow(context, object, new Map(given.map((field) => [field, (values as Record<string, Scalar>)[field.name]!])))
    );
    return [];
};
