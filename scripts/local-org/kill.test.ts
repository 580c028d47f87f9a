import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

jest.setTimeout(90_000);

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'org-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Started {
    readonly child: ChildProcess;
    send(method: string, target: string, body?: unknown): Promise<unknown>;
}

const start = async (): Promise<Started> => {
    const main = ['--require', require.resolve('tsx/cjs'), path.join(__dirname, 'main.ts'), '--port', '0', '--data', folder];
    const child = spawn(process.execPath, main, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const ready = JSON.parse(line.toString()) as { instanceUrl: string; users: { admin: { accessToken: string } } };
    const headers = { Authorization: `Bearer ${ready.users.admin.accessToken}`, 'Content-Type': 'application/json' };
    return {
        child,
        send: async (method, target, body) => {
            const response = await fetch(`${ready.instanceUrl}/services/data/v66.0${target}`, {
                method,
                headers,
                body: JSON.stringify(body)
            });
            return response.json();
        }
    };
};

const BATCH = 20;

/** Creates accounts batch by batch, all of a batch or none, until the org is gone. Answers the batches that were confirmed. */
const writeUntilGone = async ({ send }: Started, round: string): Promise<string[]> => {
    const confirmed: string[] = [];
    for (let number = 0; ; number++) {
        const batch = `${round}-${number}`;
        const records = Array.from({ length: BATCH }, () => ({ attributes: { type: 'Account' }, Name: 'A', Site: batch }));
        try {
            const results = (await send('POST', '/composite/sobjects', { allOrNone: true, records })) as { success: boolean }[];
            if (results.every(({ success }) => success)) confirmed.push(batch);
        } catch {
            return confirmed;
        }
    }
};

it('a killed org loses at most what it had not answered, and no transaction by halves', async () => {
    const confirmed: string[] = [];
    for (const [round, milliseconds] of [150, 400, 900].entries()) {
        const org = await start();
        const clients = [0, 1, 2].map((client) => writeUntilGone(org, `${round}${client}`));
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        const gone = once(org.child, 'close');
        org.child.kill('SIGKILL');
        confirmed.push(...(await Promise.all(clients)).flat());
        await gone;
    }
    const org = await start();
    const found = (await org.send('GET', `/query?q=${encodeURIComponent('SELECT Site, COUNT(Id) n FROM Account GROUP BY Site')}`)) as {
        records: { Site: string; n: number }[];
    };
    const ids = (await org.send('GET', `/query?q=${encodeURIComponent('SELECT COUNT_DISTINCT(Id) n FROM Account')}`)) as typeof found;
    const gone = once(org.child, 'close');
    org.child.kill('SIGKILL');
    await gone;
    const sizes = new Map(found.records.map(({ Site, n }) => [Site, n]));
    expect(confirmed.length).toBeGreaterThan(10);
    expect(confirmed.filter((batch) => sizes.get(batch) !== BATCH)).toEqual([]);
    expect([...sizes.values()].every((size) => size === BATCH)).toBe(true);
    // Three clients, three kills: no more than one answer each may be missing.
    expect(sizes.size - confirmed.length).toBeLessThanOrEqual(9);
    expect(ids.records[0]!.n).toBe(sizes.size * BATCH);
});
