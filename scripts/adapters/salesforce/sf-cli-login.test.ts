import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessFromSfCli } from './sf-cli-login';

const TOKEN = '00D000000000001AAA!AQsecret';
const display = (accessToken: string) => ({ status: 0, result: { instanceUrl: 'https://acme.my.salesforce.com', accessToken } });

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A project folder whose sf answers as told: by its first words, what it prints and how it ends. */
function projectWith(answers: Readonly<Record<string, readonly [exit: number, document: unknown]>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'sf-'));
    folders.push(folder);
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    const script = `#!${process.execPath}
const answers = ${JSON.stringify(answers)};
const asked = process.argv.slice(2).join(' ');
const [exit, document] = Object.entries(answers).find(([words]) => asked.startsWith(words))[1];
process.stdout.write('Warning: something else first\\n' + JSON.stringify(document));
process.exitCode = exit;
`;
    writeFileSync(join(folder, 'node_modules', '.bin', 'sf'), script, { mode: 0o755 });
    return folder;
}

describe('accessFromSfCli', () => {
    it('takes the token that org display shows', async () => {
        const cwd = projectWith({ 'org display --target-org prod': [0, display(TOKEN)] });
        expect(await accessFromSfCli('prod', process.env, cwd)).toEqual({
            instanceUrl: 'https://acme.my.salesforce.com',
            accessToken: TOKEN
        });
    });

    it('asks for the token where org display redacts it', async () => {
        const cwd = projectWith({
            'org display': [0, display('[REDACTED] Use the "sf org auth show-access-token" command')],
            'org auth show-access-token': [0, { status: 0, result: { accessToken: TOKEN } }]
        });
        expect((await accessFromSfCli('prod', process.env, cwd)).accessToken).toBe(TOKEN);
    });

    it('says in the CLI’s words why an alias cannot be used', async () => {
        const cwd = projectWith({ 'org display': [1, { status: 1, message: 'No authorization information found for prod.' }] });
        await expect(accessFromSfCli('prod', process.env, cwd)).rejects.toMatchObject({
            code: 'ORG_NOT_KNOWN',
            detail: 'cannot be used: No authorization information found for prod.'
        });
    });

    it('leaves out what the CLI says about its own flag', async () => {
        const message = 'Parsing --target-org \n\tNo authorization information found for prod.\nSee more help with --help';
        const cwd = projectWith({ 'org display': [1, { status: 1, message }] });
        await expect(accessFromSfCli('prod', process.env, cwd)).rejects.toMatchObject({
            detail: 'cannot be used: No authorization information found for prod.'
        });
    });

    it('says that the CLI is missing', async () => {
        const cwd = mkdtempSync(join(tmpdir(), 'sf-'));
        folders.push(cwd);
        await expect(accessFromSfCli('prod', { PATH: cwd }, cwd)).rejects.toMatchObject({ code: 'SF_CLI_MISSING' });
    });
});
