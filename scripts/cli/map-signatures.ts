import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readJson } from '../adapters/files/read-json';
import { writeText } from '../adapters/files/text-files';
import { generateSigner, signPayload, verifySignature } from '../adapters/signatures/ed25519';
import { parsePrivateKey, parseSignatures, parseSigner } from '../boundary/signature-files';
import type { SignatureFile, Signer } from '../boundary/signature-files';
import { ProblemError } from '../domain/problem';
import { findSignatureFaults } from '../domain/stage-map/check-signatures';
import type { SignatureFault, VerifiedSignature } from '../domain/stage-map/check-signatures';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { ROOT } from './local-org-process';
import { mapDigest, readStageMap } from './read-stage-map';

export const STAGE_MAP_OPTION = {
    flags: '--stage-map <file>',
    description: 'the stage map',
    default: 'config/stage-map/stage-map.json'
} as const;

interface SignedMap {
    readonly map: StageMap;
    readonly digest: string;
    /** Folder that holds map, signatures and public keys. */
    readonly folder: string;
}

/** Reads the map and the digest of exactly what it says; comments and order of the file do not count. */
export function readMap(source: string, cwd: string): SignedMap {
    const map = readStageMap(source, cwd);
    return { map, digest: mapDigest(map), folder: dirname(resolve(cwd, source)) };
}

/** What keeps the map from being compiled for an org; empty when everybody required has signed exactly this content. */
export async function checkSigned({
    map,
    digest,
    folder
}: SignedMap): Promise<{ readonly faults: readonly SignatureFault[]; readonly verified: readonly VerifiedSignature[] }> {
    const signers = readSigners(folder);
    const verified: VerifiedSignature[] = [];
    for (const { jws } of readSignatures(folder).signatures) {
        const found = await verifySignature(jws, signers, join(folder, 'signatures.json'));
        if (found) verified.push(found);
    }
    return { faults: findSignatureFaults(map, digest, verified), verified };
}

export const notSigned = (source: string, faults: readonly SignatureFault[]) =>
    new ProblemError({
        code: 'NOT_SIGNED',
        subject: source,
        detail: `is not signed by everybody who must:\n${faults.map(({ role, fault }) => `  - ${role} ${fault}`).join('\n')}\n`,
        remedy: 'Let them read what changed (`map diff`) and run `map sign`, or build a draft with --draft.'
    });

/** Makes a key pair: the private half where the signer keeps it, the public half beside the map. */
export const mapKeygen: Command = {
    path: ['map', 'keygen'],
    summary: 'Make a key to sign the stage map with.',
    options: [
        STAGE_MAP_OPTION,
        { flags: '--role <role>', description: 'what the signer signs for: revops, partnerships or sales' },
        { flags: '--name <name>', description: 'who the signer is' },
        { flags: '--key <file>', description: 'where the private key goes; outside of this repository' }
    ],
    async run({ stageMap, role, name, key }, { cwd, terminal }) {
        const [forRole, signerName, keyFile] = [required('--role', role), required('--name', name), resolve(cwd, required('--key', key))];
        if (!relative(ROOT, keyFile).startsWith('..'))
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: keyFile,
                detail: 'lies inside the repository.',
                remedy: 'Keep private keys where no commit can take them along, e.g. in your home folder.'
            });
        if (existsSync(keyFile))
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: keyFile,
                detail: 'exists already.',
                remedy: 'Choose another file; a key is never overwritten.'
            });
        const { signer, privateKey } = await generateSigner(forRole, signerName);
        const publicFile = join(dirname(resolve(cwd, String(stageMap))), 'signers', `${forRole}.${slug(signerName)}.json`);
        await writeText(keyFile, `${JSON.stringify(privateKey, null, 2)}\n`, 0o600);
        await writeText(publicFile, `${JSON.stringify(signer, null, 2)}\n`);
        terminal.print(`Private key: ${keyFile} (readable by you only; keep it)\nPublic key:  ${relative(cwd, publicFile)} (commit it)`);
        return 'OK';
    }
};

export const mapSign: Command = {
    path: ['map', 'sign'],
    summary: 'Sign the stage map as it stands.',
    options: [
        STAGE_MAP_OPTION,
        { flags: '--role <role>', description: 'what you sign for' },
        { flags: '--key <file>', description: 'your private key' }
    ],
    async run({ stageMap, role, key }, { cwd, terminal }) {
        const signed = readMap(String(stageMap), cwd);
        const keyFile = required('--key', key);
        const privateKey = parsePrivateKey(readJson(resolve(cwd, keyFile)), keyFile);
        const forRole = required('--role', role);
        if (privateKey.role !== forRole)
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: keyFile,
                detail: `signs for ${privateKey.role}, not for ${forRole}.`,
                remedy: `Use --role ${privateKey.role}, or the key of ${forRole}.`
            });
        const payload = { role: forRole, signer: privateKey.name, version: signed.map.version, digest: signed.digest };
        const entry = { role: forRole, signer: privateKey.name, jws: await signPayload(payload, privateKey) };
        const others = readSignatures(signed.folder).signatures.filter((other) => other.role !== forRole);
        const signatures = [...others, entry].sort((a, b) => (a.role < b.role ? -1 : 1));
        await writeText(join(signed.folder, 'signatures.json'), `${JSON.stringify({ signatures }, null, 2)}\n`);
        terminal.print(`${privateKey.name} signed version ${signed.map.version} for ${forRole} (${signed.digest}).`);
        return 'OK';
    }
};

export const mapVerify: Command = {
    path: ['map', 'verify'],
    summary: 'Check that everybody who must has signed exactly this map.',
    options: [STAGE_MAP_OPTION, { flags: '--json', description: 'one JSON document instead of text' }],
    async run({ stageMap, json }, { cwd, terminal }) {
        const signed = readMap(String(stageMap), cwd);
        const { faults, verified } = await checkSigned(signed);
        if (json)
            terminal.printJson({
                version: signed.map.version,
                digest: signed.digest,
                signed: faults.length === 0,
                signatures: verified,
                faults
            });
        else if (faults.length > 0) terminal.problem(notSigned(String(stageMap), faults));
        else
            terminal.print(
                `Version ${signed.map.version} is signed by ${verified.map(({ signer, role }) => `${signer} (${role})`).join(' and ')}.`
            );
        return faults.length === 0 ? 'OK' : 'FOUND';
    }
};

function readSigners(folder: string): readonly Signer[] {
    const signers = join(folder, 'signers');
    if (!existsSync(signers)) return [];
    return readdirSync(signers)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => parseSigner(readJson(join(signers, name)), join(signers, name)));
}

function readSignatures(folder: string): SignatureFile {
    const file = join(folder, 'signatures.json');
    return existsSync(file) ? parseSignatures(readJson(file), file) : { signatures: [] };
}

function required(flag: string, value: string | boolean | undefined): string {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    throw new ProblemError({
        code: 'BAD_USAGE',
        subject: flag,
        detail: 'is missing.',
        remedy: 'Add --help to see what the command needs.'
    });
}

const slug = (name: string): string =>
    name
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
