import type { OrgState, Row } from './org';

/**
 * Ids whose records are as good as the user's own: the user, everybody in a role below the user's, and the queues and groups these
 * belong to. Users who share a role do not see each other's records.
 */
export const peopleBelow = (state: OrgState, user: Row): ReadonlySet<string> => {
    const { store } = state;
    const people = new Set([user.Id]);
    for (const role of rolesBelow(state, user.UserRoleId)) for (const { Id } of store.find('User', 'UserRoleId', role)) people.add(Id);
    // Groups may hold groups: what is added while walking is walked too.
    for (const id of people)
        for (const { GroupId } of store.find('GroupMember', 'UserOrGroupId', id)) if (typeof GroupId === 'string') people.add(GroupId);
    return people;
};

const rolesBelow = (state: OrgState, role: unknown): Set<string> => {
    const below = new Set<string>();
    const walk = [typeof role === 'string' ? role : ''];
    for (const parent of walk) {
        if (parent === '') continue;
        for (const { Id } of state.store.find('UserRole', 'ParentRoleId', parent)) {
            if (below.has(Id) || Id === role) continue;
            below.add(Id);
            walk.push(Id);
        }
    }
    return below;
};
