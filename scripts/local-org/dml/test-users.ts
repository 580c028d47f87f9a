import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OrgState } from '../model/org';
import { seed } from './seeding';
import type { SeedFile } from './seeding';

const standard = (key: string, firstName: string, lastName: string, name = key): NonNullable<SeedFile['users']>[number] => ({
    key,
    username: `${name}@partner-stages.local`,
    firstName,
    lastName,
    profile: 'Standard User',
    permissionSets: []
});

/** For tests: people beside the administrator who may log in, with no rights but their profile's. */
export const TEST_USERS: SeedFile = {
    users: [
        standard('ae', 'Account', 'Executive'),
        standard('partnerManager', 'Partner', 'Manager', 'partner.manager'),
        standard('revops', 'Revenue', 'Operations'),
        standard('leader', 'Sales', 'Leader'),
        standard('integration', 'Integration', 'User')
    ]
};

export const addTestUsers = (state: OrgState): void => void seed(state, TEST_USERS);

/** Writes them as a seed file into a folder and answers its path. */
export const writeTestUsers = (folder: string): string => {
    const file = path.join(folder, 'users.json');
    writeFileSync(file, JSON.stringify(TEST_USERS));
    return file;
};
