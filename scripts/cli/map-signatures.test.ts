import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapBuild, mapCheck } from './map-build';
import { mapKeygen, mapSign, mapVerify } from './map-signatures';
import type { Around, Command, OptionValues } from './command';

/** A folder with a copy of the shipped map, unsigned, and a folder of keys outside of it. */
const cwd = mkdtempSync(join(tmpdir(), 'partner-stages-map-'));
const keys = mkdtempSync(join(tmpdir(), 'partner-stages-keys-'));
const mapFile = join(cwd, 'config/stage-map/stage-map.json');
const key = (role: string) => join(keys, `${role}.json`);

const told: string[] = [];
const terminal: Around['terminal'] = {
    print: (text) => void told.push(text),
    printJson: (document) => void told.push(JSON.stringify(document)),
    progress: () => undefined,
    warn: (text) => void told.push(text),
    problem: ({ detail }) => void told.push(detail)
};
const around = { terminal, now: () => new Date('2026-11-21T12:00:00Z'), env: {}, cwd, signal: new AbortController().signal } as Around;
const run = (command: Command, options: OptionValues = {}) =>
    command.run({ stageMap: 'config/stage-map/stage-map.json', out: 'force-app/main/generated', ...options }, around, []);

beforeEach(() => {
    rmSync(join(cwd, 'config'), { recursive: true, force: true });
    rmSync(join(cwd, 'force-app'), { recursive: true, force: true });
    for (const name of readdirSync(keys)) rmSync(join(keys, name));
    mkdirSync(join(cwd, 'config/stage-map'), { recursive: true });
    copyFileSync('config/stage-map/stage-map.json', mapFile);
    told.length = 0;
});

afterAll(() => {
    rmSync(cwd, { recursive: true, force: true });
    rmSync(keys, { recursive: true, force: true });
});

async function signAs(role: string): Promise<void> {
    await run(mapKeygen, { role, name: `Head of ${role}`, key: key(role) });
    await run(mapSign, { role, key: key(role) });
}

it('builds nothing until both roles have signed exactly this map', async () => {
    await expect(run(mapBuild)).rejects.toMatchObject({ code: 'NOT_SIGNED' });
    await signAs('revops');
    await expect(run(mapBuild)).rejects.toMatchObject({
        code: 'NOT_SIGNED',
        detail: expect.stringContaining('partnerships is not signed.')
    });
    await signAs('partnerships');
    expect(await run(mapVerify)).toBe('OK');
    expect(await run(mapBuild)).toBe('OK');
    expect(await run(mapCheck)).toBe('OK');
});

it('notices a change after the signatures, but not a change of spacing', async () => {
    await signAs('revops');
    await signAs('partnerships');
    const text = readFileSync(mapFile, 'utf8');
    writeFileSync(mapFile, JSON.stringify(JSON.parse(text)));
    expect(await run(mapVerify)).toBe('OK');
    writeFileSync(mapFile, text.replace('"sourcedUntil": 1', '"sourcedUntil": 2'));
    expect(await run(mapVerify)).toBe('FOUND');
    expect(told.at(-1)).toContain('was signed by Head of revops, but the map was changed since.');
});

it('takes no signature by a key that is not among the signers, and none that was tampered with', async () => {
    await signAs('revops');
    await signAs('partnerships');
    rmSync(join(cwd, 'config/stage-map/signers/revops.head-of-revops.json'));
    expect(await run(mapVerify)).toBe('FOUND');
    const file = join(cwd, 'config/stage-map/signatures.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"jws": "([^.]+)\.(.{10})/, '"jws": "$1.AAAAAAAAAA'));
    expect(await run(mapVerify)).toBe('FOUND');
});

it('wants two keys: one person cannot sign for both', async () => {
    await signAs('revops');
    const signers = join(cwd, 'config/stage-map/signers');
    const signer = JSON.parse(readFileSync(join(signers, 'revops.head-of-revops.json'), 'utf8'));
    writeFileSync(join(signers, 'partnerships.same.json'), JSON.stringify({ ...signer, role: 'partnerships' }));
    const privateKey = JSON.parse(readFileSync(key('revops'), 'utf8'));
    writeFileSync(key('both'), JSON.stringify({ ...privateKey, role: 'partnerships' }));
    await run(mapSign, { role: 'partnerships', key: key('both') });
    expect(await run(mapVerify)).toBe('FOUND');
    expect(told.at(-1)).toContain('with the same key');
});

it('keeps private keys to their owner, out of the repository, and out of every message', async () => {
    await signAs('revops');
    expect(statSync(key('revops')).mode & 0o777).toBe(0o600);
    await expect(run(mapKeygen, { role: 'revops', name: 'A', key: key('revops') })).rejects.toMatchObject({
        code: 'BAD_USAGE',
        detail: 'exists already.'
    });
    await expect(run(mapKeygen, { role: 'revops', name: 'A', key: join(__dirname, 'key.json') })).rejects.toMatchObject({
        detail: 'lies inside the repository.'
    });
    const { d } = (JSON.parse(readFileSync(key('revops'), 'utf8')) as { key: { d: string } }).key;
    writeFileSync(key('broken'), JSON.stringify({ role: 'revops', key: { kty: 'OKP', crv: 'Ed25519', d } }));
    const failure = await run(mapSign, { role: 'revops', key: key('broken') }).catch((error: Error) => error.message);
    expect(failure).toContain('is not a private key');
    expect(failure + told.join()).not.toContain(d);
});

it('marks everything of a draft', async () => {
    expect(await run(mapBuild, { draft: true })).toBe('OK');
    const generated = join(cwd, 'force-app/main/generated');
    const unmarked = readdirSync(generated, { recursive: true, encoding: 'utf8' })
        // A translation of rules has no description; the rules themselves do.
        .filter((name) => name.endsWith('-meta.xml') && !name.endsWith('.objectTranslation-meta.xml'))
        .filter((name) => !readFileSync(join(generated, name), 'utf8').includes('<description>DRAFT, not signed. '));
    expect(unmarked).toEqual([]);
    expect(readFileSync(join(generated, 'STAGE-MAP.md'), 'utf8')).toMatch(/^# DRAFT, not signed: /);
});

it('signs the previous map together with the one that keeps it', async () => {
    const previousFile = join(cwd, 'config/stage-map/stage-map-before.json');
    copyFileSync(mapFile, previousFile);
    const pin = async () => {
        told.length = 0;
        await run(mapVerify, { stageMap: 'config/stage-map/stage-map-before.json', json: true });
        const { digest } = JSON.parse(told[0]!) as { digest: string };
        const inFlight = { rule: 'grandfather', previous: 'stage-map-before.json', previousDigest: digest };
        const map = JSON.parse(readFileSync(previousFile, 'utf8')) as object;
        writeFileSync(mapFile, JSON.stringify({ ...map, version: 'next', effectiveOn: '2030-01-01', inFlight }));
    };
    await pin();
    await signAs('revops');
    await signAs('partnerships');
    expect(await run(mapBuild)).toBe('OK');
    const version = readFileSync(
        join(cwd, 'force-app/main/generated/objects/Partner_Engagement__c/fields/Stage_Map_Version__c.field-meta.xml'),
        'utf8'
    );
    expect(version).toContain('DATE(2030, 1, 1)');

    writeFileSync(previousFile, readFileSync(previousFile, 'utf8').replace('"sourcedUntil": 1', '"sourcedUntil": 2'));
    await expect(run(mapBuild)).rejects.toMatchObject({ code: 'STAGE_MAP_INVALID', detail: expect.stringContaining('is not the digest') });
    await pin();
    await expect(run(mapBuild)).rejects.toMatchObject({ code: 'NOT_SIGNED', detail: expect.stringContaining('changed since') });
});
