import type { Access, OrgState, Row, Session } from '../model/org';

const ALL = { create: true, read: true, edit: true, delete: true, viewAll: true, modifyAll: true } as const;

const EVERYTHING: Access = {
    object: () => ALL,
    readable: () => true,
    editable: () => true,
    permission: () => false,
    userPermission: () => true
};

/** The org itself at work: recalculating, seeding. Holds no custom permission, since nobody granted it one. */
export const systemSession = (state: OrgState): Session => {
    const first = state.store.rows('User').next().value as Row | undefined;
    return { user: first ?? { Id: state.organizationId }, access: EVERYTHING };
};
