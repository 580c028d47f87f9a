import { readSeesAllDeals, type DealAccessRows } from './deal-access';

const none = { PermissionsViewAllData: false, PermissionsModifyAllData: false };
const rows = (given: Partial<DealAccessRows> = {}): DealAccessRows => ({
    organization: [{ DefaultOpportunityAccess: 'None' }],
    profile: [{ Profile: none }],
    sets: [{ PermissionSet: none }],
    objects: [{ PermissionsViewAllRecords: false, PermissionsModifyAllRecords: false }],
    ...given
});

describe('readSeesAllDeals', () => {
    it('is no where deals are private and no right opens them', () => {
        expect(readSeesAllDeals(rows())).toBe(false);
        expect(readSeesAllDeals(rows({ sets: [], objects: [] }))).toBe(false);
    });

    it.each<[string, Partial<DealAccessRows>]>([
        ['deals are open to read', { organization: [{ DefaultOpportunityAccess: 'Read' }] }],
        ['deals are open to edit', { organization: [{ DefaultOpportunityAccess: 'Edit' }] }],
        ['the profile views all data', { profile: [{ Profile: { ...none, PermissionsViewAllData: true } }] }],
        ['a permission set modifies all data', { sets: [{ PermissionSet: { ...none, PermissionsModifyAllData: true } }] }],
        ['a permission set views all deals', { objects: [{ PermissionsViewAllRecords: true, PermissionsModifyAllRecords: false }] }]
    ])('is yes where %s', (_, given) => {
        expect(readSeesAllDeals(rows(given))).toBe(true);
    });
});
