import { ADMIN_USER, createBaseRows } from './base-data';
import { createReader } from './formula-reader';
import { ORGANIZATION_ID } from './dml-test-org';
import { isId } from '../model/ids';
import type { OrgState } from '../model/org';
import { standardSchema } from '../model/standard-schema';
import { Store } from '../store/store';

const emptyState = (): OrgState => {
    const state: OrgState = {
        schema: standardSchema(),
        store: new Store(),
        reader: createReader(() => state),
        organizationId: ORGANIZATION_ID,
        now: () => new Date('2026-05-20T10:00:00.000Z')
    };
    return state;
};

describe('a new org', () => {
    it('has its organization, profiles and administrator, owned by the admin, and nothing else', () => {
        const state = emptyState();
        createBaseRows(state);
        const { tables } = state.store.dump();
        expect(Object.keys(tables).filter((name) => tables[name]!.length)).toEqual(
            expect.arrayContaining(['Organization', 'Profile', 'User'])
        );
        expect(state.store.count('Account') + state.store.count('PermissionSetAssignment')).toBe(0);
        const users = [...state.store.rows('User')];
        expect(users.map((user) => user.Username)).toEqual([ADMIN_USER.username]);
        expect(users.every((user) => isId(user.Id) && user.CreatedById === users[0]!.Id && user.IsActive === true)).toBe(true);
        expect(state.store.get('Organization', ORGANIZATION_ID)).toMatchObject({ FiscalYearStartMonth: 1, TimeZoneSidKey: 'UTC' });
    });

    it('is the same each time, and has sample accounts when asked', () => {
        const [one, two] = [emptyState(), emptyState()];
        createBaseRows(one, { sampleAccounts: true });
        createBaseRows(two, { sampleAccounts: true });
        expect(one.store.dump()).toEqual(two.store.dump());
        expect(one.store.count('Account')).toBe(5);
        expect([...one.store.rows('Account')][0]).toMatchObject({ OwnerId: [...one.store.rows('User')][0]!.Id });
    });
});
