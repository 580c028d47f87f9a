import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWithTranslations } from '../../cli/translated-project';
import { createLocalOrg } from '../../local-org/local-org';
import type { RunningOrg } from '../../local-org/local-org';
import { openSfCli } from './sf-cli';
import type { SfCli } from './sf-cli';
import { copyProduct } from './sf-project';

const SECONDS = 1000;
let org: RunningOrg;
let sf: SfCli;
let folder: string;
let project: string;

beforeAll(async () => {
    org = createLocalOrg();
    const { instanceUrl, users } = await org.start();
    sf = openSfCli();
    folder = mkdtempSync(join(tmpdir(), 'partner-stages-smoke-'));
    project = copyProduct(folder);
    writeFileSync(join(project, 'tree.json'), tree);
    const login = ['org', 'login', 'access-token', '--instance-url', instanceUrl, '--alias', 'smoke', '--set-default', '--no-prompt'];
    await sf.json(login, { folder: project, env: { SF_ACCESS_TOKEN: users['admin']!.accessToken } });
}, 60 * SECONDS);

afterAll(async () => {
    sf.close();
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
});

const tree = JSON.stringify({
    records: [
        {
            attributes: { type: 'Account', referenceId: 'partner' },
            Name: 'Smoke partner',
            Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'counterpart' }, LastName: 'Smoke counterpart' }] }
        }
    ]
});

/** The shortest way a new user takes with the sf command line. All of it is in sf-cli.suite.ts (npm run test:clients). */
describe('the sf command line on an empty local org', () => {
    it(
        'deploys force-app, grants it, loads records and reads them',
        async () => {
            const deploy = await sf.json<{ success: boolean; numberComponentErrors: number; numberComponentsDeployed: number }>(
                ['project', 'deploy', 'start', '-d', 'force-app'],
                { folder: project }
            );
            expect(deploy).toMatchObject({ success: true, numberComponentErrors: 0 });
            expect(deploy.numberComponentsDeployed).toBeGreaterThan(200);
            const { successes } = await sf.json<{ successes: unknown[] }>(['org', 'assign', 'permset', '-n', 'Partner_Stages_RevOps'], {
                folder: project
            });
            expect(successes).toHaveLength(1);
            await sf.json(['data', 'import', 'tree', '-f', 'tree.json'], { folder: project });
            const { records } = await sf.json<{ records: unknown[] }>(
                ['data', 'query', '-q', "SELECT LastName, Account.Name FROM Contact WHERE LastName LIKE 'Smoke%'"],
                { folder: project }
            );
            expect(records).toEqual([
                expect.objectContaining({ LastName: 'Smoke counterpart', Account: expect.objectContaining({ Name: 'Smoke partner' }) })
            ]);
        },
        60 * SECONDS
    );

    // Salesforce refuses the whole deploy for one CustomObjectTranslation where Translation Workbench is off, which is how orgs come.
    it(
        'leaves translations at home unless the project is one that lets them through',
        async () => {
            const translated = copyWithTranslations(project);
            try {
                const deployed = async (folder: string): Promise<string[]> => {
                    const { files } = await sf.json<{ files: { type: string }[] }>(
                        ['project', 'deploy', 'start', '-d', 'force-app', '--dry-run', '-o', 'smoke'],
                        { folder }
                    );
                    return files.map(({ type }) => type);
                };
                const usual = await deployed(project);
                expect(usual).toContain('ValidationRule');
                expect(usual).not.toContain('CustomObjectTranslation');
                const withThem = await deployed(translated.folder);
                expect(withThem.filter((type) => type === 'CustomObjectTranslation').length).toBeGreaterThan(0);
                expect(withThem.filter((type) => type !== 'CustomObjectTranslation').sort()).toEqual(usual.sort());
            } finally {
                translated.remove();
            }
        },
        120 * SECONDS
    );
});
