import { testOrg } from './dml-test-org';

const aDealWithTwoPartners = () => {
    const org = testOrg();
    const deal = org.add('Opportunity', { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-06-30' });
    const accounts = ['Acme', 'Umbra'].map((Name) => org.add('Account', { Name }));
    return { org, deal, accounts };
};

// Behaviour as in the object reference of Partner and OpportunityPartner.
describe('a partner of a deal', () => {
    it('becomes an OpportunityPartner with the same role, and the new primary one takes over', () => {
        const { org, deal, accounts } = aDealWithTwoPartners();
        for (const AccountToId of accounts)
            org.add('Partner', { OpportunityId: deal, AccountToId, Role: 'System Integrator', IsPrimary: true });
        const rows = [...org.state.store.rows('Partner')];
        expect(rows.map(({ AccountToId, Role, IsPrimary }) => [AccountToId, Role, IsPrimary])).toEqual([
            [accounts[0], 'System Integrator', false],
            [accounts[1], 'System Integrator', true]
        ]);
        expect(rows.every(({ Id }) => Id.startsWith('00I'))).toBe(true);
    });

    it('leaves the primary one alone when the new one is refused', () => {
        const { org, deal, accounts } = aDealWithTwoPartners();
        org.add('Partner', { OpportunityId: deal, AccountToId: accounts[0]!, IsPrimary: true });
        const refused = org.dml.insert(org.admin, 'Partner', [{ OpportunityId: deal, IsPrimary: true }])[0]!;
        expect(refused.errors).toEqual([expect.objectContaining({ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['AccountToId'] })]);
        expect([...org.state.store.rows('Partner')].map(({ IsPrimary }) => IsPrimary)).toEqual([true]);
    });

    it('is never updated', () => {
        const { org, deal, accounts } = aDealWithTwoPartners();
        const Id = org.add('Partner', { OpportunityId: deal, AccountToId: accounts[0]! });
        const result = org.dml.update(org.admin, 'Partner', [{ Id, Role: 'Agency' }])[0]!;
        expect(result.errors).toEqual([expect.objectContaining({ statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' })]);
    });

    it.each([
        ['neither deal nor account', () => ({}), 'REQUIRED_FIELD_MISSING'],
        ['both', (deal: string, from: string) => ({ OpportunityId: deal, AccountFromId: from }), 'FIELD_INTEGRITY_EXCEPTION'],
        ['an account, which this org does not keep', (_: string, from: string) => ({ AccountFromId: from }), 'FUNCTIONALITY_NOT_ENABLED']
    ])('is refused for %s', (_, partner, statusCode) => {
        const { org, deal, accounts } = aDealWithTwoPartners();
        const result = org.dml.insert(org.admin, 'Partner', [{ AccountToId: accounts[0], ...partner(deal, accounts[1]!) }])[0]!;
        expect(result.errors).toEqual([expect.objectContaining({ statusCode })]);
    });
});
