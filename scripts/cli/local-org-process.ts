import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { readJson } from '../adapters/files/read-json';
import { parseStageMap } from '../boundary/parse-stage-map';
import { ProblemError } from '../domain/problem';
import { makeSampleData } from '../sample-data/make-sample-data';
import type { Cast } from '../sample-data/cast';

/** The checkout that these scripts stand in. */
export const ROOT = resolve(__dirname, '../..');
const LOCAL = join(ROOT, '.local');
const ORG_FILE = join(LOCAL, 'org.json');
const SEED_FILE = join(LOCAL, 'seed.json');
const USERS_FILE = join(LOCAL, 'users.json');

/** What the local org prints when it is ready. */
export interface ReadyOrg {
    readonly instanceUrl: string;
    readonly users: Readonly<Record<string, { readonly username: string; readonly accessToken: string }>>;
}

export interface RunningOrg {
    readonly ready: ReadyOrg;
    /** Resolves with the exit code when the org has ended. */
    readonly ended: Promise<number>;
    stop(): Promise<number>;
}

export interface OrgRequest {
    readonly port: string;
    /** Standard objects only: no product metadata, no data. */
    readonly empty: boolean;
    /** Folder that keeps the data over a restart. */
    readonly data?: string;
    /** 'YYYY-MM-DD': sample data ends on this day. */
    readonly today: string;
}

/** Starts the local org as a process of its own and waits until it listens. It knows the product only by the metadata it is given. */
export async function startLocalOrg(request: OrgRequest): Promise<RunningOrg> {
    const args = ['--port', request.port];
    if (request.data) args.push('--data', resolve(request.data));
    if (request.empty) args.push('--seed', writeUsersFile());
    else args.push('--source', join(ROOT, 'force-app'), '--seed', writeSeedFile(request.today));
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), join(ROOT, 'scripts/local-org/main.ts'), ...args], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe']
    });
    const said = hearUntilReady(child);
    const ended = new Promise<number>((done) => child.once('exit', (code, signal) => done(code ?? (signal ? 0 : 70))));
    const ready = await Promise.race([firstLine(child), ended.then((code) => endedEarly(code, request, said.text))]);
    said.passOn();
    // An empty org is somebody's test bed; commands without --target-org mean the one that runs the product.
    if (!request.empty) writeOrgFile(ready);
    return {
        ready,
        ended: ended.finally(() => forgetOrg(ready)),
        stop() {
            child.kill('SIGTERM');
            return ended;
        }
    };
}

function firstLine(child: ChildProcess): Promise<ReadyOrg> {
    return new Promise((done, fail) => {
        const lines = createInterface({ input: child.stdout! });
        lines.once('line', (line) => {
            try {
                done(JSON.parse(line) as ReadyOrg);
            } catch {
                fail(new Error(`the local org said something else than that it is ready: ${line.slice(0, 200)}`));
            }
        });
    });
}

/** Keeps what the org says before it is ready, so that a failed start is told once; afterwards it speaks for itself. */
function hearUntilReady(child: ChildProcess) {
    const heard = { text: '', passOn: () => void child.stderr!.pipe(process.stderr) };
    child.stderr!.on('data', (chunk: Buffer) => (heard.text = (heard.text + chunk.toString()).slice(-8000)));
    return heard;
}

function endedEarly(code: number, { port, data }: OrgRequest, said: string): never {
    if (code === 3)
        throw new ProblemError({
            code: 'PORT_IN_USE',
            subject: `Port ${port}`,
            detail: 'is in use.',
            remedy: 'Stop what listens there, or choose another one with --port (0 takes a free one).'
        });
    if (code === 4)
        throw new ProblemError({
            code: 'DATA_DAMAGED',
            subject: `The data folder ${data}`,
            detail: `could not be read and was left as it is. ${said.trim()}`,
            remedy: 'Restore that file, or start with another --data folder.'
        });
    throw new ProblemError({
        code: 'ORG_NOT_STARTED',
        subject: 'The local org',
        detail: `did not start:\n${said.trim()}\n`,
        remedy: 'Correct that and start again.'
    });
}

function writeSeedFile(today: string): string {
    const cast = readJson(join(ROOT, 'config/sample-data/cast.json')) as Cast;
    const mapFile = join(ROOT, 'config/stage-map/stage-map.json');
    const map = parseStageMap(readJson(mapFile), mapFile);
    mkdirSync(LOCAL, { recursive: true });
    writeFileSync(SEED_FILE, JSON.stringify(makeSampleData(cast, map, today)));
    return SEED_FILE;
}

/** The people of the sample data alone. The permission sets they will hold may come with a later deploy, and are assigned then by hand. */
function writeUsersFile(): string {
    const { users } = readJson(join(ROOT, 'config/sample-data/cast.json')) as Cast;
    mkdirSync(LOCAL, { recursive: true });
    writeFileSync(USERS_FILE, JSON.stringify({ permissionSetsOptional: true, users }));
    return USERS_FILE;
}

/** Another org may have been started since, and then the file tells of that one. */
function forgetOrg({ instanceUrl }: ReadyOrg): void {
    if (existsSync(ORG_FILE) && readFileSync(ORG_FILE, 'utf8').includes(`"${instanceUrl}"`)) rmSync(ORG_FILE, { force: true });
}

/** Lets other commands find the running org. Holds tokens, so only its owner may read it. */
function writeOrgFile(ready: ReadyOrg): void {
    mkdirSync(LOCAL, { recursive: true });
    writeFileSync(ORG_FILE, `${JSON.stringify(ready)}\n`, { mode: 0o600 });
}
