import { testOrg, testSchema } from '../dml/dml-test-org';
import { createSoql } from '../soql/soql';
import { findObject } from './schema';

const ask = (org: ReturnType<typeof testOrg>, query: string) =>
    createSoql(org.state)
        .query(org.admin, query)
        .records.map(({ attributes: _, ...rest }) => rest);

describe('rights that an org tells', () => {
    it('are those of its profiles', () => {
        const soql = 'SELECT Name, PermissionsViewAllData, PermissionsModifyAllData FROM Profile';
        const byName = new Map(ask(testOrg(), soql).map((row) => [row['Name'], row]));
        expect(byName.get('System Administrator')).toMatchObject({ PermissionsViewAllData: true, PermissionsModifyAllData: true });
        expect(byName.get('Standard User')).toMatchObject({ PermissionsViewAllData: false, PermissionsModifyAllData: false });
    });

    it('are those of its permission sets, and can be asked for', () => {
        const schema = testSchema();
        const sets = new Map([...schema.permissionSets].map(([key, set]) => [key, { ...set, userPermissions: new Set(['ViewAllData']) }]));
        const soql = 'SELECT PermissionsModifyAllData FROM PermissionSet WHERE PermissionsViewAllData = true';
        expect(ask(testOrg({ ...schema, permissionSets: sets }), soql)).toEqual([{ PermissionsModifyAllData: false }]);
        expect(ask(testOrg(schema), soql)).toEqual([]);
    });

    it('say to whom deals are open', () => {
        const org = testOrg();
        const opportunity = findObject(org.state.schema, 'Opportunity')!;
        const openAs = (sharingModel: typeof opportunity.sharingModel) => {
            org.state.schema = {
                ...org.state.schema,
                objects: new Map(org.state.schema.objects).set('opportunity', { ...opportunity, sharingModel })
            };
            return ask(org, 'SELECT DefaultOpportunityAccess FROM Organization')[0]!['DefaultOpportunityAccess'];
        };
        expect([openAs('Private'), openAs('Read'), openAs('ReadWrite')]).toEqual(['None', 'Read', 'Edit']);
    });
});
