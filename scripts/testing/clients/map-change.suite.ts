import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startSampleOrg, type SampleOrg } from '../sample-org';
import { ROOT, openSfCli, type SfCli } from './sf-cli';

/*
 * A change of the map as its README tells it, from the edit to the refused move: in a copy of the project, with keys made for the
 * occasion, the real sf command line, and an org that holds the sample deals. The steps build on each other.
 */

const MAP = 'config/stage-map/stage-map.json';
const IN_FORCE = 'config/stage-map/in-force.json';
/** An open deal of the sample at Qualification whose lead partner has no joint scorecard yet. */
const DEAL = 'Yarrow Cosmetics - Data Platform';
const MESSAGE = 'Needs Analysis now starts with a joint scorecard.';

let org: SampleOrg;
let sf: SfCli;
let project: string;
let keys: string;

interface Told {
    readonly code: number;
    readonly text: string;
}

/** Runs the tool of the copy, as a shell would. */
const stages = (...args: readonly string[]): Promise<Told> =>
    new Promise((done) => {
        const env = {
            ...process.env,
            HOME: sf.home,
            USERPROFILE: sf.home,
            SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
            SF_DISABLE_TELEMETRY: 'true'
        };
        const command = [join(project, 'scripts/cli/partner-stages.cjs'), ...args];
        execFile(process.execPath, command, { cwd: project, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
            done({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr })
        );
    });

const isSource = (path: string): boolean => !/(^|[\\/])(node_modules|\.git|\.local|\.sf|\.sfdx|coverage)$/.test(relative(ROOT, path));

beforeAll(async () => {
    org = await startSampleOrg('2026-11-21');
    sf = openSfCli();
    [project, keys] = [mkdtempSync(join(tmpdir(), 'map-change-')), mkdtempSync(join(tmpdir(), 'map-change-keys-'))];
    cpSync(ROOT, project, { recursive: true, filter: isSource });
    cpSync(join(project, MAP), join(project, IN_FORCE));
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
    for (const [alias, user] of [
        ['demo', 'admin'],
        ['ae', 'ae']
    ] as const) {
        const login = ['org', 'login', 'access-token', '--instance-url', org.instanceUrl, '--alias', alias, '--no-prompt'];
        await sf.json(login, { folder: project, env: { SF_ACCESS_TOKEN: org.org.tokens[user]! } });
    }
}, 120_000);

afterAll(async () => {
    sf.close();
    await org.stop();
    for (const folder of [project, keys]) rmSync(folder, { recursive: true, force: true });
});

const moveOn = (): ReturnType<SfCli['run']> =>
    sf.run(
        [
            'data',
            'update',
            'record',
            '-o',
            'ae',
            '-s',
            'Opportunity',
            '-w',
            `Name='${DEAL}' StageName='Qualification'`,
            '-v',
            "StageName='Needs Analysis'"
        ],
        {
            folder: project
        }
    );

/** What the org does otherwise than the map of the copy says. */
async function driftFindings(): Promise<readonly { readonly where: string; readonly what: string }[]> {
    const { text } = await stages('map', 'drift', '--target-org', 'demo', '--json');
    return (JSON.parse(text) as { findings: { where: string; what: string }[] }).findings;
}

let atFirst: Awaited<ReturnType<typeof driftFindings>>;

it('starts with one criterion that is due earlier', async () => {
    atFirst = await driftFindings();
    // The sample holds deals whose history is odd on purpose; rules and formulas are what was signed.
    expect(atFirst.filter(({ what }) => /formula|rule|message/.test(what))).toEqual([]);
    const text = readFileSync(join(project, MAP), 'utf8');
    const changed = text
        .replace('"version": "2026.1"', '"version": "2026.2"')
        .replace('"artifact": "joint-scorecard",', '"artifact": "joint-scorecard", "dueBefore": "Needs Analysis",')
        .replace('Joint scorecard is not complete.', MESSAGE);
    writeFileSync(join(project, MAP), changed);
    const { code, text: told } = await stages('map', 'diff', IN_FORCE, MAP);
    expect(code).toBe(1);
    expect(told).toContain('stricter  Stage 1 Joint discovery: “Joint scorecard” is due before Needs Analysis.');
});

it('says which open deals it blocks, in dollars, before anything is deployed', async () => {
    const { code, text } = await stages('map', 'impact', '--against', IN_FORCE, '--target-org', 'demo', '--json');
    expect(code).toBe(0);
    const { total, deals } = JSON.parse(text) as {
        total: { newlyBlocked: { deals: number; amount: number }; newlyFreed: { deals: number } };
        deals: readonly { name: string; effect: string; amount: number; stageName: string; nextStageName: string }[];
    };
    const blocked = deals.filter(({ effect }) => effect === 'newly blocked');
    expect(blocked).toContainEqual(
        expect.objectContaining({ name: DEAL, stageName: 'Qualification', nextStageName: 'Needs Analysis', amount: 178_000 })
    );
    expect(total.newlyFreed.deals).toBe(0);
    expect(total.newlyBlocked.deals).toBe(blocked.length);
    expect(total.newlyBlocked.amount).toBeCloseTo(
        blocked.reduce((sum, { amount }) => sum + amount, 0),
        2
    );
});

it('is neither built nor deployed before both have signed it', async () => {
    for (const command of [
        ['map', 'build'],
        ['deploy', '--target-org', 'demo']
    ]) {
        const { code, text } = await stages(...command);
        expect(code).not.toBe(0);
        expect(text).toMatch(/revops was signed by .*, but the map was changed since\./);
        expect(text).toMatch(/partnerships was signed by .*, but the map was changed since\./);
    }
});

it('is built once revops and partnerships have signed it with a key each', async () => {
    for (const role of ['revops', 'partnerships']) {
        const key = join(keys, `${role}.json`);
        expect(await stages('map', 'keygen', '--role', role, '--name', `Demo ${role}`, '--key', key)).toMatchObject({ code: 0 });
        expect(await stages('map', 'sign', '--role', role, '--key', key)).toMatchObject({ code: 0 });
    }
    const { code, text } = await stages('map', 'build');
    expect([code, text]).toEqual([0, expect.stringContaining('Partner_Gate_03_Joint_Scorecard')]);
});

it('is found to differ from the org until it is deployed', async () => {
    const where = (await driftFindings()).map((finding) => finding.where);
    expect(where).toContain('Rule Opportunity.Partner_Gate_03_Joint_Scorecard');
});

it('is deployed with the sf command line, and blocks the deal in its own words', async () => {
    const { code, text } = await stages('deploy', '--target-org', 'demo');
    expect([code, text.slice(-2000)]).toEqual([0, expect.anything()]);
    const refused = await moveOn();
    expect(refused.code).not.toBe(0);
    expect(refused.text.replace(/\s+/g, ' ')).toContain(MESSAGE);
    const where = `SELECT StageName FROM Opportunity WHERE Name = '${DEAL}' AND IsClosed = false`;
    const { records } = await sf.json<{ records: unknown[] }>(['data', 'query', '-o', 'ae', '-q', where], { folder: project });
    expect(records).toEqual([expect.objectContaining({ StageName: 'Qualification' })]);
});

it('leaves nothing in the org that is not in the signed map, and this checkout as it was', async () => {
    expect(await driftFindings()).toEqual(atFirst);
    expect(readFileSync(join(ROOT, MAP), 'utf8')).toBe(readFileSync(join(project, IN_FORCE), 'utf8'));
});
