import { join } from 'node:path';
import { readLocalOrgFile, type OrgAccess } from '../boundary/org-access';
import { ProblemError } from '../domain/problem';
import { parseJson, readTextIfThere } from '../adapters/files/text-files';
import { openOrg, type SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { accessFromSfCli } from '../adapters/salesforce/sf-cli-login';

/** Where a running local org says how it is reached, below the folder that it was started in. */
export const LOCAL_ORG_FILE = join('.local', 'org.json');

export interface OrgChoice {
    /** Alias or username that the sf CLI knows. */
    readonly targetOrg?: string | undefined;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly cwd: string;
    /** Which user of the local org to be; other orgs decide that by their login. */
    readonly localUser: string;
}

/** Opens the org that the user means: --target-org, else INSTANCE_URL and ACCESS_TOKEN, else the running local org. */
export const connect = async (choice: OrgChoice): Promise<SalesforceOrg> => openOrg(await findAccess(choice));

async function findAccess({ targetOrg, env, cwd, localUser }: OrgChoice): Promise<OrgAccess> {
    if (targetOrg) return accessFromSfCli(targetOrg, env, cwd);
    const { INSTANCE_URL: instanceUrl, ACCESS_TOKEN: accessToken } = env;
    if (instanceUrl && accessToken) return { instanceUrl, accessToken };
    if (instanceUrl || accessToken) {
        const missing = instanceUrl ? 'ACCESS_TOKEN' : 'INSTANCE_URL';
        const remedy = 'Set both, or neither to use the local org.';
        throw new ProblemError({
            code: 'BAD_USAGE',
            subject: missing,
            detail: `is not set, but ${instanceUrl ? 'INSTANCE_URL' : 'ACCESS_TOKEN'} is.`,
            remedy
        });
    }
    const file = join(cwd, LOCAL_ORG_FILE);
    const text = await readTextIfThere(file);
    if (text === undefined) {
        const detail = 'was named, and no local org is running in this folder.';
        const remedy = 'Start the local org with npm start, or name an org with --target-org ALIAS.';
        throw new ProblemError({ code: 'NO_ORG', subject: 'No org', detail, remedy });
    }
    return readLocalOrgFile(parseJson(text, file), file, localUser);
}
