import { smallOrg, ADMIN, SELLER } from '../soql/small-org.fixture';
import { newId } from './ids';
import { findField, findObject } from './schema';

const org = smallOrg();
const field = (object: string, name: string) => {
    const of = findObject(org.state.schema, object)!;
    return [of, findField(of, name)!] as const;
};

describe('the System Administrator', () => {
    const { access } = org.session(ADMIN);
    it('has every object and user permission', () => {
        expect(access.object('visit__c')).toMatchObject({ create: true, read: true, edit: true, delete: true, modifyAll: true });
        expect(access.userPermission('ModifyAllData')).toBe(true);
    });
    it('has custom fields and custom permissions only from a permission set', () => {
        expect(access.readable(...field('Account', 'Key__c'))).toBe(true);
        expect(access.editable(...field('Account', 'Key__c'))).toBe(true);
        expect(access.editable(...field('Account', 'Regions__c'))).toBe(false);
        expect(access.readable(...field('Account', 'Secret__c'))).toBe(false);
        expect(access.permission('may_visit')).toBe(true);
        expect(access.permission('May_Not')).toBe(false);
    });
    it('reads what has no field-level security, and never edits a formula or the org’s own fields', () => {
        expect(access.readable(...field('Visit__c', 'Deal__c'))).toBe(true);
        expect(access.editable(...field('Visit__c', 'Deal__c'))).toBe(true);
        expect(access.readable(...field('Account', 'Twice__c'))).toBe(true);
        expect(access.editable(...field('Account', 'Twice__c'))).toBe(false);
        expect(access.editable(...field('Opportunity', 'IsWon'))).toBe(false);
        expect(access.editable(...field('Opportunity', 'Amount'))).toBe(true);
    });
});

describe('the Standard User', () => {
    it('works on standard objects, not on custom ones, and cannot manage users', () => {
        const { access } = org.session(SELLER);
        expect(access.object('Opportunity')).toMatchObject({ create: true, read: true, edit: true, delete: true, viewAll: false });
        expect(access.object('Visit__c').read).toBe(false);
        expect(access.readable(...field('Visit__c', 'Name'))).toBe(false);
        expect(access.object('OpportunityHistory').read).toBe(true);
        expect(access.object('User')).toMatchObject({ read: true, edit: false });
        expect(access.object('PermissionSetAssignment')).toMatchObject({ read: true, create: false });
        expect(access.object('Nothing__c').read).toBe(false);
    });
    it('gains what an assigned permission set gives, until it expires', () => {
        const { store, session } = smallOrg();
        const assignment = { Id: newId('0Pa', 9), AssigneeId: SELLER, PermissionSetId: newId('0PS', 1) };
        store.put('PermissionSetAssignment', assignment);
        expect(session(SELLER).access.object('Visit__c')).toMatchObject({ create: true, read: true, edit: false, delete: false });
        expect(session(SELLER).access.permission('May_Visit')).toBe(true);
        store.put('PermissionSetAssignment', { ...assignment, ExpirationDate: '2026-03-01T00:00:00.000Z' });
        expect(session(SELLER).access.object('Visit__c').read).toBe(false);
    });
});

describe('the Minimum Access profile', () => {
    it('has no deals, and no fields but those without field-level security', () => {
        const { store, session } = smallOrg();
        store.put('User', { ...store.get('User', SELLER)!, ProfileId: newId('00e', 3) });
        const { access } = session(SELLER);
        expect(access.object('Opportunity').read).toBe(false);
        expect(access.readable(...field('Task', 'Subject'))).toBe(true);
        expect(access.readable(...field('Task', 'Description'))).toBe(false);
    });
});
