import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deployWithSf } from '../adapters/salesforce/sf-deploy';
import { ProblemError } from '../domain/problem';
import { compileComponents } from './build-product';
import type { Command } from './command';
import { ROOT } from './local-org-process';
import { mapCheck } from './map-build';
import { STAGE_MAP_OPTION } from './map-signatures';
import { copyWithTranslations } from './translated-project';

const TRANSLATIONS = 'force-app/main/generated/objectTranslations';
const DESTRUCTIVE = 'force-app/main/generated/destructive/destructiveChangesPost.xml';

/** Deploys force-app, but only what the signed map says: an unsigned or stale build stays here. */
export const deploy: Command = {
    path: ['deploy'],
    summary: 'Deploy force-app to an org, if the map is signed and the metadata is what it says.',
    options: [
        { flags: '--target-org <alias>', description: 'an org that the sf CLI knows' },
        STAGE_MAP_OPTION,
        { flags: '--draft', description: 'deploy an unsigned draft; every description says so' },
        {
            flags: '--with-translations',
            description: 'also the further languages of the map: an org whose Translation Workbench is off then refuses the whole deploy'
        },
        { flags: '--dry-run', description: 'let the org judge it without keeping it' }
    ],
    async run({ targetOrg, stageMap, draft, dryRun, withTranslations }, around) {
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
        if (withTranslations !== true && existsSync(join(ROOT, TRANSLATIONS)))
            around.terminal.print(
                'Without the further languages of the map: refusals are in English. Where Translation Workbench is on, add --with-translations.'
            );
        const copy = withTranslations === true ? copyWithTranslations(ROOT) : undefined;
        try {
            const project = copy?.folder ?? ROOT;
            const asked = { targetOrg, sourceFolders: ['force-app'], destructive, dryRun: dryRun === true };
            const taken = await deployWithSf({ ...asked, project, sfFrom: ROOT });
            return taken ? 'OK' : 'FOUND';
        } finally {
            copy?.remove();
        }
    }
};
