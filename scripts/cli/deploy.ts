import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deployWithSf } from '../adapters/salesforce/sf-deploy';
import { ProblemError } from '../domain/problem';
import { compileComponents } from './build-product';
import type { Command } from './command';
import { ROOT } from './local-org-process';
import { mapCheck } from './map-build';
import { STAGE_MAP_OPTION } from './map-signatures';

const DESTRUCTIVE = 'force-app/main/generated/destructive/destructiveChangesPost.xml';

/** Deploys force-app, but only what the signed map says: an unsigned or stale build stays here. */
export const deploy: Command = {
    path: ['deploy'],
    summary: 'Deploy force-app to an org, if the map is signed and the metadata is what it says.',
    options: [
        { flags: '--target-org <alias>', description: 'an org that the sf CLI knows' },
        STAGE_MAP_OPTION,
        { flags: '--draft', description: 'deploy an unsigned draft; every description says so' },
        { flags: '--dry-run', description: 'let the org judge it without keeping it' }
    ],
    async run({ targetOrg, stageMap, draft, dryRun }, around) {
        if (typeof targetOrg !== 'string')
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: '--target-org',
                detail: 'is missing.',
                remedy: 'Name the org; `npx sf org list` shows those you are logged in to.'
            });
        const upToDate = await mapCheck.run({ stageMap, draft, out: 'force-app/main/generated' }, { ...around, cwd: ROOT }, []);
        if (upToDate !== 'OK') return upToDate;
        await compileComponents(around.terminal);
        const destructive = existsSync(join(ROOT, DESTRUCTIVE)) ? DESTRUCTIVE : undefined;
        const taken = await deployWithSf({ targetOrg, sourceFolder: 'force-app', destructive, dryRun: dryRun === true, project: ROOT });
        return taken ? 'OK' : 'FOUND';
    }
};
