import { existsSync, readdirSync } from 'node:fs';
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
        {
            flags: '--without-translations',
            description: 'leave the further languages of the map out: an org whose Translation Workbench is off refuses them'
        },
        { flags: '--dry-run', description: 'let the org judge it without keeping it' }
    ],
    async run({ targetOrg, stageMap, draft, dryRun, withoutTranslations }, around) {
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
        const sourceFolders = withoutTranslations === true ? foldersBut('objectTranslations') : ['force-app'];
        const taken = await deployWithSf({ targetOrg, sourceFolders, destructive, dryRun: dryRun === true, project: ROOT });
        return taken ? 'OK' : 'FOUND';
    }
};

const MAIN = 'force-app/main';
const GENERATED = `${MAIN}/generated`;

/** The folders of the product without one kind of what the map compiles. */
function foldersBut(kind: string): readonly string[] {
    const below = (folder: string) =>
        readdirSync(join(ROOT, folder), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => `${folder}/${name}`);
    return [...below(MAIN).filter((folder) => folder !== GENERATED), ...below(GENERATED)].filter(
        (folder) => folder !== `${GENERATED}/${kind}` && folder !== `${GENERATED}/destructive`
    );
}
