import { accountFamily } from './standard-objects/account';
import { event, task } from './standard-objects/activity';
import { opportunityFamily } from './standard-objects/opportunity';
import { organizationFamily } from './standard-objects/organization';
import { reportFamily } from './standard-objects/report';
import { userFamily } from './standard-objects/user';
import type { Schema } from './schema';

/** What a new org knows before anything is deployed: the standard objects, no permission sets, no components. */
export const standardSchema = (): Schema => {
    const objects = [
        ...accountFamily(),
        ...opportunityFamily(),
        task(),
        event(),
        ...userFamily(),
        ...organizationFamily(),
        ...reportFamily()
    ];
    return {
        objects: new Map(objects.map((object) => [object.name.toLowerCase(), object])),
        permissionSets: new Map(),
        profiles: new Map(),
        customPermissions: new Map(),
        labels: new Map(),
        components: new Map()
    };
};
