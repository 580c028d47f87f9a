import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a seed file with one user besides the administrator, and returns its path. */
export const seedOneSeller = (folder: string): string => {
    const file = join(folder, 'users.json');
    const seller = {
        key: 'ae',
        username: 'ae@partner-stages.local',
        firstName: 'Ada',
        lastName: 'Seller',
        email: 'ae@example.com',
        profile: 'Standard User',
        permissionSets: []
    };
    writeFileSync(file, JSON.stringify({ users: [seller], objects: [] }));
    return file;
};
