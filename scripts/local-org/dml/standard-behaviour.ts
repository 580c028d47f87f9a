import type { Row } from '../model/org';
import type { ObjectDef } from '../model/schema';
import { findField } from '../model/schema';
import { keepCurrencyInStep } from './currency-behaviour';
import { keepOpportunityInStep } from './opportunity-behaviour';
import { keepPartnerInStep } from './partner-behaviour';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import { refuse } from './save-failure';

/** One save on its way in: after may still be changed, given names the fields that the request set. */
export interface PendingSave {
    readonly object: ObjectDef;
    readonly before?: Row;
    readonly after: Row;
    readonly given: ReadonlySet<string>;
}

/** What the platform itself fills in on its standard objects, before any rule runs. */
export const keepStandardFieldsInStep = (context: SaveContext, save: PendingSave): void => {
    const { object, after } = save;
    keepCurrencyInStep(context, save);
    if (object.customSetting === 'Hierarchy') return keepSettingInStep(context, save);
    if (object.custom) return;
    joinName(object, after);
    if (object.name === 'Opportunity') keepOpportunityInStep(context, save);
    if (object.name === 'Partner') keepPartnerInStep(context, save);
    if (object.name === 'Task') keepTaskInStep(context, save);
    if (object.name === 'User' && !save.before) completeUser(context, object, after);
    if (object.name === 'PermissionSet' && !save.before) completePermissionSet(object, after);
    if (object.name === 'PermissionSetAssignment') keepAssignmentSingle(context, save);
};

/** People have a first and a last name; Name is both. */
const joinName = (object: ObjectDef, row: Row): void => {
    if (!findField(object, 'LastName') || !findField(object, 'FirstName')) return;
    setIfPresent(object, row, 'Name', [row.FirstName, row.LastName].filter(Boolean).join(' '));
};

const keepTaskInStep = (context: SaveContext, { object, before, after }: PendingSave): void => {
    const closed = after.Status === 'Completed';
    setIfPresent(object, after, 'IsClosed', closed);
    setIfPresent(object, after, 'IsHighPriority', after.Priority === 'High');
    if (closed && before?.IsClosed !== true) setIfPresent(object, after, 'CompletedDateTime', context.stamp);
    if (!closed) setIfPresent(object, after, 'CompletedDateTime', null);
    if (typeof after.WhatId === 'string') setIfPresent(object, after, 'AccountId', accountBehind(context, after.WhatId));
};

const accountBehind = (context: SaveContext, id: string): string | null => {
    const { store } = context.state;
    if (store.get('Account', id)) return id;
    const account = store.get('Opportunity', id)?.AccountId;
    return typeof account === 'string' ? account : null;
};

const completeUser = (context: SaveContext, object: ObjectDef, row: Row): void => {
    const organization = context.state.store.get('Organization', context.state.organizationId);
    const defaults = {
        TimeZoneSidKey: organization?.TimeZoneSidKey ?? 'UTC',
        LocaleSidKey: organization?.DefaultLocaleSidKey ?? 'en_US',
        LanguageLocaleKey: organization?.LanguageLocaleKey ?? 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'Standard',
        CommunityNickname:
            String(row.Username ?? '')
                .split('@')[0]!
                .slice(0, 40) || null
    };
    for (const [name, value] of Object.entries(defaults)) if (row[name] == null) setIfPresent(object, row, name, value);
};

const completePermissionSet = (object: ObjectDef, row: Row): void => {
    setIfPresent(object, row, 'IsCustom', true);
    if (row.Type == null) setIfPresent(object, row, 'Type', 'Regular');
};

const keepAssignmentSingle = (context: SaveContext, { object, before, after }: PendingSave): void => {
    if (before) return;
    setIfPresent(object, after, 'IsActive', true);
    if (typeof after.AssigneeId !== 'string' || typeof after.PermissionSetId !== 'string') return;
    const held = context.state.store.find(object.name, 'AssigneeId', after.AssigneeId);
    if (!held.some((row) => row.PermissionSetId === after.PermissionSetId)) return;
    refuse(
        'DUPLICATE_VALUE',
        `Duplicate PermissionSetAssignment. Assignee: ${after.AssigneeId}; Permission Set: ${after.PermissionSetId}`,
        ['AssigneeId', 'PermissionSetId']
    );
};

/** A hierarchy setting belongs to the org unless it names a profile or a user, and each owner has one row. */
const keepSettingInStep = (context: SaveContext, { object, after }: PendingSave): void => {
    if (after.SetupOwnerId == null) after.SetupOwnerId = context.state.organizationId;
    const other = context.state.store.find(object.name, 'SetupOwnerId', String(after.SetupOwnerId)).find((row) => row.Id !== after.Id);
    if (other) {
        refuse('DUPLICATE_VALUE', `duplicate value found: SetupOwnerId duplicates value on record with id: ${other.Id.slice(0, 15)}`, [
            'SetupOwnerId'
        ]);
    }
    if (after.Name == null)
        setIfPresent(object, after, 'Name', `${object.label} (${ownerKind(context, String(after.SetupOwnerId))})`.slice(0, 80));
};

const ownerKind = (context: SaveContext, id: string): string => {
    if (id === context.state.organizationId) return 'Organization';
    return context.state.store.get('Profile', id) ? 'Profile' : 'User';
};
