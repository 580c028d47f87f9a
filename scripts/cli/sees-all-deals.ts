import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { dealAccessQueries, readSeesAllDeals } from '../boundary/deal-access';
import { ProblemError } from '../domain/problem';

/**
 * Whether the login sees every opportunity: they are open to everybody, or the login holds View All on them or on all data.
 * Undefined when the org refuses to tell (setup objects may be closed to a user): then it is not known, and said so.
 */
export async function askWhetherAllDealsAreSeen(org: SalesforceOrg): Promise<boolean | undefined> {
    try {
        const asked = dealAccessQueries(await org.userId());
        const [organization, profile, sets, objects] = await Promise.all(
            [asked.organization, asked.profile, asked.sets, asked.objects].map((soql) => org.query(soql))
        );
        return readSeesAllDeals({ organization: organization!, profile: profile!, sets: sets!, objects: objects! });
    } catch (error) {
        if (error instanceof ProblemError && error.family !== 'unreachable') return undefined;
        throw error;
    }
}
