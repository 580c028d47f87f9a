import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from 'jsforce';

/** The people of a contract scenario. Permission sets: admin and revops RevOps, ae and ae2 Account Executive, and so on by name. */
export const ROLES = ['admin', 'ae', 'ae2', 'partnerManager', 'revops', 'leader', 'integration'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The org that a contract scenario runs against: our local one, started for this test file, or a real one.
 *
 * A real org (scratch org or sandbox, never production: the scenarios leave their records behind) is used when INSTANCE_URL and a
 * token for every role are set: CONTRACT_TOKEN_ADMIN, _AE, _AE2, _PARTNER_MANAGER, _REVOPS, _LEADER and _INTEGRATION. force-app has
 * to be deployed to it, each user to hold the permission set of its job, and the partner manager to be able to read the AEs' deals.
 * INSTANCE_URL alone, which the command line also reads, never makes a test write to that org.
 */
export interface OrgUnderTest {
    readonly isLocal: boolean;
    readonly instanceUrl: string;
    /** The connection of one role. */
    as(role: Role): Connection;
    /** Record id of the role's user. */
    userId(role: Role): string;
    /** 'YYYY-MM-DD' so many days from today, as TODAY() counts for the org's users. */
    day(fromToday?: number): string;
    stop(): Promise<void>;
}

interface Login {
    readonly instanceUrl: string;
    readonly users: Readonly<Record<Role, { readonly accessToken: string; readonly id: string }>>;
}

const ROOT = resolve(__dirname, '../../..');
export const API_VERSION = '66.0';
const PATIENCE_SECONDS = 50;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Opens the configured real org, or starts the local org with force-app and the cast's users and nothing else. */
export async function openOrgUnderTest(): Promise<OrgUnderTest> {
    const instanceUrl = process.env['INSTANCE_URL'];
    const tokens = ROLES.map((role) => process.env[tokenName(role)]);
    if (!tokens.some(Boolean)) return startLocalOrg();
    const missing = ROLES.filter((_, index) => !tokens[index]).map(tokenName);
    if (!instanceUrl || missing.length > 0)
        throw new Error(`a real org needs INSTANCE_URL and a token per role; not set: ${missing.join(', ')}`);
    return openRealOrg(instanceUrl.replace(/\/+$/, ''), tokens as string[]);
}

const tokenName = (role: Role): string => `CONTRACT_TOKEN_${role.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/** Connects every role of an org that is running already, for instance one inside of the test's own process. */
export function connectRoles({ instanceUrl, users }: Login, isLocal: boolean, stop: () => Promise<void>, timeZone = 'UTC'): OrgUnderTest {
    const calendar = new Intl.DateTimeFormat('en-CA', { timeZone });
    const connections = new Map(
        ROLES.map((role) => [
            role,
            new Connection({ instanceUrl, loginUrl: instanceUrl, accessToken: users[role].accessToken, version: API_VERSION })
        ])
    );
    return {
        isLocal,
        instanceUrl,
        as: (role) => connections.get(role)!,
        userId: (role) => users[role].id,
        day: (fromToday = 0) => calendar.format(Date.now() + fromToday * MILLISECONDS_PER_DAY),
        stop
    };
}

async function openRealOrg(instanceUrl: string, tokens: readonly string[]): Promise<OrgUnderTest> {
    const users = await Promise.all(
        tokens.map(async (accessToken) => {
            const connection = new Connection({ instanceUrl, accessToken, version: API_VERSION });
            const { user_id: id } = await connection.identity();
            const { records } = await connection.query<{ TimeZoneSidKey: string }>(`SELECT TimeZoneSidKey FROM User WHERE Id = '${id}'`);
            return { accessToken, id, timeZone: records[0]!.TimeZoneSidKey };
        })
    );
    const byRole = Object.fromEntries(ROLES.map((role, index) => [role, users[index]!])) as unknown as Login['users'];
    return connectRoles({ instanceUrl, users: byRole }, false, () => Promise.resolve(), users[0]!.timeZone);
}

async function startLocalOrg(): Promise<OrgUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'partner-stages-contract-'));
    const child = spawn(
        process.execPath,
        [
            '--require',
            require.resolve('tsx/cjs'),
            join(ROOT, 'scripts/local-org/main.ts'),
            '--port',
            '0',
            '--quiet',
            '--source',
            sourceFolder(),
            '--seed',
            writeUsersOnly(folder)
        ],
        { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }
    );
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const login = await firstLine(child);
    return connectRoles(login, true, async () => {
        child.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
    });
}

/** The product as it is deployed. Components have to be compiled: an org takes no TypeScript. */
export function sourceFolder(): string {
    if (!existsSync(join(ROOT, 'force-app/main/generated/lwc/stageMap/stageMap.js')))
        throw new Error('the components are not compiled; run: npm run build');
    return join(ROOT, 'force-app');
}

/** Writes a seed file that holds the users and no record, and returns its path. */
export function writeUsersOnly(folder: string): string {
    const { users } = JSON.parse(readFileSync(join(ROOT, 'config/sample-data/cast.json'), 'utf8')) as { users: unknown };
    const file = join(folder, 'users.json');
    writeFileSync(file, JSON.stringify({ users, objects: [] }));
    return file;
}

/** The line that the org prints when it is ready; what it said instead when it ends before that. */
function firstLine(child: ChildProcess): Promise<Login> {
    return new Promise((done, fail) => {
        let complaint = '';
        const patience = setTimeout(() => {
            child.kill('SIGKILL');
            fail(new Error(`the local org was not ready in ${PATIENCE_SECONDS} seconds:\n${complaint}`));
        }, PATIENCE_SECONDS * 1000);
        child.stderr!.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-4000)));
        child.once('exit', (code) => {
            clearTimeout(patience);
            fail(new Error(`the local org ended with ${code}:\n${complaint}`));
        });
        createInterface({ input: child.stdout! }).once('line', (line) => {
            clearTimeout(patience);
            done(JSON.parse(line) as Login);
        });
    });
}
