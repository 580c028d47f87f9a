import type { CreditedPartner, FieldChange } from './credit-change';
import { projectRoles, type StoredPartner } from './project-roles';

const ROLES = new Set(['System Integrator', 'VAR/Reseller', 'Distributor', 'Developer']);
const DEAL = '006000000000001AAA';

const aPartner = (accountId: string, changes: Partial<CreditedPartner> = {}): CreditedPartner => ({
    id: `engagement of ${accountId}`,
    name: 'PE-000001',
    dealId: DEAL,
    dealName: 'Pricing Engine',
    partnerId: accountId,
    partnerName: accountId,
    status: 'Registered',
    role: 'Lead',
    partnerType: 'SI',
    registeredOn: 100,
    createdAt: 0,
    ...changes
});
const stored = (accountId: string, changes: Partial<StoredPartner> = {}): StoredPartner => ({
    id: `row of ${accountId}`,
    dealId: DEAL,
    accountId,
    role: 'System Integrator',
    isPrimary: true,
    ...changes
});
const replaced = (accountId: string): FieldChange => ({
    id: 'x',
    engagementId: 'engagement of acme',
    field: 'Partner',
    from: accountId,
    to: 'acme',
    isById: true,
    byId: undefined,
    byName: undefined,
    at: 0
});

const project = (partners: readonly CreditedPartner[], rows: readonly StoredPartner[] = [], changes: readonly FieldChange[] = []) => {
    const { add, remove, unchanged } = projectRoles(partners, changes, rows, ROLES);
    return {
        add: add.map(({ accountId, role, isPrimary }) => [accountId, role, isPrimary]),
        remove: remove.map(({ id }) => id),
        unchanged
    };
};

it('has a row per registered partner, the Lead primary, and none for a signal', () => {
    const partners = [
        aPartner('acme'),
        aPartner('umbra', { role: 'Supporting', partnerType: 'Reseller' }),
        aPartner('later', { status: 'Signal' })
    ];
    expect(project(partners)).toEqual({
        add: [
            ['acme', 'System Integrator', true],
            ['umbra', 'VAR/Reseller', false]
        ],
        remove: [],
        unchanged: 0
    });
});

it('changes nothing where the list is right, and replaces a row that says something else', () => {
    expect(project([aPartner('acme')], [stored('acme')])).toEqual({ add: [], remove: [], unchanged: 1 });
    expect(project([aPartner('acme', { role: 'Supporting' })], [stored('acme')])).toEqual({
        add: [['acme', 'System Integrator', false]],
        remove: ['row of acme'],
        unchanged: 0
    });
});

it('removes who withdrew and who was replaced, and leaves rows alone that others made', () => {
    const partners = [aPartner('acme'), aPartner('gone', { status: 'Withdrawn' })];
    const rows = [
        stored('acme'),
        stored('gone'),
        stored('before'),
        stored('somebody'),
        stored('gone', { id: 'elsewhere', dealId: 'other' })
    ];
    expect(project(partners, rows, [replaced('before')])).toEqual({ add: [], remove: ['row of gone', 'row of before'], unchanged: 1 });
});

it('keeps a partner that withdrew and was registered again', () => {
    const partners = [aPartner('acme', { status: 'Withdrawn', id: 'first' }), aPartner('acme', { id: 'second' })];
    expect(project(partners, [stored('acme')])).toEqual({ add: [], remove: [], unchanged: 1 });
});

it('makes one row primary even where two Leads slipped in, so that a second run finds nothing to do', () => {
    const partners = [aPartner('acme', { registeredOn: 101 }), aPartner('umbra')];
    expect(project(partners).add).toEqual([
        ['umbra', 'System Integrator', true],
        ['acme', 'System Integrator', false]
    ]);
});

it('leaves the role empty that an org does not offer, and says which', () => {
    const { add, rolesNotThere } = projectRoles([aPartner('acme', { partnerType: 'ISV' })], [], [], new Set(['System Integrator']));
    expect([add[0]!.role, rolesNotThere]).toEqual([undefined, ['Developer']]);
});
