import type { OrgState, Row, Scalar } from '../model/org';
import { BUILT_IN_PROFILES } from '../model/built-in-profiles';
import { findObject } from '../model/schema';
import { newRow } from './new-row-defaults';
import { saveContext } from './save-context';
import { keepStandardFieldsInStep } from './standard-behaviour';
import { systemSession } from './system-session';

export interface KeyUser {
    readonly key: string;
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly profile: string;
}

/** Whoever signed up for the org. Everybody else comes with the seed, or is made through the API. */
export const ADMIN_USER: KeyUser = {
    key: 'admin',
    username: 'admin@partner-stages.local',
    firstName: 'Admin',
    lastName: 'User',
    profile: 'System Administrator'
};

const SAMPLE_ACCOUNTS = [
    'Edge Communications',
    'Burlington Textiles',
    'Pyramid Construction',
    'Grand Hotels & Resorts',
    'United Oil & Gas'
];

/** Rows every org has: itself, its profiles, its administrator. For an empty store. sampleAccounts adds a few accounts of the admin. */
export const createBaseRows = (state: OrgState, options: { sampleAccounts?: boolean } = {}): void => {
    putRow(state, 'Organization', ORGANIZATION, state.organizationId);
    const profiles = new Map(
        BUILT_IN_PROFILES.map(({ name }) => [name, putRow(state, 'Profile', { Name: name, UserType: 'Standard' }).Id])
    );
    putUser(state, ADMIN_USER, profiles.get(ADMIN_USER.profile)!);
    ownByAdmin(state, ['Organization', 'Profile', 'User']);
    if (options.sampleAccounts) for (const Name of SAMPLE_ACCOUNTS) putRow(state, 'Account', { Name });
};

const ORGANIZATION: Record<string, Scalar> = {
    Name: 'Local Org',
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'UTC',
    FiscalYearStartMonth: 1,
    UsesStartDateAsFiscalYearName: true,
    OrganizationType: 'Developer Edition',
    InstanceName: 'LOCAL',
    IsSandbox: false,
    IsReadOnly: false
};

const putRow = (state: OrgState, objectName: string, values: Record<string, Scalar>, id?: string): Row => {
    const object = findObject(state.schema, objectName);
    if (!object) throw new Error(`The schema has no ${objectName}`);
    const context = saveContext(state, systemSession(state));
    const given = [...object.fields.values()].filter((field) => field.name in values);
    const row = newRow(context, object, new Map(given.map((field) => [field, values[field.name]!])));
    if (id) row.Id = id;
    keepStandardFieldsInStep(context, { object, after: row, given: new Set(Object.keys(values)) });
    state.store.put(object.name, row);
    return row;
};

const putUser = (state: OrgState, { username, firstName, lastName, profile: _, key }: KeyUser, ProfileId: string): Row =>
    putRow(state, 'User', {
        Username: username,
        FirstName: firstName,
        LastName: lastName,
        Email: username,
        Alias: key.slice(0, 8).toLowerCase(),
        ProfileId
    });

/** The first rows came before the admin: name the admin as who made them. */
const ownByAdmin = (state: OrgState, objects: readonly string[]): void => {
    const admin = state.store.rows('User').next().value as Row;
    for (const name of objects) {
        for (const row of [...state.store.rows(name)]) state.store.put(name, { ...row, CreatedById: admin.Id, LastModifiedById: admin.Id });
    }
};

/** Gives every permission set of the schema its row, so that it can be found and assigned. Rows that exist stay. */
export const ensurePermissionSetRows = (state: OrgState): void => {
    const object = findObject(state.schema, 'PermissionSet');
    if (!object) return;
    for (const grants of state.schema.permissionSets.values()) {
        const known = state.store.find(object.name, 'Name', grants.name)[0];
        const described = { Label: grants.label, Description: grants.description ?? null };
        if (!known) putRow(state, object.name, { Name: grants.name, ...described });
        else if (known.Label !== described.Label || known.Description !== described.Description) {
            state.store.put(object.name, { ...known, ...described });
        }
    }
};
